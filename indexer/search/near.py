"""Words in one sentence: what no engine's positions tell, read off the shelf."""

from __future__ import annotations

import re

from indexer.search.ast import Near
from indexer.search.shelf import Record

__all__ = ["holds_near"]

_MARKS = tuple(mark.encode() for mark in ("。", "!", "?", "\n"))
_NUMBER_BEFORE, _NUMBER_BEHIND = re.compile(rb"\d[.,]?$"), re.compile(rb"[.,]?\d")
_END = re.compile(b"|".join(map(re.escape, _MARKS)))


def holds_near(record: Record, near: Near) -> bool:
    """Whether one sentence of the body holds all the texts. Only the sentences of the longest are
    looked at."""
    needles = [text.text.encode("utf-8") for text in near.texts]
    folded, longest, stop = record.folded, max(needles, key=len), 0
    finds = _find_whole if near.whole else bytes.find
    place = folded.find(longest)
    while place >= 0:
        start, end = _after_mark(folded, stop, place), _END.search(folded, place)
        stop = end.end() if end else len(folded)
        for needle in needles:
            if finds(folded, needle, start, stop) < 0:
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


def _find_whole(folded: bytes, needle: bytes, start: int, stop: int) -> int:
    """Where a text stands whose number is no part of a longer one, -1 if nowhere."""
    at = folded.find(needle, start, stop)
    while at >= 0 and _goes_on(folded, needle, at):
        at = folded.find(needle, at + 1, stop)
    return at


def _goes_on(folded: bytes, needle: bytes, at: int) -> bool:
    """Whether a number goes on before or behind a needle."""
    before, behind = folded[max(0, at - 2) : at], folded[at + len(needle) :][:2]
    return bool(
        (needle[:1].isdigit() and _NUMBER_BEFORE.search(before))
        or (needle[-1:].isdigit() and _NUMBER_BEHIND.match(behind))
    )
