"""Tables that run over pages made one: repeated headers dropped, broken rows and cells healed."""

from __future__ import annotations

import itertools
from difflib import SequenceMatcher

from corpus.loaders.pdf_grid import Ink
from corpus.loaders.pdf_shapes import Box
from corpus.loaders.pdf_strips import matched
from corpus.loaders.pdf_table import NUMBER, Cell, PageTable, flat

__all__ = ["can_join", "join_tables"]

EDGE = 12.0
"""Outer edges of the parts may differ by this much (points) after shifting."""
COLUMN = 7.0
"""Column lines of the parts may differ by this much (points)."""
MAX_HEADER = 4

Shared = tuple[list[int | None], list[int | None], list[Ink]]
"""For each shared column its number in either table, and where the second's columns print."""


def can_join(first: PageTable, second: PageTable) -> bool:
    """Whether the second can be the continuation of the first on the next page, by its shape."""
    if first.inks and second.inks:
        return _shared(first, second) is not None
    if abs(first.box.width - second.box.width) > EDGE:
        return False
    shift = first.xs[0] - second.xs[0]
    fewer, more = sorted((first.xs, [x + shift for x in second.xs]), key=len)
    met = sum(any(abs(x - other) <= COLUMN for other in more) for x in fewer)
    if met == len(fewer):
        return True
    return met == len(fewer) - 1 and (met >= 5 or _header_overlap(first, second) > 0)


def _shared(first: PageTable, second: PageTable) -> Shared | None:
    """The columns that two tables without uprights share, each as its number in both."""
    if not (first.inks and second.inks):
        return None
    shift = first.inks[0][0] - second.inks[0][0]
    for by in (0.0, shift):
        moved = [(x0 + by, x1 + by) for x0, x1 in second.inks]
        fewer, more = sorted((first.inks, moved), key=len)
        found = matched(fewer, more)
        if found is not None:
            places = [found.index(i) if i in found else None for i in range(len(more))]
            whole: list[int | None] = list(range(len(more)))
            return (places, whole, moved) if fewer is first.inks else (whole, places, moved)
    return None


def join_tables(first: PageTable, second: PageTable) -> None:
    """Append the second to the first, in place."""
    _align(first, second)
    again = _header_overlap(first, second)
    first.repeated = max(first.repeated, again)
    rows, pages = second.rows[again:], second.pages[again:]
    if not rows:
        first.below += second.below
        return
    _heal_merged(first, rows)
    if _is_broken(first, rows):
        _merge_rows(first.rows[-1], rows[0])
        for column, (whole, rest) in enumerate(zip(first.rows[-1], rows[0], strict=True)):
            if rest.text:
                _replace(rows[1:], column, rest, whole)  # a cell over the rows below, cut as well
        rows, pages = rows[1:], pages[1:]
    first.rows += rows
    first.pages += pages
    first.below += second.below
    first.odd = first.odd or second.odd
    first.box = Box(first.box.x0, second.box.y0, first.box.x1, second.box.y1)


def _align(first: PageTable, second: PageTable) -> None:
    """Give both the same columns; a cell that covers two of them stands in both."""
    shared = _shared(first, second)
    if shared is not None:
        _align_shared(first, second, shared)
        return
    shift = first.xs[0] - second.xs[0]
    moved = [x + shift for x in second.xs]
    moved[-1] = first.xs[-1] if abs(moved[-1] - first.xs[-1]) <= EDGE else moved[-1]
    union = list(first.xs)
    union += [x for x in moved if all(abs(x - known) > COLUMN for known in first.xs)]
    union.sort()
    first.rows = _spread(first.rows, first.xs, union)
    second.rows = _spread(second.rows, moved, union)
    first.xs, second.xs = union, list(union)


def _align_shared(first: PageTable, second: PageTable, shared: Shared) -> None:
    """The same for tables without uprights; a column that one of them lacks is empty there."""
    mine, theirs, moved = shared
    wider = first if None not in mine else second
    inks = [
        _around(first.inks[i] if i is not None else None, moved[j] if j is not None else None)
        for i, j in zip(mine, theirs, strict=True)
    ]
    xs = list(wider.xs)
    for table, places in ((first, mine), (second, theirs)):
        table.rows = [[row[i] if i is not None else Cell("") for i in places] for row in table.rows]
        table.inks, table.xs = list(inks), list(xs)


def _around(one: Ink | None, other: Ink | None) -> Ink:
    known = [ink for ink in (one, other) if ink is not None]
    return min(x0 for x0, _ in known), max(x1 for _, x1 in known)


def _spread(rows: list[list[Cell]], xs: list[float], union: list[float]) -> list[list[Cell]]:
    index = []
    for left, right in itertools.pairwise(union):
        middle = (left + right) / 2
        inside = sum(x <= middle for x in xs) - 1
        index.append(min(max(inside, 0), len(xs) - 2))
    return [[row[i] for i in index] for row in rows]


def _header_overlap(first: PageTable, second: PageTable) -> int:
    """How many first rows of the second repeat the first rows of the first."""
    count = 0
    for one, other in zip(first.rows[:MAX_HEADER], second.rows, strict=False):
        mine, theirs = _row_text(one), _row_text(other)
        if not mine or SequenceMatcher(None, mine, theirs).ratio() < 0.85:
            break
        if any(char.isdigit() for char in mine) and _digits(mine) != _digits(theirs):
            break
        count += 1
    return count


def _row_text(row: list[Cell]) -> str:
    unique = [cell for i, cell in enumerate(row) if not i or cell is not row[i - 1]]
    return "|".join(flat(cell.text) for cell in unique)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _label_columns(table: PageTable) -> list[int]:
    """Leading columns in which cells run down over several rows: categories."""
    found = []
    for column in range(min(3, table.width - 1)):
        cells = [row[column] for row in table.rows]
        if any(
            a is b and a.text and a.tall > 1 and not a.text[:1].isdigit()
            for a, b in itertools.pairwise(cells)
        ):
            found.append(column)
    return found


def _heal_merged(first: PageTable, rows: list[list[Cell]]) -> None:
    """A category cell cut by the page break: its text stands in one half only, or in both."""
    if _spans_row(rows[0]) or _spans_row(first.rows[-1]):
        return
    labels = _label_columns(PageTable(first.box, first.xs, first.rows + rows, []))
    for column in range(first.width):
        upper, lower = first.rows[-1][column], rows[0][column]
        cut = column in labels or (lower if upper.text else upper).tall > 1
        if upper.text and not lower.text and cut:
            _replace(rows, column, lower, upper)
        elif lower.text and not upper.text and cut:
            _replace_tail(first.rows, column, upper, lower)
        elif column in labels and flat(upper.text) == flat(lower.text):
            _replace(rows, column, lower, upper)


def _spans_row(row: list[Cell]) -> bool:
    return len(row) > 1 and all(cell is row[0] for cell in row)


def _replace(rows: list[list[Cell]], column: int, old: Cell, new: Cell) -> None:
    for row in rows:
        if row[column] is not old:
            break
        row[column] = new


def _replace_tail(rows: list[list[Cell]], column: int, old: Cell, new: Cell) -> None:
    for row in reversed(rows):
        if row[column] is not old:
            break
        row[column] = new


def _filled_columns(body: list[list[Cell]]) -> list[int]:
    """Columns that hold something in nearly every row."""
    rows = [row for row in body if not _spans_row(row)]
    if len(rows) < 2:
        return []
    return [
        column
        for column in range(len(rows[0]))
        if sum(bool(row[column].text) for row in rows) >= 0.8 * len(rows)
    ]


def _is_broken(table: PageTable, rows: list[list[Cell]]) -> bool:
    """Whether the last row of the table and the first of these are two halves of one row."""
    last, row = table.rows[-1], rows[0]
    if _spans_row(row) or _spans_row(last) or (len(table.rows) < 2 and _figures(row)):
        return False
    body = [*table.rows[1:-1], *rows[1:]]
    usual = _filled_columns(body if len(body) > 1 else [*table.rows[:-1], *body])
    lacking = {c for c in usual if not row[c].text}
    missing = {c for c in usual if not last[c].text}
    if not lacking and not missing:
        return False
    if table.inks:
        return any(half and not _figures(part) for half, part in ((lacking, row), (missing, last)))
    both = [(last[c], row[c]) for c in range(table.width) if last[c].text and row[c].text]
    cut = [(upper, lower) for upper, lower in both if not _same(upper, lower)]
    if cut:
        return all(upper.full for upper, _ in cut)
    return bool(lacking and missing)


def _figures(row: list[Cell]) -> bool:
    return any(NUMBER.fullmatch(flat(cell.text)) for cell in row)


def _same(upper: Cell, lower: Cell) -> bool:
    """A cell that reaches over the page break and is printed on both pages."""
    return upper is lower or (upper.tall > 1 and flat(upper.text) == flat(lower.text))


def _merge_rows(last: list[Cell], row: list[Cell]) -> None:
    for column, (upper, lower) in enumerate(zip(list(last), row, strict=True)):
        if not lower.text:
            continue
        if column and lower is row[column - 1] and last[column] is last[column - 1]:
            continue
        if not _same(upper, lower):
            upper.text = f"{upper.text}\n{lower.text}" if upper.text else lower.text
