"""Tables that have rules between rows but none between columns (three-line tables)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from corpus.loaders.pdf_grid import Grid, Ink, join_rules
from corpus.loaders.pdf_shapes import Box, Glyph, Rule
from corpus.loaders.pdf_strips import columns_of, filled, grid_of, has_figure, pieces, rows_of
from corpus.loaders.pdf_table import TITLE, flat
from corpus.loaders.pdf_text import Line, lines_of

__all__ = ["find_ruled"]

SAME = 8.0
"""Rules of one table begin and end this close to each other (points)."""
MOSTLY = 0.7
"""A header without a rule above it fills so many of the columns."""
OFFICE = re.compile(r"抄\s*送|抄\s*报|主\s*送|印\s*发|主题词|责任编辑|校\s*对")
"""Words of the imprint of an official paper, which stands between rules as well."""


def find_ruled(
    across: Sequence[Rule], grids: Sequence[Grid], glyphs: Sequence[Glyph], page: Box
) -> list[Grid]:
    """Grids made from rules across and the blank strips between columns of text."""
    free = [
        rule
        for rule in join_rules(across)
        if rule.high - rule.low > 0.35 * page.width
        and not any(grid.box.holds((rule.low + rule.high) / 2, rule.at, 3) for grid in grids)
    ]
    found = []
    for group in _groups(free):
        for part in _apart(group, glyphs):
            grid = _grid(part, glyphs, across) if len(part) >= 3 else None
            if grid is not None:
                found.append(grid)
    return found


def _apart(rules: list[Rule], glyphs: Sequence[Glyph]) -> list[list[Rule]]:
    """Rules of one table each: a line between them that is large or names a table parts them."""
    low, high = rules[0].at, rules[-1].at
    area = Box(rules[0].low, low, rules[0].high, high)
    ems = [line.em for line in lines_of(g for g in glyphs if area.holds(g.centre, g.middle))]
    usual = median(ems) if ems else 0.0
    parts: list[list[Rule]] = [[rules[0]]]
    for above, below in itertools.pairwise(rules):
        band = Box(above.low, above.at, above.high, below.at)
        lines = lines_of(g for g in glyphs if band.holds(g.centre, g.middle))
        first = lines[0] if lines else None
        titled = first and (TITLE.match(flat(first.text)) or first.em > 1.15 * usual)
        if titled and len(parts[-1]) >= 3:
            parts.append([])
        parts[-1].append(below)
    return parts


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules under each other with the same ends, three at least."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        for group in groups:
            last = group[-1]
            if abs(last.low - rule.low) <= SAME and abs(last.high - rule.high) <= SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _grid(rules: Sequence[Rule], glyphs: Sequence[Glyph], across: Sequence[Rule]) -> Grid | None:
    box = Box(rules[0].low, rules[0].at, rules[0].high, rules[-1].at)
    lines = lines_of(g for g in glyphs if box.holds(g.centre, g.middle))
    text = "".join(line.text for line in lines)
    if len(lines) < 3 or OFFICE.search(text) or not re.search(r"\d", text):
        return None
    marks = [rule.at for rule in rules]
    body = [line for line in lines if line.middle > marks[1]]
    sure = [line for line in body if len(pieces(line)) > 1]
    inks = columns_of(lines, sure if len(sure) > 1 else body if len(body) > 1 else lines)
    if len(inks) < 2 or any(one[1] > other[0] for one, other in itertools.pairwise(inks)):
        return None
    rows = _rows(lines, marks, inks)
    above = _header_above(box, inks, glyphs, lines[0].size)
    if above:
        box = Box(box.x0, above[0].y0, box.x1, box.y1)
    shorter = [r for r in across if box.y0 < r.at < box.y1 and r.high - r.low < 0.9 * box.width]
    return grid_of([above, *rows] if above else rows, inks, box, marks=shorter)


def _header_above(
    box: Box, inks: Sequence[Ink], glyphs: Sequence[Glyph], size: float
) -> list[Line]:
    """The lines of a header that has no rule above it; none where there is none."""
    strip = Box(box.x0, box.y0 - 2 * size, box.x1, box.y0)
    lines = lines_of(g for g in glyphs if strip.holds(g.centre, g.middle))
    fits = bool(lines) and lines[-1].y0 < box.y0
    return lines[-1:] if fits and filled(lines[-1], inks) > MOSTLY * len(inks) else []


def _rows(lines: Sequence[Line], rules: Sequence[float], inks: Sequence[Ink]) -> list[list[Line]]:
    """The lines between two rules are a row; where few rules part many lines, several rows."""
    bands = [
        [line for line in lines if top <= line.middle < bottom]
        for top, bottom in itertools.pairwise(rules)
    ]
    rows: list[list[Line]] = []
    for number, band in enumerate(filter(None, bands)):
        full = [line for line in band if 2 * filled(line, inks) > len(inks)]
        figured = sum(has_figure(line) for line in band)
        several = figured > 1 or (number > 0 and not figured and len(full) > 1)
        rows += rows_of(band, inks) if several else [band]
    return rows
