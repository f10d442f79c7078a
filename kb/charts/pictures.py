"""The four pictures: base → target by region, trajectory, heat map, year histogram.

Each takes plain points, so that the page shows the same data as a table beside the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.charts.drawing import ACCENT, INK, PALE, PictureError, new_figure, new_grid, render

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "Dumbbell",
    "HeatCell",
    "Point",
    "dumbbell",
    "heat_map",
    "trajectory",
    "year_histogram",
]

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
MOST_ROWS = 60  # taller pictures cannot be read on a page


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One region: from its base value, where the text states one, to its target."""

    label: str
    base: float | None
    target: float
    op: str = "="


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one line in one year; `stated` False for a derived value."""

    line: str
    year: int
    value: float
    status: str
    stated: bool = True
    op: str = "="


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One metric and region; `share` from 0 (worst) to 1 (best), None where there is no value."""

    row: str
    column: str
    share: float | None
    text: str


def _checked(count: int, what: str) -> None:
    if count == 0:
        raise PictureError(f"没有可以画图的{what}。")


def _rounded(value: float) -> str:
    text = f"{value:.6g}"
    return f"{value:.0f}" if "e" in text and abs(value) >= 1 else text


def dumbbell(rows: Sequence[Dumbbell], *, title: str, unit: str, form: str = "svg") -> bytes:
    """Base value (hollow) and target (filled) of each region on one line."""
    rows = rows[:MOST_ROWS]
    _checked(len(rows), "目标值")

    def draw() -> Figure:
        figure, axes = new_figure(8, 1.2 + 0.34 * len(rows))
        for at, row in enumerate(rows):
            if row.base is not None:
                axes.plot([row.base, row.target], [at, at], color=INK, linewidth=1.2, zorder=1)
                axes.plot(row.base, at, "o", mfc="white", mec=INK, ms=7, zorder=2)
            marker = {">=": ">", ">": ">", "<=": "<", "<": "<"}.get(row.op, "o")
            axes.plot(row.target, at, marker, mfc=ACCENT, mec=INK, ms=8, zorder=3)
            falls = row.base is not None and row.target < row.base  # the line is on the right
            axes.annotate(SIGNS.get(row.op, "") + _rounded(row.target), (row.target, at),
                          xytext=(-8 if falls else 8, 0), ha="right" if falls else "left",
                          va="center", textcoords="offset points", fontsize=9)  # fmt: skip
        axes.set_yticks(range(len(rows)), [row.label for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)  # from the top down, with room for whole marks
        axes.margins(x=0.12)
        axes.grid(axis="x", color=PALE, linewidth=0.5)
        axes.set_axisbelow(True)
        _heads(axes, title, unit)
        _legend(figure, [("o", "white", "基期值"), ("o", ACCENT, "目标值"),
                       (">", ACCENT, "不低于"), ("<", ACCENT, "不超过")])  # fmt: skip
        return figure

    return render(draw, form=form)


STATUS_MARKS = {"target": ("D", "white"), "actual": ("o", INK), "forecast": ("s", PALE)}
MOST_LINES = 12
ACROSS = 4


def trajectory(points: Sequence[Point], *, title: str, unit: str, form: str = "svg") -> bytes:
    """A small picture for each place: actuals joined by a line, targets dotted on.

    All have one scale, unless the places are so unlike that small ones would lie flat.
    """
    _checked(len(points), "数值")
    lines = list(dict.fromkeys(point.line for point in points))[:MOST_LINES]
    across = min(len(lines), ACROSS)
    down = -(-len(lines) // across)
    shown = [point for point in points if point.line in lines]
    years = sorted({point.year for point in shown})
    room = (years[-1] - years[0]) / MOST_YEARS

    def draw() -> Figure:
        size = (2.4 + 2.1 * across, 1.3 + 1.75 * down)
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
        figure.suptitle(f"{title}（{unit}）" if unit else title, fontsize=11, x=0.01, ha="left")
        used = {point.status for point in shown}
        marks = [(*STATUS_MARKS[name], words) for name, words in STATUS_NAMES if name in used]
        derived = [] if all(p.stated for p in shown) else [("x", INK, "推算")]
        _legend(figure, [*marks, *derived])
        return figure

    return render(draw, form=form)


UNLIKE = 12  # times


def _one_scale(points: Sequence[Point]) -> bool:
    """Whether the largest values of the places are of one order."""
    tops = [
        max(abs(p.value) for p in points if p.line == line) for line in {p.line for p in points}
    ]
    return min(tops) > 0 and max(tops) / min(tops) <= UNLIKE


STATUS_NAMES = (("actual", "现状值"), ("target", "目标"), ("forecast", "预测"))


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
            words = SIGNS.get(point.op, "") + _rounded(point.value)
            found.append((year, point.value, words, below))
    return found


MOST_YEARS = 5  # as many as can be written below one of the pictures


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


HATCHES = ("....", "...", "..", "", "//", "////", "xxxx")


def heat_map(cells: Sequence[HeatCell], *, title: str, form: str = "svg") -> bytes:
    """Rank of each region in each metric, dark is better; hatching carries the same order."""
    _checked(len(cells), "格")
    rows = list(dict.fromkeys(cell.row for cell in cells))[:MOST_ROWS]
    columns = list(dict.fromkeys(cell.column for cell in cells))[:MOST_ROWS]

    def draw() -> Figure:
        from matplotlib.patches import Rectangle

        figure, axes = new_figure(max(5.0, 2.6 + 0.72 * len(columns)), 1.4 + 0.42 * len(rows))
        for cell in cells:
            if cell.row not in rows or cell.column not in columns:
                continue
            y, x = rows.index(cell.row), columns.index(cell.column)
            grey = 1.0 if cell.share is None else 1.0 - 0.65 * cell.share
            hatch = "" if cell.share is None else HATCHES[round(cell.share * (len(HATCHES) - 1))]
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor=str(round(grey, 3)), hatch=hatch,
                                     edgecolor=PALE, linewidth=0.8))  # fmt: skip
            axes.text(x + 0.5, y + 0.5, cell.text, ha="center", va="center", fontsize=8,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        axes.set_xlim(0, len(columns))
        axes.set_ylim(len(rows), 0)
        axes.set_xticks([x + 0.5 for x in range(len(columns))], columns, rotation=60, ha="right")
        axes.set_yticks([y + 0.5 for y in range(len(rows))], rows)
        axes.tick_params(length=0)
        axes.set_title(title, fontsize=11, loc="left")
        return figure

    return render(draw, form=form)


def year_histogram(
    counts: Sequence[tuple[int, str, int]], *, title: str, form: str = "svg"
) -> bytes:
    """How many values stand for each year; (year, kind, count), kinds stacked and hatched."""
    _checked(len(counts), "年份")
    kinds = list(dict.fromkeys(kind for _, kind, _ in counts))
    years = sorted({year for year, _, _ in counts})

    def draw() -> Figure:
        from matplotlib.ticker import MaxNLocator

        figure, axes = new_figure(8, 3.4)
        below = dict.fromkeys(years, 0)
        for at, kind in enumerate(kinds):
            heights = [sum(n for y, k, n in counts if (y, k) == (year, kind)) for year in years]
            axes.bar([str(y) for y in years], heights, bottom=[below[y] for y in years], label=kind,
                     color="white", edgecolor=INK, hatch=("////", "", "....", "xx")[at % 4],
                     linewidth=0.8)  # fmt: skip
            below = {y: below[y] + h for y, h in zip(years, heights, strict=True)}
        axes.tick_params(axis="x", rotation=60 if len(years) > 12 else 0)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(frameon=False, fontsize=9)
        _heads(axes, title, "条", along="年份")
        return figure

    return render(draw, form=form)


def _heads(axes: Axes, title: str, unit: str, *, along: str = "") -> None:
    axes.set_title(title, fontsize=11, loc="left")
    if along:
        axes.set_xlabel(along)
        axes.set_ylabel(unit)
    else:
        axes.set_xlabel(unit)


def _legend(figure: Figure, marks: Sequence[tuple[str, str, str]]) -> None:
    """What the marks mean, below the picture."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="none", marker=marker, mfc=fill, mec=INK, ms=7, label=label)
        for marker, fill, label in marks
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, frameon=False, fontsize=9)
