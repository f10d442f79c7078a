"""The original file of a document: what it is, and where the library keeps it."""

from __future__ import annotations

import codecs
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import url_for

from kb.errors import NotFoundError
from kb.models import Document
from webapp.services import Services

__all__ = ["Original", "OriginalFile", "find_original", "open_original"]

SHOWN_BY_BROWSERS = {"pdf": "application/pdf", "text": "text/plain", "markdown": "text/plain"}
SUFFIXES = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm"),
    "xlsx": (".xlsx", ".xlsm"),
    "ofd": (".ofd",),
}
"""How files of formats that programs tell by the name should end."""


@dataclass(frozen=True, slots=True)
class Original:
    """What the reader says about the original."""

    name: str
    url: str
    suffix: str
    has_pages: bool


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The kept copy, ready to be sent. `shown`: a browser may show it; else it is saved."""

    path: Path
    name: str
    media_type: str
    shown: bool


def _charset(encoding: str | None) -> str:
    """The name browsers know an encoding by."""
    name = codecs.lookup(encoding or "utf-8").name
    return {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}.get(name, name)


def _name(document: Document) -> str:
    """The file's own name, without folders and archive."""
    name = PurePosixPath(document.source.replace("\\", "/").rpartition("!")[2]).name
    return "".join(" " if each < " " or each == "\x7f" else each for each in name)  # for a header


def _right_name(document: Document) -> str:
    """The file's name with an ending its format is opened by: 规划.pdf that is a DOCX."""
    name, fitting = _name(document), SUFFIXES.get(document.loader, ())
    if fitting and PurePosixPath(name).suffix.lower() not in fitting:
        return name + fitting[0]
    return name


def find_original(document: Document, services: Services) -> Original | None:
    """None where the library keeps no copy of the original."""
    if services.original(document.source_id) is None:
        return None
    name = _right_name(document)
    url = url_for("documents.original", document_id=document.id)
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return Original(name, url, suffix, document.loader == "pdf")


def open_original(document_id: str, services: Services) -> OriginalFile:
    """The kept copy; `NotFoundError` where there is none."""
    document = services.store.document(document_id)
    path = services.original(document.source_id)
    if path is None:
        raise NotFoundError("原件", document.source)
    name = _right_name(document)
    shown = SHOWN_BY_BROWSERS.get(document.loader)
    if shown == "text/plain":
        shown += f"; charset={_charset(document.encoding)}"
    other = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return OriginalFile(path.absolute(), name, shown or other, shown is not None)
