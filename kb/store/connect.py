"""Engines for the store: SQLite in WAL mode by default, any other SQLAlchemy URL by its driver."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kb.errors import LibraryError, MissingExtraError

__all__ = ["begin_writing", "connect", "lock_other"]

_WRITER = 7_036_118_451  # the advisory lock of the one writer on PostgreSQL
_CACHE_KB = 16_384  # per connection; 8 web threads stay below 130 MB


def connect(url: str, *, busy_timeout_ms: int = 15_000) -> Engine:
    """An engine for `url`; nothing is opened yet."""
    try:
        made = make_url(url)
    except ArgumentError as error:
        raise LibraryError(
            f"数据库地址“{url}”无法识别；例如 sqlite:///库/policykb.sqlite。"
        ) from error
    if made.drivername == "postgresql":
        made = made.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(made, pool_pre_ping=made.get_backend_name() != "sqlite")
    except NoSuchModuleError as error:
        raise LibraryError(f"不支持数据库“{made.drivername}”。") from error
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            error.name or "psycopg", extra="postgresql", purpose=f"数据库 {made.drivername} "
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, busy_timeout_ms)
    return engine


def begin_writing(connection: Connection) -> Connection:
    """Marks a connection whose next transaction writes: it waits its turn at once, not later."""
    return connection.execution_options(policykb_writing=True)


def _prepare_sqlite(engine: Engine, busy_timeout_ms: int) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # the driver must not begin transactions of its own
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA wal_autocheckpoint = 4000")  # 16 MB: a quarter of the page writes
        cursor.execute("PRAGMA synchronous = NORMAL")  # safe in WAL, one sync a checkpoint
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("policykb_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def lock_other(connection: Connection) -> None:
    """One writer at a time where the database itself would let several in."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
