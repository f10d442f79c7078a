"""Tables without rules that a page break cuts: their last or first lines found on the other page.

A few rows at a page's edge are too little to be told for a table by themselves; the columns of
the part on the other page tell.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from corpus.loaders.pdf_columns import FlowLine
from corpus.loaders.pdf_flow import PageFlow
from corpus.loaders.pdf_grid import Ink
from corpus.loaders.pdf_join import can_join, join_tables
from corpus.loaders.pdf_shapes import Box
from corpus.loaders.pdf_strips import filled, fits, grid_of, rows_of
from corpus.loaders.pdf_table import PageTable, read_table

__all__ = ["stretch_tables"]

INDENT = 1.6
"""A wrapped word stands so many characters right of the first column; text begins there."""


def stretch_tables(flows: Sequence[PageFlow]) -> None:
    """Give each table without rules the rows that stand on the page before or behind."""
    for before, after in itertools.pairwise(flows):
        if after.number != before.number + 1:
            continue
        last, first = _edge(before, last=True), _edge(after, last=False)
        if isinstance(last, PageTable) and last.inks:
            _forward(last, after)
        elif isinstance(first, PageTable) and first.inks and isinstance(last, FlowLine):
            _backward(before, first)


def _own(flow: PageFlow) -> list[FlowLine | PageTable]:
    """What a page holds between its running heads and its footnotes."""
    return [
        entry
        for entry in flow.entries
        if isinstance(entry, PageTable) or not (entry.furniture or entry.footnote)
    ]


def _edge(flow: PageFlow, *, last: bool) -> FlowLine | PageTable | None:
    own = _own(flow)
    return own[-1 if last else 0] if own else None


def _forward(table: PageTable, flow: PageFlow) -> None:
    """Rows at the top of the next page, above its own part of the table if it has one."""
    lines, below = _until_table(_own(flow))
    taken = list(itertools.takewhile(lambda e: _may_stand(e, table.inks), lines))
    whole = len(taken) == len(lines) and below is not None and bool(below.inks)
    if not whole:
        while taken and not _is_row(taken[-1], table.inks):
            rest = taken[-1]
            if rest.line.x0 > table.inks[0][0] + INDENT * rest.line.em:
                break
            taken.pop()
    if not taken:
        return
    part = _table(taken, table.inks, flow.number)
    if part is None:
        return
    if whole and below is not None and can_join(part, below):
        join_tables(part, below)
        _replace(flow, [*taken, below], part)
    else:
        _replace(flow, taken, part)


def _backward(flow: PageFlow, table: PageTable) -> None:
    """Rows at the foot of the page before, down from the first that fills most columns."""
    lines, _ = _until_table(_own(flow)[::-1])
    taken = list(itertools.takewhile(lambda e: _may_stand(e, table.inks), lines))[::-1]
    while taken and not _is_row(taken[0], table.inks):
        taken.pop(0)
    part = _table(taken, table.inks, flow.number) if taken else None
    if part is not None:
        _replace(flow, taken, part)


def _until_table(
    entries: Sequence[FlowLine | PageTable],
) -> tuple[list[FlowLine], PageTable | None]:
    lines: list[FlowLine] = []
    for entry in entries:
        if isinstance(entry, PageTable):
            return lines, entry
        lines.append(entry)
    return lines, None


def _may_stand(entry: FlowLine, inks: Sequence[Ink]) -> bool:
    return fits(entry.line, inks)


def _is_row(entry: FlowLine, inks: Sequence[Ink]) -> bool:
    return filled(entry.line, inks) >= max(2, 0.5 * len(inks))


def _table(entries: Sequence[FlowLine], inks: Sequence[Ink], page: int) -> PageTable | None:
    lines = [entry.line for entry in entries]
    x0, x1 = min(inks[0][0], lines[0].x0), max(inks[-1][1], *(line.x1 for line in lines))
    box = Box(x0, lines[0].y0, x1, max(line.y1 for line in lines))
    grid = grid_of(rows_of(lines, inks), inks, box, headed=False)
    table = read_table(grid, [glyph for line in lines for glyph in line.glyphs], page)
    table.guessed = True
    return table if table.inks else None


def _replace(flow: PageFlow, old: Sequence[FlowLine | PageTable], new: PageTable) -> None:
    """Put the table where the first of its lines stood."""
    gone = {id(entry) for entry in old}
    place = next(i for i, entry in enumerate(flow.entries) if id(entry) in gone)
    flow.entries = [entry for entry in flow.entries if id(entry) not in gone]
    flow.entries.insert(place, new)
