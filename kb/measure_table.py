"""Measures as one table for people, the same from the commands and from the page.

`COLUMNS` is the whole of it: a column more is a line more, in CSV, in the workbook and on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kb.compare.table_rows import Rows
from kb.models import Document, Measure
from kb.store import Store
from kb.words import BASES, CHANGES, OPERATORS, SLOTS, STATUSES

__all__ = ["COLUMNS", "Column", "Line", "MeasureTable", "plain_number"]


def plain_number(value: Decimal) -> str:
    """A number without exponent or trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Line(NamedTuple):
    """What one line tells of; `under`: the head of the value's column, "" outside tables."""

    measure: Measure
    document: Document
    under: str


class Column(NamedTuple):
    """A column: its head, its cell, and how a workbook shows it (`width` in characters)."""

    head: str
    cell: Callable[[Line], Any]
    is_number: bool = False
    width: int = 10


def _field(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.measure, name)


def _worded(name: str, words: Mapping[str, str]) -> Callable[[Line], str]:
    return lambda line: words[getattr(line.measure, name)]


def _number(name: str) -> Callable[[Line], str]:
    """A decimal as written; "" for None."""

    def cell(line: Line) -> str:
        value = getattr(line.measure, name)
        return "" if value is None else plain_number(value)

    return cell


def _origin(slot: str) -> Callable[[Line], str]:
    return lambda line: SLOTS.get(line.measure.slots.get(slot, ""), "")


COLUMNS = (
    Column("指标", _field("metric"), width=24),
    Column("范围", _field("scope")),
    Column("地区", _field("region"), width=14),
    Column("地区代码", _field("region_code")),
    Column("起始年", _field("period_start"), is_number=True),
    Column("年份", _field("year"), is_number=True),
    Column("性质", _worded("status", STATUSES)),
    Column("比较符", _worded("op", OPERATORS)),
    Column("数值", _number("value"), is_number=True),
    Column("数值上限", _number("value_max"), is_number=True),
    Column("单位", _field("unit"), width=12),
    Column("变化方式", _worded("change", CHANGES)),
    Column("口径", _worded("basis", BASES)),
    Column("基期", _field("base_year"), is_number=True),
    Column("基期值", _number("base_value"), is_number=True),
    Column("约束力", _field("binding")),
    Column("标准单位数值", _number("canonical_value"), is_number=True),
    Column("标准单位", _field("canonical_unit")),
    Column("转述自", _field("reported_from")),
    Column("数值来源", _origin("value")),
    Column("年份来源", _origin("year")),
    Column("基期来源", _origin("base_year")),
    Column("原句", _field("evidence"), width=60),
    Column("所在列", lambda line: line.under),
    Column("文件", lambda line: line.document.title, width=36),
    Column("发文字号", lambda line: line.document.document_number, width=20),
    Column("起点", _field("start"), is_number=True),
    Column("终点", _field("end"), is_number=True),
    Column("记录标识", _field("id")),
)


class MeasureTable:
    """Makes the rows; documents are read once each."""

    HEADS = tuple(column.head for column in COLUMNS)

    def __init__(self, store: Store) -> None:
        self._store, self._rows = store, Rows(store)
        self._documents: dict[str, Document] = {}

    def row(self, measure: Measure) -> dict[str, Any]:
        """One line, by the heads of the table."""
        line = Line(measure, self._document(measure.document_id), self._rows.column(measure))
        return {column.head: column.cell(line) for column in COLUMNS}

    def _document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            self._documents[document_id] = self._store.document(document_id)
        return self._documents[document_id]
