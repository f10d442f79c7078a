"""Units to one clean text with blocks, tables and segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.cleaning.draft import Unit
from corpus.cleaning.tables import CleanTable
from kb.models import Block, CleanText, Hint, ReadingNote, Segment, Table, TableRow

__all__ = ["assemble"]


def assemble(
    units: Sequence[Unit],
    *,
    part: str = "",
    hints: Iterable[Hint] = (),
    notes: Iterable[ReadingNote] = (),
) -> CleanText:
    """One clean text. Footnotes go to the end, all else keeps its order."""
    builder = _Builder()
    for unit in (u for u in units if u.kind != "footnote"):
        builder.add(unit)
    for unit in (u for u in units if u.kind == "footnote"):
        builder.add(unit)
    return CleanText(
        part,
        "\n".join(builder.texts),
        tuple(builder.blocks),
        tuple(builder.tables),
        tuple(builder.segments),
        tuple(dict.fromkeys(hints)),
        tuple(dict.fromkeys(notes)),
    )


class _Builder:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.segments: list[Segment] = []
        self._length = 0

    def add(self, unit: Unit) -> None:
        if unit.table is not None:
            self._add_table(CleanTable.of(unit))
        elif unit.text:
            start, end = self._place(unit)
            self.blocks.append(Block(unit.kind, start, end, unit.level, unit.page))

    def _place(self, unit: Unit) -> tuple[int, int]:
        start = self._length
        self.texts.append(unit.text)
        self._length += len(unit.text) + 1
        for at, raw, n in unit.pieces:
            last = self.segments[-1] if self.segments else None
            clean = start + at
            if (
                last is not None
                and last.clean_start + last.length == clean
                and last.raw_start + last.length == raw
            ):
                self.segments[-1] = Segment(last.clean_start, last.raw_start, last.length + n)
            else:
                self.segments.append(Segment(clean, raw, n))
        return start, start + len(unit.text)

    def _add_table(self, table: CleanTable) -> None:
        number = len(self.tables)
        rows: list[TableRow] = []
        for caption in table.captions:
            start, end = self._place(caption)
            self.blocks.append(Block("caption", start, end, 0, caption.page))
        for row in table.rows:
            start, end = self._place(row.unit)
            block = Block("table_row", start, end, 0, row.unit.page, number, len(rows))
            self.blocks.append(block)
            rows.append(TableRow(row.cells, start, end, row.unit.page, row.is_header))
        for note in table.notes:
            start, end = self._place(note)
            self.blocks.append(Block("paragraph", start, end, 0, note.page))
        self.tables.append(Table(table.columns, tuple(rows), table.caption, table.unit_note))
