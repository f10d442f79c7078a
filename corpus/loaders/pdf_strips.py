"""Columns and rows that are told by blank space, for tables with few rules or none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.loaders.pdf_centred import Piece, centred
from corpus.loaders.pdf_grid import Grid, Ink, Span
from corpus.loaders.pdf_shapes import Box, Glyph, Rule
from corpus.loaders.pdf_text import Line

__all__ = [
    "columns_of",
    "filled",
    "fits",
    "grid_of",
    "has_figure",
    "head_above",
    "matched",
    "pieces",
    "rows_of",
    "touched",
]

APART = 0.7
"""Blank space between two columns, in characters, at least."""
OVERLAP = 0.3
"""The lines of a cell that stand beside the middle of its row come as close as this to it."""
MOSTLY = 0.7
"""A line that prints in so many of the columns may be a row by itself."""
FIGURE = re.compile(r"(?=.*\d)[\d.,，%％≥≤><＞＜~～—–\-/／\[\]【】]+")
BESIDE = 9.0
"""Words of one column that stand on two pages may lie apart by so much (points)."""
WIDER = 4.0
"""Words of the outer columns may reach so many characters further on another page."""
YEAR = re.compile(r"(?:19|20)\d\d")
CLOSE = 1.2
"""Lines of one header stand this close to each other, in heights of a line."""
GROUP = re.compile(
    r"^(?!.*[:：。，]).{0,6}(?:目标|现状|基期|规划|完成|实际|预期|其中|累计|年|值).{0,4}$"
)
"""Words over several columns of a header."""
LABEL = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")


def pieces(line: Line, apart: float = APART) -> list[list[Glyph]]:
    """The stretches of text on a line, parted by blank space of so many characters."""
    found = [[line.glyphs[0]]]
    for one, other in itertools.pairwise(line.glyphs):
        if other.x0 - one.x1 > apart * line.em:
            found.append([])
        found[-1].append(other)
    return found


def columns_of(lines: Sequence[Line], sure: Sequence[Line]) -> list[Ink]:
    """Where the columns print: as the `sure` rows show, widened by what else stands in one.

    A piece of another line over several columns is the head of a group and parts nothing.
    """
    inks = _stretches([g for line in sure for g in line.glyphs], min(line.em for line in lines))
    for line in lines:
        for piece in pieces(line):
            own = (piece[0].x0, max(glyph.x1 for glyph in piece))
            over = touched(own, inks)
            if not over and not _between(own, inks, line.em):
                inks = sorted([*inks, own])
            elif len(over) == 1:
                column = over[0]
                inks[column] = (min(inks[column][0], own[0]), max(inks[column][1], own[1]))
    return inks


def _between(own: Ink, inks: Sequence[Ink], em: float) -> bool:
    """Whether words stand over the middle of two columns: their common head."""
    middles = ((sum(one) + sum(other)) / 4 for one, other in itertools.pairwise(inks))
    return any(abs(middle - sum(own) / 2) < em for middle in middles)


def _stretches(glyphs: Sequence[Glyph], em: float) -> list[Ink]:
    found: list[Ink] = []
    for x0, x1 in sorted((glyph.x0, glyph.x1) for glyph in glyphs):
        if found and x0 - found[-1][1] <= APART * em:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def touched(ink: Ink, inks: Sequence[Ink]) -> list[int]:
    """The columns over which a stretch of text stands."""
    return [i for i, (x0, x1) in enumerate(inks) if ink[0] < x1 and x0 < ink[1]]


def matched(fewer: Sequence[Ink], more: Sequence[Ink]) -> list[int] | None:
    """Which of the columns of one part of a table are those of another part; None: no match."""
    found: list[int] = []
    for x0, x1 in fewer:
        over = touched((x0 + 1, x1 - 1), more)
        beside = [
            i for i in range(len(more)) if min(abs(more[i][0] - x1), abs(x0 - more[i][1])) < 9
        ]
        column = (over or beside or [-1])[0]
        if len(over) > 1 or column <= (found[-1] if found else -1):
            return None
        found.append(column)
    return found


def _places(line: Line, inks: Sequence[Ink]) -> list[list[int]]:
    """For each piece of a line the columns it stands over."""
    return [touched((p[0].x0, max(g.x1 for g in p)), inks) for p in pieces(line)]


def _columns(line: Line, inks: Sequence[Ink]) -> set[int]:
    return {column for place in _places(line, inks) for column in place}


def fits(line: Line, inks: Sequence[Ink]) -> bool:
    """Whether each piece of a line stands within one column."""
    room = WIDER * line.em
    inside = inks[0][0] - room < line.x0 and line.x1 < inks[-1][1] + room
    return inside and all(len(place) <= 1 for place in _places(line, inks))


def filled(line: Line, inks: Sequence[Ink]) -> int:
    """How many columns a line prints in."""
    return len(_columns(line, inks))


def head_above(lines: Sequence[Line], first: Line, inks: Sequence[Ink]) -> list[Line]:
    """The last of these lines, as far as they are the upper part of the header in `first`."""
    start = len(lines)
    below = first
    while start and below.y0 - lines[start - 1].y1 < CLOSE * below.size:
        line = lines[start - 1]
        groups = all(GROUP.match("".join(g.text for g in piece)) for piece in pieces(line))
        wrap = _beside(line, below) and fits(line, inks)
        if not (wrap or groups):
            break
        start, below = start - 1, line
    return list(lines[start:])


def has_figure(line: Line) -> bool:
    """Whether it prints a bare figure that is no year: no wrapped words, so a row of its own."""
    texts = ("".join(glyph.text for glyph in piece) for piece in pieces(line))
    return any(FIGURE.fullmatch(text) and not YEAR.fullmatch(text) for text in texts)


def rows_of(lines: Sequence[Line], inks: Sequence[Ink]) -> list[list[Line]]:
    """Lines gathered into rows: a row has one line with figures, the others are its wraps.

    A line without figures is a row where it prints in all columns that are usually filled, or
    opens a group (一、). Words above the first figures are one header.
    """
    starts = _anchors(lines, inks)
    if not starts:
        return [list(lines)]
    rows = [[lines[start]] for start in starts]
    rows[0][:0] = lines[: starts[0]]
    ends = [*starts[1:], len(lines)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        between = lines[start + 1 : end]
        below = lines[end] if end < len(lines) else None
        kept = _upper_share(lines[start], between, below)
        rows[number] += between[:kept]
        if below is not None:
            rows[number + 1][:0] = between[kept:]
    return rows


def _upper_share(above: Line, between: Sequence[Line], below: Line | None) -> int:
    """How many of the lines between two rows are wraps of the upper one: all, unless the last
    one stands beside the figures of the lower row, whose cells are then set around its middle."""
    if below is None or not between or not _beside(between[-1], below):
        return len(between)
    nearer = [line.y0 - above.y1 <= below.y0 - line.y1 for line in between]
    return nearer.index(False) if False in nearer else len(between)


def _beside(upper: Line, lower: Line) -> bool:
    """Whether a line reaches down to another: no two lines of one cell stand so close."""
    return lower.y0 - upper.y1 < OVERLAP * lower.size


def _anchors(lines: Sequence[Line], inks: Sequence[Ink]) -> list[int]:
    filled = [_columns(line, inks) for line in lines]
    full = [columns for columns in filled if len(columns) >= MOSTLY * len(inks)]
    keys = {c for c in range(len(inks)) if sum(c in f for f in full) >= 0.8 * len(full)}
    figures = [has_figure(line) for line in lines]
    body = figures.index(True) if True in figures else 0
    head = _head_end(lines[:body], filled, keys)
    while 0 < head < len(lines) and _beside(lines[head - 1], lines[head]):
        head -= 1  # the upper line of a cell of the first row
    found = [0] if head else []
    pitch = _pitch([line for line, figured in zip(lines, figures, strict=True) if figured])
    for index in range(head, len(lines)):
        whole = bool(keys) and keys <= filled[index]
        if figures[index] and index > head and _goes_on(found, index, lines, filled, pitch):
            continue
        label = LABEL.match(lines[index].text) and not _between_rows(lines, index, pitch)
        if figures[index] or whole or label:
            found.append(index)
    return found


CLOSER = 0.7
"""Lines of one row stand closer than rows do, by so much."""


def _pitch(rows: Sequence[Line]) -> float:
    """How far rows stand apart, 0 where there are too few to tell."""
    apart = [other.middle - one.middle for one, other in itertools.pairwise(rows)]
    return median(apart) if len(apart) > 1 else 0.0


def _goes_on(
    starts: Sequence[int],
    index: int,
    lines: Sequence[Line],
    filled: Sequence[set[int]],
    pitch: float,
) -> bool:
    """Whether figures are those that the row above still lacks: its last cells, set lower."""
    above = starts[-1] if starts else index
    near = 0 < lines[index].middle - lines[above].middle < CLOSER * pitch
    return near and max(filled[above], default=0) < min(filled[index], default=0)


def _between_rows(lines: Sequence[Line], index: int, pitch: float) -> bool:
    """Whether a line stands in the middle of its rows, as a cell over both does."""
    around = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    close = [abs(line.middle - lines[index].middle) < CLOSER * pitch for line in around]
    return len(close) == 2 and all(close)


def _head_end(lines: Sequence[Line], filled: Sequence[set[int]], keys: set[int]) -> int:
    """How many lines above the first figures are the header: up to a group or a second row."""
    if len(lines) < 2:
        return len(lines)
    usual = median(other.middle - one.middle for one, other in itertools.pairwise(lines))
    for index, line in enumerate(lines):
        apart = index and line.middle - lines[index - 1].middle > 1.3 * usual
        if LABEL.match(line.text) or (apart and keys <= filled[index]):
            return index
    return len(lines)


def grid_of(
    rows: Sequence[Sequence[Line]],
    inks: Sequence[Ink],
    box: Box,
    *,
    headed: bool = True,
    marks: Sequence[Rule] = (),
) -> Grid:
    """The grid of these rows; `headed`: the first may be a header of two levels.

    `marks`: short rules, which stand under the common head of some columns.
    """
    levels = _levels(rows[0], inks, marks) if headed else None
    heads = [list(rows[0][: levels[0]]), list(rows[0][levels[0] :])] if levels else [list(rows[0])]
    parts = [*heads, *map(list, rows[1:])]
    inner = [
        (max(x.middle for x in one) + min(x.middle for x in other)) / 2
        for one, other in itertools.pairwise(parts)
    ]
    xs = [box.x0, *((a[1] + b[0]) / 2 for a, b in itertools.pairwise(inks)), box.x1]
    spans = _head_spans(levels[1], len(inks)) if levels else []
    first = 2 if levels else 0
    if headed and not levels:
        spans += [Span(0, column, 1, column + 1) for column in range(len(inks))]
        first = 1
    spans += _body_spans(parts, first, inks)
    return Grid(xs, [box.y0, *inner, box.y1], spans, inks=list(inks))


def _body_spans(parts: Sequence[Sequence[Line]], first: int, inks: Sequence[Ink]) -> list[Span]:
    """The cells of the rows: one for each column, some over several rows; a group's head is one."""
    heads = [number for number in range(first, len(parts)) if _is_group(parts[number])]
    spans = [Span(number, 0, number + 1, len(inks)) for number in heads]
    printed = list(_printed(parts, first, inks))
    for before, after in itertools.pairwise([first - 1, *heads, len(parts)]):
        rows = range(before + 1, after)
        for column in range(len(inks)):
            cells = centred(printed, rows, column) or [range(row, row + 1) for row in rows]
            spans += [Span(cell.start, column, cell.stop, column + 1) for cell in cells]
    return spans


def _printed(parts: Sequence[Sequence[Line]], first: int, inks: Sequence[Ink]) -> Iterator[Piece]:
    """What stands in each column of each row."""
    for number in range(first, len(parts)):
        for line in parts[number]:
            for piece in pieces(line):
                over = touched((piece[0].x0, max(glyph.x1 for glyph in piece)), inks)
                figure = FIGURE.fullmatch("".join(glyph.text for glyph in piece)) is not None
                y0, y1 = min(g.y0 for g in piece), max(g.y1 for g in piece)
                yield Piece(number, over[0] if over else -1, y0, y1, figure=figure)


def _is_group(lines: Sequence[Line]) -> bool:
    """Whether a row is the one line that opens a group."""
    alone = len(lines) == 1 and len(pieces(lines[0])) == 1
    return alone and LABEL.match(lines[0].text) is not None


def _levels(
    lines: Sequence[Line], inks: Sequence[Ink], marks: Sequence[Rule]
) -> tuple[int, list[list[int]]] | None:
    """How many lines the upper level of a header has, and the columns of each group in it."""
    for number, line in enumerate(lines[:-1], start=1):
        under = [rule for rule in marks if line.middle < rule.at < lines[-1].middle]
        groups = _underlined(line, under, inks) or _groups(line, lines[number:], inks)
        if groups:
            return number, groups
    return None


def _underlined(line: Line, marks: Sequence[Rule], inks: Sequence[Ink]) -> list[list[int]]:
    """The columns below each rule that stands under some words of the line."""
    centres = [(piece[0].x0 + piece[-1].x1) / 2 for piece in pieces(line)]
    groups = [
        [column for column, ink in enumerate(inks) if rule.low <= sum(ink) / 2 <= rule.high]
        for rule in marks
        if any(rule.low < centre < rule.high for centre in centres)
    ]
    return [group for group in groups if len(group) > 1]


def _groups(line: Line, below: Sequence[Line], inks: Sequence[Ink]) -> list[list[int]]:
    """The columns that some words are the common head of.

    Such words stand over the middle of their columns, or at the left edge of the first one; the
    years beneath tell which columns belong together.
    """
    years = _years(below, inks)
    for reading in (_centred, _from_left):
        groups = [g for piece in pieces(line) if len(g := reading(piece, line, years, inks)) > 1]
        if years and sorted(column for group in groups for column in group) == years:
            return groups
    found = {column for other in below for column in _columns(other, inks)}
    free = sorted(found - _columns(line, inks))
    places = [
        touched((piece[0].x0, piece[-1].x1), inks) or _centred(piece, line, free, inks)
        for piece in pieces(line)
    ]
    return [place for place in places if len(place) > 1 and len(found & set(place)) > 1]


def _centred(
    piece: Sequence[Glyph], line: Line, years: Sequence[int], inks: Sequence[Ink]
) -> list[int]:
    centre = (piece[0].x0 + piece[-1].x1) / 2
    pairs = itertools.combinations(years, 2)
    for low, high in sorted(pairs, key=lambda pair: pair[1] - pair[0]):
        middle = (sum(inks[low]) + sum(inks[high])) / 4
        if abs(middle - centre) < line.em:
            return [column for column in years if low <= column <= high]
    return []


def _from_left(
    piece: Sequence[Glyph], line: Line, years: Sequence[int], inks: Sequence[Ink]
) -> list[int]:
    over = touched((piece[0].x0, piece[-1].x1), inks)[:1]
    free = set(years) - _columns(line, inks)
    while over and over[-1] + 1 in free:
        over.append(over[-1] + 1)
    return over


def _years(lines: Sequence[Line], inks: Sequence[Ink]) -> list[int]:
    """The columns headed by a year."""
    found: set[int] = set()
    for line in lines:
        for piece in pieces(line):
            if YEAR.match("".join(glyph.text for glyph in piece)):
                found.update(touched((piece[0].x0, piece[-1].x1), inks)[:1])
    return sorted(found)


def _head_spans(groups: Sequence[Sequence[int]], width: int) -> list[Span]:
    """Cells of a header of two levels: groups above their columns, the others over both."""
    grouped = {column for group in groups for column in group}
    spans = [Span(0, group[0], 1, group[-1] + 1) for group in groups]
    for column in range(width):
        spans.append(Span(1 if column in grouped else 0, column, 2, column + 1))
    return spans
