"""Measures as one table for people, the same from the commands and from the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kb.compare.table_rows import Rows
from kb.models import Measure
from kb.store import Store
from kb.words import BASES, CHANGES, OPERATORS, SLOTS, STATUSES

__all__ = ["MeasureTable", "plain_number"]


def plain_number(value: Decimal) -> str:
    """A number without exponent or trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class MeasureTable:
    """Makes the rows; documents are read once each."""

    HEADS = (
        "指标", "范围", "地区", "地区代码", "起始年", "年份", "性质", "比较符", "数值", "数值上限",
        "单位", "变化方式", "口径", "基期", "基期值", "约束力", "标准单位数值", "标准单位",
        "转述自", "数值来源", "年份来源", "基期来源", "原句", "所在列", "文件", "发文字号",
        "起点", "终点", "记录标识",
    )  # fmt: skip

    NUMBERS = frozenset(
        {"起始年", "年份", "数值", "数值上限", "基期", "基期值", "标准单位数值", "起点", "终点"}
    )

    def __init__(self, store: Store) -> None:
        self._store, self._rows = store, Rows(store)
        self._titles: dict[str, tuple[str, str | None]] = {}

    def row(self, measure: Measure) -> dict[str, Any]:
        """One line, by the heads of the table."""
        cells = _cells(measure, self._rows.column(measure), *self._title(measure.document_id))
        return dict(zip(self.HEADS, cells, strict=True))

    def _title(self, document_id: str) -> tuple[str, str | None]:
        if document_id not in self._titles:
            document = self._store.document(document_id)
            self._titles[document_id] = document.title, document.document_number
        return self._titles[document_id]


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


def _cells(m: Measure, column: str, title: str, number: str | None) -> tuple[Any, ...]:
    """The cells of one line, in the order of the heads; `column`: the head of the value."""
    return (
        m.metric, m.scope, m.region, m.region_code, m.period_start, m.year,
        STATUSES[m.status], OPERATORS[m.op], _number(m.value), _number(m.value_max),
        m.unit, CHANGES[m.change], BASES[m.basis], m.base_year, _number(m.base_value),
        m.binding, _number(m.canonical_value), m.canonical_unit, m.reported_from,
        *(SLOTS.get(m.slots.get(slot, ""), "") for slot in ("value", "year", "base_year")),
        m.evidence, column, title, number, m.start, m.end, m.id,
    )  # fmt: skip
