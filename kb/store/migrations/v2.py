"""Version 2: `texts.digest`, by which `policykb verify` sees that a text was changed."""

from __future__ import annotations

from sqlalchemy import Connection, text

from kb.store.digest import digest

__all__ = ["add_digests"]

_ROWS = 200


def add_digests(connection: Connection) -> None:
    """Add the column; what is held is taken for right."""
    connection.execute(text("ALTER TABLE texts ADD COLUMN digest VARCHAR"))
    numbers = list(connection.scalars(text("SELECT document FROM texts ORDER BY document")))
    columns = text(
        "SELECT body, layout, segments, passages, ledger FROM texts WHERE document = :document"
    )
    put = text("UPDATE texts SET digest = :digest WHERE document = :document")
    for start in range(0, len(numbers), _ROWS):
        rows = []
        for number in numbers[start : start + _ROWS]:
            held = connection.execute(columns, {"document": number}).one()
            rows.append({"document": number, "digest": digest(bytes(part) for part in held)})
        connection.execute(put, rows)
