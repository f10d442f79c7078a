"""Tables for `str.translate` over texts most of whose characters stay."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["CharTable"]


class CharTable(dict[int, str | int | None]):
    """Takes down which characters stay as they are, when they are first met.

    For each of them a plain dict raises an exception and drops it: five times as slow.
    """

    def __init__(self, exchanged: Mapping[int, str | int | None]) -> None:
        super().__init__(exchanged)
        self._any = re.compile(f"[{''.join(re.escape(chr(code)) for code in exchanged)}]")

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code

    def over(self, text: str) -> str:
        """A text with its characters exchanged; a search for any of them is quicker."""
        return text.translate(self) if self._any.search(text) else text
