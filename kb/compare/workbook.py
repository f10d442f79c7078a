"""A comparison as XLSX: typed numbers, filters, and a first sheet that prints on A4 as it is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from types import MappingProxyType
from typing import Any

from kb.compare.matrix import Matrix
from kb.compare.table import HEADS, TableLine, Value, rows
from kb.sheet_page import set_page

__all__ = ["PRINTED", "STILL", "workbook"]

STILL = datetime(2000, 1, 1)  # files carry no time of their own, so that equal ones are equal
PRINTED = {  # the columns that go to paper, left to right, with their widths in characters
    "metric": 14, "region": 10, "year": 6, "state": 9, "status": 7, "basis": 9,
    "change": 5, "op": 6, "value": 9, "value_max": 6, "unit": 8, "base_year": 6, "inferred": 6,
    "scope": 8, "binding": 7, "verdict": 8,
    "document": 22, "document_number": 12, "date": 11, "evidence": 44,
}  # fmt: skip
BESIDE = {  # to the right of the printed ones
    "common_value": 12, "common_unit": 12, "base_origin": 10, "reasons": 36, "derived": 40,
    "sources": 10, "differing": 10, "column": 16, "link": 12,
}  # fmt: skip
UNSAID = {"metric": 24, "region": 16, "year": 8, "state": 18, "reasons": 44, "document": 44}
NOTES = (
    "打印时只印到“出处”一栏；换算、推算、理由和链接在其右。",
    "没有数值的格另在“无数值的格”一页，写明原因。",
)
DERIVED = ("common_value", "common_unit", "derived")
KEPT_COLUMNS = 3  # metric, region and year stay in sight
HAIR = 7  # the thinnest border
LINE_POINTS = 15
MOST_LINES = 20  # of one row; Excel allows 27
WIDE_FROM = 0x2E80  # characters from here on are as wide as two digits
RAGGED = 2  # a line ends before a character that does not fit, and before closing marks
MAX_TEXT = 32_000  # characters a cell may hold
MAX_LINK = 2000


@dataclass(frozen=True)
class _Styles:
    head: Any
    plain: Any
    derived: Any


def workbook(matrix: Matrix, root: str | None, notes: Sequence[str]) -> bytes:
    """The file. Columns that few need stand right of the print area; cells without a value are on
    a sheet of their own, as they are often the most."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "指标比较", "created": STILL})
    body = {"text_wrap": True, "valign": "top", "bottom": HAIR}
    styles = _Styles(
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        book.add_format(body),
        book.add_format({**body, "italic": True}),
    )
    lines = list(rows(matrix, root=root))
    said, unsaid = ([each for each in lines if bool(each.evidence) == has] for has in (True, False))
    _add_sheet(book, "比较", said, styles, printed=PRINTED, beside=BESIDE)
    if unsaid:
        _add_sheet(book, "无数值的格", unsaid, styles, printed=UNSAID)
    told = book.add_worksheet("说明")
    told.set_column(0, 0, 90)
    for at, note in enumerate([*notes, *NOTES]):
        told.write_string(at, 0, note, styles.plain)
    book.close()
    return buffer.getvalue()


def _add_sheet(
    book: Any,
    name: str,
    lines: Sequence[TableLine],
    styles: _Styles,
    *,
    printed: Mapping[str, int],
    beside: Mapping[str, int] = MappingProxyType({}),
) -> None:
    sheet, widths = book.add_worksheet(name), {**printed, **beside}
    for column, (field, width) in enumerate(widths.items()):
        sheet.write_string(0, column, HEADS[field], styles.head)
        sheet.set_column(column, column, width)
    for at, line in enumerate(lines, 1):
        sheet.set_row(at, LINE_POINTS * _lines(line, printed) + LINE_POINTS / 3)
        _write_row(sheet, at, line, widths, styles)
    sheet.freeze_panes(1, KEPT_COLUMNS)
    sheet.autofilter(0, 0, max(len(lines), 1), len(widths) - 1)
    sheet.print_area(0, 0, len(lines), len(printed) - 1)
    set_page(sheet, "指标比较")


def _shown(line: TableLine, name: str) -> Value:
    """What a cell holds; a table row as evidence stands under its heads."""
    return (name == "evidence" and line.under_heads) or getattr(line, name)


def _lines(line: TableLine, printed: Mapping[str, int]) -> int:
    """How many lines the longest printed cell takes: not every program fits rows on opening."""
    texts = ((str(_shown(line, name) or ""), width) for name, width in printed.items())
    most = max(
        ceil(sum(1 + (ord(c) > WIDE_FROM) for c in text) / (width - RAGGED))
        for text, width in texts
    )
    return min(max(most, 1), MOST_LINES)


def _write_row(
    sheet: Any, at: int, line: TableLine, fields: Iterable[str], styles: _Styles
) -> None:
    for column, name in enumerate(fields):
        value = _shown(line, name)
        style = styles.derived if name in DERIVED else styles.plain
        if value is None or value == "":
            sheet.write_blank(at, column, None, style)
        elif isinstance(value, int | Decimal):
            sheet.write_number(at, column, float(value), style)
        elif name == "link" and value.startswith("http") and len(value) < MAX_LINK:
            sheet.write_url(at, column, value, string="打开出处")
        else:
            sheet.write_string(at, column, value[:MAX_TEXT], style)
