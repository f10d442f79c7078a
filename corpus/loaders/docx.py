"""Word documents (DOCX): paragraphs, headings, automatic numbers, tables, footnotes, in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.archives import checked_zip, member_data
from corpus.loaders.docx_numbering import Numbering, whole, with_number
from corpus.loaders.docx_runs import W, is_on, paragraph_text
from corpus.loaders.docx_styles import Styles
from corpus.loaders.inline import Images
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawDocument, RawItem, RawTable
from kb.errors import ReadError
from kb.models import Hint

__all__ = ["MOST_XML", "DocxLoader", "parse_xml", "zip_holds"]

Element = Any  # lxml has no type information here
MOST_XML = 200_000_000
_EMPTY_TITLES = re.compile(
    r"(?:Microsoft|Word|PowerPoint|文档|标题|无标题|未命名|document)\b.*|.{0,3}", re.I
)
_CORE = {"{http://purl.org/dc/elements/1.1/}title": "title"}


class DocxLoader:
    """`.docx`, and such documents under any other name."""

    name = "docx"
    version = "6"
    formats = ("docx", "docm", "dotx")

    def score(self, head: bytes, name: str) -> int:
        """By the parts named at the start of the zip, or by name."""
        if not head.startswith(b"PK"):
            return 0
        if b"word/" in head:
            return 95
        return 70 if name.lower().endswith(self.formats) else 20 if b"_rels/" in head else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """All text in reading order; deleted revisions are left out."""
        archive = checked_zip(data, name)
        if not zip_holds(archive, "word/document.xml"):
            raise ReadError(name, "不是 Word 文档：压缩包中没有 word/document.xml")
        reader = _Reader(archive, name)
        raw = reader.read()
        if not any(item.text.strip() or item.table for item in raw.items):
            raise ReadError(name, "Word 文档中没有文字，可能只有图片")
        return raw


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.styles = Styles.of(self._part("word/styles.xml"))
        self.numbering = Numbering.of(self._part("word/numbering.xml"))
        self.items: list[RawItem] = []
        self.images = Images(self.items)
        self.open = ""  # text whose paragraph mark was deleted by a revision: the next one goes on

    def read(self) -> RawDocument:
        """The whole document."""
        root = self._part("word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ReadError(self.name, "Word 文档没有正文部分")
        self._blocks(body)
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        hints = list(self._properties())
        return RawDocument(self.items, hints, placed=self.images.notes())

    def _part(self, path: str) -> Element | None:
        if not zip_holds(self.archive, path):
            return None
        return parse_xml(member_data(self.archive, path, self.name, limit=MOST_XML), self.name)

    def _blocks(self, parent: Element) -> None:
        for node in parent:
            tag = node.tag
            if tag == f"{W}p":
                self._paragraph(node)
            elif tag == f"{W}tbl":
                self._table(node)
            elif tag in (f"{W}sdt", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                inner = node.find(f"{W}sdtContent")
                self._blocks(inner if inner is not None else node)

    def _paragraph(self, node: Element) -> None:
        boxes: list[Element] = []
        text = self.open + paragraph_text(node, self.images, boxes)
        deleted_mark = node.find(f"{W}pPr/{W}rPr/{W}del") is not None
        self.open = text if deleted_mark else ""
        style = self.styles.of_paragraph(node)
        counts = style.number and text.strip() and not deleted_mark
        if style.number and counts:
            text = with_number(self.numbering.next(*style.number), text)
        if text.strip() and not style.contents and not deleted_mark:
            if style.level and len(text) <= 120:
                self.items.append(RawItem("heading", text, level=style.level))
            else:
                self.items.append(RawItem("paragraph", text, bold=_all_bold(node)))
        for box in boxes:
            self._blocks(box)

    def _table(self, node: Element) -> None:
        if all(len(row.findall(f"{W}tc")) == 1 for row in _rows(node)):
            for cell in node.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl")) is node:
                    self._blocks(cell)  # a frame around text, such as a 专栏
            return
        rows: list[list[str]] = []
        headers = 0
        last: dict[int, str] = {}
        for y, row in enumerate(_rows(node)):
            cells, x = [], 0
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl")) is not node:
                    continue
                across, merge = _merge(cell)
                text = self._cell(cell)
                if merge == "continue":
                    text = last.get(x, text)
                for _ in range(across):
                    last[x] = text
                    cells.append(text)
                    x += 1
            rows.append(cells)
            if row.find(f"{W}trPr/{W}tblHeader") is not None and headers == y:
                headers = y + 1
        size = max((len(row) for row in rows), default=0)
        grid = [row + [""] * (size - len(row)) for row in rows]
        if any(cell for row in grid for cell in row):
            self.items.append(RawItem("table", table=RawTable(grid, headers or None)))

    def _cell(self, cell: Element) -> str:
        parts = []
        for p in cell.iter(f"{W}p"):
            boxes: list[Element] = []
            text = paragraph_text(p, self.images, boxes).strip()
            style = self.styles.of_paragraph(p)
            if style.number:
                text = with_number(self.numbering.next(*style.number), text)
            if text:
                parts.append(text)
        return "\n".join(parts)

    def _notes(self, kind: str) -> None:
        root = self._part(f"word/{kind}s.xml")
        if root is None:
            return
        number = 0
        for note in root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in ("separator", "continuationSeparator"):
                continue
            number += 1
            texts = (paragraph_text(p, self.images, []).strip() for p in note.iter(f"{W}p"))
            text = " ".join(t for t in texts if t)
            if text:
                mark = f"{MARK_OPEN}[{number}]{MARK_CLOSE}"
                self.items.append(RawItem("footnote", f"{mark}{text}"))

    def _properties(self) -> Iterator[Hint]:
        root = self._part("docProps/core.xml")
        for node in root if root is not None else ():
            field, value = _CORE.get(node.tag), (node.text or "").strip()
            if field and value and not _EMPTY_TITLES.fullmatch(value):
                yield Hint(field, value, "docx_properties")


def zip_holds(archive: zipfile.ZipFile, path: str) -> bool:
    """Whether the archive has this member."""
    return path in archive.NameToInfo


_DAMAGED = "文件内部的 XML 损坏；请用原来的软件打开并另存后再加入"


def parse_xml(data: bytes, name: str) -> Element:
    """The root element; entities and the network are never used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise ReadError(name, _DAMAGED) from exc
    if root is None:
        raise ReadError(name, _DAMAGED)
    return root


def _rows(table: Element) -> Iterator[Element]:
    for row in table.iter(f"{W}tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if next(row.iterancestors(f"{W}tbl")) is table and not deleted:
            yield row


def _merge(cell: Element) -> tuple[int, str]:
    """How many columns a cell covers, and whether it continues the one above."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    across = whole(span.get(f"{W}val"), 1) if span is not None else 1
    down = cell.find(f"{W}tcPr/{W}vMerge")
    merge = "" if down is None else down.get(f"{W}val", "continue")
    return max(1, min(across, 100)), merge


def _all_bold(node: Element) -> bool:
    runs = [r for r in node.iter(f"{W}r") if (r.findtext(f"{W}t") or "").strip()]
    return bool(runs) and all(is_on(r.find(f"{W}rPr/{W}b")) for r in runs)
