"""A consistent copy of a store, while others read and write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, insert, inspect, select, text

from kb.errors import LibraryError
from kb.store import schema as t

__all__ = ["copy_tables"]

_ROWS = 1_000


def copy_tables(source: Engine, target: Engine) -> None:
    """Fill `target`, which must be empty; page by page between SQLite files, else row by row."""
    if source.dialect.name == target.dialect.name == "sqlite":
        _copy_pages(source, target)
    else:
        _copy_rows(source, target)


def _copy_pages(source: Engine, target: Engine) -> None:
    one, other = source.raw_connection(), target.raw_connection()
    try:
        origin: Any = one.driver_connection
        copy: Any = other.driver_connection
        origin.backup(copy)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        one.close()
        other.close()


def _copy_rows(source: Engine, target: Engine) -> None:
    if inspect(target).has_table("meta"):
        raise LibraryError(f"目标数据库 {target.url!r} 不是空的。")
    snapshot = {} if source.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with source.connect().execution_options(**snapshot) as one, target.begin() as other:
        t.metadata.create_all(other)
        for table in t.metadata.sorted_tables:
            rows = one.execution_options(yield_per=_ROWS).execute(select(table))
            for part in rows.mappings().partitions(_ROWS):
                other.execute(insert(table), [dict(row) for row in part])
        if target.dialect.name == "postgresql":
            _advance_sequences(other)


def _advance_sequences(connection: Any) -> None:
    """Numbers given from now on must not clash with those copied."""
    for table in t.metadata.sorted_tables:
        for name in ("number", "sequence"):
            if name in table.c and table.c[name].primary_key:
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{name}'), "
                        f"COALESCE((SELECT MAX({name}) FROM {table.name}), 0) + 1, false)"
                    )
                )
