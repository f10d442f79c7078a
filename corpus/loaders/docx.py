"""Word documents (DOCX): paragraphs, headings, automatic numbers, tables, footnotes, in order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from corpus.archives import checked_zip
from corpus.loaders.docx_numbering import Numbering, with_number
from corpus.loaders.docx_runs import W, is_on, paragraph_text
from corpus.loaders.docx_styles import Styles
from corpus.loaders.docx_tables import is_frame, own_cells, table_of
from corpus.loaders.docx_unsaid import drop_unsaid, unsaid_styles
from corpus.loaders.flat_opc import FLAT_OPC, as_zip
from corpus.loaders.inline import Images
from corpus.loaders.office_package import Package, zip_holds
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawDocument, RawItem
from corpus.loaders.registry import HEAD, choose
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["DocxLoader"]

Element = Any  # lxml has no type information here
_EMPTY_TITLES = re.compile(
    r"(?:Microsoft|Word|PowerPoint|文档|标题|无标题|未命名|document)\b.*|.{0,3}", re.I
)
_CORE = {"{http://purl.org/dc/elements/1.1/}title": "title"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class DocxLoader:
    """`.docx`, and such documents under any other name."""

    name = "docx"
    version = "9"
    formats = ("docx", "docm", "dotx")

    def score(self, head: bytes, name: str) -> int:
        """By the parts named at the start of the zip, or by name."""
        if FLAT_OPC in head and b'progid="Word.Document"' in head:
            return 96
        if not head.startswith(b"PK"):
            return 0
        if b"word/" in head:
            return 95
        return 70 if name.lower().endswith(self.formats) else 20 if b"_rels/" in head else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """All text in reading order; deleted revisions are left out."""
        data = as_zip(data, name) if FLAT_OPC in data[:HEAD] else data
        package = Package(checked_zip(data, name), name, usual="word/document.xml")
        if not zip_holds(package.archive, package.main):
            raise ReadError(name, f"不是 Word 文档：压缩包中没有 {package.main}")
        raw = _Reader(package).read()
        if not any(item.text.strip() or item.table for item in raw.items):
            raise ReadError(name, "Word 文档中没有文字，可能只有图片")
        return raw


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package, self.name = package, package.name
        styles = package.part("styles")
        self.styles, self.unsaid = Styles.of(styles), unsaid_styles(styles)
        self.numbering = Numbering.of(package.part("numbering"))
        self.items: list[RawItem] = []
        self.notes: list[ReadingNote] = []
        self.images = Images(self.items)
        self.open = ""  # text whose paragraph mark was deleted by a revision: the next one goes on

    def read(self) -> RawDocument:
        """The whole document."""
        root = self.package.xml(self.package.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ReadError(self.name, "Word 文档没有正文部分")
        drop_unsaid(body, self.unsaid)
        self._blocks(body)
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        return RawDocument(
            self.items, list(self._properties()), self.notes, placed=self.images.notes()
        )

    def _blocks(self, parent: Element) -> None:
        for node in parent:
            tag = node.tag
            if tag == f"{W}p":
                self._paragraph(node)
            elif tag == f"{W}tbl":
                self._table(node)
            elif tag == f"{W}altChunk":
                self._chunk(node)
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
        if is_frame(node):
            for cell in own_cells(node):
                self._blocks(cell)
            return
        table = table_of(node, self._cell)
        if any(cell for row in table.rows for cell in row):
            self.items.append(RawItem("table", table=table))

    def _cell(self, cell: Element) -> str:
        parts = []
        for p in cell.iter(f"{W}p"):
            boxes: list[Element] = []
            text = paragraph_text(p, self.images, boxes).strip()
            style = self.styles.of_paragraph(p)
            if style.number:
                text = with_number(self.numbering.next(*style.number), text)
            if text:
                parts.append(text.replace("\t", "\n"))
        return "\n".join(parts)

    def _chunk(self, node: Element) -> None:
        """A file set into the document whole, as programs that put documents together do."""
        path = self.package.related.get(node.get(_RELATION) or "", "")
        data = self.package.data(path) or b""
        loader = choose(data[:HEAD], path) if data else None
        try:
            found = loader.load(data, path) if loader is not None else None
        except ReadError:
            found = None
        if found is None:
            text = f"文中并入的文件“{posixpath.basename(path)}”无法读取，其内容未读入"
            self.notes.append(ReadingNote("attachment_missing", text))
            return
        self.items += found.items
        self.notes += [*found.notes, *(note for _, note in found.placed)]

    def _notes(self, kind: str) -> None:
        root = self.package.part(f"{kind}s")
        if root is None:
            return
        drop_unsaid(root, self.unsaid)
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
        root = self.package.xml("docProps/core.xml")
        for node in root if root is not None else ():
            field, value = _CORE.get(node.tag), (node.text or "").strip()
            if field and value and not _EMPTY_TITLES.fullmatch(value):
                yield Hint(field, value, "docx_properties")


def _all_bold(node: Element) -> bool:
    runs = [r for r in node.iter(f"{W}r") if (r.findtext(f"{W}t") or "").strip()]
    return bool(runs) and all(is_on(r.find(f"{W}rPr/{W}b")) for r in runs)
