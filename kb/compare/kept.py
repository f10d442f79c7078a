"""What is worked out from a library once and kept until it changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from kb.store import Store

__all__ = ["once_for_each_state"]

T = TypeVar("T")


def once_for_each_state(make: Callable[[Store], T]) -> Callable[[Store], T]:
    """Keep what `make` gives for a store as long as the store's version stays."""
    kept: WeakKeyDictionary[Store, tuple[int, T]] = WeakKeyDictionary()

    @wraps(make)
    def remembered(store: Store) -> T:
        version = store.version()
        found = kept.get(store)
        if found is None or found[0] != version:
            found = kept[store] = (version, make(store))
        return found[1]

    return remembered
