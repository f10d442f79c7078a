"""The parts of a Word or Excel file: which XML is the document, its styles, its notes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

from corpus.archives import member_data
from kb.errors import ReadError

__all__ = ["MOST_XML", "Package", "parse_xml", "zip_holds"]

Element = Any  # lxml has no type information here
MOST_XML = 200_000_000
_DAMAGED = "文件内部的 XML 损坏；请用原来的软件打开并另存后再加入"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""What begins the names of ISO 29500 Strict, which are else those of the usual form."""


class Package:
    """Finds the parts as the relations of the file say, or under their usual names."""

    def __init__(self, archive: zipfile.ZipFile, name: str, *, usual: str) -> None:
        self.archive, self.name = archive, name
        top = self._relations("_rels/.rels", "")
        self.main = top.get("officeDocument", usual)
        folder, file = posixpath.split(self.main)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        self.related = self._relations(relations, folder)

    def part(self, kind: str) -> Element | None:
        """The root of a part that the document refers to, such as `styles`; None without it."""
        return self.xml(self.related.get(kind, f"word/{kind}.xml"))

    def xml(self, path: str) -> Element | None:
        """The root of this member; None where there is no such one."""
        data = self.data(path)
        return None if data is None else parse_xml(_transitional(data), self.name)

    def data(self, path: str) -> bytes | None:
        """The bytes of this member; None where there is no such one."""
        if not zip_holds(self.archive, path):
            return None
        return member_data(self.archive, path, self.name, limit=MOST_XML)

    def rewritten(self) -> bytes | None:
        """The whole file in the usual form of Office; None where it is in that form."""
        main = self.data(self.main)
        if main is None or not _STRICT.search(main):
            return None
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in self.archive.namelist():
                archive.writestr(path, _transitional(self.data(path) or b""))
        return made.getvalue()

    def _relations(self, path: str, folder: str) -> dict[str, str]:
        """Members that a part refers to, by the last word of their kind and by their id."""
        root, found = self.xml(path), dict[str, str]()
        for node in root if root is not None else ():
            if node.get("Target") and node.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, node.get("Target")))[1:]
                found.setdefault(node.get("Type", "").rpartition("/")[2], target)
                found[node.get("Id", "")] = target
        return found


def zip_holds(archive: zipfile.ZipFile, path: str) -> bool:
    """Whether the archive has this member."""
    return path in archive.NameToInfo


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


def _transitional(data: bytes) -> bytes:
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
