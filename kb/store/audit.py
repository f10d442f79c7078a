"""What the tables of a store must agree on; for `policykb verify`."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from kb.models import Document
from kb.store import schema as t
from kb.store.codec import TEXT_COLUMNS, region_codes
from kb.store.digest import digest

__all__ = ["audit"]

Breach = tuple[str, str, str]
_CHUNK = 200
_AGAIN = "请用 policykb rebuild --all 重新读取，或从备份恢复"


def audit(connection: Connection) -> Iterator[Breach]:
    """(check, id, what is wrong) for texts changed by others and rows that belong to nothing."""
    yield from _texts(connection)
    yield from _orphans(connection)
    yield from _counts(connection)
    yield from _regions(connection)


def _texts(connection: Connection) -> Iterator[Breach]:
    names = select(t.documents.c.number, t.documents.c.id).order_by(t.documents.c.number)
    wanted = [t.texts.c[name] for name in TEXT_COLUMNS]
    for number, name in connection.execute(names).all():
        query = select(t.texts.c.digest, *wanted).where(t.texts.c.document == number)
        row = connection.execute(query).one_or_none()
        if row is not None and row.digest != digest(bytes(part) for part in row[1:]):
            yield "changed", name, f"正文与写入时不同，有人改动过数据库；{_AGAIN}"


def _orphans(connection: Connection) -> Iterator[Breach]:
    """Rows of texts and regions whose document is gone."""
    held = select(t.documents.c.number)
    for table in (t.texts, t.regions):
        column = table.c.document
        query = select(column).where(column.not_in(held)).distinct().order_by(column)
        for number in connection.scalars(query):
            yield "orphan", f"{table.name}:{number}", "这些行所属的文件不存在；请从备份恢复"


def _counts(connection: Connection) -> Iterator[Breach]:
    """Measures lost or added beside what their document counts."""
    d, m = t.documents.c, t.measures.c
    held = select(m.document_id, func.count().label("many")).group_by(m.document_id).subquery()
    many = func.coalesce(held.c.many, 0)
    query = (
        select(d.id, d.measures, many)
        .outerjoin_from(t.documents, held, held.c.document_id == d.id)
        .where(d.measures != many)
        .order_by(d.number)
    )
    for name, counted, found in connection.execute(query):
        detail = f"记载 {counted} 条指标记录，实有 {found} 条；{_AGAIN}"
        yield "measures", name, detail


def _regions(connection: Connection) -> Iterator[Breach]:
    """Region rows, by which documents are filtered, that differ from what the documents say."""
    d, r = t.documents.c, t.regions.c
    numbers = list(connection.scalars(select(d.number).order_by(d.number)))
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        codes: dict[int, set[str]] = {number: set() for number in chunk}
        places = select(r.document, r.code).where(r.document.in_(chunk))
        for number, code in connection.execute(places):
            codes[number].add(code)
        for row in connection.execute(select(d.number, d.id, d.shown).where(d.number.in_(chunk))):
            try:
                said = set(region_codes(Document.model_validate_json(row.shown)))
            except ValidationError:
                yield "damaged", row.id, f"题录已损坏；{_AGAIN}"
                continue
            if said != codes[row.number]:
                yield "regions", row.id, f"地区检索表与文件的地区不一致；{_AGAIN}"
