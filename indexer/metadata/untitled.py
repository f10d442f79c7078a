"""Names that are no titles, and what stands in for the title of a text that prints none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indexer.metadata.lines import Line, is_body, is_furniture
from kb.vocab import forget_on_configure, lists

__all__ = ["from_opening", "is_a_name"]

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3,}(?![A-Za-z0-9])")
_ABSTRACT = re.compile(
    r"^\s*[【\[(（]?\s*(?:内容)?(?:摘\s*要|提\s*要|前\s*言|导\s*语|编者按)\s*[】\])）]?\s*[:：]?\s*"
)
_CLAUSE_END = re.compile(r"[。；;！？!?]|(?<=.{14})[，,：:]")
LONGEST, SHORTEST = 36, 6


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(lists.any_of("titles.yaml", "no_names"), re.IGNORECASE)


forget_on_configure(_no_name.cache_clear)


def is_a_name(text: str) -> bool:
    """Whether a file or a container is named so that a reader learns what it is about.

    A number, a hash or 新建文档 (2) is no name; 广元规划 is, and so are two words of Latin letters.
    """
    bare = _no_name().sub(" ", text)
    return len(re.findall(r"[㐀-鿿]", bare)) >= 3 or len(_WORD.findall(bare)) >= 2


def from_opening(lines: Sequence[Line]) -> str | None:
    """The opening words of the text, in the square brackets of a supplied title; None: no text.

    Cataloguing rules put a title that the document does not print in square brackets.
    """
    wordy = (line.text for line in lines if not is_furniture(line.text))
    opening = next((text for text in wordy if is_body(text)), None)
    if opening is None:
        opening = next((line.text for line in lines if len(line.text) >= SHORTEST), None)
    if opening is None:
        return None
    words = _ABSTRACT.sub("", opening).strip()
    end = _CLAUSE_END.search(words)
    words = words[: end.start() if end and end.start() >= SHORTEST else LONGEST][:LONGEST]
    return f"［{words.strip()}……］" if words.strip() else None
