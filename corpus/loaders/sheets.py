"""The tables of one sheet: captions above them, several under each other, heads or none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from corpus.loaders.cells import plain_cell
from corpus.loaders.protocol import RawItem, RawTable

__all__ = ["sheet_items"]

_NUMBER = re.compile(r"[<>≥≤≧≦＜＞约]?\s*[-－]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"\s*[（(]?(?:附?表|专栏)\s*[\d一二三四五六七八九十]")
_NEAR = 4
"""A head is followed by a row with figures at most so many rows below."""

Row = list[str]


@dataclass(slots=True)
class _Line:
    """A row that is not blank. `apart`: blank rows stand before it; `alone`: it says one thing."""

    cells: Row
    apart: bool
    alone: bool

    @property
    def said(self) -> list[str]:
        return [cell for cell in self.cells if cell]

    @property
    def figures(self) -> bool:
        """Whether it holds values, not only words and years."""
        return any(_NUMBER.fullmatch(c) and not _YEAR.fullmatch(c) for c in self.cells[1:])


def sheet_items(rows: Sequence[Row], wide: Container[int] = ()) -> Iterator[RawItem]:
    """Captions and tables of a sheet. `wide`: numbers of the rows merged over its whole width."""
    lines = list(_lines(rows, wide))
    starts = [0, *(at for at in range(1, len(lines)) if _begins(lines, at)), len(lines)]
    for first, last in itertools.pairwise(starts):
        yield from _items(lines[first:last])


def _lines(rows: Sequence[Row], wide: Container[int]) -> Iterator[_Line]:
    apart = False
    for number, row in enumerate(rows):
        cells = [plain_cell(cell).strip() for cell in row]
        said = {cell for cell in cells if cell}
        if said:
            once = len([cell for cell in cells if cell]) == 1
            yield _Line(cells, apart, len(said) == 1 and (once or number in wide))
        apart = not said


def _begins(lines: Sequence[_Line], at: int) -> bool:
    """Whether another table begins here: captions and a head, with figures below it."""
    line = lines[at]
    if lines[at - 1].alone and not line.apart:
        return False  # a caption of the table that began with the line before
    head = next((i for i in range(at, len(lines)) if not lines[i].alone), None)
    if head is None or lines[head].figures or not (line.apart or line.alone):
        return False
    named = line.alone and _NUMBERED.match(line.said[0]) is not None
    if not line.apart and not named:
        return False  # 一、经济发展: a heading between the rows of one table
    below = lines[head + 1 : head + 1 + _NEAR]
    return named or any(row.figures for row in below)


def _items(lines: Sequence[_Line]) -> Iterator[RawItem]:
    body = list(lines)
    width = max(len(line.cells) for line in body)
    while width > 1 and len(body) > 1 and body[0].alone:
        yield RawItem("caption", body.pop(0).said[0])
    kept = [x for x in range(width) if any(x < len(r.cells) and r.cells[x] for r in body)]
    if len(kept) == 1:
        yield from (RawItem("paragraph", line.said[0]) for line in body)
        return
    grid = [[line.cells[x] if x < len(line.cells) else "" for x in kept] for line in body]
    yield RawItem("table", table=RawTable(grid, _headers(body[0], grid[0])))


def _headers(first: _Line, cells: Row) -> int | None:
    """One where the first row names each column; else its rows tell."""
    plain = all(cells) and len(set(cells)) == len(cells)
    return 1 if plain and not first.figures else None
