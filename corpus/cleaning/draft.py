"""What cleaning works on: units of text that remember where in the raw text each piece stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.loaders.protocol import RawTable
from kb.models import BlockKind, ReadingNote

__all__ = ["PlacedNote", "Unit", "join_gap"]

Pieces = list[tuple[int, int, int]]
"""(offset in the unit's text, offset in the raw text, length)."""
PlacedNote = tuple[int, ReadingNote]
"""A note, and where in the raw text stands what it is about."""


@dataclass(slots=True)
class Unit:
    """A future block, or a table.

    `text` never holds a line break. `pieces` map it back to the raw text; characters that were
    inserted (a blank between Latin words) are in no piece. `lines`: how many raw lines it joins.
    """

    kind: BlockKind
    text: str
    pieces: Pieces
    level: int = 0
    page: int | None = None
    table: RawTable | None = None
    raw_start: int = 0
    bold: bool = False
    wide: bool = False
    """Its lines are wider than those around: set over the columns of the text."""
    run: int = -1
    """The run of wrapped lines it was joined from: where it ends has been decided; -1: none."""
    certain: bool = False
    """The container states the kind, so it is not guessed again."""
    lines: int = 1
    hints: dict[str, str] = field(default_factory=dict)
    marks: re.Pattern[str] | None = None
    """What marks of footnotes look like in the cells of a table."""
    cells: list[list[Unit]] | None = None
    """The cells of a table that was rebuilt from lines: each knows where it stood."""

    def append(self, other: Unit) -> None:
        """Take the text of the unit that follows as the rest of this one."""
        gap = join_gap(self.text, other.text)
        shift = len(self.text) + len(gap)
        self.text = f"{self.text}{gap}{other.text}"
        self.pieces.extend((at + shift, raw, n) for at, raw, n in other.pieces)
        self.lines += other.lines
        self.wide = self.wide and other.wide

    def cut(self, start: int, end: int) -> Unit:
        """A copy that holds only `text[start:end]`."""
        pieces = []
        for at, raw, n in self.pieces:
            first, last = max(at, start), min(at + n, end)
            if first < last:
                pieces.append((first - start, raw + first - at, last - first))
        return Unit(
            self.kind, self.text[start:end], pieces, self.level, self.page, None, self.raw_start
        )

    def without(self, spans: list[tuple[int, int]]) -> Unit:
        """A copy without these spans (sorted, disjoint) of its text."""
        kept, position = [], 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            if start > position:
                kept.append(self.cut(position, start))
            position = end
        copy = self.cut(0, 0)
        for part in kept:
            shift = len(copy.text)
            copy.text += part.text
            copy.pieces.extend((at + shift, raw, n) for at, raw, n in part.pieces)
        copy.certain, copy.lines, copy.bold = self.certain, self.lines, self.bold
        copy.table, copy.hints = self.table, self.hints
        return copy


def join_gap(left: str, right: str) -> str:
    """What belongs between two pieces of a sentence: a blank between Latin words, else nothing."""
    if not left or not right:
        return ""
    a, b = left[-1], right[0]
    if not (a.isascii() and b.isascii()):
        return ""
    if a.isalpha() and b.isalpha():
        return " "
    return " " if a in ",;:)" and b.isalpha() else ""
