"""The table of measures as XLSX: numbers are numbers, the heads stay in sight and filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from kb.errors import UserError
from kb.measure_table import COLUMNS
from kb.sheet_page import set_page

__all__ = ["write_book"]

MOST_ROWS = 1_048_575  # a sheet of Excel, without its head
MAX_TEXT = 32_000  # characters a cell may hold
STILL = datetime(2000, 1, 1)  # files carry no time of their own, so that equal ones are equal


def write_book(rows: Iterable[Mapping[str, Any]], file: BinaryIO) -> None:
    """Write the rows of a `MeasureTable`; `UserError` where a sheet cannot hold them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "指标记录", "created": STILL})
    sheet, bold = book.add_worksheet("指标记录"), book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, wrapped)
        sheet.write_string(0, place, column.head, bold)
    last = 0
    for last, row in enumerate(rows, 1):  # the filter needs the last row
        if last > MOST_ROWS:
            raise UserError(f"指标记录多于 {MOST_ROWS} 条，Excel 放不下；请改用 csv，或缩小范围。")
        for place, column in enumerate(COLUMNS):
            _write_cell(sheet, last, place, row[column.head], is_number=column.is_number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    set_page(sheet, "指标记录")
    book.close()


def _write_cell(sheet: Any, row: int, place: int, value: Any, *, is_number: bool) -> None:
    if value is None or value == "":
        return
    if is_number:
        sheet.write_number(row, place, float(value))
    else:
        sheet.write_string(row, place, str(value)[:MAX_TEXT])
