"""Table rows as evidence: each cell under the head of its column, so that a year is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Flask

from kb.models import CleanText
from webapp.services import services

if TYPE_CHECKING:
    from kb.compare.facts import Fact
    from kb.models import Measure
    from webapp.services import Services

__all__ = ["Part", "Rows", "install", "row_parts"]

GAP = " | "
RowHeads = dict[int, tuple[tuple[str, ...], tuple[str, ...]]]


class Part(NamedTuple):
    """One cell of a row. `value`: the number in question stands in it."""

    head: str
    text: str
    value: bool


def install(app: Flask) -> None:
    """Give templates `measure | row_parts`."""
    app.jinja_env.filters["row_parts"] = lambda said: Rows(services()).parts(said)


class Rows:
    """Finds the column heads of table rows; each document is read once for a library's state."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def parts(self, said: Fact | Measure) -> tuple[Part, ...]:
        """The cells of the row with their heads; () for a sentence and for a row without heads."""
        if GAP not in said.evidence:
            return ()
        found = self._rows_of(said.document_id).get(said.start)
        if found is None:
            return ()
        columns, cells = found
        if GAP.join(cells) != said.evidence or not any(columns):
            return ()
        return tuple(row_parts(columns, cells, said.start, said.value_start))

    def _rows_of(self, document_id: str) -> RowHeads:
        key = ("table rows", document_id)
        return self._services.remembered(
            key, lambda: _table_rows(self._services.store.text(document_id))
        )


def _table_rows(text: CleanText) -> RowHeads:
    return {
        row.start: (table.columns, row.cells)
        for table in text.tables
        for row in table.rows
        if not row.is_header
    }


def row_parts(
    columns: tuple[str, ...], cells: tuple[str, ...], at: int, value_at: int | None
) -> list[Part]:
    """The cells of a row that begins at `at`; the value in question begins at `value_at`."""
    made: list[Part] = []
    for head, cell in zip(columns, cells, strict=False):
        end = at + len(cell)
        part = Part(head, cell.strip(), value_at is not None and at <= value_at < end)
        at = end + len(GAP)
        if made and part.text == made[-1].text and not part.value and _merged(made[-1].head, head):
            continue  # one cell over several columns
        made.append(part)
    return [part for part in made if part.text]


def _merged(one: str, other: str) -> bool:
    return one == other or not one or not other
