"""Comparisons as files: CSV for any program, XLSX with types, DOCX for a report, JSON.

The same request on the same library gives the same bytes: no time of writing is recorded.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from kb.compare.matrix import Matrix
from kb.compare.result import result_bytes
from kb.compare.table import HEADS, Line, rows
from kb.csv_cells import harmless
from kb.errors import UserError

__all__ = ["FORMATS", "MEDIA_TYPES", "export"]

STILL = datetime(2000, 1, 1)  # files carry no time of their own, so that equal ones are equal
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
NOTES = (
    "“数值”一栏为原文所载；“推算”一栏不是原文，公式随文列出。",
    "可比性以标为“对照”的一行为准；“惯例推定”的基期不用于推算。",
    "数值由程序从原文提取，引用前请按“链接”核对出处。",
)
WIDE = {"metric": 24, "evidence": 60, "document": 36, "derived": 40, "reasons": 36, "link": 30}
IN_REPORT = ("metric", "region", "year", "status", "value", "verdict", "document", "date")


def _csv(matrix: Matrix, root: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADS.values())
    for line in rows(matrix, root=root):
        writer.writerow([_cell(value) for value in line.values()])
    return "\ufeff".encode() + buffer.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    return harmless(value) if isinstance(value, str) else value


def _xlsx(matrix: Matrix, root: str) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "指标比较", "created": STILL})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    derived = book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("比较")
    for column, (name, title) in enumerate(HEADS.items()):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, WIDE.get(name, 10))
    count = 0
    for count, line in enumerate(rows(matrix, root=root), 1):
        _write_row(sheet, count, line, plain, derived)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(count, 1), len(HEADS) - 1)
    notes = book.add_worksheet("说明")
    notes.set_column(0, 0, 90)
    for at, note in enumerate(_notes(matrix)):
        notes.write_string(at, 0, note, plain)
    book.close()
    return buffer.getvalue()


def _write_row(sheet: Any, at: int, line: Line, plain: Any, derived: Any) -> None:
    for column, (name, value) in enumerate(zip(HEADS, line.values(), strict=True)):
        style = derived if name in ("common_value", "common_unit", "derived") else plain
        if value is None or value == "":
            sheet.write_blank(at, column, None, style)
        elif isinstance(value, int | Decimal):
            sheet.write_number(at, column, float(value), style)
        elif name == "link" and value.startswith("http") and len(value) < 2000:
            sheet.write_url(at, column, value, string="打开出处")
        else:
            sheet.write_string(at, column, value[:32_000], style)


def _notes(matrix: Matrix) -> list[str]:
    states = {"stated": "有数值", "silent": "有文件未提及", "not_held": "库中无文件",
              "not_fully_read": "有文件未全部读出", "explicitly_not_set": "明确不设"}  # fmt: skip
    counted = "，".join(f"{states[k]} {n} 格" for k, n in matrix.states().items())
    return [f"库版本 {matrix.library_version}；{counted}。", *NOTES]


def _docx(matrix: Matrix, root: str) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_heading("指标比较表", level=1)
    table = document.add_table(rows=1, cols=len(IN_REPORT), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, IN_REPORT, strict=True):
        cell.text = HEADS[name]
    for line in rows(matrix, root=root):
        texts = {**{name: _text(getattr(line, name)) for name in IN_REPORT}, "value": _value(line)}
        for cell, name in zip(table.add_row().cells, IN_REPORT, strict=True):
            cell.text = texts[name]
    for note in _notes(matrix):
        document.add_paragraph(note)
    core = document.core_properties
    core.created = core.modified = STILL
    core.title, core.author, core.last_modified_by = "指标比较", "", ""
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _value(line: Line) -> str:
    if line.value is None:
        return "实现" if line.state == "有" else line.state
    upper = f"～{line.value_max:f}" if line.value_max is not None else ""
    base = f"（比 {line.base_year} 年）" if line.base_year and line.change else ""
    return f"{line.change}{line.op}{line.value:f}{upper}{line.unit}{base}"


def _without_times(data: bytes) -> bytes:
    """A zip file with the times of its members set to one moment."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=(2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()


def _json(matrix: Matrix, root: str) -> bytes:  # links are made from spans by whoever reads it
    del root
    return result_bytes(matrix)


FORMATS: dict[str, Callable[[Matrix, str], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "json": _json,
}


def export(matrix: Matrix, form: str, *, root: str = "") -> bytes:
    """The matrix as a file of this form; `root` is put before links."""
    try:
        write = FORMATS[form]
    except KeyError:
        raise UserError(f"没有导出格式“{form[:20]}”；可用：{'、'.join(FORMATS)}。") from None
    return write(matrix, root)
