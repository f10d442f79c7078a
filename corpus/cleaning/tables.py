"""Raw tables to rows with column headers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning.draft import Unit, join_gap
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawTable

__all__ = ["CleanRow", "CleanTable"]

SEPARATOR = " | "
BETWEEN_FIGURES = "；"
"""Parts two figures on lines of their own: 12 and 15 are not 1215."""
MOST_HEADER_ROWS = 4
_KNOWN_MARK = re.compile(f"{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE}")
_VALUE = re.compile(
    r"[<>≥≤＜＞约±+]?\s*[-－—]?\s*\d[\d,，\s]*(?:\.\d+)?\s*(?:%|％|‰|[(（].{1,12}[)）]|[\u4e00-\u9fff]{0,4})?"
    r"(?:左右|以上|以下|以内)?|[-－—/]+"
)
_NOTE = re.compile(
    r"(?:备\s*注|注\s*释|附\s*注|注|说\s*明|(?:资料|数据)来源|来\s*源)\s*\d{0,2}\s*[:：]|[*＊※]\S"
)
_ENDS_IN_FIGURE = re.compile(r"\d\s*[%％‰]?$")
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:年|[-－—~～].{4,6})?.{0,8}")


@dataclass(slots=True)
class CleanRow:
    """One row: its clean cells, and the unit that places their joined text."""

    cells: tuple[str, ...]
    unit: Unit
    is_header: bool = False


@dataclass(slots=True)
class CleanTable:
    """A table ready to be placed. `captions`: full-width first rows, placed before the rows."""

    columns: tuple[str, ...]
    rows: list[CleanRow]
    caption: str = ""
    unit_note: str = ""
    captions: list[Unit] = field(default_factory=list)
    notes: list[Unit] = field(default_factory=list)
    """Full-width last rows such as 注：…, placed after the rows."""

    @classmethod
    def of(cls, unit: Unit) -> CleanTable:
        """From a unit that holds a raw table."""
        raw = unit.table
        if raw is None:
            raise ValueError("the unit holds no table")
        rows = [row for row in _rows(unit, raw) if any(row.cells)]
        captions = []
        given = raw.header_rows
        while not given and len(rows) > 1 and _spans_all(rows[0]):
            captions.append(_one_cell(rows.pop(0).unit))
        end = _notes_from(rows)
        notes = [_one_cell(row.unit) for row in rows[end:]]
        rows = rows[:end]
        for row in rows[: _header_count(rows, given)]:
            row.is_header = True
        headers = [row.cells for row in rows if row.is_header]
        caption = (
            raw.caption or unit.hints.get("caption", "") or (captions[0].text if captions else "")
        )
        note = raw.unit_note or unit.hints.get("unit_note", "")
        return cls(_columns(headers, rows), rows, caption, note, captions, notes)


def _rows(unit: Unit, raw: RawTable) -> list[CleanRow]:
    rows, offset = [], unit.raw_start
    kept = _columns_kept(raw.rows)
    size = max(map(len, raw.rows), default=0)
    for number, given in enumerate(raw.rows):
        cells = [*given, *[""] * (size - len(given))]
        page = raw.pages[number] if number < len(raw.pages) else unit.page
        line = Unit("table_row", "", [], page=page, raw_start=offset)
        clean: list[str] = []
        for i, cell in enumerate(cells):
            if i in kept:
                piece = (
                    unit.cells[number][i]
                    if unit.cells
                    else clean_cell(cell, offset, hard=raw.hard_breaks)
                )
                piece = _without_marks(piece, unit.marks)
                line.text += SEPARATOR if clean else ""
                clean.append(piece.text)
                shift = len(line.text)
                line.text += piece.text
                line.pieces.extend((at + shift, r, n) for at, r, n in piece.pieces)
            offset += len(cell) + 1 if i < len(given) else 0
        rows.append(CleanRow(tuple(clean), line))
    return rows


def _columns_kept(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """All columns but empty ones and those that only repeat the column before, as merged
    headers over a finer grid do."""
    columns = list(itertools.zip_longest(*rows, fillvalue=""))
    return frozenset(
        i for i, column in enumerate(columns) if any(column) and (not i or column != columns[i - 1])
    )


def _without_marks(cell: Unit, numbered: re.Pattern[str] | None) -> Unit:
    """A cell without footnote marks: those loaders knew, and those numbered like the text's."""
    spans = [m.span() for m in _KNOWN_MARK.finditer(cell.text)] if MARK_OPEN in cell.text else []
    if numbered is not None:
        spans += [m.span() for m in numbered.finditer(cell.text)]
    return cell.without(sorted(spans)) if spans else cell


def clean_cell(cell: str, offset: int, *, hard: bool = False) -> Unit:
    """A cell's text in one line, its wraps joined. `hard`: its breaks are the author's."""
    joined = Unit("table_row", "", [])
    position = 0
    for part in cell.split("\n"):
        text = part.strip()
        if text:
            at = position + part.index(text)
            two = hard and _ENDS_IN_FIGURE.search(joined.text) and text[0].isdecimal()
            joined.text += BETWEEN_FIGURES if two else join_gap(joined.text, text)
            joined.pieces.append((len(joined.text), offset + at, len(text)))
            joined.text += text
        position += len(part) + 1
    return joined


def _spans_all(row: CleanRow) -> bool:
    """Whether one merged cell fills the whole row."""
    return len(row.cells) > 1 and len(set(row.cells)) == 1


def _notes_from(rows: Sequence[CleanRow]) -> int:
    """Where the remarks below a table begin: cells alone in their rows, the first headed 注."""
    end = len(rows)
    for at in range(len(rows) - 1, 1, -1):
        cells = rows[at].cells
        if len(cells) < _TWO_CELLS or len(set(filter(None, cells))) > 1 or not cells[0]:
            break
        if _NOTE.match(cells[0]):
            end = at
    return end


_TWO_CELLS = 2


def _one_cell(unit: Unit) -> Unit:
    """A row's unit with the text of its first cell alone."""
    unit.text = unit.text.split(SEPARATOR)[0]
    unit.pieces = [piece for piece in unit.pieces if piece[0] < len(unit.text)]
    return unit


def _header_count(rows: Sequence[CleanRow], given: int | None) -> int:
    if given is not None:
        return min(given, len(rows))
    kinds = [_has_values(row.cells) for row in rows[: MOST_HEADER_ROWS + 1]]
    if True in kinds:
        first = kinds.index(True)
        return first if first < MOST_HEADER_ROWS else 1
    first_cells = rows[0].cells if rows else ()
    plain = all(first_cells) and all(len(c) <= 20 for c in first_cells)
    return 1 if plain and len(set(first_cells)) == len(first_cells) and len(rows) > 1 else 0


def _has_values(cells: Sequence[str]) -> bool:
    """Whether a row holds values of a metric and not only names and years."""
    return any(
        c and any(ch.isdecimal() for ch in c) and _VALUE.fullmatch(c) and not _YEAR.fullmatch(c)
        for c in cells[1:]
    )


def _columns(headers: Sequence[Sequence[str]], rows: Sequence[CleanRow]) -> tuple[str, ...]:
    size = max((len(row.cells) for row in rows), default=0)
    columns = []
    for i in range(size):
        levels = [header[i] for header in headers if i < len(header) and header[i]]
        columns.append("/".join(dict.fromkeys(levels)))
    return tuple(columns)
