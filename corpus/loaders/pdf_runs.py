"""Which glyphs stand on one line: runs printed in one go, then runs beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from corpus.loaders.pdf_shapes import Glyph

__all__ = ["SMALL", "rows_of"]

SMALL = 0.78
"""A glyph lower than this part of its line's height is an index (CO₂, m³, a note mark)."""
HANGING = 0.34
"""An index overlaps its line at least by this part of its own height."""
BESIDE = 0.5
"""Glyphs of full size on one line overlap at least by this part of the lower one."""


@dataclass(slots=True)
class _Run:
    """Glyphs that follow each other in the file and on the page. The band is that of its
    glyphs of full size."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    y0: float
    y1: float

    @classmethod
    def of(cls, glyphs: list[Glyph]) -> _Run:
        """Measure a run."""
        tallest = max(glyph.height for glyph in glyphs)
        full = [glyph for glyph in glyphs if glyph.height >= SMALL * tallest]
        x0, x1 = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
        return cls(glyphs, x0, x1, median(g.y0 for g in full), median(g.y1 for g in full))

    @property
    def height(self) -> float:
        """Height of its band."""
        return max(self.y1 - self.y0, 0.1)


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs gathered into lines; indexes join the line they hang on."""
    runs = [_Run.of(run) for run in _runs(sorted(glyphs, key=lambda glyph: glyph.order))]
    if not runs:
        return []
    usual = median(run.height for run in runs for _ in run.glyphs)
    rows: list[list[_Run]] = []
    full = [run for run in runs if run.height >= usual * SMALL]
    for run in sorted(full, key=lambda r: (r.y0 + r.y1, r.x0)):
        _add(rows, run, BESIDE)
    for run in runs:
        if run.height < usual * SMALL:
            _add(rows, run, HANGING)
    return [[glyph for run in row for glyph in run.glyphs] for row in rows]


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and _follows(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _follows(last: Glyph, glyph: Glyph) -> bool:
    taller, lower = max(last.height, glyph.height), max(min(last.height, glyph.height), 0.1)
    step = glyph.x0 - last.x1
    if not -0.5 * taller <= step <= 1.2 * taller:
        return False
    share = HANGING if lower < SMALL * taller else BESIDE
    return min(last.y1, glyph.y1) - max(last.y0, glyph.y0) >= share * lower


def _add(rows: list[list[_Run]], run: _Run, share: float) -> None:
    """Put a run into the row it overlaps most, or open a new one."""
    best: list[_Run] | None = None
    for row in reversed(rows):
        near = min(row, key=lambda other: max(other.x0 - run.x1, run.x0 - other.x1))
        part = (min(run.y1, near.y1) - max(run.y0, near.y0)) / min(run.height, near.height)
        if part >= share and not _on_top(run, near):
            best, share = row, part
        elif share >= BESIDE and max(other.y1 for other in row) < run.y0 - 2 * run.height:
            break
    if best is None:
        rows.append([run])
    else:
        best.append(run)


def _on_top(run: _Run, other: _Run) -> bool:
    """Printed over each other, as lines set too tight are; a bold look is no such thing."""
    shared = min(run.x1, other.x1) - max(run.x0, other.x0)
    same = abs(run.y0 - other.y0) < 0.2 * run.height
    return not same and shared > 0.5 * min(run.x1 - run.x0, other.x1 - other.x0)
