"""Notes below a table (注：1.… 2.…): they explain its numbers and state none of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.models import Passage

__all__ = ["Notes"]

_OPENS = re.compile(r"[*＊]?(?:备?注|说明)(?:[：:]|[1１一①](?![一-龥])|[（(]1)")
_GOES_ON = re.compile(r"(?:\d{1,2}[.、．]?(?![\d年月%])|[（(]\d{1,2}[)）]|[①-⑳])")
_NEAR = 20
"""Characters at which the opening of a passage is looked at."""


@dataclass(slots=True)
class Notes:
    """Follows the passages of a document."""

    inside: bool = False

    def enter(self, passage: Passage) -> bool:
        """Whether this passage is a note; the numbered ones behind the first belong to it."""
        opening = "".join(passage.text[:_NEAR].split())
        if passage.kind in ("heading", "table_row", "caption"):
            self.inside = False
        elif _OPENS.match(opening):
            self.inside = True
        elif self.inside:
            self.inside = _GOES_ON.match(opening) is not None
        return self.inside
