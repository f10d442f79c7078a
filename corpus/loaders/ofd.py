"""OFD (GB/T 33190): a zip of XML pages; its pages are read like those of a PDF."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.archives import checked_zip, member_data
from corpus.loaders.ofd_objects import Resources, named, numbers, page_of
from corpus.loaders.office_package import parse_xml, zip_holds
from corpus.loaders.pages import Pages
from corpus.loaders.protocol import RawDocument, RawPart
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["OfdLoader"]

Element = Any  # lxml has no type information here
MOST_XML = 50_000_000
MOST_PAGES = 5_000


class OfdLoader:
    """`.ofd`."""

    name = "ofd"
    version = "8"
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
        raw = _Package(archive, name).read()
        if not any(item.text.strip() or item.table for item in raw.items):
            raise ReadError(name, "OFD 文件没有文字层，可能是扫描件，暂不支持文字识别（OCR）")
        return raw


@dataclass(slots=True)
class _Body:
    """One document of the file: where its parts are, and what its pages share."""

    path: str
    root: Element
    resources: Resources = field(default_factory=Resources)
    templates: dict[str, str] = field(default_factory=dict)
    area: list[float] = field(default_factory=list)


class _Package:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.known = {member.lower(): member for member in archive.namelist()}
        self.pages = 0

    def read(self) -> RawDocument:
        """The documents one after the other; several of them are parts."""
        raw = RawDocument([])
        root = self._part("OFD.xml")
        if next(named(root, "Encryptions"), None) is not None:
            raise ReadError(self.name, "文件已加密，请去掉密码后再加入")
        bodies = list(named(root, "DocBody")) or [root]
        for number, body in enumerate(bodies, start=1):
            hints = list(_hints(body))
            if len(bodies) > 1:
                raw.parts.append(RawPart(f"d{number:02d}", len(raw.items), hints))
            else:
                raw.hints.extend(hints)
            pages = Pages()
            for place in named(body, "DocRoot"):
                self._document((place.text or "").strip(), pages)
            items, notes = pages.items()
            raw.items.extend(items)
            raw.notes.extend(notes)
        return raw

    def _document(self, place: str, pages: Pages) -> None:
        path = self._find("OFD.xml", place)
        if path is None:
            raise ReadError(self.name, f"OFD 文件不完整：缺少 {place or '正文'}")
        body = _Body(path, self._part(path))
        self._resources(body)
        pages.found += self._beside(body)
        listed = [page for page in named(body.root, "Page") if page.get("BaseLoc")]
        for page in listed[:MOST_PAGES]:
            self.pages += 1
            self._page(body, page.get("BaseLoc"), pages)

    def _resources(self, body: _Body) -> None:
        for kind in ("PublicRes", "DocumentRes"):
            for _, root in self._parts(body, kind):
                body.resources.add(root)
        for template in named(body.root, "TemplatePage"):
            body.templates[template.get("ID", "")] = template.get("BaseLoc", "")
        body.area = _area(body.root)

    def _parts(self, body: _Body, kind: str) -> Iterator[tuple[str, Element]]:
        """The parts of this kind that the document names, with their paths."""
        for node in named(body.root, kind):
            path = self._find(body.path, (node.text or "").strip())
            if path is not None:
                yield path, self._part(path)

    def _beside(self, body: _Body) -> Iterator[ReadingNote]:
        """What the document holds beside its pages: attached files, words added to a page."""
        for _, listed in self._parts(body, "Attachments"):
            for file in named(listed, "Attachment"):
                text = f"OFD 所附文件“{file.get('Name') or '（无名称）'}”未读入，请另存后单独加入"
                yield ReadingNote("attachment_missing", text)
        for path, listed in self._parts(body, "Annotations"):
            places = (
                self._find(path, (node.text or "").strip()) for node in named(listed, "FileLoc")
            )
            if any(place is not None and _has_words(self._part(place)) for place in places):
                yield ReadingNote("truncated", "页面上有后加的批注文字，未读入")
                return

    def _page(self, body: _Body, base: str, pages: Pages) -> None:
        path = self._find(body.path, base)
        if path is None:
            pages.failed(self.pages, "文件中缺少这一页")
            return
        root = self._part(path)
        layers = [*named(root, "Layer")]
        for used in named(root, "Template"):
            place = body.templates.get(used.get("TemplateID", ""), "")
            inner = self._find(body.path, place) if place else None
            if inner is not None:
                layers += named(self._part(inner), "Layer")
        pages.add(page_of(self.pages, layers, _area(root) or body.area, body.resources))

    def _find(self, beside: str, place: str) -> str | None:
        """The member that a part means: absolute, beside the part or from the top of the zip."""
        place = place.replace("\\", "/")
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(beside), place))
        tried = [place.lstrip("/")] if place.startswith("/") else [joined, place]
        found = (self.known.get(path.lower()) for path in tried)
        return next((path for path in found if path is not None), None)

    def _part(self, path: str) -> Element:
        return parse_xml(member_data(self.archive, path, self.name, limit=MOST_XML), self.name)


def _has_words(annotations: Element) -> bool:
    """Whether one that is shown, other than a watermark, holds words."""
    return any(
        next(named(note, "TextCode"), None) is not None
        for note in named(annotations, "Annot")
        if note.get("Visible", "true").lower() not in ("false", "0")
        and note.get("Type", "").lower() != "watermark"
    )


def _hints(body: Element) -> Iterator[Hint]:
    for node in named(body, "Title"):
        if (node.text or "").strip():
            yield Hint("title", node.text.strip(), "ofd_properties")


def _area(root: Element) -> list[float]:
    """Corner and size of the page, as far as this part states them."""
    box = next(named(root, "PhysicalBox"), None)
    values = numbers(box.text) if box is not None else []
    return values if len(values) == 4 and values[2] > 0 and values[3] > 0 else []
