"""Baskets: documents that someone collects for citing, kept on the server beside the library.

A file of its own (`baskets.sqlite`), because baskets belong to readers and are written while a
long `add` holds the library. Taking away is marked, not deleted, so that it can be undone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from kb.errors import LibraryError, UserError
from kb.store.connect import begin_writing, connect
from kb.store.errors_map import mapped_errors

__all__ = ["BASKET_FILE", "MAX_DOCUMENTS", "Baskets", "new_basket"]

BASKET_FILE = "baskets.sqlite"
MAX_DOCUMENTS = 10_000

_METADATA = MetaData()
_ENTRIES = Table(
    "entries",
    _METADATA,
    Column("basket", String(64), primary_key=True),
    Column("document_id", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("removed", String(40), nullable=False, server_default=""),  # "" or a batch of removals
)


def new_basket() -> str:
    """An unguessable name for a basket."""
    return secrets.token_urlsafe(18)


class Baskets:
    """All baskets of a library folder. Order is the order of adding, until something is moved."""

    def __init__(self, folder: Path) -> None:
        if not (folder / BASKET_FILE).exists() and not os.access(folder, os.W_OK):
            raise LibraryError(
                f"库文件夹 {folder} 是只读的，引文篮无处保存；每份文件的引文页仍可直接复制和下载。"
            )
        self._engine = connect(f"sqlite:///{folder / BASKET_FILE}")
        with mapped_errors("打开引文篮"):
            _METADATA.create_all(self._engine)

    def documents(self, basket: str) -> list[tuple[str, str]]:
        """(document id, title when it was added), first added first."""
        wanted = _held(basket).order_by(_ENTRIES.c.position)
        with mapped_errors("读取引文篮"), self._engine.connect() as connection:
            return [(row.document_id, row.title) for row in connection.execute(wanted)]

    def add(self, basket: str, documents: Iterable[tuple[str, str]]) -> int:
        """Add (id, title) pairs that are not in it yet; how many were new."""
        before = {document_id for document_id, _ in self.documents(basket)}
        fresh = [pair for pair in dict(documents).items() if pair[0] not in before]
        if len(before) + len(fresh) > MAX_DOCUMENTS:
            raise UserError(f"引文篮最多放 {MAX_DOCUMENTS} 份文件，请先导出并清空。")
        top = select(func.max(_ENTRIES.c.position)).where(_ENTRIES.c.basket == basket)
        with self._writing() as connection:
            last = connection.execute(top).scalar() or 0
            for number, (document_id, title) in enumerate(fresh, start=last + 1):
                row = {"position": number, "title": title, "removed": ""}
                put = insert(_ENTRIES).values(basket=basket, document_id=document_id, **row)
                connection.execute(put.on_conflict_do_update(["basket", "document_id"], set_=row))
        return len(fresh)

    def remove(self, basket: str, document_ids: Iterable[str] | None = None) -> str:
        """Take these out, or all of them; the batch that `undo` takes, "" if nothing was there."""
        batch = datetime.now(UTC).isoformat()
        change = update(_ENTRIES).where(_ENTRIES.c.basket == basket, _ENTRIES.c.removed == "")
        if document_ids is not None:
            change = change.where(_ENTRIES.c.document_id.in_(list(document_ids)))
        with self._writing() as connection:
            found = connection.execute(change.values(removed=batch)).rowcount
        return batch if found else ""

    def undo(self, basket: str, batch: str) -> int:
        """Put back what one removal took out; how many came back."""
        if not batch:
            return 0
        change = update(_ENTRIES).where(_ENTRIES.c.basket == basket, _ENTRIES.c.removed == batch)
        with self._writing() as connection:
            return connection.execute(change.values(removed="")).rowcount

    def move(self, basket: str, document_id: str, steps: int) -> bool:
        """Move a document up (negative) or down the list; False where it cannot go further."""
        order = [key for key, _ in self.documents(basket)]
        if document_id not in order:
            return False
        place = order.index(document_id)
        target = min(max(place + steps, 0), len(order) - 1)
        order.insert(target, order.pop(place))
        first, last = sorted((place, target))
        wanted = select(_ENTRIES.c.position).where(
            _ENTRIES.c.basket == basket, _ENTRIES.c.removed == ""
        )
        with self._writing() as connection:
            positions = connection.execute(wanted.order_by(_ENTRIES.c.position)).scalars().all()
            for key, position in zip(order[first : last + 1], positions[first:], strict=False):
                here = (_ENTRIES.c.basket == basket, _ENTRIES.c.document_id == key)
                connection.execute(update(_ENTRIES).where(*here).values(position=position))
        return place != target

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that waits for its turn, with errors in our words."""
        with mapped_errors("写入引文篮"), self._engine.connect() as connection:
            writer = begin_writing(connection)
            with writer.begin():
                yield writer

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()


def _held(basket: str) -> Select[tuple[str, str]]:
    columns = select(_ENTRIES.c.document_id, _ENTRIES.c.title)
    return columns.where(_ENTRIES.c.basket == basket, _ENTRIES.c.removed == "")
