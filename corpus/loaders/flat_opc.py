"""Word files saved as one XML (Flat OPC): turned into the zip that they stand for."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.loaders.office_package import parse_xml
from kb.errors import ReadError

__all__ = ["FLAT_OPC", "as_zip"]

FLAT_OPC = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = f"{{{FLAT_OPC.decode()}}}"


def as_zip(data: bytes, name: str) -> bytes:
    """The same file as a zip; `ReadError` where it is damaged."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _parts(data, name):
            archive.writestr(path, content)
    return made.getvalue()


def _parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    for part in parse_xml(data, name).iter(f"{_PKG}part"):
        path = (part.get(f"{_PKG}name") or "").lstrip("/")
        xml, packed = part.find(f"{_PKG}xmlData"), part.find(f"{_PKG}binaryData")
        if xml is not None and len(xml):
            yield path, etree.tostring(xml[0])
        elif packed is not None:
            try:
                yield path, base64.b64decode(packed.text or "")
            except binascii.Error as exc:
                raise ReadError(name, f"文件内部的 {path} 损坏；请打开并另存后再加入") from exc
