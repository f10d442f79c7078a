"""The records that go into a store and come out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from kb.models import CleanText, Document, Measure, Passage

__all__ = [
    "ALL_DOCUMENTS",
    "ALL_MEASURES",
    "DocumentBundle",
    "DocumentFilter",
    "IndexBundle",
    "Indexable",
    "KnownFile",
    "LedgerEntry",
    "MeasureFacts",
    "MeasureFilter",
    "OutboxEntry",
    "Override",
    "Problem",
    "SourceBundle",
    "SourceRecord",
]


class LedgerEntry(NamedTuple):
    """One number of a document: the measure made of it, or the reason why it is none.

    `reason` is a code documented in docs/measures.md (date, document_number, ordinal, criterion …),
    "" where `measure_id` is set.
    """

    start: int
    end: int
    reason: str
    measure_id: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentBundle:
    """All derived from one document; the unit that the pipeline makes and the store keeps."""

    document: Document
    text: CleanText
    passages: tuple[Passage, ...]
    measures: tuple[Measure, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The heads of the columns of each table."""
        return tuple(table.columns for table in self.text.tables)


class MeasureFacts(NamedTuple):
    """What a search index needs of a measure; the value as exact text."""

    id: str
    document_id: str
    metric: str
    metric_id: str | None
    region: str | None
    region_code: str | None
    scope: str | None
    evidence: str
    canonical_value: str | None
    year: int | None
    status: str
    binding: str | None
    change: str
    sector: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class IndexBundle:
    """What a search index needs of a document; `columns` are the heads of each table's columns."""

    document: Document
    passages: tuple[Passage, ...]
    measures: tuple[MeasureFacts, ...]
    columns: tuple[tuple[str, ...], ...] = ()


Indexable = DocumentBundle | IndexBundle
"""What search engines take."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One file that was added. `path` is where it was found, `stored` the library's own copy."""

    id: str
    name: str
    path: str
    sha256: str
    size: int
    loader: str
    added_at: str
    stored: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The file a source id was given to, as it was last seen."""

    path: str
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceBundle:
    """One source file with its documents: what one transaction writes."""

    source: SourceRecord
    documents: tuple[DocumentBundle, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be added, or only in part."""

    source: str
    stage: str
    reason: str
    at: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A hand edit of one field of a document; kept in a table of its own, laid over what was read.

    `value` is JSON-able, None: "known to be empty". `batch` groups edits that are undone together.
    """

    document_id: str
    field: str
    value: object
    batch: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A source whose index entries are behind: written with the data, removed when indexed.

    `document_ids`: the documents that this write took away; the index drops them.
    """

    sequence: int
    source_id: str
    action: Literal["put", "remove"]
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents; an empty collection means no restriction. Values within a field are OR."""

    ids: Collection[str] = ()
    source_ids: Collection[str] = ()
    family_ids: Collection[str] = ()
    kinds: Collection[str] = ()
    region_codes: Collection[str] = ()  # a document matches if a path of its holds the code
    include_editions: bool = True  # False: one document per family of editions


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures; an empty collection means no restriction. Values within a field are OR."""

    ids: Collection[str] = ()
    document_ids: Collection[str] = ()
    metric_ids: Collection[str] = ()
    metrics: Collection[str] = ()  # surface names, exact
    region_codes: Collection[str] = ()  # the very region, not its descendants
    years: Collection[int] = ()
    statuses: Collection[str] = ()
    bindings: Collection[str] = ()
    changes: Collection[str] = ()
    include_editions: bool = False  # measures of other editions of a text are left out


ALL_DOCUMENTS = DocumentFilter()
ALL_MEASURES = MeasureFilter()
