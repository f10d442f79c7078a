"""Reading order of lines and tables on a page, also where it is set in two columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.loaders.pdf_shapes import Glyph
from corpus.loaders.pdf_table import PageTable
from corpus.loaders.pdf_text import Line

if TYPE_CHECKING:
    from corpus.loaders.pdf_flow import FlowLine

__all__ = ["reading_order", "split_columns"]

MIN_LINES = 8
"""A page with fewer lines on each side of a gap is not set in two columns."""


def reading_order(entries: Sequence[FlowLine | PageTable]) -> list[FlowLine | PageTable]:
    """Top to bottom; lines of one ruled box stay in the order in which they were read."""
    keyed: list[tuple[float, int, FlowLine | PageTable]] = []
    tops: dict[int, float] = {}
    for number, entry in enumerate(entries):
        if isinstance(entry, PageTable):
            keyed.append((entry.box.y0, number, entry))
        elif entry.region < 0:
            keyed.append((entry.line.middle, number, entry))
        else:
            top = tops.setdefault(entry.region, entry.line.middle)
            keyed.append((top, number, entry))
    keyed.sort(key=lambda item: (item[0], item[1]))
    return [entry for _, _, entry in keyed]


def split_columns(lines: Sequence[Line]) -> float | None:
    """Where the gap between two columns of running text lies, None for one column.

    Two columns are assumed only where most lines have a wide hole at the same place and both
    sides are filled like running text, so that tables without rules are not torn apart.
    """
    holes: list[tuple[float, float]] = []
    for line in lines:
        hole = _widest_hole(line.glyphs, line.em)
        if hole:
            holes.append(hole)
    if len(holes) < MIN_LINES or len(holes) < 0.5 * len(lines):
        return None
    left = sorted(hole[0] for hole in holes)[int(0.9 * len(holes))]
    right = sorted(hole[1] for hole in holes)[int(0.1 * len(holes))]
    if right <= left:
        return None
    gap = (left + right) / 2
    full = [line for line in lines if line.x0 < gap < line.x1]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    filled = sum(_fill(line.glyphs) for line in full)
    return gap if filled > 0.75 * width * len(full) and right - left < 0.12 * width else None


def _fill(glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.x1 - glyph.x0 for glyph in glyphs)


def _widest_hole(glyphs: Sequence[Glyph], em: float) -> tuple[float, float] | None:
    best: tuple[float, float] | None = None
    for one, other in itertools.pairwise(glyphs):
        room = other.x0 - one.x1
        if room > 1.2 * em and (best is None or room > best[1] - best[0]):
            best = (one.x1, other.x0)
    return best
