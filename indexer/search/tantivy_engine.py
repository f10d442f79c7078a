"""The default engine: Tantivy indexes of documents and measures beside a shelf, in generations."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from indexer.search.ast import Node
from indexer.search.generations import Generations
from indexer.search.measure_record import measure_records
from indexer.search.protocol import (
    IndexStatus,
    MeasureHits,
    MeasureRequest,
    SearchPage,
    SearchRequest,
)
from indexer.search.record import make_record
from indexer.search.shelf import ShelfReader, ShelfWriter
from indexer.search.similar import similar_node
from indexer.search.suggest import Suggestion, suggestions
from indexer.search.tantivy_documents import TantivyDocuments
from indexer.search.tantivy_measures import TantivyMeasures
from indexer.search.tantivy_schema import (
    SCHEMA_VERSION,
    document_schema,
    measure_schema,
    tantivy_document,
    tantivy_measure,
)
from indexer.segment import stamp as segment_stamp
from kb.errors import EngineError
from kb.progress import Track, untracked
from kb.store import DocumentBundle

__all__ = ["FOREIGN_ERRORS", "TantivyEngine", "mapped_errors"]

DOCUMENTS, MEASURES, SHELF = "documents", "measures", "shelf.bin"
DOCUMENT_HEAP, MEASURE_HEAP = 160_000_000, 60_000_000  # bytes a writer may hold before a segment
FOREIGN_ERRORS = (ValueError, OSError, RuntimeError, OverflowError, TypeError)
"""What Tantivy's binding raises; nothing wider."""


@contextmanager
def mapped_errors(doing: str) -> Iterator[None]:
    """Tantivy's exceptions become `EngineError`, the cause chained."""
    try:
        yield
    except FOREIGN_ERRORS as exc:
        raise EngineError(f"检索引擎（Tantivy）在{doing}时出错：{exc}") from exc


@dataclass(frozen=True, slots=True)
class _State:
    """What searches work with: one state of one generation."""

    folder: Path
    pointer: tuple[int, int]
    seen: tuple[int, int]
    indexes: tuple[tantivy.Index, tantivy.Index]
    shelf: ShelfReader
    documents: TantivyDocuments
    measures: TantivyMeasures


class TantivyEngine:
    """`SearchEngine` on embedded Tantivy indexes in a folder."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._state: _State | None = None

    def __repr__(self) -> str:
        return f"TantivyEngine({str(self._generations.folder)!r})"

    # --- writing -----------------------------------------------------------------------------
    @property
    def stamp(self) -> dict[str, str]:
        """What this software would write: a different one on disk means a rebuild."""
        return {"schema": SCHEMA_VERSION, "segment": segment_stamp()}

    def status(self) -> IndexStatus:
        """Whether the index is there and was made by this software."""
        found = self._generations.stamp()
        if not found:
            return "missing"
        return "ready" if found == self.stamp else "stale"

    def rebuild(self, bundles: Iterable[DocumentBundle], *, track: Track = untracked) -> int:
        """Build a new index beside the live one and swap it in."""
        with mapped_errors("重建索引"):
            fresh = self._generations.begin()
            for name, schema in ((DOCUMENTS, document_schema()), (MEASURES, measure_schema())):
                (fresh / name).mkdir()
                tantivy.Index(schema, path=str(fresh / name))
        count = self._write(fresh, track(bundles), removed=(), replace=False)
        with mapped_errors("换上新索引"):
            self._generations.publish(fresh, self.stamp)
        return count

    def update(self, bundles: Iterable[DocumentBundle], *, removed: Iterable[str] = ()) -> None:
        """Replace or add documents, and drop those removed."""
        with mapped_errors("更新索引"):
            self._generations.collect()
            current = self._generations.current()
        if current is None:
            self.rebuild(bundles)
            return
        self._write(current, bundles, removed=removed, replace=True)

    def _write(
        self,
        folder: Path,
        bundles: Iterable[DocumentBundle],
        *,
        removed: Iterable[str],
        replace: bool,
    ) -> int:
        shelf, count = ShelfWriter(folder / SHELF), 0
        with mapped_errors("打开索引"):
            documents = tantivy.Index.open(str(folder / DOCUMENTS)).writer(DOCUMENT_HEAP, 2)
            measures = tantivy.Index.open(str(folder / MEASURES)).writer(MEASURE_HEAP, 1)
        try:
            for document_id in removed:
                _drop(documents, measures, document_id)
            for bundle in bundles:  # a failing source keeps its own exception
                with mapped_errors(f"写入文件 {bundle.document.id}"):
                    if replace:
                        _drop(documents, measures, bundle.document.id)
                    record = make_record(bundle)
                    documents.add_document(tantivy_document(record, shelf.add(record)))
                    for measure in measure_records(bundle):
                        measures.add_document(tantivy_measure(measure))
                count += 1
            with mapped_errors("提交索引"):
                shelf.flush()
                measures.commit()
                documents.commit()
        finally:
            shelf.close()
            with mapped_errors("关闭索引"):
                for writer in (measures, documents):
                    writer.garbage_collect_files()
                    writer.wait_merging_threads()
        return count

    # --- reading -----------------------------------------------------------------------------
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request over documents."""
        state = self._fresh()
        if state is None:
            return SearchPage((), 0, {facet: () for facet in request.facets})
        with mapped_errors("检索"):
            return state.documents.search(request)

    def matching_ids(self, node: Node) -> set[str]:
        """The full match set."""
        state = self._fresh()
        with mapped_errors("检索"):
            return state.documents.ids(node) if state else set()

    def search_measures(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request over measures."""
        state = self._fresh()
        if state is None:
            return MeasureHits((), 0, {facet: () for facet in request.facets})
        with mapped_errors("检索指标"):
            return state.measures.search(request)

    def suggest(self, prefix: str, *, size: int = 10) -> list[Suggestion]:
        """Titles, metrics, places and document numbers that go on from what was typed."""
        state = self._fresh()
        with mapped_errors("查找提示"):
            return suggestions(prefix, state.documents.heads if state else None, size=size)

    def similar(self, document_id: str, *, size: int = 5) -> list[str]:
        """Ids of documents like one document, best first."""
        state = self._fresh()
        with mapped_errors("查找相似文件"):
            key = state.documents.key_of(document_id) if state else None
            if state is None or key is None:
                return []
            node = similar_node(state.shelf.record(key))
            return state.documents.similar(node, document_id, size) if node else []

    def close(self) -> None:
        """Let go of files."""
        with self._lock:
            if self._state:
                self._state.shelf.close()
            self._state = None

    # --- following the writer ------------------------------------------------------------------
    def _fresh(self) -> _State | None:
        """The newest state; another process may have updated or swapped the index."""
        state = self._state
        pointer = self._generations.pointer_state()
        if state is not None and state.pointer == pointer and state.seen == _seen(state.folder):
            return state
        with self._lock, mapped_errors("打开索引"):
            return self._reopen(pointer)

    def _reopen(self, pointer: tuple[int, int]) -> _State | None:
        for attempt in range(5):  # a folder may be collected between the two looks
            folder = self._generations.current()
            if folder is None:
                self._state = None
                return None
            try:
                self._state = self._open(folder, pointer)
            except FOREIGN_ERRORS:
                if attempt == 4:
                    raise
                pointer = self._generations.pointer_state()
            else:
                return self._state
        return None

    def _open(self, folder: Path, pointer: tuple[int, int]) -> _State:
        old, seen = self._state, _seen(folder)
        if old is not None and old.folder == folder:
            indexes, shelf = old.indexes, old.shelf
        else:
            indexes = (
                tantivy.Index.open(str(folder / DOCUMENTS)),
                tantivy.Index.open(str(folder / MEASURES)),
            )
            shelf = ShelfReader(folder / SHELF)
        for index in indexes:
            index.reload()
        documents = TantivyDocuments(indexes[0], shelf)
        return _State(folder, pointer, seen, indexes, shelf, documents, TantivyMeasures(indexes[1]))


def _drop(documents: tantivy.IndexWriter, measures: tantivy.IndexWriter, document_id: str) -> None:
    documents.delete_documents_by_term("id", document_id)
    measures.delete_documents_by_term("document", document_id)


def _seen(folder: Path) -> tuple[int, int]:
    """Changes with every commit; documents are committed last."""
    try:
        state = (folder / DOCUMENTS / "meta.json").stat()
    except FileNotFoundError:
        return (0, 0)
    return state.st_mtime_ns, state.st_size
