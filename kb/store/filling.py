"""Filling an empty store: indexes that only readers use are made once, at the end.

Measures of many files hit these indexes at random places, so that keeping them up to date row by
row takes as long as writing the rows. What a run that was stopped leaves out is made by `complete`.
"""

from __future__ import annotations

from sqlalchemy import Connection, Index, inspect, select

from kb.store import schema as t

__all__ = ["complete", "spare"]

_KEPT = "ix_measures_place"  # the search index reads by it while the store is filled


def _for_readers() -> list[Index]:
    return [index for index in t.measures.indexes if index.name != _KEPT]


def spare(connection: Connection) -> None:
    """Go without the indexes, where the store holds nothing yet."""
    if connection.scalar(select(t.documents.c.number).limit(1)) is None:
        for index in _for_readers():
            index.drop(connection, checkfirst=True)


def complete(connection: Connection) -> None:
    """Make what is missing of them."""
    held = {index["name"] for index in inspect(connection).get_indexes(t.measures.name)}
    for index in _for_readers():
        if index.name not in held:
            index.create(connection)
