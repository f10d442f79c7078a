"""Indicator tables rebuilt from dumps that print one cell a line, where that is safe.

Safe means: the column headers can be told apart in exactly one way, and every row then has
exactly its number of cells. Anything else stays as it is and is noted as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.cleaning.draft import PlacedNote, Unit, join_gap
from corpus.cleaning.flat_cells import (
    is_binding,
    is_number,
    is_unit,
    is_value,
    may_be_header,
    plain,
)
from corpus.cleaning.flat_headers import Column, headers, is_time, split_glued, with_number
from corpus.cleaning.flat_rows import MOST_CLASS_LINES, Cells, Rows, Token, read_rows
from corpus.cleaning.lines import Line
from corpus.cleaning.marks import width
from corpus.loaders.protocol import RawTable
from kb.models import ReadingNote

__all__ = ["FlatTables", "take_tables"]

FEWEST_HEADER_PARTS = 3
MOST_HEADER_PARTS = 26
MOST_LINES = 900
SCATTERED = 6, 12
"""So many of so many lines that follow each other are figures: a table torn into its cells."""
NEAR = 4
"""Lines behind a header in which none of its own may be left."""


@dataclass(slots=True)
class FlatTables:
    """Tables taken out of the lines, and notes on those that stayed."""

    units: list[Unit] = field(default_factory=list)
    notes: list[PlacedNote] = field(default_factory=list)


def take_tables(lines: list[Line]) -> tuple[list[Line], FlatTables]:
    """Take safe tables out of the lines."""
    found = FlatTables()
    short = [may_be_header(line.text) or len(split_glued(line)) > 1 for line in lines]
    if sum(short) < 2:
        _doubt_rest(lines, found)
        return lines, found
    taken: set[int] = set()
    i = 0
    while i < len(lines):
        parts = _header_parts(lines, short, i)
        if len(parts) < FEWEST_HEADER_PARTS:
            i += 1
            continue
        table = _table(lines, i, parts)
        if table is None:
            i += parts[-1].line - i + 1
            _doubt(lines, i, found)
            continue
        header, columns, rows = table
        taken.update(token.line for token in header)
        taken.update(rows.lines)
        found.units.append(_unit(columns, rows, lines[i]))
        if rows.failed:
            found.notes.append(_note(lines[i]))
        i = max(rows.end, i + 1)
        _doubt(lines, i, found)
    kept = [line for i, line in enumerate(lines) if i not in taken]
    _doubt_rest(kept, found)
    return kept, found


def _doubt_rest(lines: Sequence[Line], found: FlatTables) -> None:
    """A note where many figures in a row stand on lines of their own, whatever their head is."""
    noted = {note.page for _, note in found.notes}
    figures = [is_number("".join(line.text.split())) for line in lines]
    for i in range(len(lines) - SCATTERED[1] + 1):
        many = figures[i] and sum(figures[i : i + SCATTERED[1]]) >= SCATTERED[0]
        if many and lines[i].page not in noted:
            noted.add(lines[i].page)
            found.notes.append(_note(lines[i]))


def _header_parts(lines: Sequence[Line], short: Sequence[bool], start: int) -> list[Token]:
    """The headers that begin here, each line or part of a line; too many rather than too few."""
    parts: list[Token] = []
    i = start
    while i < len(lines) and short[i] and lines[i].run == lines[start].run:
        parts.extend(Token(part, i) for part in split_glued(lines[i]))
        i += 1
        if len(parts) > MOST_HEADER_PARTS:
            break
    text = "".join(part.text for part in parts)
    return parts if "指" in text or "年" in text or "目标" in text else []


def _table(
    lines: Sequence[Line], start: int, parts: list[Token]
) -> tuple[list[Token], list[Column], Rows] | None:
    """The headers and rows of the table whose header begins at `start`.

    Of all ways to read the headers the one is right whose rows can be read; if there are two,
    none is sure.
    """
    for count in range(len(parts), FEWEST_HEADER_PARTS - 1, -1):
        if any(is_time(part.part) for part in parts[count : count + NEAR]):
            continue  # a head that is left over: every figure would stand under another's
        header = parts[:count]
        ways = list(headers([token.part for token in header]))
        if not ways:
            continue
        first = header[-1].line + 1
        if _counts_from_one(lines, first):
            ways = [way for told in ways for way in with_number(told)]
        titles = [token.text for token in header]
        tokens = {apart: _tokens(lines, first, titles, apart=apart) for apart in (False, True)}
        read = [(way, read_rows(tokens[_is_numbered(way)], way)) for way in ways]
        sound = [(columns, rows) for columns, rows in read if rows.is_sound()]
        most = max((len(rows.rows) for _, rows in sound), default=0)
        best = [(columns, rows) for columns, rows in sound if len(rows.rows) == most]
        if len({_titles(columns) for columns, _ in best}) == 1:
            columns, rows = best[0]
            return header, columns, rows
    return None


def _titles(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.title for column in columns if column.parts)


def _counts_from_one(lines: Sequence[Line], first: int) -> bool:
    """Whether the rows are numbered, be there a header that says so or not."""
    for line in lines[first : first + MOST_CLASS_LINES]:
        if is_number(text := plain(line.text)):
            return text == "1"
        if numbered := _NUMBERED_NAME.match(line.text):
            return numbered["number"] == "1"
    return False


def _is_numbered(columns: Sequence[Column]) -> bool:
    return any(column.kind == "number" for column in columns)


def _tokens(
    lines: Sequence[Line], first: int, header: Sequence[str], *, apart: bool
) -> list[Token]:
    """The lines behind the header as cells; the header printed again on a page is left out.

    `apart`: a number and the name behind it on one line are two cells.
    """
    tokens: list[Token] = []
    for i in range(first, min(first + MOST_LINES, len(lines))):
        if lines[i].run != lines[first].run:
            break
        parts = _number_apart(lines[i]) if apart else [lines[i]]
        tokens.extend(Token(cell, i) for part in parts for cell in _unglued(part))
        if again := _repeated(tokens, "".join(header)):
            del tokens[-again:]
    return tokens


def _repeated(tokens: Sequence[Token], header: str) -> int:
    """How many of the last tokens are the header once more, however its lines are cut now."""
    text = ""
    for count, token in enumerate(reversed(tokens), start=1):
        text = token.text + text
        if not header.endswith(text):
            return 0
        if len(text) == len(header):
            return count
    return 0


def _number_apart(line: Line) -> list[Line]:
    """11 湿地保护率（%）: the number of a row and its name, printed on one line."""
    found = _NUMBERED_NAME.match(line.text)
    return _cut(line, [found["number"], found["name"]]) if found is not None else [line]


_NUMBERED_NAME = re.compile(r"\s*(?P<number>\d{1,3})\s+(?P<name>[一-龥A-Z].{2,}?)\s*$")


def _unglued(line: Line) -> list[Line]:
    """A line, or the cells that were printed on it: 万吨 210.8, 42.5 约束性."""
    pieces = _BOUND.sub(r" \g<0>", line.text).split()
    if len(pieces) < 2 or not all(_is_cell(piece) for piece in pieces[1:]):
        return [line]
    if not (_is_cell(pieces[0]) or pieces[0].endswith(_NAME_ENDS)):
        return [line]
    return _cut(line, pieces)


def _cut(line: Line, pieces: Sequence[str]) -> list[Line]:
    cut, at = [], 0
    for piece in pieces:
        at = line.text.index(piece, at)
        cut.append(replace(line, text=piece, start=line.start + at, width=width(piece)))
        at += len(piece)
    return cut


_BOUND = re.compile(r"(?<=[)）%％])(?:约束|预期)性$")
"""A binding printed right behind a name's unit or a value: 空气质量优良天数比率（%）约束性."""
_NAME_ENDS = ("）", ")", "市", "县", "区", "州", "省", "合计", "总计")
"""How names end, of indicators with their unit and of places, that figures follow on one line."""


def _is_cell(text: str) -> bool:
    text = plain(text)
    return is_value(text) or is_binding(text) or is_unit(text)


def _doubt(lines: Sequence[Line], i: int, found: FlatTables) -> None:
    """A note where many values stand on lines of their own that no table was made of."""
    following = ["".join(line.text.split()) for line in lines[i : i + 12]]
    if sum(is_value(text) or is_unit(text) for text in following) >= 4:
        page = lines[i].page
        if not (found.notes and found.notes[-1][1].page == page and page is not None):
            found.notes.append(_note(lines[i]))


def _note(line: Line) -> PlacedNote:
    message = "此处的表格在文本中已被打散成逐行的单元格，行列关系不能可靠还原，请核对原件"
    return line.start, ReadingNote("table_doubtful", message, line.page)


def _unit(columns: Sequence[Column], rows: Rows, first: Line) -> Unit:
    heads = [_cell(column.parts) for column in columns]
    body = [[_cell(parts) for parts in row] for row in rows.rows]
    if any(rows.classes) and all(column.kind != "class" for column in columns):
        heads.insert(0, _cell([]))
        body = [[_cell(parts), *row] for parts, row in zip(rows.classes, body, strict=True)]
    grid = [heads, *body]
    table = RawTable([[cell.text for cell in row] for row in grid], 1)
    table.pages = [first.page, *(_page(row, first) for row in rows.rows)]
    unit = Unit("table_row", "", [], page=first.page, table=table, raw_start=first.start)
    unit.cells = grid
    return unit


def _page(row: Cells, first: Line) -> int | None:
    return next((cell[0].page for cell in row if cell), first.page)


def _cell(parts: Sequence[Line]) -> Unit:
    cell = Unit("table_row", "", [])
    for line in parts:
        gap = join_gap(cell.text, line.text)
        cell.pieces.append((len(cell.text) + len(gap), line.start, len(line.text)))
        cell.text += gap + line.text
    return cell
