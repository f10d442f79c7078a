"""What the views work with: store, engine and query parser of one library, opened once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Hashable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from flask import current_app

from indexer.search import open_engine, parse_query, read_dictionaries
from kb import vocab
from kb.errors import LibraryError
from kb.library import Library
from kb.store import DocumentFilter
from kb.vocab import metrics, regions
from webapp.leases import Leases

if TYPE_CHECKING:
    from indexer.search import ParsedQuery, SearchEngine
    from kb.models import Document
    from kb.settings import Settings
    from kb.store import Store

__all__ = [
    "EXTENSION",
    "LibraryServices",
    "Services",
    "open_services",
    "read_vocabularies",
    "services",
]

EXTENSION = "policykb"
DOCUMENTS_KEPT = 300  # some 5 kB each
T = TypeVar("T")


class Parse(Protocol):
    """The query parser; `expand` switches synonyms on."""

    def __call__(self, text: str, *, expand: bool = True) -> ParsedQuery: ...


class Services:
    """Store, engine and parser of one library. Threads share it; `close` ends it."""

    def __init__(self, *, store: Store, engine: SearchEngine, parse: Parse = parse_query) -> None:
        self.store, self.engine, self.parse = store, engine, parse
        self._memo: dict[Hashable, tuple[int, Any]] = {}
        self._shown: tuple[int, dict[str, Document]] = (-1, {})  # version, documents shown last
        self._lock = threading.Lock()
        self._leases = Leases()

    def refresh(self) -> None:
        """See whether the library was replaced."""

    def begin(self) -> int:
        """A request begins; `end` takes the number."""
        self.refresh()
        return self._leases.enter()

    def end(self, lease: int) -> None:
        """A request has ended: what only it still used is closed."""
        self._leases.leave(lease)

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

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """These documents by id, those that the store holds; the last ones shown are kept."""
        version = self.store.version()
        kept = self._shown
        if kept[0] != version or len(kept[1]) > DOCUMENTS_KEPT:
            kept = self._shown = (version, {})
        missing = [document_id for document_id in ids if document_id not in kept[1]]
        if missing:
            read = {d.id: d for d in self.store.documents(DocumentFilter(ids=missing))}
            kept[1].update(read)
        held = kept[1]
        return {document_id: held[document_id] for document_id in ids if document_id in held}

    @property
    def folder(self) -> Path:
        """Where readers' own files (baskets) are kept."""
        raise LibraryError("没有库文件夹，无处保存。")

    def original(self, source_id: str) -> Path | None:
        """The library's copy of a source file; None where it keeps none."""
        return None

    def close(self) -> None:
        """Close engine and store."""
        self.engine.close()
        self.store.close()


class LibraryServices(Services):
    """The services of a library folder. A library put in place of the old one is opened anew."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library.open(settings.library, settings)
        if vocab.configured_folder() != self.library.vocab:
            vocab.configure(self.library.vocab)
        super().__init__(store=self.library.store, engine=self._open_engine())
        self._identity = self._identify()

    def _open_engine(self) -> SearchEngine:
        return open_engine(self.settings.engine, self.library.index_folder)

    def _identify(self) -> tuple[int, int] | None:
        """What tells one record file from another put in its place; None for a database server."""
        if not self.library.store_url.startswith("sqlite"):
            return None
        try:
            facts = os.stat(self.library.sqlite_file)
        except FileNotFoundError:  # between the two steps of a restore
            return self._identity
        return facts.st_dev, facts.st_ino

    def refresh(self) -> None:
        """Reopen when a backup was restored over the library we hold."""
        if self._identify() == self._identity:
            return
        with self._lock:
            if self._identify() == self._identity:
                return
            library, engine = self.library, self.engine
            self.library = Library.open(self.settings.library, self.settings)
            self.store, self.engine = self.library.store, self._open_engine()
            self._leases.retire(partial(_close, engine, library))
            self._memo.clear()
            self._shown = (-1, {})
            self._identity = self._identify()

    @property
    def folder(self) -> Path:
        """The library folder."""
        return self.library.folder

    def original(self, source_id: str) -> Path | None:
        """The library's copy of a source file; None where it keeps none."""
        return self.library.original(self.store.source(source_id))


def _close(engine: SearchEngine, library: Library) -> None:
    engine.close()
    library.close()


def open_services(settings: Settings) -> Services:
    """Open the library that `settings` names, with the vocabularies read beforehand."""
    opened = LibraryServices(settings)
    _read_vocabularies()
    opened.engine.suggest("森林", size=1)
    return opened


def read_vocabularies(settings: Settings) -> None:
    """Read those of a library, before processes that share them begin."""
    library = Library.open(settings.library, settings)
    vocab.configure(library.vocab)
    library.close()
    _read_vocabularies()


def _read_vocabularies() -> None:
    """They take some 0.7 s to read, which the first visitor would otherwise wait for."""
    read_dictionaries()
    metrics.all_metrics()
    regions.all_regions()


def services() -> Services:
    """The services of the running application."""
    found: Services = current_app.extensions[EXTENSION]
    return found
