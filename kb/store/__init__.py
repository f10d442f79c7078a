"""The store and its door."""

from kb.store.protocol import (
    DocumentBundle,
    DocumentFilter,
    LedgerEntry,
    MeasureFilter,
    OutboxEntry,
    Override,
    Problem,
    SourceBundle,
    SourceRecord,
    Store,
)

__all__ = [
    "DocumentBundle",
    "DocumentFilter",
    "LedgerEntry",
    "MeasureFilter",
    "OutboxEntry",
    "Override",
    "Problem",
    "SourceBundle",
    "SourceRecord",
    "Store",
]
