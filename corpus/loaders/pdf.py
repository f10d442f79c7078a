"""PDF: text line by line in reading order, tables with their cells, what could not be read."""

from __future__ import annotations

from typing import Any

from corpus.loaders.pages import Pages
from corpus.loaders.pdf_added import attached_names
from corpus.loaders.pdf_objects import document_facts, open_document, page_content, page_count
from corpus.loaders.pdf_printed import mark_browser_print
from corpus.loaders.protocol import RawDocument, RawItem
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["PdfLoader"]

MARK = b"%PDF-"


class PdfLoader:
    """Reads PDF files with PDFium; without `tables` the text of tables stays in the flow."""

    name = "pdf"
    version = "15"
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
        pages, total = Pages(self.tables), page_count(document)
        for number in range(1, total + 1):
            try:
                pages.add(page_content(document, number))
            except ValueError as exc:
                pages.failed(number, str(exc))
        if not pages.flows:
            raise ReadError(name, _nothing_read(total, pages))
        if not whole:
            text = "文件末尾不完整，可能缺少后面的页"
            pages.found.append(ReadingNote("truncated", text, None))
        for file in attached_names(document):
            text = f"PDF 所附文件“{file}”未读入，请另存后单独加入"
            pages.found.append(ReadingNote("attachment_missing", text))
        items, notes = pages.items()
        address = mark_browser_print(items)
        hints = [Hint("url", address, "print_foot")] if address else []
        return RawDocument(items, hints + _hints(document, items), notes)


def _check(data: bytes, name: str) -> None:
    if not data:
        raise ReadError(name, "文件是空的（0 字节）")
    if MARK not in data[:1024]:
        raise ReadError(name, "内容不是 PDF（开头没有 %PDF 标记），请检查文件或扩展名")


def _nothing_read(total: int, pages: Pages) -> str:
    if not total:
        return "文件里一页也没有"
    failed = sum(note.code == "page_failed" for note in pages.found)
    if failed == total:
        return f"全部{total}页都无法读取，文件可能已损坏；请重新下载后再添加"
    if pages.lost:
        return "文字都没有字符编码，读出只会是乱码；请索取原文件，或先做文字识别（OCR）后再添加"
    if any(note.code == "page_without_text" for note in pages.found):
        return f"全部{total}页都是没有文字层的扫描图像；请先做文字识别（OCR）后再添加"
    return f"{total}页中没有任何文字"


def _hints(document: Any, items: list[RawItem]) -> list[Hint]:
    """The title of the information dictionary, where the text of the first pages has it.

    Offices write new files over old ones, so the dictionary often names another document.
    """
    text = [item for item in items if item.kind != "furniture"]
    title = "".join(document_facts(document).get("Title", "").split())
    start = "".join("".join(item.text.split()) for item in text[:80])
    words = sum("\u4e00" <= char <= "\u9fff" for char in title)
    return [Hint("title", title, "pdf_info")] if words > 5 and title in start else []
