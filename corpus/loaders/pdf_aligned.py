"""Tables without any rules: lines under each other whose words stand in the same columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from corpus.loaders.pdf_grid import Grid, Span
from corpus.loaders.pdf_ruled import columns_between, filled
from corpus.loaders.pdf_shapes import Box
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
    found = []
    for block in _blocks(lines):
        grid = _grid(block)
        if grid is not None:
            found.append(grid)
    return found


def _pieces(line: Line) -> int:
    """How many stretches of text stand apart on a line."""
    pairs = itertools.pairwise(line.glyphs)
    return 1 + sum(other.x0 - one.x1 > HOLE * line.em for one, other in pairs)


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
        if line.y0 - before.y1 > line.size or line.x0 < left + HOLE * line.em:
            break
        end += 1
    return block[:end]


def _grid(block: Sequence[Line]) -> Grid | None:
    rows = [line for line in block if _pieces(line) >= FEWEST_COLUMNS]
    if len(rows) < FEWEST_ROWS:
        return None
    box = Box(
        min(line.x0 for line in block),
        block[0].y0,
        max(line.x1 for line in block),
        block[-1].y1,
    )
    xs = columns_between(block, box)
    width = len(xs) - 1
    full = [line for line in rows if filled(line, xs) >= 0.7 * width]
    figures = [line for line in rows if len(re.findall(r"\d+(?:\.\d+)?", line.text)) >= 2]
    if width < FEWEST_COLUMNS or len(full) < 0.8 * len(rows) or 2 * len(figures) < len(rows):
        return None
    ys = [box.y0, *((one.y1 + other.y0) / 2 for one, other in _starts(block, rows)), box.y1]
    spans = [Span(r, c, r + 1, c + 1) for r in range(len(ys) - 1) for c in range(width)]
    return Grid(xs, ys, spans)


def _starts(block: Sequence[Line], rows: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Each row but the first with the line before it."""
    known = {id(row) for row in rows[1:]}
    return [(one, other) for one, other in itertools.pairwise(block) if id(other) in known]
