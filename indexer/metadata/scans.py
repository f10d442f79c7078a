"""Letterheads of scans: the large red letters are what character recognition misreads most.

Only lines above the title are mended, and only where one wrong character stands between the line
and an organ of the document's own place; the stored text stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.metadata.lines import Line
from indexer.metadata.organs import organs_of_line
from kb.vocab.regions_scan import mentions

__all__ = ["mended_letterhead"]

_BUREAU = re.compile(r"[届月居肩后同](?=$|\s|文件)")  # what 局 is read as


def _place_patterns(title: str) -> list[tuple[re.Pattern[str], str]]:
    """For each name of the title's place: the name with any one character wrong."""
    found = mentions(title)
    names = [found[0].region.name, found[0].region.short] if found else []
    made = []
    for name in filter(None, names):
        wrong = [
            re.escape(name[:at]) + "[一-龥]" + re.escape(name[at + 1 :]) for at in range(len(name))
        ]
        made.append((re.compile("|".join(wrong)), name))
    return made


def _mended(text: str, patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """The line with its place or its 局 put right, where that makes it a line of organs."""
    text = re.sub(r"\s*文\s*件\s*", " 文件 ", text).strip()
    pieces = [piece for piece in re.split(r"\s*文件\s*|\s+", text) if piece]
    mended = [_piece(piece, patterns) for piece in pieces]
    return " ".join(mended) if any(map(organs_of_line, mended)) else text


def _piece(piece: str, patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for tried in (piece, _BUREAU.sub("局", piece)):
        if organs_of_line(tried):
            return tried
        for pattern, name in patterns:
            found = pattern.match(tried)
            if found and organs_of_line(name + tried[found.end() :]):
                return name + tried[found.end() :]
    return piece


def mended_letterhead(lines: Sequence[Line], before: int, title: str) -> list[Line]:
    """The head lines of a scan, those above line `before` mended."""
    patterns = _place_patterns(title)
    above = [replace(line, text=_mended(line.text, patterns)) for line in lines[:before]]
    return [*above, *lines[before:]]
