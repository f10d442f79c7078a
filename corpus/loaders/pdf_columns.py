"""Reading order of lines and tables on a page, also where it is set in two columns."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.loaders.pdf_shapes import Box, Glyph
from corpus.loaders.pdf_table import PageTable
from corpus.loaders.pdf_text import Line, lines_of

__all__ = ["FlowLine", "column_gap", "column_lines", "reading_order"]

MIN_LINES = 8
"""A page with fewer lines on either side of a gap is not set in two columns."""
FILLED = 0.6
"""How much of the width of a column its text covers; lists and tables cover less."""
HOLE = 1.2
"""Width of the gap between columns, in characters, at least."""

EDGE = 6.0
"""The rules of a table may stand out of its column by this much (points)."""


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


def reading_order(
    entries: Sequence[FlowLine | PageTable], gap: float | None = None
) -> list[FlowLine | PageTable]:
    """Top to bottom; lines of one box or column stay together, in the order they came.

    `gap`: where two columns part; a table that stands in one of them is read with its lines.
    """
    inside = [e for e in entries if isinstance(e, PageTable) and _in_column(e.box, gap)]
    ordered = _top_down([entry for entry in entries if not any(entry is t for t in inside)])
    for table in sorted(inside, key=lambda table: table.box.y0):
        _place(ordered, table, gap or 0.0)
    return ordered


def _in_column(box: Box, gap: float | None) -> bool:
    return gap is not None and (box.x1 < gap + EDGE or box.x0 > gap - EDGE)


def _place(ordered: list[FlowLine | PageTable], table: PageTable, gap: float) -> None:
    """Put a table behind the lines of its column that stand above it."""
    left = table.box.x1 < gap + EDGE
    column = [
        at
        for at, entry in enumerate(ordered)
        if _in_column(_box(entry), gap) and (_box(entry).x0 < gap) == left
    ]
    above = [at for at in column if _box(ordered[at]).y0 < table.box.y0]
    ordered.insert(above[-1] + 1 if above else column[0] if column else len(ordered), table)


def _box(entry: FlowLine | PageTable) -> Box:
    if isinstance(entry, PageTable):
        return entry.box
    return Box(entry.line.x0, entry.line.y0, entry.line.x1, entry.line.y1)


def _top_down(entries: Sequence[FlowLine | PageTable]) -> list[FlowLine | PageTable]:
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

    Lines of two columns need not stand at the same heights. Two columns are assumed only where
    no more lines run over the gap than stand on one side of it and both sides are filled like
    running text, so that lists and tables without rules are not torn apart.
    """
    pieces = [piece for line in lines for piece in _pieces(line)]
    if before is not None:
        left, right = _sides(pieces, before)
        if len(left) < MIN_LINES and right and len(left) + len(right) >= 0.5 * len(pieces):
            return before
    gap = _gap_before_edge(pieces)
    if gap is None:
        return None
    left, right = _sides(pieces, gap)
    across = len(pieces) - len(left) - len(right)
    if min(len(left), len(right)) < MIN_LINES or across > max(len(left), len(right)):
        return None
    return gap if _is_text(left) and _is_text(right) else None


def _pieces(line: Line) -> Iterator[list[Glyph]]:
    """A line parted at each hole that is as wide as the gap between columns."""
    start = 0
    for at, (one, other) in enumerate(itertools.pairwise(line.glyphs), start=1):
        if other.x0 - one.x1 > HOLE * line.em:
            yield line.glyphs[start:at]
            start = at
    yield line.glyphs[start:]


def _sides(
    pieces: Sequence[list[Glyph]], gap: float
) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    left = [piece for piece in pieces if piece[-1].x1 <= gap]
    return left, [piece for piece in pieces if piece[0].x0 >= gap]


def _gap_before_edge(pieces: Sequence[list[Glyph]]) -> float | None:
    """The gap left of the edge at which most pieces begin that begin near the middle."""
    if not pieces:
        return None
    low, high = min(piece[0].x0 for piece in pieces), max(piece[-1].x1 for piece in pieces)
    width = high - low
    inner = [p[0].x0 for p in pieces if low + 0.3 * width < p[0].x0 < low + 0.7 * width]
    if len(inner) < MIN_LINES:
        return None
    edge = float(Counter(map(round, inner)).most_common(1)[0][0]) - 1
    ends = sorted(piece[-1].x1 for piece in _sides(pieces, edge)[0])
    end = ends[int(0.8 * len(ends))] if ends else low
    return (end + edge) / 2 if end < edge <= end + 0.12 * width else None


def _is_text(side: Sequence[list[Glyph]]) -> bool:
    """Whether the lines of a column are filled like running text."""
    width = max(piece[-1].x1 for piece in side) - min(piece[0].x0 for piece in side)
    filled = sum(glyph.x1 - glyph.x0 for piece in side for glyph in piece)
    return filled > FILLED * width * len(side)
