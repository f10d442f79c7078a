"""From the bytes of one file to clean documents."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.archives import MOST_UNPACKED, checked_zip
from corpus.cleaning.assemble import assemble
from corpus.cleaning.clean import clean
from corpus.cleaning.draft import PlacedNote
from corpus.files import FoundFile
from corpus.loaders.registry import HEAD, choose
from corpus.splitting.annexes import missing_annexes
from corpus.splitting.part import Part
from corpus.splitting.split import split
from kb.errors import ReadError
from kb.models import Reading, ReadingNote, SourceFile

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
    placed = [*cleaned.notes, *missing_annexes(cleaned.units)]
    documents = [
        assemble(part.units, part=part.key, hints=part.hints, notes=notes)
        for part, notes in zip(parts, _shared_out(parts, raw.notes, placed), strict=True)
    ]
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
    notes = (*raw.notes, *(note for _, note in placed))
    return Reading(source, tuple(documents), family, notes)


def _shared_out(
    parts: Sequence[Part], notes: Sequence[ReadingNote], placed: Sequence[PlacedNote]
) -> list[list[ReadingNote]]:
    """The notes that concern each document: on its pages, at its place, or on the whole file."""
    if len(parts) == 1:
        return [[*notes, *(note for _, note in placed)]]
    pages = [{unit.page for unit in part.units} for part in parts]
    shares = [[n for n in notes if n.page is None or n.page in own] for own in pages]
    starts = sorted((unit.raw_start, i) for i, part in enumerate(parts) for unit in part.units)
    for at, note in placed:
        before = bisect_right(starts, (at, len(parts))) - 1
        shares[starts[max(before, 0)][1]].append(note)
    return shares
