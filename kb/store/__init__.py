"""The store and its door."""

from kb.store.opening import open_store
from kb.store.protocol import Store
from kb.store.records import (
    DocumentBundle,
    DocumentFilter,
    Indexable,
    IndexBundle,
    KnownFile,
    LedgerEntry,
    MeasureFacts,
    MeasureFilter,
    OutboxEntry,
    Override,
    Problem,
    SourceBundle,
    SourceRecord,
)

__all__ = [
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
    "Store",
    "open_store",
]
