"""Geometry of printed pages, whatever their format: matrices, text that runs in one direction
turned upright, and the straight lines that a path draws.

Points of a page have y upwards; those of a `Frame` have y downwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from corpus.loaders.pdf_shapes import Box, Rule

__all__ = [
    "IDENTITY",
    "Matrix",
    "Straight",
    "apply",
    "product",
    "split_rules",
    "straight_lines",
    "turned",
    "turned_box",
]

THIN = 3.0
"""A filled shape not thicker than this (points) is a rule, not an area."""
SHORT = 4.0
"""A rule shorter than this is a dot or a dash of a drawing."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Straight = tuple[float, float, float, float]
"""A straight line between two points."""


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page with its text turned upright and y downwards.

    `turn`: into which direction the text runs, in quarter turns against the clock.
    """
    if turn == 1:
        return y, x
    if turn == 2:
        return -x, y
    if turn == 3:
        return -y, -x
    return x, -y


def turned_box(edges: tuple[float, float, float, float], turn: int) -> Box:
    """A rectangle of the page (left, bottom, right, top), turned like its text."""
    left, bottom, right, top = edges
    ax, ay = turned(left, bottom, turn)
    bx, by = turned(right, top, turn)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def split_rules(lines: Sequence[Straight], turn: int) -> tuple[list[Rule], list[Rule]]:
    """Lines turned like the text: those across it, and those down."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in lines:
        ax, ay = turned(x0, y0, turn)
        bx, by = turned(x1, y1, turn)
        if abs(ax - bx) >= abs(ay - by):
            across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        else:
            down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return across, down


def straight_lines(points: Sequence[tuple[float, float]], *, stroked: bool) -> Iterator[Straight]:
    """The upright lines of a part of a path: its strokes, or a filled shape thin as a line."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if min(x1 - x0, y1 - y0) <= THIN:
        if max(x1 - x0, y1 - y0) >= SHORT:
            yield _middle_line(x0, y0, x1, y1)
    elif stroked:
        yield from _straight_sides(points)


def _middle_line(x0: float, y0: float, x1: float, y1: float) -> Straight:
    if x1 - x0 >= y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


def _straight_sides(points: Sequence[tuple[float, float]]) -> Iterator[Straight]:
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        upright = abs(ax - bx) <= 1 or abs(ay - by) <= 1
        if upright and max(abs(ax - bx), abs(ay - by)) >= SHORT:
            yield ax, ay, bx, by
