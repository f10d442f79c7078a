"""The tables of one sheet: captions above them, several under each other, heads or none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.loaders.cells import plain_cell
from corpus.loaders.protocol import RawItem, RawTable
from kb.models import Hint

__all__ = ["sheet_items", "title_of"]

_NUMBER = re.compile(r"[<>≥≤≧≦＜＞约]?\s*[-－]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"\s*[（(]?(?:附?表|专栏)\s*[\d一二三四五六七八九十]")
_ONE_OF_SEVERAL = re.compile(
    r"\s*[（(]?(?:(?:续?附?表|专栏|附件)\s*[\d一二三四五六七八九十]*[:：\s]|单位)"
)
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


def title_of(items: Sequence[RawItem]) -> Iterator[Hint]:
    """The line above the first table of the only sheet, unless it is numbered among several."""
    first = next((item for item in items if item.kind != "heading"), None)
    if first is not None and first.kind == "caption" and not _ONE_OF_SEVERAL.match(first.text):
        yield Hint("title", first.text, "sheet_title")


def _lines(rows: Sequence[Row], wide: Container[int]) -> Iterator[_Line]:
    apart = False
    for number, row in enumerate(rows):
        cells = [plain_cell(cell).strip() for cell in row]
        said = {cell for cell in cells if cell}
        if said:
            filled = [cell for cell in cells if cell]
            single = len(said) == 1 and (len(filled) == 1 or number in wide)
            yield _Line(cells, apart, single or _titled(filled))
        apart = not said


def _titled(filled: Sequence[str]) -> bool:
    """表3 粮食产量 … 单位：万吨: the caption and the unit in cells of one row."""
    two = len(filled) == _CAPTION_AND_UNIT and _UNIT.match(filled[1]) is not None
    return two and _UNIT.match(filled[0]) is None and not _NUMBER.fullmatch(filled[0])


_CAPTION_AND_UNIT = 2
_UNIT = re.compile(r"[（(]?(?:计量)?单位\s*[:：]")


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
        yield from (RawItem("caption", text) for text in dict.fromkeys(body.pop(0).said))
    kept = [x for x in range(width) if any(x < len(r.cells) and r.cells[x] for r in body)]
    if len(kept) == 1:
        yield from (RawItem("paragraph", line.said[0]) for line in body)
        return
    if (at := _seam(body, kept)) is not None:
        yield from _items(list(_part(body, 0, at)))
        yield from _items(list(_part(body, at, width)))
        return
    grid = [[line.cells[x] if x < len(line.cells) else "" for x in kept] for line in body]
    table = RawTable(grid, _headers(body[0], grid[0]), hard_breaks=True)
    yield RawItem("table", table=table)


def _seam(lines: Sequence[_Line], kept: Sequence[int]) -> int | None:
    """Where another table begins to the right: behind a blank column, with names and figures of
    its own."""
    for left, right in itertools.pairwise(kept):
        if right > left + 1 and all(map(_is_table, (_part(lines, 0, right), _part(lines, right)))):
            return right
    return None


def _part(lines: Sequence[_Line], first: int, end: int | None = None) -> Iterator[_Line]:
    """These columns of the lines that say something there."""
    for line in lines:
        cells = line.cells[first:end]
        said = [cell for cell in cells if cell]
        if said:
            yield _Line(cells, line.apart, len(said) == 1 or _titled(said))


def _is_table(lines: Iterable[_Line]) -> bool:
    """Whether at least two rows have a name in front and a figure behind it."""
    named = [line for line in lines if line.cells[0] and not _NUMBER.fullmatch(line.cells[0])]
    return sum(line.figures for line in named) >= _TWO_ROWS


_TWO_ROWS = 2


def _headers(first: _Line, cells: Row) -> int | None:
    """One where the first row names each column; else its rows tell."""
    plain = all(cells) and len(set(cells)) == len(cells)
    return 1 if plain and not first.figures else None
