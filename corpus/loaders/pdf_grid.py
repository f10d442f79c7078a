"""From printed rules to the cells of tables."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.loaders.pdf_shapes import Box, Rule

__all__ = ["Grid", "Ink", "Span", "find_grids"]

Ink = tuple[float, float]
"""From where to where something is printed across the page."""

NEAR = 3.0
"""Rules closer than this (points) are one line; ends closer than this to a line meet it."""
OPEN = 9.0
"""How far rules must stick out of the outer lines for a side to count as left open."""
COVER = 0.6
"""A side of a cell is closed where rules cover at least this part of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: the rows and columns of the grid it covers, ends exclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """A ruled area: the lines between its rows and columns, and its cells with merging."""

    xs: list[float]
    ys: list[float]
    spans: list[Span]
    odd: bool = False
    """Some merged area was no rectangle."""
    inks: list[Ink] = field(default_factory=list)
    """Without uprights: where each column prints, as the blank strips between them tell."""

    @property
    def box(self) -> Box:
        """Its outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the grid that hold a point inside the outline."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.columns - 1)
        return row, column


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The ruled areas of a page, from top to bottom: tables and boxes around text."""
    across, down = join_rules(across), join_rules(down)
    grids = [_grid(flat, tall) for flat, tall in _components(across, down)]
    found = [grid for grid in grids if grid is not None]
    found.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return _outermost(found)


def join_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap become one rule."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if levels and rule.at - levels[-1][0].at <= NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    joined: list[Rule] = []
    for level in levels:
        at = sum(r.at * (r.high - r.low) for r in level) / sum(r.high - r.low for r in level)
        low, high = None, 0.0
        for rule in sorted(level, key=lambda r: r.low):
            if low is None:
                low, high = rule.low, rule.high
            elif rule.low <= high + NEAR:
                high = max(high, rule.high)
            else:
                joined.append(Rule(at, low, high))
                low, high = rule.low, rule.high
        if low is not None:
            joined.append(Rule(at, low, high))
    return joined


def _meet(flat: Rule, tall: Rule) -> bool:
    return (
        flat.low - NEAR <= tall.at <= flat.high + NEAR
        and tall.low - NEAR <= flat.at <= tall.high + NEAR
    )


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that hang together."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for j, tall in enumerate(down):
        for i, flat in enumerate(across):
            if _meet(flat, tall):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, tall in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(tall)
    return [group for group in groups.values() if group[0] and group[1]]


def _levels(rules: Iterable[Rule], low: float, high: float) -> list[float]:
    """Positions of the lines, with the ends of the crossing rules where a side is open."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > NEAR:
            places.append(at)
    if not places or places[0] - low > OPEN:
        places.insert(0, low)
    if high - places[-1] > OPEN:
        places.append(high)
    return places


def _grid(flat: list[Rule], tall: list[Rule]) -> Grid | None:
    xs = _levels(tall, min(r.low for r in flat), max(r.high for r in flat))
    ys = _levels(flat, min(r.low for r in tall), max(r.high for r in tall))
    if len(xs) < 2 or len(ys) < 2:
        return None
    spans, odd = _merge(xs, ys, _walls(tall, xs, ys), _walls(flat, ys, xs))
    return Grid(xs, ys, spans, odd)


def _walls(rules: list[Rule], places: list[float], steps: list[float]) -> list[list[bool]]:
    """For each place and each step along it: whether a rule closes it."""
    walls = [[False] * (len(steps) - 1) for _ in places]
    for index, place in enumerate(places):
        near = [rule for rule in rules if abs(rule.at - place) <= NEAR]
        for step, (low, high) in enumerate(itertools.pairwise(steps)):
            covered = sum(max(0.0, min(high, r.high) - max(low, r.low)) for r in near)
            walls[index][step] = covered >= COVER * (high - low)
    return walls


def _merge(
    xs: list[float], ys: list[float], sides: list[list[bool]], floors: list[list[bool]]
) -> tuple[list[Span], bool]:
    """Cells between which no wall stands become one; an area that is no rectangle is cut."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    spans: list[Span] = []
    odd = False
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            span, clean = _grow(row, column, taken, sides, floors)
            odd = odd or not clean
            for r in range(span.top, span.bottom):
                for c in range(span.left, span.right):
                    taken[r][c] = True
            spans.append(span)
    return spans, odd


def _grow(
    row: int,
    column: int,
    taken: list[list[bool]],
    sides: list[list[bool]],
    floors: list[list[bool]],
) -> tuple[Span, bool]:
    rows, columns = len(taken), len(taken[0])
    right = column + 1
    while right < columns and not sides[right][row] and not taken[row][right]:
        right += 1
    bottom, clean = row + 1, True
    while bottom < rows:
        open_floor = [not floors[bottom][c] for c in range(column, right)]
        if not any(open_floor):
            break
        if not all(open_floor) or any(taken[bottom][c] for c in range(column, right)):
            clean = False
            break
        if any(sides[c][bottom] for c in range(column + 1, right)):
            clean = False
            break
        bottom += 1
    return Span(row, column, bottom, right), clean


def _outermost(grids: list[Grid]) -> list[Grid]:
    """A grid inside a table's cell (a frame drawn twice, a drawing) goes away; a frame around
    text may hold tables."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.box.width * g.box.height)):
        box = grid.box
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        around = [other for other in kept if other.box.holds(x, y)]
        if all(other.columns == 1 and grid.columns > 1 for other in around):
            kept.append(grid)
    return sorted(kept, key=lambda grid: (grid.ys[0], grid.xs[0]))
