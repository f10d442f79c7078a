"""The adapter to PDFium: what is printed on a page, as glyphs, rules and pictures."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loaders.pdf_shapes import Box, Frame, Glyph, PageContent, Rule
from corpus.loaders.pdf_text import plain_character
from kb.errors import ReadError

__all__ = ["document_facts", "open_document", "page_content", "page_count"]

THIN = 3.0
"""A filled shape not thicker than this (points) is a rule, not an area."""
SHORT = 4.0
"""A rule shorter than this is a dot or a dash of a drawing."""
MAX_OBJECTS = 20_000
"""Pages with more drawn objects are maps or charts; their rules are not looked at."""
PICTURE_SHARE = 0.02
"""Pictures smaller than this part of the page are emblems and icons."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

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
        self.lines: list[tuple[float, float, float, float]] = []
        self.shown = self.hidden = 0

    def read(self) -> PageContent:
        """Everything printed on the page."""
        turned = self._glyphs()
        self._objects()
        for turn, glyphs in turned:
            across, down = _split_rules(self.lines, turn)
            self.content.frames.append(Frame(glyphs, across, down, self._edges(turn)))
        self.content.hidden_text = self.hidden > self.shown
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
            text = plain_character(code)
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
            groups.setdefault(turn, []).append(_glyph(text, box, turn, gap, index, bold))
            gap = False
        return sorted(groups.items(), key=lambda group: -len(group[1]))

    def _edges(self, turn: int) -> Box:
        left, bottom, right, top = self.bounds
        ax, ay = _turned(left, bottom, turn)
        bx, by = _turned(right, top, turn)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _on_page(self, box: Any) -> bool:
        left, bottom, right, top = self.bounds
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        return bool(left <= x <= right and bottom <= y <= top)

    def _objects(self) -> None:
        if pdfium.FPDFPage_CountObjects(self.page.raw) > MAX_OBJECTS:
            self.content.crowded = True
            return
        area = max(self.content.width * self.content.height, 1.0)
        for kind, item, matrix in _walk_objects(self.page.raw):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.lines.extend(_path_lines(item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                share = _image_area(item, matrix) / area
                self.content.image_share = max(self.content.image_share, min(share, 1.0))
                self.content.pictures += share > PICTURE_SHARE
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
                self.hidden += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                self.shown += mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _glyph(text: str, box: Any, turn: int, gap: bool, index: int, bold: bool) -> Glyph:  # noqa: FBT001
    ax, ay = _turned(box.left, box.bottom, turn)
    bx, by = _turned(box.right, box.top, turn)
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    return Glyph(text, x0, y0, x1, y1, gap, index, bold)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page with its text turned upright and y downwards."""
    if turn == 1:
        return y, x
    if turn == 2:
        return -x, y
    if turn == 3:
        return -y, -x
    return x, -y


def _split_rules(
    lines: list[tuple[float, float, float, float]], turn: int
) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in lines:
        ax, ay = _turned(x0, y0, turn)
        bx, by = _turned(x1, y1, turn)
        if abs(ax - bx) >= abs(ay - by):
            across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        else:
            down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return across, down


def _walk_objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Every object of the page with its kind and the matrix of the forms it lies in."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _unfold(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _unfold(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield kind, item, outer
    elif depth < 6:
        inner = _product(_matrix(item), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _unfold(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _image_area(item: Any, outer: Matrix) -> float:
    a, b, c, d, _, _ = _product(_matrix(item), outer)
    return abs(a * d - b * c)


def _is_white(item: Any, *, stroked: bool) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not ask(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def _path_lines(item: Any, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight upright lines a path draws: its strokes, and filled shapes thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value) or _is_white(item, stroked=bool(stroke.value)):
        return
    matrix = _product(_matrix(item), outer)
    for points in _subpaths(item, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, y1 - y0) <= THIN:
            if max(x1 - x0, y1 - y0) >= SHORT:
                yield _middle_line(x0, y0, x1, y1)
        elif stroke.value:
            yield from _straight_sides(points)


def _middle_line(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    if x1 - x0 >= y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


def _straight_sides(
    points: list[tuple[float, float]],
) -> Iterator[tuple[float, float, float, float]]:
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        upright = abs(ax - bx) <= 1 or abs(ay - by) <= 1
        if upright and max(abs(ax - bx), abs(ay - by)) >= SHORT:
            yield ax, ay, bx, by


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
        points.append(_apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
