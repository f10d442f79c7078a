"""What was removed last, held with its files until the next removal, so that it can come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from kb.store import SourceRecord, Store

__all__ = ["forget", "held", "hold"]

_KIND, _KEY = "removed", "last"


def hold(store: Store, sources: Iterable[SourceRecord]) -> None:
    """Hold these instead of those that were removed before."""
    store.put_memo(_KIND, _KEY, [asdict(source) for source in sources])


def held(store: Store) -> list[SourceRecord]:
    """The sources that can come back."""
    kept = store.memo(_KIND, _KEY)
    return [SourceRecord(**source) for source in kept] if isinstance(kept, list) else []


def forget(store: Store) -> None:
    """Hold nothing."""
    store.put_memo(_KIND, _KEY, None)
