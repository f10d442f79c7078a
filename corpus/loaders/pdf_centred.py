"""Cells that stand over several rows of a table without rules, set to the middle of their rows.

生态保护 beside the second of three rows is said of all three. Which rows a cell is over is told by
where it stands: the cells of a column are over all rows, one after the other, each around the
middle of its own. Where that does not work out, every row keeps what stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

__all__ = ["Piece", "centred"]

OFF = 0.35
"""A cell may stand so far off the middle of its rows, in heights of its line."""
WRAP = 0.9
"""Lines of one cell stand so close, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one column of one row, by the order of rows."""

    row: int
    column: int
    y0: float
    y1: float
    figure: bool


def centred(pieces: Sequence[Piece], rows: range, column: int) -> list[range]:
    """The rows of each cell of a column; empty where each row has its own, or none fits."""
    own = sorted((p for p in pieces if p.column == column), key=lambda piece: piece.y0)
    others = [p for p in pieces if p.column != column]
    if not own or any(p.figure for p in own) or len({p.row for p in own}) == len(rows):
        return []
    heights = {row: _height([p for p in others if p.row == row]) for row in rows}
    if any(height is None for height in heights.values()):
        return []
    found = _parted(own, [height for height in heights.values() if height is not None])
    if not found or (len(found) == 1 and column > 0) or _may_be_tops(found):
        return []
    return [range(rows.start + first, rows.start + last) for first, last in found]


def _may_be_tops(cells: Sequence[tuple[int, int]]) -> bool:
    """Whether each cell stands beside one row, the first beside the first: it may begin there."""
    return cells[0] == (0, 1) and all((last - first) % 2 for first, last in cells)


Height = tuple[float, float]


def _height(pieces: Sequence[Piece]) -> Height | None:
    return (min(p.y0 for p in pieces), max(p.y1 for p in pieces)) if pieces else None


def _parted(own: Sequence[Piece], heights: Sequence[Height]) -> tuple[tuple[int, int], ...]:
    """First and last row, exclusive, of each cell; of several ways the one with most cells."""
    off = OFF * min(piece.y1 - piece.y0 for piece in own)

    @cache
    def best(piece: int, row: int) -> tuple[tuple[int, int], ...] | None:
        if piece == len(own) or row == len(heights):
            return () if piece == len(own) and row == len(heights) else None
        ways = []
        for end in _ends(own, piece):
            middle = (own[piece].y0 + own[end - 1].y1) / 2
            for last in range(row + 1, len(heights) + 1):
                below = (heights[row][0] + heights[last - 1][1]) / 2 - middle
                if below > off:
                    break
                rest = best(end, last) if below >= -off else None
                if rest is not None:
                    ways.append(((row, last), *rest))
        return max(ways, key=len, default=None)

    return best(0, 0) or ()


def _ends(own: Sequence[Piece], first: int) -> list[int]:
    """Where a cell that begins with this piece may end: as long as its lines stand close."""
    ends = [first + 1]
    while ends[-1] < len(own):
        upper, lower = own[ends[-1] - 1], own[ends[-1]]
        if lower.y0 - upper.y1 > WRAP * (upper.y1 - upper.y0):
            break
        ends.append(ends[-1] + 1)
    return ends
