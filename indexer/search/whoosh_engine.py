"""The engine of the base install: Whoosh, pure Python, on the same shelf and the same sets."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from whoosh import index as whoosh_index
from whoosh.fields import FieldConfigurationError, UnknownFieldError
from whoosh.reading import ReaderClosed, TermNotFound
from whoosh.writing import IndexingError

from indexer.search.folder_engine import SHELF, FolderEngine, State
from indexer.search.measure_record import MeasureRecord, measure_records
from indexer.search.measures_held import HeldMeasures
from indexer.search.record import make_record
from indexer.search.shelf import ShelfReader, ShelfWriter
from indexer.search.whoosh_documents import WhooshDocuments
from indexer.search.whoosh_schema import SCHEMA_VERSION, schema, whoosh_fields
from kb.store import Indexable

__all__ = ["WhooshEngine"]

DOCUMENTS, MEASURES = "documents", "measures.jsonl"
WRITER_MB = 128  # what a writer may hold before it spools to disk


class WhooshEngine(FolderEngine):
    """`SearchEngine` on a Whoosh index in a folder."""

    name = "whoosh"
    schema_version = SCHEMA_VERSION
    title = "Whoosh"
    foreign = (
        whoosh_index.IndexError,
        whoosh_index.LockError,
        whoosh_index.IndexVersionError,
        UnknownFieldError,
        FieldConfigurationError,
        IndexingError,
        ReaderClosed,
        TermNotFound,
        OSError,
        ValueError,
        struct.error,
    )

    def make(self, folder: Path) -> None:
        """Make an empty index."""
        (folder / DOCUMENTS).mkdir()
        whoosh_index.create_in(str(folder / DOCUMENTS), schema())
        (folder / MEASURES).touch()

    def write(
        self,
        folder: Path,
        bundles: Iterable[Indexable],
        *,
        removed: Iterable[str],
        replace: bool,
    ) -> int:
        """Write documents and their measures; visible when Whoosh commits, last."""
        shelf, count = ShelfWriter(folder / SHELF), 0
        with self.mapped("打开索引"):
            opened = whoosh_index.open_dir(str(folder / DOCUMENTS))
            writer = opened.writer(limitmb=WRITER_MB, timeout=5.0)
        try:
            _mend(folder / MEASURES)
            with (folder / MEASURES).open("a", encoding="utf-8") as measures:
                for document_id in removed:
                    writer.delete_by_term("id", document_id)
                    _note(measures, document_id, [])
                for bundle in bundles:  # a failing source keeps its own exception
                    with self.mapped(f"写入文件 {bundle.document.id}"):
                        if replace:
                            writer.delete_by_term("id", bundle.document.id)
                        record = make_record(bundle)
                        writer.add_document(**whoosh_fields(record, shelf.add(record)))
                        _note(measures, record.id, list(measure_records(bundle)))
                    count += 1
            with self.mapped("提交索引"):
                shelf.flush()
                writer.commit()
        except BaseException:
            writer.cancel()
            raise
        finally:
            shelf.close()
        return count

    def seen(self, folder: Path) -> tuple[int, int]:
        """The generation of Whoosh's own table of contents."""
        try:
            names = [path.name for path in (folder / DOCUMENTS).glob("_MAIN_*.toc")]
        except FileNotFoundError:
            return (0, 0)
        return max((int(name.split("_")[2][:-4]) for name in names), default=0), len(names)

    def open(self, folder: Path, pointer: tuple[int, int], old: State | None) -> State:
        """Open the index."""
        seen = self.seen(folder)
        opened = whoosh_index.open_dir(str(folder / DOCUMENTS))
        shelf = old.shelf if old is not None else ShelfReader(folder / SHELF)
        documents = WhooshDocuments(opened, shelf)
        return State(folder, pointer, seen, shelf, documents, _read_measures(folder / MEASURES))


def _note(file: TextIO, document_id: str, measures: list[MeasureRecord]) -> None:
    line = {"document": document_id, "measures": [asdict(measure) for measure in measures]}
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _mend(path: Path) -> None:
    """Take away a line that a crash cut off, so that the next one starts on its own."""
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        path.write_bytes(data[: data.rfind(b"\n") + 1])


def _read_measures(path: Path) -> HeldMeasures:
    """The last line of a document holds; a line cut off by a crash is of no commit."""
    table = HeldMeasures()
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not line.endswith("\n"):
                break
            found = json.loads(line)
            table.by_document[found["document"]] = [
                MeasureRecord(**{**m, "facets": {f: tuple(v) for f, v in m["facets"].items()}})
                for m in found["measures"]
            ]
    return table
