"""Tables that have rules between rows but none between columns (three-line tables)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from corpus.loaders.pdf_grid import Grid, Span, join_rules
from corpus.loaders.pdf_shapes import Box, Glyph, Rule
from corpus.loaders.pdf_table import TITLE, flat
from corpus.loaders.pdf_text import Line, lines_of

__all__ = ["columns_between", "filled", "find_ruled"]

SAME = 8.0
"""Rules of one table begin and end this close to each other (points)."""
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
            grid = _grid(part, glyphs) if len(part) >= 3 else None
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


def _grid(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> Grid | None:
    box = Box(rules[0].low, rules[0].at, rules[0].high, rules[-1].at)
    lines = lines_of(g for g in glyphs if box.holds(g.centre, g.middle))
    text = "".join(line.text for line in lines)
    if len(lines) < 3 or OFFICE.search(text) or not re.search(r"\d", text):
        return None
    xs = columns_between(lines, box)
    if len(xs) < 3:
        return None
    ys = _rows(lines, [rule.at for rule in rules], xs)
    ys = _header_above(box, xs, glyphs, lines[0].size) + ys
    rows, columns = len(ys) - 1, len(xs) - 1
    spans = [Span(r, c, r + 1, c + 1) for r in range(rows) for c in range(columns)]
    return Grid(xs, ys, spans, soft=True)


def _header_above(
    box: Box, xs: Sequence[float], glyphs: Sequence[Glyph], size: float
) -> list[float]:
    """The upper edge of a header that has no rule above it; nothing where there is none."""
    strip = Box(box.x0, box.y0 - 2 * size, box.x1, box.y0)
    lines = lines_of(g for g in glyphs if strip.holds(g.centre, g.middle))
    if lines and filled(lines[-1], xs) > 0.7 * (len(xs) - 1) and lines[-1].y0 < box.y0:
        return [lines[-1].y0]
    return []


def columns_between(lines: Sequence[Line], box: Box) -> list[float]:
    """Edges of the columns: strips that no line of the table prints on."""
    ends = sorted((glyph.x0, glyph.x1) for line in lines for glyph in line.glyphs)
    em = min(line.em for line in lines)
    edges, right = [box.x0], ends[0][1]
    for x0, x1 in ends:
        if x0 - right > 0.7 * em:
            edges.append((x0 + right) / 2)
        right = max(right, x1)
    return [*edges, max(box.x1, right)]


def _rows(lines: Sequence[Line], rules: Sequence[float], xs: Sequence[float]) -> list[float]:
    """Edges of the rows: the rules, and between them the lines that fill most columns."""
    edges = set(rules)
    for top, bottom in itertools.pairwise(rules):
        band = [line for line in lines if top <= line.middle < bottom]
        full = [line for line in band if 2 * filled(line, xs) > len(xs) - 1]
        if len(full) < 2:
            continue
        for one, other in itertools.pairwise(full):
            between = [x for x in band if one.middle < x.middle < other.middle]
            last = between[-1] if between else one
            edges.add((last.y1 + other.y0) / 2)
    return sorted(edges)


def filled(line: Line, xs: Sequence[float]) -> int:
    """How many columns a line prints in."""
    return sum(
        any(left <= glyph.centre < right for glyph in line.glyphs)
        for left, right in itertools.pairwise(xs)
    )
