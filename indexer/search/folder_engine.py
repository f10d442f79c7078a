"""What engines with an index folder share: generations, the stamp, and following the writer."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from indexer.search.ast import Node
from indexer.search.generations import Generations
from indexer.search.protocol import (
    FACETS,
    MEASURE_FACETS,
    IndexStatus,
    MeasureHits,
    MeasureRequest,
    SearchPage,
    SearchRequest,
)
from indexer.search.shelf import ShelfReader
from indexer.search.similar import like, similar_node
from indexer.search.suggest import Suggestion, suggestions
from indexer.segment import stamp as segment_stamp
from kb.errors import EngineError
from kb.progress import Track, untracked
from kb.store import Indexable

__all__ = ["SHELF", "FolderEngine", "State"]

SHELF = "shelf.bin"
TRIES = 5  # a folder may be collected between reading CURRENT and opening it
FileState = tuple[int, int]


class Documents(Protocol):
    """One state of the documents index."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request."""

    def ids(self, node: Node) -> set[str]:
        """The ids of all matching documents."""

    def heads(self, node: Node, size: int) -> list[dict[str, Any]]:
        """The heads of the first matching documents."""

    def key_of(self, document_id: str) -> int | None:
        """Where a document is on the shelf."""


class Measures(Protocol):
    """One state of the measures index."""

    def search(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request."""


@dataclass(frozen=True, slots=True)
class State:
    """What searches work with: one state of one generation. `handles` keeps what is open."""

    folder: Path
    pointer: FileState
    seen: FileState
    shelf: ShelfReader
    documents: Documents
    measures: Measures
    handles: Any = None


class FolderEngine(ABC):
    """`SearchEngine` on an index folder; an adapter adds how to make, write and open an index."""

    name: str
    schema_version: str
    title: str
    """The library's name, for people."""
    foreign: tuple[type[Exception], ...]
    """What the library raises; nothing wider."""

    def __init__(self, folder: Path, *, links: TemporaryDirectory[str] | None = None) -> None:
        self.generations = Generations(folder)
        self._links = links  # the folder itself, where it stands for a read-only one
        self._lock = threading.Lock()
        self._state: State | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.generations.folder)!r})"

    # --- what an adapter adds ------------------------------------------------------------------
    @abstractmethod
    def make(self, folder: Path) -> None:
        """Make empty indexes in a fresh folder."""

    @abstractmethod
    def write(
        self,
        folder: Path,
        bundles: Iterable[Indexable],
        *,
        removed: Iterable[str],
        replace: bool,
    ) -> int:
        """Write documents; `replace`: documents of the same id may be there."""

    @abstractmethod
    def seen(self, folder: Path) -> FileState:
        """A value that changes with every commit."""

    @abstractmethod
    def open(self, folder: Path, pointer: FileState, old: State | None) -> State:
        """Open an index; `old` is the last state of the same folder, None if there is none."""

    @classmethod
    @contextmanager
    def mapped(cls, doing: str) -> Iterator[None]:
        """Turns what the library raises into `EngineError`, the cause chained."""
        try:
            yield
        except cls.foreign as exc:
            raise EngineError(f"检索引擎（{cls.title}）在{doing}时出错：{exc}") from exc

    # --- writing -------------------------------------------------------------------------------
    @property
    def stamp(self) -> dict[str, str]:
        """What this software would write: a different one on disk means a rebuild."""
        facets = " ".join([*FACETS, *MEASURE_FACETS])
        return {"schema": self.schema_version, "facets": facets, "segment": segment_stamp()}

    def status(self) -> IndexStatus:
        """Whether the index is there and was made by this software."""
        found = self.generations.stamp()
        if not found:
            return "missing"
        return "ready" if found == self.stamp else "stale"

    def rebuild(self, bundles: Iterable[Indexable], *, track: Track = untracked) -> int:
        """Build a new index beside the live one and swap it in."""
        with self.mapped("新建索引"):
            fresh = self.generations.begin()
            self.make(fresh)
        count = self.write(fresh, track(bundles), removed=(), replace=False)
        with self.mapped("换上新索引"):
            self.generations.publish(fresh, self.stamp)
        return count

    def update(self, bundles: Iterable[Indexable], *, removed: Iterable[str] = ()) -> None:
        """Replace or add documents, and drop those removed."""
        with self.mapped("更新索引"):
            self.generations.collect()
            current = self.generations.current()
        if current is None:
            self.rebuild(bundles)
        else:
            self.write(current, bundles, removed=removed, replace=True)

    # --- reading -------------------------------------------------------------------------------
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request over documents."""
        state = self.fresh()
        if state is None:
            return SearchPage((), 0, {facet: () for facet in request.facets})
        with self.mapped("检索"):
            return state.documents.search(request)

    def matching_ids(self, node: Node) -> set[str]:
        """The full match set."""
        state = self.fresh()
        with self.mapped("检索"):
            return state.documents.ids(node) if state else set()

    def search_measures(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request over measures."""
        state = self.fresh()
        if state is None:
            return MeasureHits((), 0, {facet: () for facet in request.facets})
        with self.mapped("检索指标"):
            return state.measures.search(request)

    def suggest(self, prefix: str, *, size: int = 10) -> list[Suggestion]:
        """Titles, metrics, places and document numbers that go on from what was typed."""
        state = self.fresh()
        with self.mapped("查找提示"):
            return suggestions(prefix, state.documents.heads if state else None, size=size)

    def similar(self, document_id: str, *, size: int = 5) -> list[str]:
        """Ids of documents like one document, best first."""
        state = self.fresh()
        with self.mapped("查找相似文件"):
            key = state.documents.key_of(document_id) if state else None
            if state is None or key is None:
                return []
            node = similar_node(state.shelf.record(key))
            if node is None:
                return []
            asked = SearchRequest(node, size=size + 1, facets=())
            return like(state.documents.search(asked).hits, document_id, size)

    def close(self) -> None:
        """Let go of files."""
        with self._lock:
            if self._state:
                self._state.shelf.close()
            self._state = None
            if self._links:
                self._links.cleanup()

    # --- following the writer --------------------------------------------------------------------
    def fresh(self) -> State | None:
        """The newest state; another process may have updated or swapped the index."""
        state, pointer = self._state, self.generations.pointer_state()
        current = state is not None and state.pointer == pointer
        if current and state is not None and state.seen == self.seen(state.folder):
            return state
        with self._lock:
            return self._reopen()

    def _reopen(self) -> State | None:
        for attempt in range(1, TRIES + 1):
            pointer = self.generations.pointer_state()
            folder = self.generations.current()
            if folder is None:
                self._state = None
                return None
            old = self._state if self._state and self._state.folder == folder else None
            try:
                with self.mapped("打开索引"):
                    self._state = self.open(folder, pointer, old)
            except EngineError:
                if attempt == TRIES:
                    raise
            else:
                return self._state
        return None
