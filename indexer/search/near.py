"""Words in one sentence: what no engine's positions tell, read off the shelf."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.search.shelf import Record

__all__ = ["holds_near", "sentences_with"]

_ENDS = re.compile("。|!|\\?|\n".encode())


def holds_near(record: Record, needles: Sequence[bytes]) -> bool:
    """Whether one sentence of the body holds all the needles (folded, UTF-8)."""
    folded = record.folded
    rarest = max(needles, key=len)
    place = folded.find(rarest)
    while place >= 0:
        begin, stop = folded.rfind(b"\n", 0, place) + 1, folded.find(b"\n", place)
        passage = folded[begin:stop]
        if all(needle in passage for needle in needles) and sentences_with(passage, needles):
            return True
        place = folded.find(rarest, stop)
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
