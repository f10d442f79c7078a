"""Rows of a table that a text dump printed one cell (or a part of one) a line.

The headers say which cells a row has and in what order. Bindings, units and running numbers are
the landmarks; between them every number is a cell of its own, and a row is taken only if it has
exactly the cells its headers ask for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from corpus.cleaning.flat_cells import (
    is_binding,
    is_group,
    is_number,
    is_open,
    is_unit,
    is_value,
    plain,
)
from corpus.cleaning.flat_headers import Column
from corpus.cleaning.lines import Line

__all__ = ["Rows", "Token", "read_rows"]

FEWEST_ROWS = 3
MOST_NAME_LINES = 6
UPRIGHT = 4.5
"""Lines so narrow, before a name that is not, are a class set in a column of its own."""
NARROWEST_NAME = 8.0
"""Characters that a column of names is wide at least."""
MOST_CLASS_LINES = 12
MOST_VALUE_LINES = 12
MOST_NOTE_LINES = 8
NEAR = 4
"""Lines among which the first number of a row must be."""
MOST_SKIPPED = 40
"""Lines within which the next row must begin after one that cannot be read."""
Cells = list[list[Line]]


@dataclass(frozen=True, slots=True)
class Token:
    """A line, or a part of one that is a cell by itself. `line`: its number."""

    part: Line
    line: int

    @property
    def text(self) -> str:
        """The text as it is compared: half-width, without blanks."""
        return plain(self.part.text)


@dataclass(slots=True)
class Rows:
    """The rows that could be read, the lines they took, and how many could not."""

    rows: list[Cells] = field(default_factory=list)
    classes: list[list[Line]] = field(default_factory=list)
    """What class each row belongs to, also where no header names one."""
    lines: set[int] = field(default_factory=set)
    end: int = 0
    failed: int = 0

    def is_sound(self) -> bool:
        """Whether so much was read that the headers must be right."""
        return len(self.rows) >= max(FEWEST_ROWS, self.failed + 1)


def read_rows(tokens: Sequence[Token], columns: Sequence[Column]) -> Rows:
    """All rows from the first token on, as far as the table goes."""
    reader = _Reader(tokens, columns)
    found, at, number = Rows(), 0, 1
    while at < len(tokens):
        row = reader.row(at, number)
        if row is not None:
            cells, end = row
            found.rows.append(cells)
            found.classes.append(list(reader.classes))
            found.lines.update(token.line for token in tokens[at:end])
            number += cells[0] is not cells[-1]  # all columns of a row that names a group are one
            at, found.end = end, tokens[end - 1].line + 1
            continue
        after = reader.next_row(at, number)
        if after is None:
            break
        found.failed += 1
        at, number = after
    return found


_NESTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_ORDINALS = tuple("一二三四五六七八九十")


class _Reader:
    """Reads rows whose cells stand in the order of the columns."""

    def __init__(self, tokens: Sequence[Token], columns: Sequence[Column]) -> None:
        self.tokens, self.columns = tokens, columns
        kinds = [column.kind for column in columns]
        self.kinds = kinds
        self.numbered, self.classed = "number" in kinds, "class" in kinds
        self.nested = self.numbered and "1.1" in [token.text for token in tokens[:NEAR]]
        self.name = kinds.index("name")
        self.values = [i for i, kind in enumerate(kinds) if kind == "value"]
        self.class_leads = self.numbered and self.classed and kinds.index("class") == 0
        self.classes: list[Line] = []

    def row(self, at: int, number: int) -> tuple[Cells, int] | None:
        """The row that begins here, and where it ends; None: it does not fit the columns."""
        if length := self._group_row(at, number):
            if self.row(at + length, number) is None:
                return None
            part = self.tokens[at + length - 1].part
            return [[part]] * len(self.columns), at + length
        cells: Cells = [[] for _ in self.columns]
        position: int | None = at
        i = 0
        while i < len(self.columns) and position is not None:
            kind = self.columns[i].kind
            if kind == "value":
                last = i
                while last + 1 < len(self.columns) and self.columns[last + 1].kind == "value":
                    last += 1
                position = self._values(cells, range(i, last + 1), position)
                i = last
            else:
                position = self._cell(kind, cells, i, position, number)
            i += 1
        if position is None:
            return None
        position = self._tail(cells, position, number)
        return None if position is None else (cells, position)

    def next_row(self, at: int, number: int) -> tuple[int, int] | None:
        """Where the reading can go on after a row that does not fit; with the row's number."""
        for start in range(at + 1, min(at + MOST_SKIPPED, len(self.tokens))):
            if _ends(self.tokens[start]):
                return None
            if self.numbered:
                numbers = [n for n in range(number, number + 4) if self._number(start, n)]
                wanted = numbers[0] if numbers else 0
            else:
                wanted = number + 1 if is_binding(self.tokens[start - 1].text) else 0
            if wanted and self.row(start, wanted) is not None:
                return start, wanted
        return None

    def _cell(self, kind: str, cells: Cells, i: int, at: int, number: int) -> int | None:
        if kind == "class":
            return self._class(cells, i, at, number) if self.class_leads else at
        if kind == "number":
            length = self._number(at, number)
            return self._take(cells[i], at, length) if length or self.nested else None
        if kind == "name":
            return self._name(cells, i, at)
        if kind == "unit":
            length = self._unit(at)
            if not length and self._is_percentage(at):
                return at  # the values say it
        elif kind == "binding":
            length = self._binding(at)
        else:
            return self._note(cells, i, at, number)
        return self._take(cells[i], at, length) if length else None

    def _take(self, cell: list[Line], at: int, count: int) -> int:
        cell.extend(token.part for token in self.tokens[at : at + count])
        return at + count

    def _number(self, at: int, number: int) -> int:
        """How many lines make the row's number that stands here (1 | 0); 0: it does not."""
        if self.nested:
            return int(at < len(self.tokens) and bool(_NESTED.fullmatch(self.tokens[at].text)))
        if self._is(at, str(number)):
            return 1
        halves = "".join(token.text for token in self.tokens[at : at + 2])
        return 2 if number >= 10 and halves == str(number) else 0

    def _is(self, at: int, text: str) -> bool:
        return at < len(self.tokens) and self.tokens[at].text == text

    def _class(self, cells: Cells, i: int, at: int, number: int) -> int | None:
        """The class printed before the number; a row without one belongs to the last."""
        for end in range(at, min(at + MOST_CLASS_LINES, len(self.tokens))):
            token = self.tokens[end]
            if self._number(end, number):
                if end > at:
                    self.classes = [t.part for t in self.tokens[at:end]]
                cells[i] = list(self.classes)
                return end
            if len(token.text) > 8 or _is_cell(token):
                return None
        return None

    def _name(self, cells: Cells, i: int, at: int) -> int | None:
        following = self.columns[i + 1].kind if i + 1 < len(self.columns) else "value"
        name: list[Token] = []
        for token in self.tokens[at : at + MOST_NAME_LINES + MOST_CLASS_LINES]:
            text = "".join(part.text for part in name)
            if name and not is_open(text) and self._begins(following, at + len(name)):
                break
            if _is_cell(token) and not is_open(text):
                return None
            name.append(token)
        else:
            return None
        end = at + len(name)
        before = self._before_name(name)
        if before:
            self.classes = [token.part for token in name[:before]]
        if self.classed and not self.class_leads:
            cells[self.kinds.index("class")] = list(self.classes)
        cells[i] = [token.part for token in name[before:]]
        return end if len(cells[i]) <= MOST_NAME_LINES else None

    def _before_name(self, name: Sequence[Token]) -> int:
        """How many of the lines are no part of the name: a class set upright, or above it.

        A name goes on in a further line only where the line before is filled.
        """
        longest = max(len(token.text) for token in name)
        if longest >= 5:
            upright = 0
            while len(name[upright].text) <= 2:
                upright += 1
            if upright:
                return upright
        if self.class_leads:
            return 0
        if not self.classed:
            narrow = sum(1 for _ in takewhile(lambda t: t.part.width <= UPRIGHT, name))
            return narrow if self.numbered and longest >= NARROWEST_NAME else 0
        first = len(name) - 1
        filled = 0.8 * max(NARROWEST_NAME, *(token.part.width for token in name))
        while first > 0 and name[first - 1].part.width >= filled:
            first -= 1
        return first

    def _begins(self, kind: str, at: int) -> bool:
        text = self.tokens[at].text
        if kind == "unit":
            return self._unit(at) > 0 or self._is_percentage(at)
        if kind == "binding":
            return is_binding(text)
        return is_value(text)

    def _is_percentage(self, at: int) -> bool:
        text = self.tokens[at].text if at < len(self.tokens) else ""
        return text.endswith(("%", "‰")) and is_number(text)

    def _unit(self, at: int) -> int:
        """How many lines make the unit that stands here; 0: none does."""
        texts = [token.text for token in self.tokens[at : at + 3]]
        counts = range(len(texts), 0, -1)
        return next((count for count in counts if is_unit("".join(texts[:count]))), 0)

    def _binding(self, at: int) -> int:
        texts = [token.text for token in self.tokens[at : at + 2]]
        if texts and is_binding(texts[0]):
            return 1
        return 2 if len(texts) == 2 and texts[0] and is_binding("".join(texts)) else 0

    def _values(self, cells: Cells, places: range, at: int) -> int | None:
        behind = self.columns[places.stop].kind if places.stop < len(self.columns) else ""
        if behind != "binding":
            for i in places:
                if at >= len(self.tokens) or not is_value(self.tokens[at].text):
                    return None
                at = self._take(cells[i], at, 1)
            more = places.stop == len(self.columns) and at < len(self.tokens)
            return None if more and is_value(self.tokens[at].text) and not self.numbered else at
        end = at
        while end < len(self.tokens) and not self._binding(end):
            end += 1
            if end - at > MOST_VALUE_LINES:
                return None
        fitted = _fit(self.tokens[at:end], len(places))
        if fitted is None:
            return None
        for i, tokens in zip(places, fitted, strict=True):
            cells[i] = [token.part for token in tokens]
        return end

    def _note(self, cells: Cells, i: int, at: int, number: int) -> int | None:
        """A remark behind the binding: all up to the number of the next row."""
        if not self.numbered or self.classed:
            return None
        for end in range(at, min(at + MOST_NOTE_LINES, len(self.tokens))):
            if self._number(end, number + 1):
                return self._take(cells[i], at, end - at)
            if _ends(self.tokens[end]):
                return None
        return None

    def _tail(self, cells: Cells, at: int, number: int) -> int | None:
        """The rest of a name that stands below its values; None where it cannot be told."""
        name = "".join(part.text for part in cells[self.name])
        rest = self.tokens[at].text if at < len(self.tokens) else ""
        if rest and (is_open(name) or _REST.fullmatch(rest)):
            return self._take(cells[self.name], at, 1)
        if not self.numbered or self.classed or self.nested or self._number(at, number + 1):
            return at
        ahead = self.tokens[at : at + MOST_CLASS_LINES]
        upto = next((k for k in range(len(ahead)) if self._number(at + k, number + 1)), None)
        if upto is None:
            return at
        return at if all(len(token.text) <= 4 for token in ahead[:upto]) else None

    def _group_row(self, at: int, number: int) -> int:
        """How many lines name the rows below them: （一）环境质量; 一 | 总体指标; 0: none."""
        if self.nested and at + 2 < len(self.tokens) and self.tokens[at].text in _ORDINALS:
            return 2 if self._number(at + 2, number) else 0
        if at + 1 >= len(self.tokens) or not is_group(self.tokens[at].text):
            return 0
        if self.numbered:
            return int(self._number(at + 1, number) > 0)
        return int(not self._begins(self.columns[self.name + 1].kind, at + 1))


_REST = re.compile(
    r"[（(][^（）()]{1,12}[)）]\d?|(?:比例|比率|率|量|面积)(?:[（(][^（）()]{1,12}[)）])?"
)


def _is_cell(token: Token) -> bool:
    """Whether a line is a cell of another kind than a name, or no cell at all."""
    return is_number(token.text) or is_binding(token.text) or _ends(token)


def _ends(token: Token) -> bool:
    """Whether a line is no cell: a sentence, a note, the next table."""
    text = token.text
    return (
        token.part.width > 30 or text.endswith(("。", "；", "：")) or _AFTER.match(text) is not None
    )


_AFTER = re.compile(r"注[:：1１]|备注|说明|资料来源|表\s*\d|专栏")


def _fit(tokens: Sequence[Token], count: int) -> list[list[Token]] | None:
    """Lines as so many cells: each number is one, other lines join; None if it cannot be told."""
    cells: list[list[Token]] = []
    loose = opened = False
    for token in tokens:
        if cells and (opened or _REMARK.fullmatch(token.text)):
            cells[-1].append(token)
        elif is_number(token.text):
            cells.append([token])
            loose = False
        elif (
            loose
            and not token.text.isdecimal()
            and not (len(tokens) == count and is_value(token.text))
        ):
            cells[-1].append(token)
        elif len(token.text) <= MOST_STATE and not token.text.isdecimal():
            cells.append([token])
            loose = True
        else:
            return None
        text = "".join(token.text for token in cells[-1])
        opened = is_open(text)
    return cells if len(cells) == count else None


MOST_STATE = 14
_REMARK = re.compile(
    r"左右|以[上下内]|[%％‰]|个百分点|[（(](?:较|比|新增|现状|[12]\d{3})[^（）()]*[)）]"
)
