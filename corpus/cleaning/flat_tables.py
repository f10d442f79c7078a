"""Indicator tables rebuilt from dumps that print one cell a line, where that is safe.

Safe means: the column headers can be told apart in exactly one way, and every row then has
exactly its number of cells. Anything else stays as it is and is noted as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.cleaning.draft import Unit, join_gap
from corpus.cleaning.flat_cells import (
    is_binding,
    is_group,
    is_header_part,
    is_value,
    joins_value,
    split_headers,
)
from corpus.cleaning.lines import Line
from corpus.cleaning.marks import starts_block, width
from corpus.loaders.protocol import RawTable
from kb.models import ReadingNote

__all__ = ["FlatTables", "take_tables"]

FEWEST_HEADER_PARTS = 4
FEWEST_ROWS = 3
MOST_LINES = 600
WIDEST_CELL = 30.0
MOST_COLUMNS = 10
MOST_CATEGORY_LINES = 4


@dataclass(slots=True)
class FlatTables:
    """Tables taken out of the lines, and notes on those that stayed."""

    units: list[Unit] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    name: list[Line] = field(default_factory=list)
    values: list[list[Line]] = field(default_factory=list)
    number: Line | None = None
    category: list[Line] = field(default_factory=list)


def take_tables(lines: list[Line]) -> tuple[list[Line], FlatTables]:
    """Take safe tables out of the lines."""
    found = FlatTables()
    short = [len(line.text) <= 12 and is_header_part(line.text) for line in lines]
    if sum(short) < FEWEST_HEADER_PARTS:
        return lines, found
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        parts = _header_parts(lines, short, i)
        if parts < FEWEST_HEADER_PARTS:
            kept.append(lines[i])
            i += 1
            continue
        taken = _table(lines, i, parts)
        if taken is None:
            _doubt(lines, i, parts, found)
            kept.extend(lines[i : i + parts])
            i += parts
        else:
            unit, i = taken
            found.units.append(unit)
            _doubt(lines, i, 0, found)
    return kept, found


def _header_parts(lines: Sequence[Line], short: Sequence[bool], i: int) -> int:
    count = 0
    while i + count < len(lines) and short[i + count] and lines[i + count].run == lines[i].run:
        count += 1
    text = "".join(line.text for line in lines[i : i + count])
    return count if "指" in text or "年" in text or "目标" in text else 0


def _doubt(lines: Sequence[Line], i: int, parts: int, found: FlatTables) -> None:
    if i >= len(lines):
        return
    following = [line.text for line in lines[i + parts : i + parts + 12]]
    if sum(is_value(text, units=True) for text in following) >= 4:
        page = lines[i].page
        if not (found.notes and found.notes[-1].page == page and page is not None):
            message = "此处的表格在文本中已被打散成逐行的单元格，行列关系不能可靠还原，请核对原件"
            found.notes.append(ReadingNote("table_doubtful", message, page))


def _table(lines: Sequence[Line], start: int, parts: int) -> tuple[Unit, int] | None:
    """The table whose header begins at `start`, and where the text goes on after it."""
    header = [line.text for line in lines[start : start + parts]]
    following = lines[start + parts].text if start + parts < len(lines) else ""
    if len(following) <= 16 and _YEAR.search(following):
        return None  # a header this module does not know: the columns would be counted wrong
    for columns in range(min(MOST_COLUMNS, len(header)), 2, -1):
        sizes = split_headers(header, columns)
        if sizes is None:
            continue
        cells = _cells(lines[start : start + len(header)], sizes)
        rows, end = _rows(lines, start + len(header), cells, header)
        if len(rows) >= FEWEST_ROWS and _consistent(cells, rows):
            return _unit(cells, rows, lines[start]), end
    return None


def _cells(lines: Sequence[Line], sizes: Sequence[int]) -> list[list[Line]]:
    cells, at = [], 0
    for size in sizes:
        cells.append(list(lines[at : at + size]))
        at += size
    return cells


def _consistent(
    columns: Sequence[Sequence[Line]], rows: Sequence[Sequence[Sequence[Line]]]
) -> bool:
    """Whether each column holds what its header says: bindings, units, and else neither."""
    for i, parts in enumerate(columns):
        title = _joined(parts)
        cells = [_joined(row[i]) for row in rows if row[0] is not row[-1]]
        bound = [is_binding(cell) for cell in cells]
        if title.endswith(("属性", "性质")):
            if not all(bound):
                return False
        elif any(bound):
            return False
        if title.endswith("单位") and any(cell[:1].isdecimal() for cell in cells):
            return False
    return True


def _joined(parts: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in parts)


def _rows(
    lines: Sequence[Line], first: int, columns: Sequence[Sequence[Line]], header: Sequence[str]
) -> tuple[list[list[list[Line]]], int]:
    """Rows of exactly as many cells as columns, and the line after the last of them."""
    titles = [_joined(parts) for parts in columns]
    grouped = titles[0] in _CATEGORIES and titles[1] in _NUMBERS
    numbered = titles[1 if grouped else 0] in _NUMBERS
    units = "单位" in titles or "计量单位" in titles
    lead = 1 + numbered + grouped
    if lead >= len(columns) or titles[lead - 1] not in _NAMES:
        return [], first
    reader = _RowReader(len(columns) - lead, units=units, numbered=numbered, grouped=grouped)
    i = end = first
    while i < len(lines) and i < first + MOST_LINES and lines[i].run == lines[first].run:
        if [line.text for line in lines[i : i + len(header)]] == list(header):
            i += len(header)  # printed again on the next page
            continue
        if not all(reader.take(part) for part in _unglued(lines[i])):
            break
        i += 1
        if reader.complete():
            end = i
    return reader.finish(), end


def _unglued(line: Line) -> list[Line]:
    """A line, or the name and the value that were printed on one line."""
    found = _GLUED.fullmatch(line.text)
    if found is None or not is_value(found[2], units=False):
        return [line]
    head, tail = replace(line, text=found[1]), replace(line, text=found[2])
    tail.start += found.start(2)
    head.width, tail.width = width(head.text), width(tail.text)
    return [head, tail]


_YEAR = re.compile(r"[12]\d{3}\s*年")
_GLUED = re.compile(r"(.{4,}[)）])\s*([^()（）\s]{2,12})")
_NUMBERS = frozenset(("序号", "编号"))
_CATEGORIES = frozenset(("类别", "类型", "分类", "领域", "指标类别", "指标类型", "指标分类"))
_NAMES = frozenset(
    (
        "指标",
        "指标名称",
        "指标项",
        "指标内容",
        "指标（单位）",
        "指标(单位)",
        "具体指标",
        "主要指标",
        "规划指标",
        "项目",
    )
)


class _RowReader:
    """Fills rows from lines: a name, then exactly `width` values."""

    def __init__(self, width: int, *, units: bool, numbered: bool, grouped: bool) -> None:
        self.width, self.units = width, units
        self.numbered, self.grouped = numbered, grouped
        self.category: list[Line] = []
        self.announced: list[Line] = []
        self.count = 0
        self.rows: list[list[list[Line]]] = []
        self.row = _Row()

    def take(self, line: Line) -> bool:
        """Use one more line; False where the table has ended or does not fit."""
        text = line.text
        full = len(self.row.values) == self.width
        if is_value(text, units=self.units) and not (full and not self._is_next(line)):
            return self._value(line, full=full)
        if (
            line.width > WIDEST_CELL
            or text.endswith("。")
            or text.startswith(("注", "备注", "说明"))
        ):
            return False
        if self.row.values and not full:
            if joins_value(self.row.values[-1][-1].text, text):
                self.row.values[-1].append(line)
                return True
            return False
        wrapped = full and not starts_block(text)
        if wrapped and joins_value(self.row.values[-1][-1].text, text):
            self.row.values[-1].append(line)
            return True
        return self._name(line, full=full)

    def _value(self, line: Line, *, full: bool) -> bool:
        if self.numbered and self._is_next(line) and (full or not self.row.name):
            self._close()
            self.count += 1
            self.category, self.announced = self.announced or self.category, []
            self.row.number, self.row.category = line, self.category
            return bool(self.category) or not self.grouped
        if full or not self.row.name:
            return False
        self.row.values.append([line])
        return True

    def _name(self, line: Line, *, full: bool) -> bool:
        if self.grouped and (full or self.row.number is None):
            self.announced.append(line)  # the next group's name, over several lines
            plain = len(line.text) <= 8 and not any(c.isdecimal() for c in line.text)
            return len(self.announced) <= MOST_CATEGORY_LINES and plain
        if full:
            if self.numbered:
                return False
            self._close()
        if is_group(line.text) and not self.row.name and not self.numbered:
            size = self.width + 1
            self.rows.append([[line]] * size)
            return True
        self.row.name.append(line)
        return len(self.row.name) <= 5

    def _is_next(self, line: Line) -> bool:
        return self.numbered and line.text.strip() == str(self.count + 1)

    def _close(self) -> None:
        row = self.row
        if row.name and len(row.values) == self.width:
            lead = [row.category] if self.grouped else []
            lead += [[row.number]] if row.number is not None else []
            self.rows.append([*lead, row.name, *row.values])
        self.row = _Row()

    def complete(self) -> bool:
        """Whether the lines taken so far end with a whole row."""
        return len(self.row.values) == self.width and not self.announced

    def finish(self) -> list[list[list[Line]]]:
        """All whole rows."""
        self._close()
        while self.rows and self.rows[-1][0] is self.rows[-1][-1]:
            self.rows.pop()  # the name of a group none of whose rows is whole
        return self.rows


def _unit(
    columns: Sequence[Sequence[Line]], rows: Sequence[Sequence[Sequence[Line]]], first: Line
) -> Unit:
    grid = [[_cell(parts) for parts in row] for row in [columns, *rows]]
    table = RawTable([[cell.text for cell in row] for row in grid], 1)
    table.pages = [row[0][0].page for row in [columns, *rows]]
    unit = Unit("table_row", "", [], page=first.page, table=table, raw_start=first.start)
    unit.cells = grid
    return unit


def _cell(parts: Sequence[Line]) -> Unit:
    cell = Unit("table_row", "", [])
    for line in parts:
        gap = join_gap(cell.text, line.text)
        cell.pieces.append((len(cell.text) + len(gap), line.start, len(line.text)))
        cell.text += gap + line.text
    return cell
