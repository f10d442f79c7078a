"""The four pictures: base → target by region, trajectory, heat map, year histogram.

Each takes plain points, so that the page shows the same data as a table beside the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.charts.drawing import ACCENT, INK, PALE, PictureError, new_figure, render

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
    return f"{value:.6g}"


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
            axes.annotate(_rounded(row.target), (row.target, at), xytext=(8, 0), va="center",
                          textcoords="offset points", fontsize=9)  # fmt: skip
        axes.set_yticks(range(len(rows)), [row.label for row in rows])
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.grid(axis="x", color=PALE, linewidth=0.5)
        axes.set_axisbelow(True)
        _heads(axes, title, unit)
        _legend(figure, [("o", "white", "基期值"), ("o", ACCENT, "目标值"),
                       (">", ACCENT, "不低于"), ("<", ACCENT, "不超过")])  # fmt: skip
        return figure

    return render(draw, form=form)


MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES: tuple[Any, ...] = (
    "-", "--", ":", "-.", (0, (8, 2)), (0, (1, 4)), (0, (6, 2, 1, 2, 1, 2)), (0, (3, 5)),
)  # fmt: skip
STATUS_FILL = {"target": "white", "actual": INK, "forecast": PALE}


def trajectory(points: Sequence[Point], *, title: str, unit: str, form: str = "svg") -> bytes:
    """Each line through the years; stated targets hollow, actuals filled, derived as a cross."""
    _checked(len(points), "数值")
    lines = list(dict.fromkeys(point.line for point in points))[: len(MARKERS)]

    def draw() -> Figure:
        figure, axes = new_figure(8, 4.6)
        for at, line in enumerate(lines):
            own = sorted((p for p in points if p.line == line), key=lambda p: (p.year, p.status))
            marker, dash = MARKERS[at % len(MARKERS)], DASHES[at % len(DASHES)]
            path = {p.year: p.value for p in sorted(own, key=lambda p: p.status == "actual")}
            years = sorted(path)  # the line leads through the actual value where there is one
            axes.plot(years, [path[year] for year in years], linestyle=dash, color=INK, lw=1,
                      label=line, marker=marker, mfc="none", ms=1)  # fmt: skip
            for p in own:
                shape, fill = (marker, STATUS_FILL[p.status]) if p.stated else ("x", INK)
                axes.plot(p.year, p.value, shape, mfc=fill, mec=INK, ms=7, zorder=3)
        ticks = sorted({point.year for point in points})
        axes.set_xticks(ticks, [str(year) for year in ticks])
        axes.grid(color=PALE, linewidth=0.5)
        axes.margins(0.08)
        _heads(axes, title, unit, along="年份")
        _line_legend(figure, axes)
        _legend(figure, [("o", "white", "目标"), ("o", INK, "现状值"), ("x", INK, "推算")])
        return figure

    return render(draw, form=form)


HATCHES = ("....", "...", "..", "", "//", "////", "xxxx")


def heat_map(cells: Sequence[HeatCell], *, title: str, form: str = "svg") -> bytes:
    """Rank of each region in each metric, dark is better; hatching carries the same order."""
    _checked(len(cells), "格")
    rows = list(dict.fromkeys(cell.row for cell in cells))[:MOST_ROWS]
    columns = list(dict.fromkeys(cell.column for cell in cells))[:MOST_ROWS]

    def draw() -> Figure:
        from matplotlib.patches import Rectangle

        figure, axes = new_figure(2.6 + 0.72 * len(columns), 1.4 + 0.42 * len(rows))
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
        figure, axes = new_figure(8, 3.4)
        below = dict.fromkeys(years, 0)
        for at, kind in enumerate(kinds):
            heights = [sum(n for y, k, n in counts if (y, k) == (year, kind)) for year in years]
            axes.bar([str(y) for y in years], heights, bottom=[below[y] for y in years], label=kind,
                     color="white", edgecolor=INK, hatch=("////", "", "....", "xx")[at % 4],
                     linewidth=0.8)  # fmt: skip
            below = {y: below[y] + h for y, h in zip(years, heights, strict=True)}
        axes.tick_params(axis="x", rotation=60 if len(years) > 12 else 0)
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


def _line_legend(figure: Figure, axes: Axes) -> None:
    """What each line is, by its marker and dashes."""
    from matplotlib.lines import Line2D

    _, labels = axes.get_legend_handles_labels()
    handles = [
        Line2D([], [], color=INK, linewidth=1, linestyle=DASHES[at % len(DASHES)],
               marker=MARKERS[at % len(MARKERS)], mfc="white", ms=6, label=label)
        for at, label in enumerate(labels)
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside right upper", frameon=False, fontsize=9)


def _legend(figure: Figure, marks: Sequence[tuple[str, str, str]]) -> None:
    """What the marks mean, below the picture."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="none", marker=marker, mfc=fill, mec=INK, ms=7, label=label)
        for marker, fill, label in marks
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, frameon=False, fontsize=9)
