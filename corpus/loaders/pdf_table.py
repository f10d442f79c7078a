"""From a ruled grid and its glyphs to the rows of one page's part of a table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.loaders.pdf_grid import Grid, Ink, Span
from corpus.loaders.pdf_shapes import Box, Glyph
from corpus.loaders.pdf_text import Line, lines_of

__all__ = ["NUMBER", "TITLE", "Cell", "PageTable", "flat", "is_table", "read_table"]

NARROW = 12.0
"""An empty column not wider than this (points) is the strip between two rules."""
PADDING = 11.0
"""Blank space (points) at both sides of a cell's text."""
LAST_WORD = 2.2
"""Room left by a sign that may not begin a line (）、。), which takes the word before it along."""
FIGURE_ENDS = frozenset("0123456789%％‰")
NUMBER = re.compile(r"[\d.,，%％≥≤><＞＜~～—–\-/／\[\]【】\s]+")
YEAR = re.compile(r"(19|20)\d\d(年|$|[（(])")
TITLE = re.compile(
    r"(续?附?表|专栏|附件|图)\s*[\d一二三四五六七八九十]|.*(一览表|情况表|指标表|明细表)$"
)
NOTE = re.compile(r"(备?注|说明|资料来源|数据来源)\s*[:：]|[*＊]\s*[\u4e00-\u9fff]")
HEADER_WORD = re.compile(
    r"指标|序号|名称|单位|属性|类别|类型|领域|项目|地区|年份|目标|现状|基期|备注|责任|内容|比重|分类"
)


@dataclass(slots=True)
class Cell:
    """One cell, which may cover several places of the grid."""

    text: str
    tall: int = 1
    wide: int = 1
    full: bool = False
    """Its last line reaches the right edge, so that the text may go on below."""


@dataclass(slots=True)
class PageTable:
    """A table on one page, or joined over pages: a cell stands in every place it covers."""

    box: Box
    xs: list[float]
    rows: list[list[Cell]]
    pages: list[int]
    """Page of each row."""
    odd: bool = False
    inks: list[Ink] = field(default_factory=list)
    """Without uprights: where each column prints; its edges are known but roughly."""
    guessed: bool = False
    """It has no rules: its cells are told by the blank space between them."""
    above: list[str] = field(default_factory=list)
    """Title lines found inside the frame, above the header."""
    below: list[str] = field(default_factory=list)
    """Notes found inside the frame, below the last row."""
    repeated: int = 0
    """Header rows that were seen again on later pages."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1


def flat(text: str) -> str:
    """Text without any white space, for comparing."""
    return "".join(text.split())


def read_table(grid: Grid, glyphs: Iterable[Glyph], page: int) -> PageTable:
    """Glyphs into cells, cells into rows; empty rows and columns are dropped."""
    places = [[0] * grid.columns for _ in range(grid.rows)]
    for index, span in enumerate(grid.spans):
        for row in range(span.top, span.bottom):
            for column in range(span.left, span.right):
                places[row][column] = index
    inside: list[list[Glyph]] = [[] for _ in grid.spans]
    for glyph in glyphs:
        row, column = grid.place(glyph.centre, glyph.middle)
        inside[places[row][column]].append(glyph)
    cells = [_cell(grid, span, found) for span, found in zip(grid.spans, inside, strict=True)]
    rows = [[cells[index] for index in line] for line in places]
    table = PageTable(grid.box, list(grid.xs), rows, [page] * len(rows), grid.odd)
    _drop_empty(table)
    table.inks = grid.inks if len(grid.inks) == table.width else []
    _take_notes(table)
    return table


def _cell(grid: Grid, span: Span, glyphs: list[Glyph]) -> Cell:
    lines = lines_of(glyphs)
    full = False
    if lines:
        room = grid.xs[span.right] - grid.xs[span.left] - (lines[-1].x1 - lines[-1].x0)
        full = room < PADDING + LAST_WORD * lines[-1].em
    text = _cell_text(lines, grid.xs[span.right] - grid.xs[span.left])
    return Cell(text, span.bottom - span.top, span.right - span.left, full)


def _cell_text(lines: list[Line], width: float) -> str:
    """The lines of a cell; figures on two lines that are no wraps of one are set apart."""
    text = lines[0].text if lines else ""
    for above, below in itertools.pairwise(lines):
        figures = above.text[-1:] in FIGURE_ENDS and below.text[:1].isdecimal()
        room = width - (above.x1 - above.x0) - PADDING
        text += ("；\n" if figures and room > above.em else "\n") + below.text
    return text


def _drop_empty(table: PageTable) -> None:
    """Rows and columns that repeat their neighbour's cells or hold nothing."""
    keep_rows = [
        index
        for index, row in enumerate(table.rows)
        if any(cell.text for cell in row)
        and not (index and _same_cells(row, table.rows[index - 1]))
    ]
    table.rows = [table.rows[index] for index in keep_rows]
    table.pages = [table.pages[index] for index in keep_rows]
    keep = [c for c in range(table.width) if _is_column(table, c)]
    if keep and len(keep) < table.width:
        table.rows = [[row[c] for c in keep] for row in table.rows]
        table.xs = [table.xs[c] for c in keep] + [table.xs[-1]]


def _is_column(table: PageTable, column: int) -> bool:
    """Not the strip between two lines of a double rule, not one that only repeats another."""
    if column and all(row[column] is row[column - 1] for row in table.rows):
        return False
    filled = any(row[column].text for row in table.rows)
    return filled or table.xs[column + 1] - table.xs[column] > NARROW


def _same_cells(one: list[Cell], other: list[Cell]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))


def _single(row: list[Cell]) -> Cell | None:
    """The one cell of a row that runs over its whole width."""
    return row[0] if len(row) > 1 and all(cell is row[0] for cell in row) else None


def _take_notes(table: PageTable) -> None:
    """Full-width notes at the end leave the table."""
    while len(table.rows) > 1:
        cell = _single(table.rows[-1])
        if cell is None or not NOTE.match(cell.text.strip()):
            break
        table.below.insert(0, cell.text)
        table.rows.pop()
        table.pages.pop()


def take_title(table: PageTable) -> None:
    """Full-width title and unit rows before the header leave the table."""
    while len(table.rows) > 1:
        cell = _single(table.rows[0])
        text = flat(cell.text) if cell else ""
        if cell is None or not (TITLE.match(text) or text.startswith(("单位：", "单位:"))):
            break
        table.above.append(cell.text)
        table.rows.pop(0)
        table.pages.pop(0)


def is_table(table: PageTable) -> bool:
    """Whether it has the shape of a table: two columns, enough filled cells."""
    if table.width < 2 or not table.rows:
        return False
    filled = sum(bool(cell.text) for row in table.rows for cell in row)
    return filled >= 0.3 * table.width * len(table.rows)


def header_rows(table: PageTable) -> int:
    """How many first rows are headers, by the cells that run down beside split ones."""
    if table.repeated:
        return table.repeated
    first = table.rows[0]
    if _single(first) or not _looks_like_header(first):
        return 0
    split = any(a is b for a, b in itertools.pairwise(first))
    tallest = max(_depth(table.rows, c) for c in range(table.width))
    count = tallest if split and tallest <= 4 else 1
    if split and count == 1 and len(table.rows) > 2 and _looks_like_header(table.rows[1]):
        count = 2
    return min(count, len(table.rows) - 1)


def _depth(rows: list[list[Cell]], column: int) -> int:
    depth = 1
    while depth < len(rows) and rows[depth][column] is rows[0][column]:
        depth += 1
    return depth


def _looks_like_header(row: list[Cell]) -> bool:
    texts = [flat(cell.text) for cell in row]
    named = [text for text in texts if text]
    if len(set(named)) < 2:
        return False
    figures = [text for text in named if NUMBER.fullmatch(text) and not YEAR.match(text)]
    words = [text for text in named if HEADER_WORD.search(text) or YEAR.match(text)]
    return not figures and len(words) >= 1


def table_lines(grid: Grid, glyphs: list[Glyph]) -> list[Line]:
    """The text of a grid that is no table, cell by cell, so that columns do not mix."""
    found: list[Line] = []
    for span in grid.spans:
        box = Box(grid.xs[span.left], grid.ys[span.top], grid.xs[span.right], grid.ys[span.bottom])
        found += lines_of(
            g for g in glyphs if box.x0 <= g.centre < box.x1 and box.y0 <= g.middle < box.y1
        )
    return found
