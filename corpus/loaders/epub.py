"""EPUB books: a zip of web pages, read in the order of its spine."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from corpus.archives import checked_zip, member_data
from corpus.loaders.html import HtmlLoader
from corpus.loaders.office_package import parse_xml, zip_holds
from corpus.loaders.protocol import RawDocument
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["EpubLoader"]

Element = Any  # lxml has no type information here
CONTAINER = "META-INF/container.xml"
MOST_PAGE = 50_000_000


class EpubLoader:
    """`.epub`."""

    name = "epub"
    version = "1"
    formats = ("epub",)

    def score(self, head: bytes, name: str) -> int:
        """By the type at the start of the zip, or by name."""
        if not head.startswith(b"PK"):
            return 0
        return 97 if b"application/epub+zip" in head[:100] else 70 * name.lower().endswith(".epub")

    def load(self, data: bytes, name: str) -> RawDocument:
        """All pages of the spine one after the other."""
        archive = checked_zip(data, name)
        if not zip_holds(archive, CONTAINER):
            raise ReadError(name, "不是 EPUB 电子书：压缩包中没有 META-INF/container.xml")
        root = parse_xml(member_data(archive, CONTAINER, name, limit=MOST_PAGE), name)
        package = next((n.get("full-path", "") for n in _named(root, "rootfile")), "")
        if not zip_holds(archive, package):
            raise ReadError(name, "EPUB 电子书缺少目录文件，可能已损坏")
        book = parse_xml(member_data(archive, package, name, limit=MOST_PAGE), name)
        raw = RawDocument([], [*_title(book)])
        for place in _spine(book, package):
            _add_page(raw, archive, place, name)
        if not raw.items:
            raise ReadError(name, "EPUB 电子书中没有读到文字，可能全是图片或已加密")
        return raw


def _add_page(raw: RawDocument, archive: zipfile.ZipFile, place: str, name: str) -> None:
    if not zip_holds(archive, place):
        raw.notes.append(ReadingNote("page_failed", f"缺少电子书的一部分：{place}"))
        return
    try:
        page = HtmlLoader().load(member_data(archive, place, name, limit=MOST_PAGE), name)
    except ReadError:  # a cover or a part without words
        return
    before = len(raw.items)
    raw.items.extend(page.items)
    raw.notes.extend(page.notes)
    raw.placed.extend((before + at, note) for at, note in page.placed)


def _spine(book: Element, package: str) -> Iterator[str]:
    """Where the pages stand in the zip, in reading order; the book's own contents left out."""
    items = {item.get("id"): item for item in _named(book, "item")}
    for reference in _named(book, "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "nav" not in (item.get("properties") or "").split():
            place = unquote(item.get("href", "")).split("#")[0]
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package), place))


def _title(book: Element) -> Iterator[Hint]:
    for node in _named(book, "title"):
        if (node.text or "").strip():
            yield Hint("title", node.text.strip(), "epub_properties")
            return


def _named(root: Element, name: str) -> Iterator[Element]:
    return (n for n in root.iter() if isinstance(n.tag, str) and n.tag.rsplit("}")[-1] == name)
