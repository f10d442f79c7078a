"""The measures a query finds as a table for Excel: CSV in UTF-8 with a mark, streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.compare.table_rows import Rows
from kb.csv_cells import harmless
from kb.models import Document, Measure
from kb.store import DocumentFilter, MeasureFilter
from webapp.filters import number_text
from webapp.labels import label
from webapp.pages.measures import measure_request
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["COLUMNS", "measures_csv", "table_row"]

BATCH = 500
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for GB18030
COLUMNS = (
    "指标",
    "范围",
    "地区",
    "地区代码",
    "起始年",
    "年份",
    "性质",
    "比较符",
    "数值",
    "数值上限",
    "单位",
    "变化方式",
    "口径",
    "基期",
    "基期值",
    "约束力",
    "标准单位数值",
    "标准单位",
    "转述自",
    "年份来源",
    "基期来源",
    "原句",
    "所在列",
    "文件",
    "发文字号",
    "起点",
    "终点",
    "记录标识",
)


def measures_csv(asked: Asked, services: Services) -> Iterator[str]:
    """The header, then one line for each measure, in the order asked for."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    offset = 0
    while True:
        request = replace(measure_request(asked, services), offset=offset, size=BATCH, facets=())
        ids = services.engine.search_measures(request).ids
        if not ids:
            return
        yield from _lines(ids, services)
        offset += BATCH


def _lines(ids: Sequence[str], services: Services) -> Iterator[str]:
    wanted = MeasureFilter(ids=ids, include_editions=True)
    measures = {measure.id: measure for measure in services.store.measures(wanted)}
    files = DocumentFilter(ids={measure.document_id for measure in measures.values()})
    documents = {document.id: document for document in services.store.documents(files)}
    rows = Rows(services.store)
    for measure_id in ids:
        if measure_id in measures:
            measure = measures[measure_id]
            yield _line(table_row(measure, documents[measure.document_id], rows.column(measure)))


def table_row(m: Measure, document: Document, column: str = "") -> list[str]:
    """The cells of one line, in the order of `COLUMNS`; `column`: the head of the value."""
    return [
        *map(_word, (m.metric, m.scope, m.region, m.region_code)),
        *map(_year, (m.period_start, m.year)),
        label("status", m.status),
        _word(m.op),
        number_text(m.value),
        number_text(m.value_max),
        _word(m.unit),
        label("change", m.change),
        label("basis", m.basis),
        _year(m.base_year),
        number_text(m.base_value),
        _word(m.binding),
        number_text(m.canonical_value),
        _word(m.canonical_unit),
        _word(m.reported_from),
        label("slot", m.slots.get("year")),
        label("slot", m.slots.get("base_year")),
        *map(_word, (m.evidence, column, document.title, document.document_number)),
        str(m.start),
        str(m.end),
        m.id,
    ]


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


def _word(text: str | None) -> str:
    """Text from a document, made harmless where a spreadsheet would take it for a formula."""
    return harmless(text or "")


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
