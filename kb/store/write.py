"""The writing half of the SQL store: statements on an open transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    String,
    Table,
    cast,
    delete,
    insert,
    select,
    update,
)

from kb.errors import NotFoundError
from kb.models import Document
from kb.store import overlay
from kb.store import schema as t
from kb.store.codec import TEXT_COLUMNS, EncodedDocument, EncodedSource, region_codes
from kb.store.digest import digest
from kb.store.edits import laid_over
from kb.store.measure_rows import COLUMNS
from kb.store.records import Problem, SourceRecord

__all__ = ["enqueue", "grow_version", "put_problem", "put_source", "remove_source", "set_families"]

_CHUNK = 500


def grow_version(connection: Connection) -> None:
    """Count one more committed write."""
    m = t.meta.c
    more = cast(cast(m.value, Integer) + 1, String)
    if not connection.execute(update(t.meta).where(m.key == "version").values(value=more)).rowcount:
        connection.execute(insert(t.meta).values(key="version", value="1"))


def enqueue(
    connection: Connection, source_id: str, action: str, removed: Iterable[str] = ()
) -> None:
    """Leave word for the search index; older words about the same source are taken up in it."""
    o = t.outbox.c
    gone = set(removed)
    waiting = connection.scalars(select(o.document_ids).where(o.source_id == source_id)).all()
    if waiting:
        for ids in waiting:
            gone.update(json.loads(ids))
        connection.execute(delete(t.outbox).where(o.source_id == source_id))
    word = {"source_id": source_id, "action": action, "document_ids": json.dumps(sorted(gone))}
    connection.execute(insert(t.outbox), word)


def put_source(connection: Connection, encoded: EncodedSource) -> None:
    """Replace a source and all it holds; one never seen before needs the fewest statements."""
    source_id = encoded.source.id
    numbers: dict[str, int] = {}
    edits: dict[str, dict[str, Any]] = {}
    is_known = connection.scalar(select(t.history.c.id).where(t.history.c.id == source_id))
    if is_known:
        d = t.documents.c
        query = select(d.id, d.number).where(d.source_id == source_id)
        numbers = {row.id: row.number for row in connection.execute(query)}
        _delete_documents(connection, source_id, list(numbers))
        overlay.reanchor(connection, source_id, encoded.documents)
        edits = overlay.edits_of(connection, [document.id for document in encoded.documents])
        connection.execute(delete(t.history).where(t.history.c.id == source_id))
    _write_source(connection, encoded.source, is_known=bool(is_known))
    for document in encoded.documents:
        _insert_document(connection, source_id, document, numbers, edits.get(document.id, {}))
    kept = {document.id for document in encoded.documents}
    enqueue(connection, source_id, "put", set(numbers) - kept)


def remove_source(connection: Connection, source_id: str) -> None:
    """Remove a source; its id stays known."""
    d = t.documents.c
    ids = list(connection.scalars(select(d.id).where(d.source_id == source_id)))
    _delete_documents(connection, source_id, ids)
    if not connection.execute(delete(t.sources).where(t.sources.c.id == source_id)).rowcount:
        raise NotFoundError("来源", source_id)
    enqueue(connection, source_id, "remove", ids)


def _delete_documents(connection: Connection, source_id: str, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        connection.execute(delete(t.measures).where(t.measures.c.document_id.in_(chunk)))
    connection.execute(delete(t.documents).where(t.documents.c.source_id == source_id))


def _write_source(connection: Connection, source: SourceRecord, *, is_known: bool) -> None:
    values = {
        "id": source.id,
        "name": source.name,
        "path": source.path,
        "sha256": source.sha256,
        "size": source.size,
        "loader": source.loader,
        "added_at": source.added_at,
        "stored": source.stored,
        "versions": json.dumps(dict(source.versions), ensure_ascii=False, sort_keys=True),
    }
    s = t.sources
    held = is_known and connection.execute(update(s).where(s.c.id == source.id).values(values))
    if not held or not held.rowcount:
        connection.execute(insert(s), values)
    seen = {key: values[key] for key in ("id", "path", "sha256", "name")}
    connection.execute(insert(t.history), seen)


def _insert_document(
    connection: Connection,
    source_id: str,
    document: EncodedDocument,
    numbers: Mapping[str, int],
    edits: Mapping[str, Any],
) -> None:
    kind, codes, shown = document.kind, document.region_codes, document.read
    if edits:
        mended = laid_over(Document.model_validate_json(document.read), edits)
        kind, codes = mended.kind, tuple(sorted(region_codes(mended)))
        shown = mended.model_dump_json()
    row = {
        "id": document.id,
        "source_id": source_id,
        "kind": kind,
        "family_id": document.family_id,
        "family_role": document.family_role,
        "length": document.length,
        "passages": document.passages,
        "measures": len(document.measures),
        "fingerprint": document.fingerprint,
        "title": document.title,
        "read": document.read,
        "shown": shown,
    }
    if document.id in numbers:  # a document read anew keeps its place in lists
        row["number"] = numbers[document.id]
    number = connection.execute(insert(t.documents), row).inserted_primary_key[0]  # type: ignore[index]  # one row, one key
    if codes:
        rows = [{"document": number, "code": code} for code in codes]
        connection.execute(insert(t.regions), rows)
    texts = dict(zip(TEXT_COLUMNS, document.texts, strict=True))
    row = {"document": number, "digest": digest(document.texts), **texts}
    connection.execute(insert(t.texts), row)
    _insert_many(connection, t.measures, COLUMNS, document.measures)


def _insert_many(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert plain tuples; past SQLAlchemy's binding where the driver takes positions."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
        connection.exec_driver_sql(statement, list(rows))
    else:
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        connection.execute(insert(table), values)


def set_families(connection: Connection, families: Mapping[str, tuple[str, str]]) -> bool:
    """Assign families where they differ from what is held; whether any did."""
    d = t.documents.c
    changed: dict[str, None] = {}
    ids = list(families)
    for start in range(0, len(ids), _CHUNK):
        query = select(
            d.number, d.id, d.source_id, d.family_id, d.family_role, d.read, d.shown
        ).where(d.id.in_(ids[start : start + _CHUNK]))
        for row in connection.execute(query).all():
            family_id, role = families[row.id]
            if (row.family_id, row.family_role) != (family_id, role):
                values = {"family_id": family_id, "family_role": role}
                changed[row.source_id] = None
                texts = {name: _with(getattr(row, name), values) for name in ("read", "shown")}
                connection.execute(
                    update(t.documents).where(d.number == row.number).values(**values, **texts)
                )
    for source_id in changed:
        enqueue(connection, source_id, "put")
    return bool(changed)


def _with(document_json: str, values: Mapping[str, str]) -> str:
    document = Document.model_validate_json(document_json)
    return Document.model_validate({**document.model_dump(), **values}).model_dump_json()


def put_problem(connection: Connection, problem: Problem) -> None:
    """Record a problem in place of an older one of the same source and stage."""
    p = t.problems.c
    connection.execute(
        delete(t.problems).where(p.source == problem.source, p.stage == problem.stage)
    )
    connection.execute(
        insert(t.problems).values(
            source=problem.source,
            stage=problem.stage,
            reason=problem.reason,
            at=problem.at,
            sha256=problem.sha256,
        )
    )
