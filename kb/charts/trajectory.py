"""The values of places over the years, a small picture for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.charts.drawing import INK, PALE, WIDE, Look, new_grid, render
from kb.charts.parts import SIGNS, checked, legend, rounded
from kb.words import STATUSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Point", "spaced", "trajectory"]

STATUS_MARKS = {"actual": ("o", INK), "target": ("D", "white"), "forecast": ("s", PALE)}
MOST_LINES = 12
ACROSS = 4  # pictures side by side on a page
UNLIKE = 12  # times as large: no common scale
MOST_YEARS = 5  # as many as can be written below one of the pictures


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one line in one year; `stated` False for a derived value."""

    line: str
    year: int
    value: float
    status: str
    stated: bool = True
    op: str = "="


def trajectory(points: Sequence[Point], *, title: str, unit: str, look: Look = WIDE) -> bytes:
    """A small picture for each place: actuals joined by a line, targets dotted on.

    All have one scale, unless the places are so unlike that small ones would lie flat.
    """
    checked(len(points), "数值")
    lines = list(dict.fromkeys(point.line for point in points))[:MOST_LINES]
    across = min(len(lines), 2 if look.narrow else ACROSS)
    down = -(-len(lines) // across)
    shown = [point for point in points if point.line in lines]
    years = sorted({point.year for point in shown})
    room = (years[-1] - years[0]) / MOST_YEARS

    def draw() -> Figure:
        size = (look.width if look.narrow else 2.4 + 2.1 * across, 1.3 + 1.75 * down)
        figure, grid = new_grid(*size, down, across, one_scale=_one_scale(shown))
        for at, axes in enumerate(grid):
            if at >= len(lines):
                axes.set_axis_off()
                continue
            _path(axes, [p for p in shown if p.line == lines[at]], room)
            axes.set_title(lines[at], fontsize=10, loc="left")
        _years_along(grid[: len(lines)], spaced(years, room))
        for axes in grid[: len(lines)]:
            axes.margins(x=0.14, y=0.25)
            axes.ticklabel_format(axis="y", style="plain", useOffset=False)
        figure.suptitle(
            look.folded(f"{title}（{unit}）" if unit else title), fontsize=11, x=0.01, ha="left"
        )
        used = {point.status for point in shown}
        marks = [(*mark, STATUSES[name]) for name, mark in STATUS_MARKS.items() if name in used]
        derived = [] if all(p.stated for p in shown) else [("x", INK, "推算")]
        legend(figure, [*marks, *derived])
        return figure

    return render(draw, look.form)


def _one_scale(points: Sequence[Point]) -> bool:
    """Whether the largest values of the places are of one order."""
    tops = [
        max(abs(p.value) for p in points if p.line == line) for line in {p.line for p in points}
    ]
    return min(tops) > 0 and max(tops) / min(tops) <= UNLIKE


def _path(axes: Axes, own: Sequence[Point], room: float) -> None:
    """The values of one place: what was reached is a line, what is aimed at is dotted on."""
    actual = sorted((p.year, p.value) for p in own if p.status == "actual")
    if len(actual) > 1:
        axes.plot(*zip(*actual, strict=True), color=INK, linewidth=1.3, zorder=1)
    targets = [p for p in own if p.status != "actual"]
    told = Counter(p.year for p in {(p.year, p.value): p for p in targets}.values())
    aimed = sorted((p.year, p.value) for p in targets if told[p.year] == 1)  # no line into two
    before = [point for point in actual if aimed and point[0] < aimed[-1][0]]
    way = sorted({*before[-1:], *(p for p in aimed if not before or p[0] > before[-1][0])})
    if len(way) > 1:
        axes.plot(*zip(*way, strict=True), color=INK, linewidth=1, linestyle=":", zorder=1)
    for p in own:
        marker, fill = STATUS_MARKS[p.status] if p.stated else ("x", INK)
        axes.plot(p.year, p.value, marker, mfc=fill, mec=INK, ms=5.5, zorder=3)
    for year, value, words, below in _labels(own, room):
        axes.annotate(words, (year, value), xytext=(0, -7 if below else 6),
                      ha="center", va="top" if below else "bottom",
                      textcoords="offset points", fontsize=8)  # fmt: skip
    axes.grid(axis="y", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)


def _labels(own: Sequence[Point], room: float) -> list[tuple[int, float, str, bool]]:
    """What is written beside points, one above and one below where a year has two values."""
    found = []
    for year in spaced(sorted({p.year for p in own}), room):
        ranked = sorted((p for p in own if p.year == year), key=lambda p: (p.value, p.op))
        ends = [(ranked[-1], False), (ranked[0], True)]
        for point, below in ends[: 1 + (ranked[0].value != ranked[-1].value)]:
            words = SIGNS.get(point.op, "") + rounded(point.value)
            found.append((year, point.value, words, below))
    return found


def spaced(years: Sequence[int], room: float) -> list[int]:
    """Years far enough apart to be written: the last, the first, ends of plans, what still fits."""
    kept: list[int] = []
    for year in sorted(years, key=lambda y: (y != years[-1], y != years[0], y % 5, -y)):
        if all(abs(year - other) >= room for other in kept):
            kept.append(year)
    return sorted(kept)


def _years_along(grid: Sequence[Axes], ticks: list[int]) -> None:
    """The same years below each picture."""
    for axes in grid:
        axes.set_xticks(ticks, [str(year) for year in ticks], fontsize=8)
        axes.tick_params(labelbottom=True, labelsize=8)
