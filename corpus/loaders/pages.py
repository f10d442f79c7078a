"""From the pages of a printed file, one by one, to raw items and to what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.loaders.pdf_flow import PageFlow, mark_furniture, read_flow
from corpus.loaders.pdf_items import flow_items
from corpus.loaders.pdf_shapes import PageContent
from corpus.loaders.pdf_stretch import stretch_tables
from corpus.loaders.pdf_text import UNREADABLE
from corpus.loaders.protocol import RawItem
from kb.models import ReadingNote

__all__ = ["Pages"]

SCAN_SHARE = 0.6
"""A picture over more than this part of a page is a scan of the page."""

OUTLINES = 100
"""So many drawn objects on a page without a letter may be words turned into outlines."""

UNREADABLE_SHARE, LOST_SHARE = 0.1, 0.7
"""A page with more glyphs of unknown character than the first is doubtful, than the second lost."""


@dataclass(slots=True)
class Pages:
    """The pages read so far. `tables`: look for tables; else their text stays in the flow."""

    tables: bool = True
    flows: list[PageFlow] = field(default_factory=list)
    found: list[ReadingNote] = field(default_factory=list)
    ocr: list[int] = field(default_factory=list)
    lost: int = 0
    """Pages whose words have no known characters: nothing of them is read."""

    def add(self, content: PageContent) -> None:
        """Read one page, and note what it holds beside its text."""
        if _unreadable(content) > LOST_SHARE * _letters(content):
            text = f"第{content.number}页的文字没有字符编码，读出只会是乱码，其中的内容未读入"
            self.found.append(ReadingNote("page_without_text", text, content.number))
            self.lost += 1
            return
        self._note(content)
        if content.frames:
            before = self.flows[-1] if self.flows else None
            self.flows.append(read_flow(content, tables=self.tables, before=before))

    def failed(self, number: int, why: str) -> None:
        """Note a page that cannot be read."""
        self.found.append(ReadingNote("page_failed", f"第{number}页无法读取（{why}）", number))

    def items(self) -> tuple[list[RawItem], list[ReadingNote]]:
        """The items of all pages, with tables whole over page breaks, and all notes."""
        mark_furniture(self.flows)
        stretch_tables(self.flows)
        items, doubts = flow_items(self.flows)
        return items, self.notes() + doubts

    def _note(self, content: PageContent) -> None:
        """Note what a page holds beside its text."""
        number = content.number
        scanned = content.image_share >= SCAN_SHARE
        letters = _letters(content)
        if not letters and (content.pictures or scanned):
            text = f"第{number}页是没有文字层的图像，其中的内容未读入"
            self.found.append(ReadingNote("page_without_text", text, number))
        elif not letters and content.drawings >= OUTLINES:
            text = f"第{number}页没有文字层，只有图形（可能是转成曲线的文字），其中的内容未读入"
            self.found.append(ReadingNote("page_without_text", text, number))
        elif scanned and content.hidden_text:
            self.ocr.append(number)
        elif content.pictures and letters:
            text = f"第{number}页有图片，其中的文字或表格未读入"
            self.found.append(ReadingNote("image", text, number))
        if letters and _unreadable(content) > UNREADABLE_SHARE * letters:
            text = f"第{number}页的部分文字没有字符编码，读出的可能是乱码"
            self.found.append(ReadingNote("encoding_doubtful", text, number))
        if content.added_words:
            text = f"第{number}页有后加的批注或表单文字，未读入"
            self.found.append(ReadingNote("truncated", text, number))
        if content.crowded:
            text = f"第{number}页图形过多，未查找表格"
            self.found.append(ReadingNote("table_doubtful", text, number))

    def notes(self) -> list[ReadingNote]:
        """All notes; recognised text is one note for the document."""
        if not self.ocr:
            return self.found
        text = f"有{len(self.ocr)}页的文字来自扫描识别，可能有错字，引用前请核对原件"
        return [ReadingNote("ocr_text", text, self.ocr[0]), *self.found]


def _letters(content: PageContent) -> int:
    return sum(len(frame.glyphs) for frame in content.frames)


def _unreadable(content: PageContent) -> int:
    """How many glyphs have no known character: private codes and replacement marks."""
    return sum(
        glyph.text == UNREADABLE or "\ue000" <= glyph.text <= "\uf8ff"
        for frame in content.frames
        for glyph in frame.glyphs
    )
