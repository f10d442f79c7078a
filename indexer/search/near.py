"""Words in one sentence: what no engine's positions tell, read off the shelf."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.search.shelf import Record

__all__ = ["holds_near", "sentences_with"]

_ENDS = re.compile("。|!|\\?|\n".encode())


def holds_near(record: Record, needles: Sequence[bytes]) -> bool:
    """Whether one sentence of the body holds all the needles (folded, UTF-8)."""
    if any(record.find(needle) < 0 for needle in needles):
        return False
    rarest = max(needles, key=len)
    place = record.find(rarest)
    while place >= 0:
        begin, end = record.span(record.passage_at(place))
        if sentences_with(record.buffer[begin:end], needles):
            return True
        place = record.find(rarest, end + 1) if end + 1 < record.end else -1
    return False


def sentences_with(passage: bytes, needles: Sequence[bytes]) -> list[tuple[int, int]]:
    """Byte spans of the sentences of a folded passage that hold all the needles."""
    found, start = [], 0
    for match in (*_ENDS.finditer(passage), None):
        end = match.end() if match else len(passage)
        if all(passage.find(needle, start, end) >= 0 for needle in needles):
            found.append((start, end))
        start = end
    return found
