"""Table rows as evidence: each cell under the head of its column, so that a year is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.compare.facts import Fact
from kb.compare.kept import once_for_each_state
from kb.models import CleanText, Measure
from kb.store import Store

__all__ = ["GAP", "Part", "Rows", "row_parts", "row_words"]

GAP = " | "
MOST_KEPT = 200  # documents whose rows are kept, so that memory does not grow with the library
RowHeads = dict[int, tuple[tuple[str, ...], tuple[str, ...]]]


class Part(NamedTuple):
    """One cell of a row. `value`: the number in question stands in it."""

    head: str
    text: str
    value: bool


class Rows:
    """Finds the column heads of table rows; the rows of the documents last asked for are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def parts(self, said: Fact | Measure) -> tuple[Part, ...]:
        """The cells of the row with their heads; () for a sentence and for a row without heads."""
        return self.at(said.document_id, said.start, said.evidence, value_at=said.value_start)

    def at(
        self, document_id: str, start: int, text: str, *, value_at: int | None = None
    ) -> tuple[Part, ...]:
        """The same for the row that stands at `start` and reads `text`."""
        if GAP not in text:
            return ()
        found = self._rows_of(document_id).get(start)
        if found is None:
            return ()
        columns, cells = found
        if GAP.join(cells) != text or not any(columns):
            return ()
        return tuple(row_parts(columns, cells, start, value_at))

    def column(self, said: Fact | Measure) -> str:
        """The head of the column a value stands in; "" outside tables."""
        return next((part.head for part in self.parts(said) if part.value), "")

    def _rows_of(self, document_id: str) -> RowHeads:
        known = _known_rows(self._store)
        found = known.get(document_id)
        if found is None:
            found = _table_rows(self._store.text(document_id))
            if len(known) >= MOST_KEPT:
                known.pop(next(iter(known)), None)
            known[document_id] = found
        return found


@once_for_each_state
def _known_rows(_store: Store) -> dict[str, RowHeads]:
    """The rows read so far, by document."""
    return {}


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


def row_words(parts: Sequence[Part]) -> str:
    """A row as a line that can be quoted: 指标：森林覆盖率；2025年：58%."""
    return "；".join(f"{part.head}：{part.text}" if part.head else part.text for part in parts)


def _merged(one: str, other: str) -> bool:
    return one == other or not one or not other
