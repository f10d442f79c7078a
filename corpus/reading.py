"""From the bytes of one file to clean documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from corpus.archives import MOST_UNPACKED, checked_zip
from corpus.cleaning.assemble import assemble
from corpus.cleaning.clean import clean
from corpus.files import FoundFile
from corpus.loaders.registry import HEAD, choose
from corpus.splitting.annexes import missing_annexes
from corpus.splitting.part import Part
from corpus.splitting.split import split
from kb.errors import ReadError
from kb.models import CleanText, Reading, ReadingNote, SourceFile

__all__ = ["ReadLimits", "read"]


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much of a file is read; what is larger is refused with a clear reason.

    `max_bytes`: of the file itself; `max_unpacked`: of all that a DOCX, XLSX or OFD file packs.
    """

    max_bytes: int = 200_000_000
    max_unpacked: int = MOST_UNPACKED


def read(found: FoundFile, *, limits: ReadLimits = ReadLimits()) -> Reading:
    """Load, clean and split one file; `ReadError` says why it cannot be read."""
    size = found.size()
    if size > limits.max_bytes:
        most = f"{limits.max_bytes // 1_000_000} MB"
        raise ReadError(
            found.name, f"文件过大（{size // 1_000_000} MB，上限 {most}），请拆分后再加入"
        )
    data = found.data()
    if not data:
        raise ReadError(found.name, "文件是空的（0 字节）")
    if data.startswith(b"PK\x03\x04"):
        checked_zip(data, found.name, most=limits.max_unpacked).close()
    loader = choose(data[:HEAD], found.name)
    if loader is None:
        raise ReadError(found.name, "不是可识别的文件格式，可能是二进制文件或已损坏")
    raw = loader.load(data, found.name)
    cleaned = clean(raw)
    parts, family = split(cleaned.units, raw, found.name)
    notes = [*raw.notes, *cleaned.notes, *missing_annexes(cleaned.units)]
    documents = [_document(part, notes, only=len(parts) == 1) for part in parts]
    documents = [document for document in documents if document.text]
    if not documents:
        raise ReadError(found.name, "文件中没有读到文字", stage="clean")
    source = SourceFile(
        found.name,
        hashlib.sha256(data).hexdigest(),
        len(data),
        loader.name,
        loader.version,
        raw.encoding,
    )
    return Reading(source, tuple(documents), family, tuple(notes))


def _document(part: Part, notes: list[ReadingNote], *, only: bool) -> CleanText:
    """One document with the notes that concern it."""
    pages = {unit.page for unit in part.units}
    mine = [n for n in notes if only or n.page is None or n.page in pages]
    return assemble(part.units, part=part.key, hints=part.hints, notes=mine)
