"""Footnotes: their marks leave the sentence, their text moves to the end of the document."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from corpus.cleaning.draft import Unit
from corpus.cleaning.lines import Line
from corpus.cleaning.marks import width
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN

__all__ = ["Notes", "drop_known_marks", "drop_numbered_marks", "take_notes"]

_KNOWN = re.compile(f"{MARK_OPEN}([^{MARK_CLOSE}]*){MARK_CLOSE}")
_CIRCLED = re.compile(r"[①-⑳㉑-㉟]")
_NUMBERED = re.compile(r"(?<=[^\s\d])[\[［](\d{1,3})[\]］](?!\s*\d{0,5}\s*号|\s*[%％])")
MOST_MISSING = 4
_DEFINITION = re.compile(r"[\[［](\d{1,3})[\]］]\s*\S")


class Notes:
    """Footnote lines taken out of the flow, and the raw offsets of their marks in sentences."""

    def __init__(self) -> None:
        self.notes: list[list[Line]] = []
        self.marks: set[int] = set()

    def without_marks(self, units: list[Unit]) -> list[Unit]:
        """Units without the marks that were found in their lines."""
        if not self.marks:
            return units
        return [self._stripped(unit) for unit in units]

    def _stripped(self, unit: Unit) -> Unit:
        spans = []
        for found in _CIRCLED.finditer(unit.text):
            raw = next(
                (r + found.start() - a for a, r, n in unit.pieces if a <= found.start() < a + n), -1
            )
            if raw in self.marks:
                spans.append(found.span())
        return unit.without(spans) if spans else unit


def take_notes(lines: list[Line]) -> tuple[list[Line], Notes]:
    """Take the footnotes off the foot of each page: lines that begin with a circled number that
    also hangs on a word higher up on that page."""
    notes = Notes()
    if not any(_CIRCLED.search(line.text) for line in lines):
        return lines, notes
    kept: list[Line] = []
    page: list[Line] = []
    for line in lines:
        if line.new_page and page:
            kept.extend(_one_page(page, notes))
            page = []
        page.append(line)
    kept.extend(_one_page(page, notes))
    return kept, notes


def _one_page(page: list[Line], notes: Notes) -> list[Line]:
    first = _foot(page)
    if first is None:
        return page
    defined = set()
    for line in page[first:]:
        if _CIRCLED.match(line.text):
            defined.add(line.text[0])
            notes.notes.append([])
        notes.notes[-1].append(line)
    kept: list[Line] = []
    hanging = False
    for line in page[:first]:
        if line.text in defined:
            hanging = True
            continue
        if hanging and kept:
            _merge(kept[-1], line)
            hanging = False
            continue
        for found in _CIRCLED.finditer(line.text):
            if found.group() in defined and found.start() > 0:
                notes.marks.add(line.start + found.start())
        kept.append(line)
    return kept


def _foot(page: Sequence[Line]) -> int | None:
    """Index of the first footnote line of a page; None where it has none."""
    references: dict[str, int] = {}
    for i, line in enumerate(page):
        for mark in _references(line.text):
            references.setdefault(mark, i)
    first = None
    for i in range(len(page) - 1, -1, -1):
        found = _CIRCLED.match(page[i].text)
        if found is None:
            continue
        if references.get(found.group(), i) >= i:
            break
        first = i
    return first


def _references(text: str) -> list[str]:
    """Marks that hang on a word of the line, or the mark the line is."""
    if len(text) == 1 and _CIRCLED.match(text):
        return [text]
    return [
        found.group()
        for found in _CIRCLED.finditer(text)
        if found.start() > 0 and text[found.start() - 1] not in "：:；;。，、 "
    ]


def _merge(line: Line, rest: Line) -> None:
    """Two lines that were one before a raised mark cut it."""
    line.tail.append((len(line.text), rest.start, len(rest.text)))
    line.text += rest.text
    line.width += rest.width
    line.slack -= rest.width


def drop_known_marks(units: list[Unit]) -> list[Unit]:
    """Take out the marks that loaders put in brackets; a footnote keeps its own mark, a bare
    number in square brackets, so that it is no number of the text."""
    result = []
    for unit in units:
        if MARK_OPEN in unit.text:
            unit = _without_known(unit)
        result.append(unit)
    return [u for u in result if u.text or u.table is not None]


def _without_known(unit: Unit) -> Unit:
    spans: list[tuple[int, int]] = []
    own = _KNOWN.match(unit.text) if unit.kind == "footnote" else None
    if own is not None:
        spans += [(0, 1), (own.end() - 1, own.end())]
    found = _KNOWN.finditer(unit.text, own.end() if own else 0)
    kept = unit.without(spans + [mark.span() for mark in found])
    if own is not None and own[1].isdecimal():
        size = len(own[1])
        kept.text = f"[{own[1]}]{kept.text[size:]}"
        kept.pieces = [(at + (1 if at < size else 2), raw, n) for at, raw, n in kept.pieces]
    return kept


def drop_numbered_marks(units: list[Unit]) -> list[Unit]:
    """Take out marks such as [3] where they run from [1] upwards; their list becomes footnotes."""
    numbers = [int(n) for unit in units for text in _texts(unit) for n in _NUMBERED.findall(text)]
    if not numbers or numbers[0] != 1:
        return units
    rising = sum(0 <= b - a <= MOST_MISSING for a, b in itertools.pairwise(numbers))
    if rising < 0.8 * (len(numbers) - 1):
        return units
    defined = frozenset(numbers)
    return [_without_numbered(unit, defined) for unit in units]


def _without_numbered(unit: Unit, defined: frozenset[int]) -> Unit:
    if unit.table is not None:
        unit.marks = _NUMBERED
        return unit
    definition = _DEFINITION.match(unit.text)
    if definition and int(definition[1]) <= max(defined) and width(unit.text) > 4:
        unit.kind, unit.certain = "footnote", True
        return unit
    spans = [m.span() for m in _NUMBERED.finditer(unit.text)]
    return unit.without(spans) if spans else unit


def _texts(unit: Unit) -> list[str]:
    """The texts of a unit that may hold marks."""
    texts = [unit.text] if unit.table is None else [c for row in unit.table.rows for c in row]
    return [text for text in texts if "[" in text or "［" in text]
