"""PDF: text line by line in reading order, tables with their cells, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.loaders.pdf_flow import PageFlow, mark_furniture, read_flow
from corpus.loaders.pdf_items import flow_items
from corpus.loaders.pdf_objects import document_facts, open_document, page_content, page_count
from corpus.loaders.pdf_shapes import PageContent
from corpus.loaders.pdf_stretch import stretch_tables
from corpus.loaders.pdf_text import UNREADABLE
from corpus.loaders.protocol import RawDocument, RawItem
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["PdfLoader"]

MARK = b"%PDF-"
SCAN_SHARE = 0.6
"""A picture over more than this part of a page is a scan of the page."""

UNREADABLE_SHARE = 0.1
"""A page with more glyphs of unknown character than this is doubtful."""


@dataclass(slots=True)
class _Notes:
    """What has to be said about the pages."""

    found: list[ReadingNote] = field(default_factory=list)
    ocr: list[int] = field(default_factory=list)

    def page(self, content: PageContent) -> None:
        """Note what a page holds beside its text."""
        number = content.number
        scanned = content.image_share >= SCAN_SHARE
        letters = sum(len(frame.glyphs) for frame in content.frames)
        if not letters and (content.pictures or scanned):
            text = f"第{number}页是没有文字层的图像，其中的内容未读入"
            self.found.append(ReadingNote("page_without_text", text, number))
        elif scanned and content.hidden_text:
            self.ocr.append(number)
        elif content.pictures and letters:
            text = f"第{number}页有图片，其中的文字或表格未读入"
            self.found.append(ReadingNote("image", text, number))
        if letters and _unreadable(content) > UNREADABLE_SHARE * letters:
            text = f"第{number}页的部分文字没有字符编码，读出的可能是乱码"
            self.found.append(ReadingNote("encoding_doubtful", text, number))
        if content.crowded:
            text = f"第{number}页图形过多，未查找表格"
            self.found.append(ReadingNote("table_doubtful", text, number))

    def all(self) -> list[ReadingNote]:
        """All notes; recognised text is one note for the document."""
        if not self.ocr:
            return self.found
        text = f"有{len(self.ocr)}页的文字来自扫描识别，可能有错字，引用前请核对原件"
        return [ReadingNote("ocr_text", text, self.ocr[0]), *self.found]


class PdfLoader:
    """Reads PDF files with PDFium; without `tables` the text of tables stays in the flow."""

    name = "pdf"
    version = "4"
    formats = ("pdf",)

    def __init__(self, *, tables: bool = True) -> None:
        self.tables = tables

    def score(self, head: bytes, name: str) -> int:
        """100 by the mark at the start, 90 where junk stands before it, 20 by the name alone."""
        if head.startswith(MARK):
            return 100
        if MARK in head[:1024]:
            return 90
        return 20 if name.lower().endswith(".pdf") else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Read all pages; one that fails is noted and the others are read."""
        _check(data, name)
        document = open_document(data, name)
        try:
            return self._read(document, name, whole=b"%%EOF" in data[-4096:])
        finally:
            document.close()

    def _read(self, document: Any, name: str, *, whole: bool) -> RawDocument:
        notes, flows = _Notes(), list[PageFlow]()
        total = page_count(document)
        for number in range(1, total + 1):
            try:
                content = page_content(document, number)
            except ValueError as exc:
                text = f"第{number}页无法读取（{exc}）"
                notes.found.append(ReadingNote("page_failed", text, number))
                continue
            notes.page(content)
            if content.frames:
                before = flows[-1] if flows else None
                flows.append(read_flow(content, tables=self.tables, before=before))
        if not flows:
            raise ReadError(name, _nothing_read(total, notes.found))
        if not whole:
            text = "文件末尾不完整，可能缺少后面的页"
            notes.found.append(ReadingNote("truncated", text, None))
        mark_furniture(flows)
        stretch_tables(flows)
        items, doubts = flow_items(flows)
        return RawDocument(items, _hints(document, items), notes.all() + doubts)


def _unreadable(content: PageContent) -> int:
    """How many glyphs have no known character: private codes and replacement marks."""
    return sum(
        glyph.text == UNREADABLE or "\ue000" <= glyph.text <= "\uf8ff"
        for frame in content.frames
        for glyph in frame.glyphs
    )


def _check(data: bytes, name: str) -> None:
    if not data:
        raise ReadError(name, "文件是空的（0 字节）")
    if MARK not in data[:1024]:
        raise ReadError(name, "内容不是 PDF（开头没有 %PDF 标记），请检查文件或扩展名")


def _nothing_read(total: int, notes: list[ReadingNote]) -> str:
    if not total:
        return "文件里一页也没有"
    failed = sum(note.code == "page_failed" for note in notes)
    if failed == total:
        return f"全部{total}页都无法读取，文件可能已损坏；请重新下载后再添加"
    if any(note.code == "page_without_text" for note in notes):
        return f"全部{total}页都是没有文字层的扫描图像；请先做文字识别（OCR）后再添加"
    return f"{total}页中没有任何文字"


def _hints(document: Any, items: list[RawItem]) -> list[Hint]:
    """The title of the information dictionary, where the first pages print it.

    Offices write new files over old ones, so the dictionary often names another document.
    """
    title = "".join(document_facts(document).get("Title", "").split())
    start = "".join("".join(item.text.split()) for item in items[:80])
    words = sum("\u4e00" <= char <= "\u9fff" for char in title)
    return [Hint("title", title, "pdf_info")] if words > 5 and title in start else []
