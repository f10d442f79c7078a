"""The store, the record of a library. `tests/contracts/test_stores.py` is its contract."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from kb.models import CleanText, Document, Measure, Passage
from kb.store.codec import EncodedSource
from kb.store.records import (
    ALL_DOCUMENTS,
    ALL_MEASURES,
    DocumentBundle,
    DocumentFilter,
    IndexBundle,
    KnownFile,
    LedgerEntry,
    MeasureFilter,
    OutboxEntry,
    Override,
    Problem,
    SourceBundle,
    SourceRecord,
)

__all__ = ["Store"]


class Store(Protocol):
    """SQL commits first; each write leaves an outbox entry that the search index follows."""

    # --- writing (one writer at a time) -------------------------------------------------
    def put_source(self, bundle: SourceBundle) -> None:
        """Write or replace one source and all it holds, in one transaction."""

    def put_encoded(self, encoded: EncodedSource) -> None:
        """The same with the rows made beforehand by `encode`, for instance in another process."""

    def remove_source(self, source_id: str) -> None:
        """Remove a source, its documents and measures. Overrides stay, for a later re-add."""

    def set_families(self, families: Mapping[str, tuple[str, str]]) -> None:
        """Assign `document_id -> (family_id, family_role)`, after editions were recognised."""

    def put_problem(self, problem: Problem) -> None:
        """Record a problem; an older one of the same source and stage is replaced."""

    def clear_problems(self, source: str) -> None:
        """Forget the problems of one source."""

    def clear_all_problems(self) -> None:
        """Forget all problems."""

    def put_overrides(self, overrides: Sequence[Override]) -> None:
        """Lay hand edits over documents; `UserError` for a field or value that cannot be."""

    def undo_overrides(self, batch: str) -> int:
        """Remove the edits of one batch, the ones before it show again; how many."""

    # --- reading -----------------------------------------------------------------------
    def filling(self) -> AbstractContextManager[None]:
        """While many sources are written: an empty store may go without indexes of readers."""

    def complete(self) -> None:
        """Make what a stopped run has left out of these; only where nobody else is writing."""

    def source(self, source_id: str) -> SourceRecord:
        """One source; `NotFoundError` if it is not held."""

    def sources(self) -> Iterator[SourceRecord]:
        """All sources, oldest first."""

    def known_ids(self) -> dict[str, KnownFile]:
        """Every source id ever given, also of removed sources, with the file it was given to."""

    def document(self, document_id: str) -> Document:
        """With overrides laid over; `NotFoundError` if it is not held."""

    def documents(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[Document]:
        """The wanted documents, in the order they were first added."""

    def text(self, document_id: str) -> CleanText:
        """The clean text, whole; `NotFoundError` if the document is not held."""

    def bodies(self, document_ids: Collection[str]) -> dict[str, str]:
        """The clean texts of many documents at once, by id; what is not held is left out."""

    def bundles(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[DocumentBundle]:
        """Documents with their passages and measures; texts without the map to the raw text and
        without the ledger."""

    def index_bundles(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[IndexBundle]:
        """Documents with what the search index needs, and no more: three times as fast."""

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order."""

    def measures(self, wanted: MeasureFilter = ALL_MEASURES) -> Iterator[Measure]:
        """Ordered by document, then place in the text."""

    def measure_rows(self, wanted: MeasureFilter, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Chosen fields of measures as plain tuples, in the same order: for wide comparisons.
        Decimals come as exact text, slots as JSON text."""

    def measure(self, measure_id: str) -> Measure:
        """One measure; `NotFoundError` if it is not held."""

    def ledger(self, document_id: str) -> list[LedgerEntry]:
        """What became of each number of a document."""

    def problems(self) -> list[Problem]:
        """All problems, oldest first."""

    def overrides(self, document_id: str | None = None) -> list[Override]:
        """The hand edits in force, oldest first."""

    def lost_overrides(self) -> list[Override]:
        """Hand edits whose document was not found again when its file was read anew."""

    def counts(self) -> dict[str, int]:
        """documents, sources, passages, measures, problems; editions counted once."""

    def audit(self) -> Iterator[tuple[str, str, str]]:
        """What the tables disagree on, as (check, id, detail): texts changed by others, rows that
        belong to nothing. A sound store gives none."""

    def version(self) -> int:
        """A number that grows with every committed write; names a state of the library."""

    # --- the outbox ----------------------------------------------------------------------
    def outbox(self) -> list[OutboxEntry]:
        """What the search index has not followed yet, oldest first."""

    def clear_outbox(self, sequences: Iterable[int]) -> None:
        """The index has followed these."""

    # --- what users keep on the server: baskets, saved queries -----------------------------
    def put_memo(self, kind: str, key: str, value: object) -> None:
        """Keep a JSON-able value; None removes it."""

    def memo(self, kind: str, key: str) -> object:
        """The value kept, None if there is none."""

    def memos(self, kind: str) -> dict[str, object]:
        """All values of a kind, by key."""

    # --- care ------------------------------------------------------------------------------
    def copy_to(self, url: str) -> None:
        """Copy one consistent state into an empty store, while readers and writers go on."""

    def close(self) -> None:
        """Give all connections back."""
