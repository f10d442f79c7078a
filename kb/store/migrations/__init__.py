"""Versions of the store's tables, and the way from an older one to the newest.

`STEPS` holds one step a version, in order; a step is a function on an open transaction. A new
library is made whole in the newest shape. A step, once released, is never edited: the shape it
starts from and leaves must not depend on today's `schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, inspect, select

from kb.errors import LibraryError
from kb.store import schema as t
from kb.store.migrations.v2 import add_digests

__all__ = ["LATEST", "STEPS", "held_version", "upgrade"]

STEPS: Mapping[int, Callable[[Connection], None]] = {2: add_digests}
"""Version -> the step that leads to it from the version before."""

LATEST = 2


def held_version(connection: Connection) -> int:
    """The version of the tables held; 0 for an empty database."""
    if not inspect(connection).has_table("meta"):
        return 0
    value = connection.scalar(select(t.meta.c.value).where(t.meta.c.key == "schema"))
    return int(value) if value is not None else 0


def upgrade(connection: Connection, steps: Mapping[int, Callable[[Connection], None]]) -> int:
    """Take each step that is missing; the version that was held before."""
    held = held_version(connection)
    newest = max(steps, default=LATEST) if steps is not STEPS else LATEST
    if held > newest:
        raise LibraryError(
            f"这个库由较新的 policykb 建立（数据库版本 {held}，本程序支持到 {newest}）。"
            "请升级 policykb 后再打开。"
        )
    if held == 0:
        t.metadata.create_all(connection)
        _stamp(connection, newest)
        return 0
    for version in range(held + 1, newest + 1):
        steps[version](connection)
        _stamp(connection, version)
    return held


def _stamp(connection: Connection, version: int) -> None:
    connection.execute(t.meta.delete().where(t.meta.c.key == "schema"))
    connection.execute(t.meta.insert().values(key="schema", value=str(version)))
