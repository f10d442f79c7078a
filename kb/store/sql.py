"""`Store` on SQLAlchemy Core."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, insert, select

from kb.errors import NotFoundError
from kb.models import CleanText, Document, Measure, Passage
from kb.store import filling, overlay, read, write
from kb.store import schema as t
from kb.store.audit import audit
from kb.store.codec import (
    EncodedSource,
    decode_body,
    decode_ledger,
    decode_passages,
    decode_text,
    encode,
)
from kb.store.connect import begin_writing, connect, lock_other
from kb.store.copying import copy_tables
from kb.store.errors_map import mapped_errors
from kb.store.migrations import LATEST, STEPS, held_version, upgrade
from kb.store.records import (
    ALL_DOCUMENTS,
    ALL_MEASURES,
    DocumentBundle,
    DocumentFilter,
    IndexBundle,
    KnownFile,
    LedgerEntry,
    MeasureFilter,
    OutboxEntry,
    Override,
    Problem,
    SourceBundle,
    SourceRecord,
)

__all__ = ["SqlStore"]

_CHUNK = 500
Read = TypeVar("Read")


class SqlStore:
    """The record of a library in a SQL database; opening it brings its tables up to date."""

    def __init__(self, url: str, *, busy_timeout_ms: int = 15_000) -> None:
        self.url = url
        self._engine: Engine = connect(url, busy_timeout_ms=busy_timeout_ms)
        with mapped_errors("打开数据库"):
            self._bring_up_to_date()

    def __repr__(self) -> str:
        return f"SqlStore({self._engine.url.render_as_string(hide_password=True)!r})"

    def _bring_up_to_date(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            held = held_version(connection)
        if held == LATEST:
            return
        if 0 < held < LATEST:
            self._save_before_upgrade(held)
        with self._writing() as connection:
            upgrade(connection, STEPS)

    def _save_before_upgrade(self, held: int) -> None:
        file = self._engine.url.database
        if self._engine.dialect.name == "sqlite" and file and file != ":memory:":
            saved = Path(f"{file}.v{held}.bak")
            saved.unlink(missing_ok=True)
            self.copy_to(f"sqlite:///{saved}")

    # --- transactions ------------------------------------------------------------------------

    @contextmanager
    def _writing(self, doing: str = "写入数据库") -> Iterator[Connection]:
        with mapped_errors(doing), self._engine.connect() as plain:
            connection = begin_writing(plain)
            with connection.begin():
                lock_other(connection)
                yield connection

    @contextmanager
    def _changing(self, doing: str = "写入数据库") -> Iterator[Connection]:
        """A writing transaction that changes what readers see."""
        with self._writing(doing) as connection:
            yield connection
            write.grow_version(connection)

    @contextmanager
    def _reading(self, doing: str = "读取数据库") -> Iterator[Connection]:
        with mapped_errors(doing), self._engine.connect() as connection, connection.begin():
            yield connection

    # --- writing -----------------------------------------------------------------------------

    def put_source(self, bundle: SourceBundle) -> None:
        """Write or replace one source and all it holds, in one transaction."""
        self.put_encoded(encode(bundle))

    def put_encoded(self, encoded: EncodedSource) -> None:
        """The same with rows made beforehand."""
        with self._changing(f"写入 {encoded.source.name} ") as connection:
            write.put_source(connection, encoded)

    def remove_source(self, source_id: str) -> None:
        """Remove a source; its id and the hand edits stay for a later re-add."""
        with self._changing() as connection:
            write.remove_source(connection, source_id)

    def set_families(self, families: Mapping[str, tuple[str, str]]) -> None:
        """Assign families; what is so already is left alone."""
        with self._writing() as connection:
            if write.set_families(connection, families):
                write.grow_version(connection)

    def put_problem(self, problem: Problem) -> None:
        """Record a problem; an older one of the same source and stage is replaced."""
        with self._changing() as connection:
            write.put_problem(connection, problem)

    def clear_problems(self, source: str) -> None:
        """Forget the problems of one source."""
        with self._changing() as connection:
            connection.execute(delete(t.problems).where(t.problems.c.source == source))

    def clear_all_problems(self) -> None:
        """Forget all problems."""
        with self._changing() as connection:
            connection.execute(delete(t.problems))

    def put_overrides(self, overrides: Sequence[Override]) -> None:
        """Lay hand edits over documents."""
        with self._changing() as connection:
            self._refresh(connection, overlay.put(connection, overrides))

    def undo_overrides(self, batch: str) -> int:
        """Take back one batch of edits; how many there were."""
        with self._changing() as connection:
            count, touched = overlay.undo(connection, batch)
            self._refresh(connection, touched)
            return count

    def _refresh(self, connection: Connection, document_ids: Sequence[str]) -> None:
        for source_id in overlay.refresh(connection, document_ids):
            write.enqueue(connection, source_id, "put")

    @contextmanager
    def filling(self) -> Iterator[None]:
        """While many sources are written: an empty store goes without some indexes meanwhile."""
        with self._writing() as connection:
            filling.complete(connection)
            filling.spare(connection)
        try:
            yield
        finally:
            self.complete()

    def complete(self) -> None:
        """Make the indexes that a stopped run has left out."""
        with self._writing() as connection:
            filling.complete(connection)

    # --- reading -----------------------------------------------------------------------------

    def source(self, source_id: str) -> SourceRecord:
        """One source."""
        with self._reading() as connection:
            row = connection.execute(
                select(t.sources).where(t.sources.c.id == source_id)
            ).one_or_none()
        if row is None:
            raise NotFoundError("来源", source_id)
        return read.source_of(row)

    def sources(self) -> Iterator[SourceRecord]:
        """All sources, oldest first."""
        last = -1
        while True:
            s = t.sources
            query = select(s).where(s.c.number > last).order_by(s.c.number).limit(_CHUNK)
            with self._reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            last = rows[-1].number
            yield from map(read.source_of, rows)

    def known_ids(self) -> dict[str, KnownFile]:
        """Every source id ever given."""
        h = t.history.c
        with self._reading() as connection:
            rows = connection.execute(select(h.id, h.path, h.sha256, h.name)).all()
        return {row.id: KnownFile(row.path, row.sha256, row.name) for row in rows}

    def document(self, document_id: str) -> Document:
        """One document as shown."""
        query = select(t.documents.c.shown).where(t.documents.c.id == document_id)
        with self._reading() as connection:
            shown = connection.scalar(query)
        if shown is None:
            raise NotFoundError("文件", document_id)
        return Document.model_validate_json(shown)

    def documents(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[Document]:
        """The wanted documents, in the order they were first added."""
        with self._reading() as connection:
            numbers = read.document_numbers(connection, wanted)
        for chunk in read.in_chunks(numbers, _CHUNK):
            with self._reading() as connection:
                found = read.documents_by_number(connection, chunk)
            yield from found

    def text(self, document_id: str) -> CleanText:
        """The clean text of a document, whole."""
        with self._reading() as connection:
            row = read.text_row(connection, document_id)
        return decode_text(row.body, row.layout, row.segments)

    def bodies(self, document_ids: Collection[str]) -> dict[str, str]:
        """The clean texts of many documents at once."""
        with self._reading() as connection:
            return read.bodies(connection, document_ids)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order."""
        with self._reading() as connection:
            row = read.text_row(connection, document_id)
        return list(decode_passages(document_id, decode_body(row.body), row.passages))

    def bundles(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[DocumentBundle]:
        """Documents with their passages and measures."""
        return self._each(read.bundle, wanted)

    def index_bundles(self, wanted: DocumentFilter = ALL_DOCUMENTS) -> Iterator[IndexBundle]:
        """Documents with what the search index needs."""
        return self._each(read.index_bundle, wanted)

    def _each(
        self, read_one: Callable[[Connection, int], Read | None], wanted: DocumentFilter
    ) -> Iterator[Read]:
        with self._reading() as connection:
            numbers = read.document_numbers(connection, wanted)
        for number in numbers:
            with self._reading() as connection:
                found = read_one(connection, number)
            if found is not None:
                yield found

    def measures(self, wanted: MeasureFilter = ALL_MEASURES) -> Iterator[Measure]:
        """The wanted measures, by document, then place in the text."""
        with self._reading() as connection:
            numbers = read.measure_numbers(connection, wanted)
        for chunk in read.in_chunks(numbers, _CHUNK):
            with self._reading() as connection:
                found = read.measures_by_number(connection, chunk)
            yield from found

    def measure_rows(self, wanted: MeasureFilter, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Chosen fields of the wanted measures, by document, then place in the text."""
        with self._reading() as connection:
            return read.measure_rows(connection, wanted, columns)

    def measure(self, measure_id: str) -> Measure:
        """One measure."""
        for measure in self.measures(MeasureFilter(ids=[measure_id], include_editions=True)):
            return measure
        raise NotFoundError("指标记录", measure_id)

    def ledger(self, document_id: str) -> list[LedgerEntry]:
        """What became of each number of a document."""
        with self._reading() as connection:
            return decode_ledger(read.text_row(connection, document_id).ledger)

    def problems(self) -> list[Problem]:
        """All problems, oldest first."""
        with self._reading() as connection:
            return read.problems(connection)

    def overrides(self, document_id: str | None = None) -> list[Override]:
        """The hand edits in force, oldest first."""
        o = t.overrides
        query = select(o).where(~o.c.lost).order_by(o.c.number)
        if document_id is not None:
            query = query.where(o.c.document_id == document_id)
        with self._reading() as connection:
            return [overlay.as_override(row) for row in connection.execute(query)]

    def lost_overrides(self) -> list[Override]:
        """Hand edits whose document was not found again."""
        o = t.overrides
        with self._reading() as connection:
            rows = connection.execute(select(o).where(o.c.lost).order_by(o.c.number))
            return [overlay.as_override(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How much the library holds."""
        with self._reading() as connection:
            return read.counts(connection)

    def audit(self) -> Iterator[tuple[str, str, str]]:
        """What the tables disagree on: texts changed by others, rows that belong to nothing."""
        with self._reading("检查数据库") as connection:
            yield from audit(connection)

    def version(self) -> int:
        """The number of committed writes."""
        with self._reading() as connection:
            value = connection.scalar(select(t.meta.c.value).where(t.meta.c.key == "version"))
        return int(value or 0)

    # --- the outbox --------------------------------------------------------------------------

    def outbox(self) -> list[OutboxEntry]:
        """What the search index has not followed yet."""
        with self._reading() as connection:
            return read.outbox(connection)

    def clear_outbox(self, sequences: Iterable[int]) -> None:
        """The index has followed these."""
        done = list(sequences)
        with self._writing() as connection:
            for chunk in read.in_chunks(done, _CHUNK):
                connection.execute(delete(t.outbox).where(t.outbox.c.sequence.in_(chunk)))

    # --- what users keep -----------------------------------------------------------------------

    def put_memo(self, kind: str, key: str, value: object) -> None:
        """Keep a JSON-able value; None removes it."""
        m = t.memos.c
        with self._writing() as connection:
            connection.execute(delete(t.memos).where(m.kind == kind, m.key == key))
            if value is not None:
                plain = json.dumps(value, ensure_ascii=False)
                at = datetime.now(UTC).isoformat()
                connection.execute(insert(t.memos).values(kind=kind, key=key, value=plain, at=at))

    def memo(self, kind: str, key: str) -> object:
        """The value kept, None if there is none."""
        m = t.memos.c
        with self._reading() as connection:
            plain = connection.scalar(select(m.value).where(m.kind == kind, m.key == key))
        return None if plain is None else json.loads(plain)

    def memos(self, kind: str) -> dict[str, object]:
        """All values of a kind, by key."""
        m = t.memos.c
        with self._reading() as connection:
            rows = connection.execute(select(m.key, m.value).where(m.kind == kind)).all()
        return {row.key: json.loads(row.value) for row in rows}

    # --- care --------------------------------------------------------------------------------

    def copy_to(self, url: str) -> None:
        """Copy one consistent state into an empty store."""
        target = connect(url)
        try:
            with mapped_errors("复制数据库"):
                copy_tables(self._engine, target)
        finally:
            target.dispose()

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()
