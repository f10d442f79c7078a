"""Words in one sentence: what no engine's positions tell, read off the shelf."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.search.shelf import Record

__all__ = ["holds_near"]

_MARKS = tuple(mark.encode() for mark in ("。", "!", "?", "\n"))
_END = re.compile(b"|".join(map(re.escape, _MARKS)))


def holds_near(record: Record, needles: Sequence[bytes]) -> bool:
    """Whether one sentence of the body holds all the needles (folded, UTF-8). Only the sentences
    of the longest needle are looked at."""
    folded, longest, stop = record.folded, max(needles, key=len), 0
    place = folded.find(longest)
    while place >= 0:
        start, end = _after_mark(folded, stop, place), _END.search(folded, place)
        stop = end.end() if end else len(folded)
        for needle in needles:
            if folded.find(needle, start, stop) < 0:
                break
        else:
            return True
        place = folded.find(longest, stop)
    return False


def _after_mark(folded: bytes, begin: int, end: int) -> int:
    """Where the last sentence between two places begins; `begin` is the beginning of one."""
    for mark in _MARKS:
        at = folded.rfind(mark, begin, end)
        begin = at + len(mark) if at >= 0 else begin
    return begin
