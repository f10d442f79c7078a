"""OFD (GB/T 33190): a zip of XML pages; text objects put into lines in reading order."""

from __future__ import annotations

import itertools
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from corpus.archives import checked_zip, member_data
from corpus.loaders.docx import parse_xml, zip_holds
from corpus.loaders.protocol import RawDocument, RawItem
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["OfdLoader"]

Element = Any  # lxml has no type information here
MOST_XML = 50_000_000
MOST_PAGES = 5_000


@dataclass(slots=True)
class Piece:
    """One text object on a page, in millimetres."""

    x: float
    right: float
    baseline: float
    size: float
    text: str


class OfdLoader:
    """`.ofd`."""

    name = "ofd"
    version = "1"
    formats = ("ofd",)

    def score(self, head: bytes, name: str) -> int:
        """By OFD.xml at the start of the zip, or by name."""
        if not head.startswith(b"PK"):
            return 0
        return 96 if b"OFD.xml" in head else 70 if name.lower().endswith(".ofd") else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """All pages of all documents in the file."""
        archive = checked_zip(data, name)
        if not zip_holds(archive, "OFD.xml"):
            raise ReadError(name, "不是 OFD 文件：压缩包中没有 OFD.xml")
        raw = _Reader(archive, name).read()
        if not any(item.text.strip() for item in raw.items):
            raise ReadError(name, "OFD 文件没有文字层，可能是扫描件，暂不支持文字识别（OCR）")
        return raw


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name

    def read(self) -> RawDocument:
        """Pages in order, with a note for each page without text."""
        raw = RawDocument([])
        root = self._part("OFD.xml")
        for node in _named(root, "Title"):
            if (node.text or "").strip():
                raw.hints.append(Hint("title", node.text.strip(), "ofd_properties"))
        number = 0
        for doc in _named(root, "DocRoot"):
            path = (doc.text or "").strip().lstrip("/")
            document = self._part(path)
            templates = {
                t.get("ID"): t.get("BaseLoc", "") for t in _named(document, "TemplatePage")
            }
            for page in list(_named(document, "Page"))[:MOST_PAGES]:
                number += 1
                self._page(raw, number, path, page.get("BaseLoc", ""), templates)
        return raw

    def _part(self, path: str) -> Element:
        return parse_xml(member_data(self.archive, path, self.name, limit=MOST_XML), self.name)

    def _page(
        self, raw: RawDocument, number: int, document: str, base: str, templates: dict[str, str]
    ) -> None:
        path = _resolve(document, base)
        if not zip_holds(self.archive, path):
            raw.notes.append(ReadingNote("page_failed", f"缺少第 {number} 页的内容", number))
            return
        root = self._part(path)
        pieces = list(_pieces(root))
        for used in _named(root, "Template"):
            inner = _resolve(document, templates.get(used.get("TemplateID", ""), ""))
            if zip_holds(self.archive, inner):
                pieces.extend(_pieces(self._part(inner)))
        if pieces:
            raw.items.extend(_lines(pieces, number))
        else:
            raw.notes.append(ReadingNote("page_without_text", "此页没有文字层", number))


def _resolve(document: str, location: str) -> str:
    """A location in the package: absolute, or beside the document's own file."""
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), location))


def _named(root: Element, name: str) -> Iterator[Element]:
    return (n for n in root.iter() if isinstance(n.tag, str) and n.tag.rsplit("}")[-1] == name)


def _numbers(text: str | None) -> list[float]:
    numbers: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        try:
            if part == "g":  # "g n d": the distance d, n times
                count = int(next(parts, "0"))
                numbers.extend([float(next(parts, "0"))] * min(count, 10_000))
            else:
                numbers.append(float(part))
        except ValueError:
            continue
    return numbers


def _pieces(root: Element) -> Iterator[Piece]:
    for thing in _named(root, "TextObject"):
        box = _numbers(thing.get("Boundary")) or [0.0] * 4
        size = next(iter(_numbers(thing.get("Size"))), 5.0)
        matrix = _numbers(thing.get("CTM"))
        scale = abs(matrix[3]) if len(matrix) == 6 and matrix[3] else 1.0
        x = y = 0.0
        for code in _named(thing, "TextCode"):
            text = code.text or ""
            x = next(iter(_numbers(code.get("X"))), x)
            y = next(iter(_numbers(code.get("Y"))), y)
            steps = _numbers(code.get("DeltaX"))[: max(0, len(text) - 1)]
            across = sum(steps) if steps else size * max(0, len(text) - 1)
            left = box[0] + x * scale
            if text.strip():
                end = left + (across + size) * scale
                yield Piece(left, end, box[1] + y * scale, size * scale, text)


def _lines(pieces: list[Piece], page: int) -> Iterator[RawItem]:
    """Lines from pieces on about the same baseline, left to right."""
    pieces.sort(key=lambda p: (p.baseline, p.x))
    lines: list[list[Piece]] = []
    for piece in pieces:
        near = 0.5 * min(piece.size, lines[-1][0].size) if lines else 0.0
        if lines and abs(lines[-1][-1].baseline - piece.baseline) <= near:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    left = min(p.x for p in pieces)
    right = max(p.right for p in pieces)
    body = median(p.size for p in pieces)
    for line in lines:
        line.sort(key=lambda p: p.x)
        text = line[0].text
        for before, after in itertools.pairwise(line):
            wide = after.x - before.right > 1.5 * after.size
            text += ("　" if wide else "") + after.text
        size = max(p.size for p in line)
        yield RawItem(
            "line",
            text,
            page,
            indent=(line[0].x - left) / body,
            slack=(right - line[-1].right) / body,
            size=size / body,
        )
