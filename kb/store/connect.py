"""Engines for the store: SQLite in WAL mode by default, any other SQLAlchemy URL by its driver."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kb.errors import LibraryError, MissingExtraError

__all__ = ["begin_writing", "connect", "is_read_only", "lock_other"]

_WRITER = 7_036_118_451  # the advisory lock of the one writer on PostgreSQL
_READING_KB = 2_048  # cache of a connection; each thread of a web server has one, for good
_WRITING_KB = 8_192


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
    read_only = is_read_only(made)
    if read_only:
        made = _only_reading(made)
    try:
        engine = create_engine(made, pool_pre_ping=made.get_backend_name() != "sqlite")
    except NoSuchModuleError as error:
        raise LibraryError(f"不支持数据库“{made.drivername}”。") from error
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            error.name or "psycopg", extra="postgresql", purpose=f"数据库 {made.drivername} "
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, busy_timeout_ms, read_only=read_only)
    return engine


def is_read_only(url: URL) -> bool:
    """Whether this is a SQLite file that this process may not write, or not write beside."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return False
    file = Path(url.database)
    return file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _only_reading(url: URL) -> URL:
    """SQLite must write beside a database in WAL mode to read it, unless told that none writes.

    Where a log lies beside it, somebody does write, or was stopped: then it must be told less.
    """
    file = Path(url.database or "").absolute()
    is_live = file.with_name(f"{file.name}-wal").exists()
    query = {"uri": "true", "mode": "ro"} | ({} if is_live else {"immutable": "1"})
    return url.set(database=f"file:{quote(file.as_posix())}", query=query)


def begin_writing(connection: Connection) -> Connection:
    """Marks a connection whose next transaction writes: it waits its turn at once, not later."""
    return connection.execution_options(policykb_writing=True)


def _prepare_sqlite(engine: Engine, busy_timeout_ms: int, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # the driver must not begin transactions of its own
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA wal_autocheckpoint = 4000")  # 16 MB: a quarter of the page writes
        cursor.execute("PRAGMA synchronous = NORMAL")  # safe in WAL, one sync a checkpoint
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{_READING_KB}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("policykb_writing")
        if writing:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_KB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def lock_other(connection: Connection) -> None:
    """One writer at a time where the database itself would let several in."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
