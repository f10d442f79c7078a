"""What the views work with: store, engine and query parser of one library, opened once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app

if TYPE_CHECKING:
    from indexer.search import ParsedQuery, SearchEngine
    from kb.library import Library
    from kb.settings import Settings
    from kb.store import Store

__all__ = ["EXTENSION", "Services", "open_services", "services"]

EXTENSION = "policykb"
T = TypeVar("T")


class Services:
    """Store, engine and parser of one library. Threads share it; `close` ends it."""

    def __init__(
        self,
        *,
        store: Store,
        engine: SearchEngine,
        parse: Callable[[str], ParsedQuery],
        library: Library | None = None,
    ) -> None:
        self.store, self.engine, self.parse, self.library = store, engine, parse, library
        self._memo: dict[Hashable, tuple[int, Any]] = {}
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Called before each request; a library in place of the old one is opened anew."""

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """`make()`, kept until the library changes."""
        version = self.store.version()
        kept = self._memo.get(key)
        if kept is not None and kept[0] == version:
            value: T = kept[1]
            return value
        value = make()
        with self._lock:
            self._memo[key] = (version, value)
        return value

    def original(self, stored: str) -> Path | None:
        """Where the library keeps an original file; None without a library folder."""
        return None if self.library is None else Path(stored)

    def close(self) -> None:
        """Close engine and store."""
        self.engine.close()
        self.store.close()


def open_services(settings: Settings) -> Services:
    """Open the library that `settings` names."""
    raise NotImplementedError(settings)


def services() -> Services:
    """The services of the running application."""
    found: Services = current_app.extensions[EXTENSION]
    return found
