"""The last answers to questions that are asked again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["Kept"]

T = TypeVar("T")


class Kept(Generic[T]):
    """At most `most` values by key, those used last. Threads share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: dict[Hashable, T] = {}  # the latest last

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value kept under a key, made where there is none; two threads may both make it."""
        with self._lock:
            kept = self._values.pop(key, None)
        value = make() if kept is None else kept
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]
        return value
