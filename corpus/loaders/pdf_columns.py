"""Reading order of lines and tables on a page, also where it is set in two columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.loaders.pdf_table import PageTable
from corpus.loaders.pdf_text import Line, lines_of

__all__ = ["FlowLine", "column_gap", "column_lines", "reading_order"]

MIN_LINES = 8
"""A page on which fewer lines have a hole at the same place is not set in two columns."""
FILLED = 0.6
"""How much of the width of its lines running text covers; lists and tables cover less."""
HOLE = 1.2
"""Width of the gap between columns, in characters, at least."""


@dataclass(slots=True)
class FlowLine:
    """A line of the page with its place. `region`: number of the frame around it, -1 for none.

    `top`: where the columns begin that it belongs to, the same for both; None outside columns.
    """

    line: Line
    region: int = -1
    top: float | None = None
    furniture: bool = False
    footnote: bool = False


def reading_order(entries: Sequence[FlowLine | PageTable]) -> list[FlowLine | PageTable]:
    """Top to bottom; lines of one box or column stay together, in the order they came."""
    keyed: list[tuple[float, int, FlowLine | PageTable]] = []
    tops: dict[int, float] = {}
    for number, entry in enumerate(entries):
        if isinstance(entry, PageTable):
            keyed.append((entry.box.y0, number, entry))
        elif entry.region < 0:
            keyed.append((entry.line.middle, number, entry))
        elif entry.top is not None:
            keyed.append((entry.top, number, entry))
        else:
            keyed.append((tops.setdefault(entry.region, entry.line.middle), number, entry))
    keyed.sort(key=lambda item: (item[0], item[1]))
    return [entry for _, _, entry in keyed]


def column_lines(
    lines: list[Line], gap: float | None
) -> tuple[list[Line], list[tuple[list[Line], list[Line]]]]:
    """Lines that run over the whole width, and the two columns of each stretch between them.

    `gap`: where the columns part, None for one column.
    """
    if gap is None:
        return lines, []
    whole: list[Line] = []
    parts: list[tuple[list[Line], list[Line]]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        sides = _cut(line, gap)
        if sides is None:
            whole.append(line)
            parts.append((left, right))
            left, right = [], []
        else:
            left += sides[0]
            right += sides[1]
    return whole, [*parts, (left, right)]


def _cut(line: Line, gap: float) -> tuple[list[Line], list[Line]] | None:
    """The parts of a line on either side of the gap; None where it runs over the gap."""
    if any(glyph.x0 < gap < glyph.x1 for glyph in line.glyphs):
        return None
    before = [glyph for glyph in line.glyphs if glyph.centre < gap]
    after = [glyph for glyph in line.glyphs if glyph.centre >= gap]
    if before and after and after[0].x0 - before[-1].x1 < HOLE * line.em:
        return None
    return lines_of(before), lines_of(after)


def column_gap(lines: Sequence[Line], before: float | None) -> float | None:
    """Where the gap between two columns of running text lies, None for one column.

    `before`: where it lay on the page before; a page with few lines keeps to it.

    Two columns are assumed only where most lines have a hole at the same place and both sides
    are filled like running text, so that lists and tables without rules are not torn apart.
    """
    holes = [hole for hole in (_widest_hole(line) for line in lines) if hole]
    if len(holes) < MIN_LINES and before is not None:
        kept = sum(hole[0] < before < hole[1] for hole in holes)
        return before if kept and 2 * kept >= len(lines) else None
    if len(holes) < MIN_LINES or len(holes) < 0.5 * len(lines):
        return None
    left = sorted(hole[0] for hole in holes)[int(0.8 * len(holes))]
    right = sorted(hole[1] for hole in holes)[int(0.2 * len(holes))]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    if right <= left or right - left > 0.12 * width:
        return None
    gap = (left + right) / 2
    crossing = [line for line in lines if line.x0 < gap < line.x1]
    filled = sum(glyph.x1 - glyph.x0 for line in crossing for glyph in line.glyphs)
    return gap if filled > FILLED * width * len(crossing) else None


def _widest_hole(line: Line) -> tuple[float, float] | None:
    best: tuple[float, float] | None = None
    for one, other in itertools.pairwise(line.glyphs):
        room = other.x0 - one.x1
        if room > HOLE * line.em and (best is None or room > best[1] - best[0]):
            best = (one.x1, other.x0)
    return best
