"""Hand edits laid over what was read, and found again when a file is read anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kb.errors import NotFoundError, UnknownFieldError
from kb.fold import fold_text
from kb.models import Document
from kb.store import schema as t
from kb.store.codec import EncodedDocument, region_codes
from kb.store.edits import EDITABLE, laid_over
from kb.store.records import Override

__all__ = ["as_override", "edits_of", "put", "reanchor", "refresh", "undo", "write_shown"]


def edits_of(connection: Connection, document_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Document id -> field -> the latest value given by hand."""
    found: dict[str, dict[str, Any]] = {}
    for chunk in _chunks(document_ids):
        rows = connection.execute(
            select(t.overrides.c.document_id, t.overrides.c.field, t.overrides.c.value)
            .where(t.overrides.c.document_id.in_(chunk), ~t.overrides.c.lost)
            .order_by(t.overrides.c.number)
        )
        for document_id, field, value in rows:
            found.setdefault(document_id, {})[field] = json.loads(value)
    return found


def put(connection: Connection, overrides: Sequence[Override]) -> list[str]:
    """Write the edits; the documents touched."""
    touched: dict[str, Row[str, str, str]] = {}
    for override in overrides:
        if override.field not in EDITABLE:
            raise UnknownFieldError(override.field, known=EDITABLE)
        if override.document_id not in touched:
            touched[override.document_id] = _anchor(connection, override.document_id)
    if not overrides:
        return []
    rows = [
        {
            "document_id": o.document_id,
            "source_id": touched[o.document_id].source_id,
            "field": o.field,
            "value": json.dumps(o.value, ensure_ascii=False),
            "batch": o.batch,
            "at": o.at.isoformat(),
            "title": touched[o.document_id].title,
            "fingerprint": touched[o.document_id].fingerprint,
            "lost": False,
        }
        for o in overrides
    ]
    connection.execute(insert(t.overrides), rows)
    return list(touched)


def _anchor(connection: Connection, document_id: str) -> Row[str, str, str]:
    d = t.documents.c
    query = select(d.source_id, d.title, d.fingerprint).where(d.id == document_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("文件", document_id)
    return row


def undo(connection: Connection, batch: str) -> tuple[int, list[str]]:
    """Remove a batch; how many edits it held, and the documents touched."""
    o = t.overrides.c
    ids = connection.scalars(select(o.document_id).where(o.batch == batch).distinct()).all()
    count = connection.execute(delete(t.overrides).where(o.batch == batch)).rowcount
    return count, list(ids)


def refresh(connection: Connection, document_ids: Sequence[str]) -> list[str]:
    """Compute anew how these documents are shown; the ids of their sources."""
    d = t.documents.c
    source_ids: dict[str, None] = {}
    edits = edits_of(connection, document_ids)
    for chunk in _chunks(document_ids):
        query = select(d.number, d.id, d.source_id, d.read).where(d.id.in_(chunk))
        for number, document_id, source_id, read in connection.execute(query).all():
            document = Document.model_validate_json(read)
            shown = laid_over(document, edits.get(document_id, {}))
            write_shown(connection, number, shown)
            source_ids[source_id] = None
    return list(source_ids)


def write_shown(connection: Connection, number: int, shown: Document) -> None:
    """Replace what is shown of one document, and where it is found."""
    connection.execute(
        update(t.documents)
        .where(t.documents.c.number == number)
        .values(shown=shown.model_dump_json(), kind=shown.kind)
    )
    connection.execute(delete(t.regions).where(t.regions.c.document == number))
    rows = [{"document": number, "code": code} for code in sorted(region_codes(shown))]
    if rows:
        connection.execute(insert(t.regions), rows)


def reanchor(connection: Connection, source_id: str, documents: Sequence[EncodedDocument]) -> None:
    """Point the edits of a source at the documents they were made for, after it was read anew.

    An edit stays with its document id while title or beginning still agree; else it moves to the
    one document that agrees; else it is lost: kept, listed, laid over nothing.
    """
    o = t.overrides.c
    query = select(o.document_id, o.title, o.fingerprint).where(o.source_id == source_id).distinct()
    for document_id, title, fingerprint in connection.execute(query).all():
        home = _home(document_id, title, fingerprint, documents)
        connection.execute(
            update(t.overrides)
            .where(o.document_id == document_id, o.title == title, o.fingerprint == fingerprint)
            .values(document_id=home or document_id, lost=home is None)
        )


def _home(
    document_id: str, title: str, fingerprint: str, documents: Iterable[EncodedDocument]
) -> str | None:
    known = list(documents)
    same_text = [d.id for d in known if d.fingerprint == fingerprint]
    same_title = [d.id for d in known if fold_text(d.title) == fold_text(title)]
    for candidates in (same_text, same_title):
        if document_id in candidates:
            return document_id
    for candidates in (same_text, same_title):
        if len(candidates) == 1:
            return candidates[0]
    only = len(known) == 1 and known[0].id == document_id
    return document_id if only else None  # a file of one document stays itself, whatever it says


def as_override(row: Row[Any]) -> Override:
    """The edit a row holds."""
    at = datetime.fromisoformat(row.at)
    return Override(row.document_id, row.field, json.loads(row.value), row.batch, at)


def _chunks(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
