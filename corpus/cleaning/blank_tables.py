"""Tables of plain text whose columns are set apart by blanks or tabs, where that is safe.

Safe means: a head and three rows or more follow each other, every line has the same number of
cells, and each row prints figures in most columns behind its name. Anything else stays as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.cleaning.draft import Unit
from corpus.cleaning.flat_cells import is_unit, is_value, plain
from corpus.cleaning.lines import Line
from corpus.cleaning.marks import width
from corpus.loaders.protocol import RawTable

__all__ = ["take_blank_tables"]

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
LONGEST_CELL = 30
_CELL = re.compile(r"\S+(?: \S+)*")
"""Cells are two blanks apart, or a tab."""


def take_blank_tables(lines: Sequence[Line]) -> tuple[list[Line], list[Unit]]:
    """The lines that are left, and the tables taken out of them."""
    cut = [_cells(line) for line in lines]
    found: list[Unit] = []
    left: list[Line] = []
    end = 0
    for first, last in _stretches(cut, lines):
        if _is_table(cut[first:last]):
            left += lines[end:first]
            found.append(_unit(cut[first:last]))
            end = last
    return [*left, *lines[end:]], found


def _cells(line: Line) -> list[Line]:
    if "  " not in line.text and "\t" not in line.text:
        return [line]
    return [
        replace(line, text=found[0], start=line.start + found.start(), width=width(found[0]))
        for found in _CELL.finditer(line.text)
    ]


def _stretches(cut: Sequence[list[Line]], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """First and last line, exclusive, of lines with one number of cells, three at least."""
    keys = [(line.run, len(cells)) for line, cells in zip(lines, cut, strict=True)]
    at = 0
    for (_, count), group in itertools.groupby(keys):
        first, at = at, at + len(list(group))
        if count >= FEWEST_COLUMNS and at - first > FEWEST_ROWS:
            yield first, at


def _is_table(rows: Sequence[list[Line]]) -> bool:
    head, *body = [[plain(cell.text) for cell in row] for row in rows]
    if any(is_value(text) or len(text) > LONGEST_CELL for text in head) or len(set(head)) < len(
        head
    ):
        return False
    return all(_is_row(row) for row in body)


def _is_row(row: Sequence[str]) -> bool:
    """Whether figures, or a unit and figures, follow a name and perhaps its number."""
    name, *rest = row[1:] if row[0].isdecimal() else row
    figures = sum(is_value(text) for text in rest)
    known = figures + sum(is_unit(text) for text in rest)
    return not is_value(name) and figures > 0 and 2 * known >= len(rest)


def _unit(rows: Sequence[list[Line]]) -> Unit:
    grid = [[_cell(cell) for cell in row] for row in rows]
    table = RawTable([[cell.text for cell in row] for row in grid], 1)
    table.pages = [row[0].page for row in rows]
    unit = Unit("table_row", "", [], page=rows[0][0].page, table=table, raw_start=rows[0][0].start)
    unit.cells = grid
    return unit


def _cell(line: Line) -> Unit:
    return Unit("table_row", line.text, [(0, line.start, len(line.text))])
