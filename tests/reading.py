"""A real file on its way to documents and measures, as the pipeline takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import FoundFile, read
from indexer.measures import extract
from indexer.metadata import describe
from indexer.structure import make_passages
from kb.ids import digest
from kb.models import CleanText, Document, Measure
from kb.models.text import Reading
from kb.store.records import SourceRecord

__all__ = ["measures", "read_path", "source_of", "with_texts"]


def read_path(path: Path, name: str = "") -> Reading:
    """The reading of one file, perhaps under another name."""
    return read(FoundFile(path=path, member=None, name=name or path.name))


def source_of(reading: Reading) -> SourceRecord:
    """The record of the file that was read."""
    file = reading.source
    return SourceRecord(
        digest(file.name),
        file.name,
        file.name,
        file.sha256,
        file.size,
        file.loader,
        "2026-01-01T00:00:00Z",
    )


def with_texts(reading: Reading) -> Iterator[tuple[Document, CleanText]]:
    """Each document of the file with its text."""
    yield from zip(describe(reading, source_of(reading)), reading.documents, strict=True)


def measures(reading: Reading) -> Iterator[tuple[int, Measure]]:
    """All measures of the file, each with the number of the document it stands in."""
    for part, (document, text) in enumerate(with_texts(reading)):
        for measure in extract(document, text, make_passages(document.id, text)).measures:
            yield part, measure
