"""Tables without any rules: lines under each other whose words stand in the same columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.loaders.pdf_grid import Grid
from corpus.loaders.pdf_shapes import Box
from corpus.loaders.pdf_strips import (
    columns_of,
    filled,
    grid_of,
    has_figure,
    head_above,
    pieces,
    rows_of,
)
from corpus.loaders.pdf_text import Line

__all__ = ["find_aligned"]

HOLE = 1.6
"""Blank space between two columns, in characters, at least."""
APART = 2.2
"""Blank space between two rows, in heights of a line, at most."""
FEWEST_COLUMNS, FEWEST_ROWS = 3, 4
LEADER = re.compile(r"[.．·…⋯]{3,}")


def find_aligned(lines: Sequence[Line]) -> list[Grid]:
    """Grids of tables that have no rules; only those whose figures leave no doubt."""
    found, end = [], 0
    for block in _blocks(lines):
        start = next(i for i, line in enumerate(lines) if line is block[0])
        grid = _grid(block, lines[end:start])
        if grid is not None:
            found.append(grid)
            end = start + len(block)
    return found


def _pieces(line: Line) -> int:
    """How many stretches of text stand apart on a line."""
    return len(pieces(line, HOLE))


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines with many pieces that follow each other closely, wraps between them included."""
    blocks: list[list[Line]] = []
    block: list[Line] = []
    for line in lines:
        near = bool(block) and line.y0 - block[-1].y1 < APART * line.size
        rich = _pieces(line) >= FEWEST_COLUMNS and not LEADER.search(line.text)
        if block and not (near and (rich or _is_wrap(line, block))):
            blocks.append(block)
            block = []
        if rich or block:
            block.append(line)
    blocks.append(block)
    return [_without_tail(block) for block in blocks if len(block) >= FEWEST_ROWS]


def _is_wrap(line: Line, block: Sequence[Line]) -> bool:
    """A short line inside a table: the second line of a long name."""
    return line.x1 - line.x0 < 0.5 * (max(x.x1 for x in block) - min(x.x0 for x in block))


def _without_tail(block: list[Line]) -> list[Line]:
    """Lines after the last row belong to the text again, but for wraps inside its columns."""
    last = max((i for i, line in enumerate(block) if _pieces(line) >= FEWEST_COLUMNS), default=-1)
    end, left = last + 1, min(line.x0 for line in block)
    while 0 < end < len(block):
        line, before = block[end], block[end - 1]
        inside = line.x0 >= left + HOLE * line.em or _goes_on(line, block[: last + 1])
        if line.y0 - before.y1 > line.size or not inside:
            break
        end += 1
    return block[:end]


def _goes_on(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line in the first column is the rest of a name that fills that column above."""
    names = [pieces(row, HOLE)[0][-1].x1 for row in rows]
    return line.x1 < max(names) and names[-1] > max(names) - 1.5 * line.em


def _grid(block: Sequence[Line], above: Sequence[Line]) -> Grid | None:
    rich = [line for line in block if _pieces(line) >= FEWEST_COLUMNS]
    if len(rich) < FEWEST_ROWS:
        return None
    figured = [line for line in rich if has_figure(line)]
    inks = columns_of(block, figured or rich)
    width = len(inks)
    full = [line for line in rich if filled(line, inks) >= 0.7 * width]
    figures = [line for line in rich if len(re.findall(r"\d+(?:\.\d+)?", line.text)) >= 2]
    if width < FEWEST_COLUMNS or len(full) < 0.8 * len(rich) or 2 * len(figures) < len(rich):
        return None
    block = [*head_above(above, block[0], inks), *block]
    x0, x1 = min(line.x0 for line in block), max(line.x1 for line in block)
    box = Box(x0, block[0].y0, x1, max(line.y1 for line in block))
    return grid_of(rows_of(block, inks), inks, box)
