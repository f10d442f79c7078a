"""A comparison as DOCX: a table of the stated values for each metric, the empty cells in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kb.compare.concepts import metric_name
from kb.compare.matrix import Matrix
from kb.compare.table import HEADS, OTHERWISE, STATED, TableLine, rows
from kb.compare.workbook import STILL

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["empty_words", "report"]

COLUMNS = {  # with their widths in centimetres; together a landscape A4 page
    "region": 2.8, "year": 1.4, "status": 1.7, "value": 4.2, "scope": 2.0, "binding": 1.7,
    "verdict": 2.6, "document": 5.8, "date": 2.5,
}  # fmt: skip
STAR = "*"  # beside what was set by convention


def report(matrix: Matrix, root: str | None, notes: Sequence[str]) -> bytes:
    """The file."""
    document = _page()
    for metric, lines in groupby(rows(matrix, root=root), key=attrgetter("metric")):
        held = list(lines)
        document.add_heading(metric, level=2)
        if stated := [line for line in held if line.state in (STATED, OTHERWISE)]:
            _table(document, stated)
        for words in empty_words(line for line in held if line not in stated):
            document.add_paragraph(words)
    for note in notes:
        document.add_paragraph(note)
    core = document.core_properties
    core.created = core.modified = STILL
    core.title, core.author, core.last_modified_by = _title(matrix), "", ""
    document.paragraphs[0].text = _title(matrix)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _title(matrix: Matrix) -> str:
    return f"指标比较：{'、'.join(metric_name(concept) for concept in matrix.metrics)}"


def _page() -> Document:
    """An empty A4 page across with a heading."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "宋体"
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading("", level=1)
    return document


def _table(document: Document, lines: Sequence[TableLine]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(lines), cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS.values(), strict=True):
        column.width = Cm(width)
    head, *body = table.rows  # asking for rows again and again would read the whole table each time
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
    _fill(head, [HEADS[name] for name in COLUMNS], bold=True)
    for row, line in zip(body, lines, strict=True):
        _fill(row, [_cell(line, name) for name in COLUMNS])


def _fill(row: Any, texts: Iterable[str], *, bold: bool = False) -> None:
    from docx.shared import Cm

    for cell, text, width in zip(row.cells, texts, COLUMNS.values(), strict=True):
        cell.width = Cm(width)
        cell.paragraphs[0].add_run(text).bold = bold


def _cell(line: TableLine, name: str) -> str:
    if name == "value":
        return _value(line)
    if name == "year":
        return f"{line.year}{STAR * ('年份' in line.inferred)}"
    if name == "verdict" and line.state == OTHERWISE:
        return f"{OTHERWISE}：{line.verdict}"
    if name == "document" and line.document_number:
        return f"{line.document}（{line.document_number}）"
    return str(getattr(line, name))


def _value(line: TableLine) -> str:
    """The value as the page writes it, with its years and the base of a change."""
    years = line.basis[line.basis.find("（") :] if "（" in line.basis else ""
    base = f"（比 {line.base_year} 年{STAR * ('基期' in line.inferred)}）"
    return line.said + years + (base if line.base_year and line.change else "")


def empty_words(lines: Iterable[TableLine]) -> list[str]:
    """The empty cells by why they are empty: “库中无文件 2 格：广元市（2020、2025）”."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        reasons.setdefault(line.state, {}).setdefault(line.region, []).append(str(line.year))
    return [
        f"{state} {sum(map(len, places.values()))} 格："
        + "，".join(f"{place}（{'、'.join(years)}）" for place, years in places.items())
        for state, places in reasons.items()
    ]


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
