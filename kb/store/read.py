"""The reading half of the SQL store: queries, and rows made into models."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)

from kb.errors import NotFoundError, UnknownFieldError
from kb.models import Document, Measure
from kb.store import schema as t
from kb.store.codec import decode_body, decode_columns, decode_passages, decode_text
from kb.store.measure_rows import COLUMNS, measure_of
from kb.store.records import (
    DocumentBundle,
    DocumentFilter,
    IndexBundle,
    MeasureFacts,
    MeasureFilter,
    OutboxEntry,
    Problem,
    SourceRecord,
)

__all__ = [
    "bodies",
    "bundle",
    "counts",
    "document_numbers",
    "index_bundle",
    "measure_numbers",
    "measure_rows",
    "measures_by_number",
    "source_of",
]

_MANY = 5_000  # values bound in one statement; SQLite allows 32,766


def restricted(column: ColumnElement[Any], values: Collection[Any]) -> list[ColumnElement[bool]]:
    """The condition that a column holds one of the values; none where there are no values."""
    if not values:
        return []
    if len(values) <= _MANY:
        return [column.in_(list(values))]
    chunks = list(values)
    parts = [column.in_(chunks[at : at + _MANY]) for at in range(0, len(chunks), _MANY)]
    return [or_(*parts)]


# --- documents -------------------------------------------------------------------------------


def document_numbers(connection: Connection, wanted: DocumentFilter) -> list[int]:
    """The row numbers of the wanted documents, in the order of lists."""
    d = t.documents.c
    query: Select[Any] = select(d.number).order_by(d.number)
    conditions = [
        *restricted(d.id, wanted.ids),
        *restricted(d.source_id, wanted.source_ids),
        *restricted(d.family_id, wanted.family_ids),
        *restricted(d.kind, wanted.kinds),
    ]
    if wanted.region_codes:
        there = select(t.regions.c.document).where(t.regions.c.code.in_(list(wanted.region_codes)))
        conditions.append(d.number.in_(there))
    if not wanted.include_editions:
        conditions.append(d.family_role != "edition")
    return list(connection.scalars(query.where(*conditions)))


def documents_by_number(connection: Connection, numbers: Sequence[int]) -> list[Document]:
    """The documents as shown."""
    d = t.documents.c
    query = select(d.shown).where(d.number.in_(numbers)).order_by(d.number)
    return [Document.model_validate_json(shown) for shown in connection.scalars(query)]


def text_row(connection: Connection, document_id: str) -> Row[Any, Any, Any, Any, Any]:
    """The compressed columns of one document."""
    d, x = t.documents.c, t.texts.c
    query = (
        select(x.body, x.layout, x.segments, x.passages, x.ledger)
        .join_from(t.documents, t.texts, d.number == x.document)
        .where(d.id == document_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("文件", document_id)
    return row


def bodies(connection: Connection, document_ids: Collection[str]) -> dict[str, str]:
    """The clean texts of many documents."""
    if not document_ids:
        return {}
    d, x = t.documents.c, t.texts.c
    query = select(d.id, x.body).join_from(t.documents, t.texts, d.number == x.document)
    rows = connection.execute(query.where(*restricted(d.id, document_ids)))
    return {id_: decode_body(body) for id_, body in rows}


def bundle(connection: Connection, number: int) -> DocumentBundle | None:
    """One document with text, passages and measures; None if it has gone meanwhile."""
    row = connection.execute(_document_by_number(), {"number": number}).one_or_none()
    if row is None:
        return None
    document = Document.model_validate_json(row.shown)
    text = decode_text(row.body, row.layout, None)
    passages = decode_passages(document.id, text.text, row.passages)
    measures = measure_rows(connection, MeasureFilter(
        document_ids=[document.id], include_editions=True
    ), COLUMNS)  # fmt: skip
    return DocumentBundle(document, text, passages, tuple(map(measure_of, measures)))


def index_bundle(connection: Connection, number: int) -> IndexBundle | None:
    """What the index needs of one document; None if it has gone meanwhile."""
    row = connection.execute(_document_by_number(), {"number": number}).one_or_none()
    if row is None:
        return None
    document = Document.model_validate_json(row.shown)
    passages = decode_passages(document.id, decode_body(row.body), row.passages)
    measures = connection.execute(_indexed_measures(), {"document": document.id}).all()
    columns = decode_columns(row.layout)
    return IndexBundle(document, passages, tuple(map(MeasureFacts._make, measures)), columns)


@cache
def _document_by_number() -> Select[Any]:
    """Put together once: that takes as long as to read a short document."""
    d, x = t.documents.c, t.texts.c
    columns = select(d.shown, x.body, x.layout, x.passages)
    joined = columns.join_from(t.documents, t.texts, d.number == x.document)
    return joined.where(d.number == bindparam("number"))


@cache
def _indexed_measures() -> Select[Any]:
    m = t.measures.c
    columns = select(*(m[name] for name in MeasureFacts._fields))
    return columns.where(m.document_id == bindparam("document")).order_by(m.start, m.number)


# --- measures --------------------------------------------------------------------------------


def _measure_conditions(wanted: MeasureFilter) -> list[ColumnElement[bool]]:
    m = t.measures.c
    conditions = [
        *restricted(m.id, wanted.ids),
        *restricted(m.document_id, wanted.document_ids),
        *restricted(m.metric_id, wanted.metric_ids),
        *restricted(m.metric, wanted.metrics),
        *restricted(m.region_code, wanted.region_codes),
        *restricted(m.year, wanted.years),
        *restricted(m.status, wanted.statuses),
        *restricted(m.binding, wanted.bindings),
        *restricted(m.change, wanted.changes),
    ]
    if not wanted.include_editions:
        editions = select(t.documents.c.id).where(t.documents.c.family_role == "edition")
        conditions.append(m.document_id.not_in(editions))
    return conditions


def measure_numbers(connection: Connection, wanted: MeasureFilter) -> array[int]:
    """The row numbers of the wanted measures, by document, then place in the text."""
    m = t.measures.c
    # "||": the order must not tempt the planner to walk the whole table along the index of places
    query = select(m.number).order_by(m.document_id + literal_column("''"), m.start, m.number)
    found = connection.execution_options(yield_per=10_000).scalars(
        query.where(*_measure_conditions(wanted))
    )
    return array("q", found)


def measures_by_number(connection: Connection, numbers: Sequence[int]) -> list[Measure]:
    """The measures of these rows, in this order."""
    m = t.measures.c
    query = select(m.number, *(m[name] for name in COLUMNS)).where(m.number.in_(numbers))
    found = {row[0]: measure_of(row[1:]) for row in connection.execute(query)}
    return [found[number] for number in numbers if number in found]


def measure_rows(
    connection: Connection, wanted: MeasureFilter, columns: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Fields of the wanted measures, by document, then place in the text."""
    for name in columns:
        if name not in COLUMNS:
            raise UnknownFieldError(name, known=COLUMNS)
    m = t.measures.c
    query = select(*(m[name] for name in columns)).where(*_measure_conditions(wanted))
    ordered = query.order_by(m.document_id + literal_column("''"), m.start, m.number)
    plain = connection.execute(ordered).cursor  # texts and numbers, which need no conversion
    return list(plain.fetchall()) if plain is not None else []


# --- the rest --------------------------------------------------------------------------------


def source_of(row: Row[Any]) -> SourceRecord:
    """The source a row holds."""
    return SourceRecord(
        row.id,
        row.name,
        row.path,
        row.sha256,
        row.size,
        row.loader,
        row.added_at,
        row.stored,
        json.loads(row.versions),
    )


def problems(connection: Connection) -> list[Problem]:
    """All problems, oldest first."""
    p = t.problems.c
    query = select(p.source, p.stage, p.reason, p.at, p.sha256).order_by(p.number)
    return [Problem(*row) for row in connection.execute(query)]


def outbox(connection: Connection) -> list[OutboxEntry]:
    """What the search index has not followed yet, oldest first."""
    o = t.outbox.c
    query = select(o.sequence, o.source_id, o.action, o.document_ids).order_by(o.sequence)
    return [
        OutboxEntry(sequence, source_id, action, tuple(json.loads(ids)))
        for sequence, source_id, action, ids in connection.execute(query)
    ]


def counts(connection: Connection) -> dict[str, int]:
    """How much the library holds; editions of one text count once."""
    d = t.documents.c
    own = d.family_role != "edition"
    documents, passages, measures, characters = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(d.passages), 0),
            func.coalesce(func.sum(d.measures), 0),
            func.coalesce(func.sum(d.length), 0),
        ).where(own)
    ).one()
    everything = connection.scalar(select(func.count()).select_from(t.documents)) or 0
    return {
        "documents": documents,
        "editions": everything - documents,
        "sources": connection.scalar(select(func.count()).select_from(t.sources)) or 0,
        "passages": int(passages),
        "measures": int(measures),
        "characters": int(characters),
        "problems": connection.scalar(select(func.count()).select_from(t.problems)) or 0,
    }


def in_chunks(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Slices of at most `size`."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
