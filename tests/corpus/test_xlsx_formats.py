"""Numbers and dates of workbooks as Excel and WPS show them, and what they do not show."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font

from corpus.loaders.xlsx_formats import shown_date, shown_number
from tests.corpus.conftest import Read
from tests.corpus.test_office import saved


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (12345.678, "General", "12345.678"),
        (12345.678, "#,##0.00", "12345.68"),
        (12345.678, "#,##0_);(#,##0)", "12346"),
        (-0.0234, "0.00%;[Red]-0.00%", "-2.34%"),
        (0.6, "0%", "60%"),
        (12.25, "0.0", "12.3"),
        (12.5, "#0.##", "12.5"),
        (3, "#.##", "3"),
        (12.5, '0.0"亿元"', "12.5亿元"),
        (1234.5, '_ ¥* #,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "1234.50"),
        (12345678, "0,", "12346"),
        (12345, '0!.0,"万"', "1.2万"),
        (123456, '0"."0000', "12.3456"),
        (0, "0.0;-0.0;;@", ""),
        (88, ";;;", ""),
        (1.5e-7, "General", "0.00000015"),
        (1e30, "0.00", "1" + "0" * 30 + ".00"),
        (0.5, "# ?/?", "0.5"),
        (1200, '[>=1000]0.0,"k";0', "1200"),
        (float("inf"), "0.0", "inf"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value: float, form: str, shown: str) -> None:
    assert shown_number(value, form) == shown


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("yyyy/m/d", "2030-06-01"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2030-06-01"),
        ('yyyy"年"m"月"', "2030年6月"),
        ("mmm-yy", "2030年6月"),
        ('yyyy"年"', "2030年"),
    ],
)
def test_a_date_is_as_exact_as_its_format(form: str, shown: str) -> None:
    assert shown_date(date(2030, 6, 1), form) == shown


def test_struck_cells_say_nothing(reading: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["区", "2024年"], ["东区", 12], ["西区", 9]):
        book.active.append(row)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    (found,) = reading(saved(book), "a.xlsx").documents
    assert found.text == "区 | 2024年\n东区 | 12"


def test_hidden_sheets_are_noted(reading: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["区", "2024年"])
    book.active.append(["东区", 12])
    book.create_sheet("旧稿").append(["东区", 9])
    book.create_sheet("空白")
    for title in ("旧稿", "空白"):
        book[title].sheet_state = "hidden"
    (found,) = reading(saved(book), "a.xlsx").documents
    assert [(note.code, "“旧稿”未" in note.message) for note in found.notes] == [
        ("truncated", True)
    ]
