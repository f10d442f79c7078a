"""The adapter to PDFium: what is printed on a page, as glyphs, rules and pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loaders.page_geometry import (
    IDENTITY,
    Matrix,
    Straight,
    apply,
    product,
    split_rules,
    straight_lines,
    turned_box,
)
from corpus.loaders.pdf_added import has_added_words
from corpus.loaders.pdf_overprint import is_pale, without_doubles, without_watermarks
from corpus.loaders.pdf_shapes import Frame, Glyph, PageContent
from corpus.loaders.pdf_struck import without_struck
from corpus.loaders.pdf_text import UNREADABLE, WIDE, plain_character
from kb.errors import ReadError

__all__ = ["document_facts", "open_document", "page_content", "page_count"]

MAX_OBJECTS = 20_000
"""Pages with more drawn objects are maps or charts; their rules are not looked at."""
PICTURE_SHARE = 0.02
"""Pictures smaller than this part of the page are emblems and icons."""

REASONS = (
    ("password", "文件已加密，需要口令才能打开；请另存为不加密的 PDF 后再添加"),
    ("security", "文件用了不支持的加密方式；请另存为不加密的 PDF 后再添加"),
    ("data format", "文件已损坏或不完整，无法按 PDF 打开；请重新下载或另存后再添加"),
    ("not found", "文件无法打开"),
)


def open_document(data: bytes, name: str) -> Any:
    """The document of these bytes; `ReadError` where PDFium cannot open it."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        text = str(exc).lower()
        reason = next((why for sign, why in REASONS if sign in text), f"无法打开 PDF（{exc}）")
        raise ReadError(name, reason) from exc


def page_count(document: Any) -> int:
    """How many pages the document says it has."""
    return len(document)


def document_facts(document: Any) -> dict[str, str]:
    """The information dictionary: Title, Author, Producer …; empty values left out."""
    facts: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    return facts


def page_content(document: Any, number: int) -> PageContent:
    """Read one page (1-based). Raises `ValueError` where PDFium cannot load it."""
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as exc:
        raise ValueError(str(exc)) from exc
    try:
        return _Reader(page, text_page, number).read()
    finally:
        text_page.close()
        page.close()


class _Reader:
    """Collects the content of one page."""

    def __init__(self, page: Any, text_page: Any, number: int) -> None:
        self.page, self.text_page = page, text_page
        width, height = page.get_size()
        self.content = PageContent(number, width, height)
        self.bounds = page.get_bbox()
        self.lines: list[Straight] = []
        self.shown = self.hidden = 0
        self.colours = False
        """Some words are pale, so that the colour of each glyph has to be looked at."""
        self.pale: set[int] = set()
        self.unseen: set[int] = set()

    def read(self) -> PageContent:
        """Everything printed on the page."""
        self._objects()
        for turn, glyphs in self._glyphs():
            across, down = split_rules(self.lines, turn)
            kept = without_doubles(without_struck(glyphs, across), self.unseen)
            kept = without_watermarks(kept, self.pale)
            self.content.frames.append(Frame(kept, across, down, turned_box(self.bounds, turn)))
        self.content.hidden_text = self.hidden > self.shown
        self.content.added_words = has_added_words(self.page.raw)
        return self.content

    def _glyphs(self) -> list[tuple[int, list[Glyph]]]:
        """Glyphs by the direction they run in (quarter turns), most frequent first."""
        raw, box = self.text_page.raw, pdfium.FS_RECTF()
        groups: dict[int, list[Glyph]] = {}
        gap, high = True, 0
        for index in range(self.text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
            unknown = pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1
            text = UNREADABLE if unknown else plain_character(code)
            if not text or pdfium.FPDFText_IsGenerated(raw, index):
                gap = True
                continue
            angle = pdfium.FPDFText_GetCharAngle(raw, index)
            turn = -round(angle / (math.pi / 2)) % 4  # PDFium counts clockwise
            slanted = abs(angle - round(angle / (math.pi / 2)) * (math.pi / 2)) > 0.1
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            if slanted or not self._on_page(box):
                continue
            bold = pdfium.FPDFText_GetFontWeight(raw, index) >= 600
            glyphs = groups.setdefault(turn, [])
            glyphs.append(_glyph(text, box, turn, gap, index, bold))
            self._look(index)
            _part_pair(glyphs)
            gap = False
        return sorted(groups.items(), key=lambda group: -len(group[1]))

    def _look(self, index: int) -> None:
        """Remember a glyph that is pale or invisible, on pages that have such ones and others."""
        raw = self.text_page.raw
        if self.colours and is_pale(*_colour(pdfium.FPDFText_GetFillColor, raw, index)):
            self.pale.add(index)
        if self.hidden and self.shown:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(raw, index))
            self.unseen.update({index} if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else ())

    def _on_page(self, box: Any) -> bool:
        left, bottom, right, top = self.bounds
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        return bool(left <= x <= right and bottom <= y <= top)

    def _objects(self) -> None:
        if pdfium.FPDFPage_CountObjects(self.page.raw) > MAX_OBJECTS:
            self.content.crowded = True
            self.content.drawings = MAX_OBJECTS
            return
        area = max(self.content.width * self.content.height, 1.0)
        for kind, item, matrix in _walk_objects(self.page.raw):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.content.drawings += 1
                self.lines.extend(_path_lines(item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                share = _image_area(item, matrix) / area
                self.content.image_share = max(self.content.image_share, min(share, 1.0))
                self.content.pictures += share > PICTURE_SHARE
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
                self.hidden += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                self.shown += mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                pale = is_pale(*_colour(pdfium.FPDFPageObj_GetFillColor, item))
                self.colours = self.colours or pale


def _glyph(text: str, box: Any, turn: int, gap: bool, index: int, bold: bool) -> Glyph:  # noqa: FBT001
    at = turned_box((box.left, box.bottom, box.right, box.top), turn)
    return Glyph(text, at.x0, at.y0, at.x1, at.y1, gap, index, bold)


def _walk_objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Every object of the page with its kind and the matrix of the forms it lies in."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _unfold(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _unfold(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield kind, item, outer
    elif depth < 6:
        inner = product(_matrix(item), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _unfold(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _part_pair(glyphs: list[Glyph]) -> None:
    """Set two characters beside each other that one wide sign stands for (——, ……)."""
    if len(glyphs) < 2:
        return
    one, other = glyphs[-2:]
    wide = one.x1 - one.x0 > WIDE * one.height and other.order == one.order + 1
    if wide and (one.x0, one.x1, one.y0) == (other.x0, other.x1, other.y0):
        middle = (one.x0 + one.x1) / 2
        glyphs[-2:] = [replace(one, x1=middle), replace(other, x0=middle)]


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _image_area(item: Any, outer: Matrix) -> float:
    a, b, c, d, _, _ = product(_matrix(item), outer)
    return abs(a * d - b * c)


def _is_white(item: Any, *, stroked: bool) -> bool:
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    *colours, alpha = _colour(ask, item)
    return alpha == 0 or min(colours) >= 250


def _colour(ask: Any, *which: Any) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity, as a function of PDFium tells them; black where it does not."""
    values = [ctypes.c_uint() for _ in range(4)]
    if not ask(*which, *values):
        return 0, 0, 0, 255
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _path_lines(item: Any, outer: Matrix) -> Iterator[Straight]:
    """The straight upright lines a path draws: its strokes, and filled shapes thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value) or _is_white(item, stroked=bool(stroke.value)):
        return
    matrix = product(_matrix(item), outer)
    for points in _subpaths(item, matrix):
        yield from straight_lines(points, stroked=bool(stroke.value))


def _subpaths(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each part of a path; parts with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
