"""The default engine: Tantivy indexes of documents and measures beside a shelf."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from indexer.search.folder_engine import SHELF, FolderEngine, State
from indexer.search.measure_record import measure_records
from indexer.search.record import make_record
from indexer.search.shelf import ShelfReader, ShelfWriter
from indexer.search.tantivy_documents import TantivyDocuments
from indexer.search.tantivy_measures import TantivyMeasures
from indexer.search.tantivy_schema import (
    SCHEMA_VERSION,
    document_schema,
    measure_schema,
    tantivy_document,
    tantivy_measure,
)
from kb.store import Indexable

__all__ = ["TantivyEngine"]

DOCUMENTS, MEASURES = "documents", "measures"
MERGED = 8  # segments that Tantivy makes one of
DOCUMENT_HEAP, MEASURE_HEAP = 60_000_000, 100_000_000  # bytes a writer may hold before a segment


class TantivyEngine(FolderEngine):
    """`SearchEngine` on embedded Tantivy indexes in a folder."""

    name = "tantivy"
    schema_version = SCHEMA_VERSION
    title = "Tantivy"
    foreign = (ValueError, OSError, RuntimeError, OverflowError, TypeError)

    def make(self, folder: Path) -> None:
        """Make empty indexes."""
        for name, schema in ((DOCUMENTS, document_schema()), (MEASURES, measure_schema())):
            (folder / name).mkdir()
            tantivy.Index(schema, path=str(folder / name))

    def write(
        self,
        folder: Path,
        bundles: Iterable[Indexable],
        *,
        removed: Iterable[str],
        replace: bool,
    ) -> int:
        """Write documents and their measures; visible when documents are committed, last."""
        shelf, count = ShelfWriter(folder / SHELF), 0
        late: deque[tantivy.Document] = deque()  # of a new index, see `_join`
        with self.mapped("打开索引"):
            documents = tantivy.Index.open(str(folder / DOCUMENTS)).writer(DOCUMENT_HEAP, 1)
            measures = tantivy.Index.open(str(folder / MEASURES)).writer(MEASURE_HEAP, 1)
        try:
            for document_id in removed:
                _drop(documents, measures, document_id)
            for bundle in bundles:  # a failing source keeps its own exception
                with self.mapped(f"写入文件 {bundle.document.id}"):
                    if replace:
                        _drop(documents, measures, bundle.document.id)
                    record = make_record(bundle)
                    late.append(tantivy_document(record, shelf.add(record)))
                    while len(late) >= (1 if replace else MERGED):
                        documents.add_document(late.popleft())
                    for measure in measure_records(bundle):
                        measures.add_document(tantivy_measure(measure))
                count += 1
            with self.mapped("提交索引"):
                shelf.flush()
                measures.commit()
                documents.commit()
        finally:
            shelf.close()
            with self.mapped("关闭索引"):
                for writer in (measures, documents):
                    writer.garbage_collect_files()
                    writer.wait_merging_threads()
        with self.mapped("合并索引"):
            _join(folder / DOCUMENTS, late)
        return count

    def seen(self, folder: Path) -> tuple[int, int]:
        """Changes with every commit; documents are committed last."""
        try:
            state = os.stat(os.path.join(folder, DOCUMENTS, "meta.json"))  # for every search
        except FileNotFoundError:
            return (0, 0)
        return state.st_mtime_ns, state.st_ino

    def open(self, folder: Path, pointer: tuple[int, int], old: State | None) -> State:
        """Open the indexes, or look at them anew where they are open."""
        seen = self.seen(folder)
        if old is not None:
            indexes, shelf = old.handles, old.shelf
        else:
            indexes = tuple(
                tantivy.Index.open(str(folder / name)) for name in (DOCUMENTS, MEASURES)
            )
            shelf = ShelfReader(folder / SHELF)
        for index in indexes:
            index.reload()
        words_held = self.status() == "ready"  # a stale index has another dictionary
        documents = TantivyDocuments(indexes[0], shelf, words_held=words_held)
        measures = TantivyMeasures(indexes[1])
        return State(folder, pointer, seen, shelf, documents, measures, indexes)


def _drop(documents: tantivy.IndexWriter, measures: tantivy.IndexWriter, document_id: str) -> None:
    documents.delete_documents_by_term("id", document_id)
    measures.delete_documents_by_term("document", document_id)


def _join(folder: Path, late: Sequence[tantivy.Document]) -> None:
    """Add the last documents of a new index so that one segment comes out: every segment costs a
    search a tenth of a millisecond. Tantivy merges eight segments and cannot be told to merge
    fewer, so as many documents as are wanting to eight become segments of their own."""
    if not late:
        return
    index = tantivy.Index.open(str(folder))
    segments = index.searcher().num_segments
    alone = max(0, MERGED - 1 - segments) if segments else 0
    writer = index.writer(DOCUMENT_HEAP, 1)
    for number, document in enumerate(late, 1):
        writer.add_document(document)
        if number <= alone or number == len(late):
            writer.commit()
    writer.wait_merging_threads()
