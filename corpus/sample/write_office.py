"""Samples as DOCX, XLSX, OFD and PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl import Workbook

from corpus.sample.make_pdf import PdfPage, Row, write_pdf
from corpus.sample.sources import Part, Sample
from corpus.sample.write_text import filled

__all__ = ["settled_zip", "write_docx", "write_ofd", "write_pdf_sample", "write_xlsx"]

MOMENT = datetime(2026, 1, 1)


def settled_zip(members: dict[str, bytes]) -> bytes:
    """A zip whose bytes depend on its members only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _settle(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return settled_zip({name: archive.read(name) for name in archive.namelist()})


def write_docx(sample: Sample) -> bytes:
    """A Word file with heading styles and tables in their place."""
    paper = docx.Document()
    paper.core_properties.created = paper.core_properties.modified = MOMENT
    paper.core_properties.title, paper.core_properties.author = sample.title, "示例资料"
    paper.styles["Normal"].font.size = Pt(12)
    paper.add_heading(sample.title, 0)
    for line in sample.head():
        paper.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in sample.body:
        _docx_part(paper, part)
    for line in sample.tail():
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return _settle(out.getvalue())


def _docx_part(paper: docx.document.Document, part: Part) -> None:
    if part.kind == "table":
        grid = paper.add_table(len(part.rows), len(part.rows[0]), style="Table Grid")
        for r, row in enumerate(part.rows):
            for c, text in enumerate(row):
                if text == "^":
                    grid.cell(r, c).merge(grid.cell(r - 1, c))
                else:
                    grid.cell(r, c).text = text
    elif part.kind.startswith("heading"):
        paper.add_heading(part.text, int(part.kind[-1]))
    else:
        paragraph = paper.add_paragraph(part.text)
        if part.kind in ("caption", "sign"):
            centre = part.kind == "caption"
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT


def write_xlsx(sample: Sample) -> bytes:
    """A workbook: the table under its title, the origins on a second sheet."""
    book = Workbook()
    book.properties.created = book.properties.modified = MOMENT
    sheet = book.worksheets[0]
    (table,) = [part for part in sample.body if part.kind == "table"]
    rows = filled(table.rows)
    sheet.title = "Sheet1"
    for number, line in enumerate([sample.title, *sample.head()], start=1):
        sheet.append([line])
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(rows[0]))
    for row in rows:
        sheet.append([_number(cell) for cell in row])
        for cell, text in zip(sheet[sheet.max_row], row, strict=True):
            places = len(text.partition(".")[2])
            cell.number_format = f"0.{'0' * places}" if places and _is_number(text) else "General"
    notes = book.create_sheet("Sheet2")
    for line in sample.tail():
        notes.append([line])
    out = io.BytesIO()
    book.save(out)
    return _settle(out.getvalue())


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _number(text: str) -> str | float | int:
    if not _is_number(text):
        return text
    return float(text) if "." in text else int(text)


def _set_lines(sample: Sample, width: int) -> Iterator[tuple[str, str]]:
    """Lines as a page prints them, with their kind, wrapped after `width` characters."""
    yield "title", sample.title
    for line in sample.head():
        yield "centre", line
    for part in [*sample.body, *(Part("paragraph", line) for line in sample.tail())]:
        if part.kind == "table":
            yield "table", ""
        elif part.kind in ("sign", "caption"):
            yield part.kind, part.text
        else:
            yield from (("line", text) for text in _wrapped("　　" + part.text, width))


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, room = "", float(width)
    for char in text:
        size = 0.5 if char.isascii() else 1.0
        if size > room and char not in "，。；：、）”%":
            yield line
            line, room = "", float(width)
        line, room = line + char, room - size
    yield line


def write_ofd(sample: Sample) -> bytes:
    """An OFD file (GB/T 33190): text objects line by line, in millimetres."""
    pages: list[list[str]] = [[]]
    y, number = 30.0, 10
    for kind, text in _set_lines(sample, 28):
        if y > 270:
            pages.append([])
            y = 30.0
        size = 7.0 if kind == "title" else 5.6
        wide = size * sum(0.5 if char.isascii() else 1.0 for char in text)
        x = {"title": (210 - wide) / 2, "centre": (210 - wide) / 2, "sign": 184 - wide}.get(
            kind, 26.0
        )
        number += 1
        pages[-1].append(_text_object(number, x, y, size, text))
        y += size * 1.7
    return settled_zip(_ofd_members(pages))


def _text_object(number: int, x: float, y: float, size: float, text: str) -> str:
    steps = " ".join(f"{size * (0.5 if char.isascii() else 1):g}" for char in text[:-1])
    return (
        f'<ofd:TextObject ID="{number}" Font="3" Size="{size:g}" '
        f'Boundary="{x:.2f} {y:.2f} {210 - x:.2f} {size * 1.2:.2f}">'
        f'<ofd:TextCode X="0" Y="{size:.2f}" DeltaX="{steps}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _ofd_members(pages: list[list[str]]) -> dict[str, bytes]:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
    listed = "".join(
        f'<ofd:Page ID="{1000 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(pages))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:MaxUnitID>2000"
        f"</ofd:MaxUnitID><ofd:PageArea>{box}</ofd:PageArea><ofd:PublicRes>PublicRes.xml"
        f"</ofd:PublicRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {space} BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="3" FontName="SimSun" FamilyName="SimSun"/></ofd:Fonts></ofd:Res>',
    }
    for i, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Area>{box}</ofd:Area><ofd:Content>"
            f'<ofd:Layer ID="{2000 + i}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return {name: (head + text).encode("utf-8") for name, text in parts.items()}


def write_pdf_sample(sample: Sample) -> bytes:
    """A PDF whose table runs over the page where there is no room left for it."""
    sheet = _Sheet()
    tables = iter(part.rows for part in sample.body if part.kind == "table")
    for kind, text in _set_lines(sample, 27):
        if kind == "table":
            sheet.table(next(tables))
        else:
            sheet.line(kind, text)
    for number, page in enumerate(sheet.pages, start=1):
        page.text(280, 800, f"— {number} —", 12)
    return write_pdf(sheet.pages, title=sample.title)


class _Sheet:
    """Pages filled from top to bottom."""

    left, top, bottom, size, pitch = 81.0, 90.0, 770.0, 16.0, 28.0

    def __init__(self) -> None:
        self.pages = [PdfPage()]
        self.y = self.top

    def line(self, kind: str, text: str) -> None:
        """One line; titles, captions and signatures have their own place."""
        if self.y > self.bottom:
            self._turn()
        size = {"title": 20.0, "caption": 12.0}.get(kind, self.size)
        wide = size * sum(0.5 if char.isascii() else 1.0 for char in text)
        middle = kind in ("title", "centre", "caption")
        x = (595 - wide) / 2 if middle else 513 - wide if kind == "sign" else self.left
        x += 2 * size if text.startswith("　　") else 0
        self.pages[-1].text(x, self.y, text.lstrip("　"), size)
        self.y += self.pitch

    def table(self, rows: tuple[tuple[str, ...], ...], height: float = 26.0) -> None:
        """A ruled table; the header is printed again where it goes on after a page break."""
        wide = {4: [80.0, 240.0, 60.0, 60.0]}.get(
            len(rows[0]), [440.0 / len(rows[0])] * len(rows[0])
        )
        if rows[0][0] == "指标":
            wide = [240.0, *[200.0 / (len(rows[0]) - 1)] * (len(rows[0]) - 1)]
        body, self.y = list(rows[1:]), self.y - 14
        while body:
            fits = max(int((self.bottom + 10 - self.y) / height) - 1, 1)
            part: list[Row] = [rows[0], *body[:fits]]
            if part[1][0] == "^":  # a cell cut by the page break is empty below it
                part[1] = ["", *part[1][1:]]
            self.y = self.pages[-1].table(self.left - 4, self.y, wide, part, height=height)
            body = body[fits:]
            if body:
                self._turn()
        self.y += 30

    def _turn(self) -> None:
        self.pages.append(PdfPage())
        self.y = self.top
