"""Base value and target of each region on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.charts.drawing import ACCENT, INK, PALE, WIDE, Look, new_figure, render
from kb.charts.parts import MOST_ROWS, SIGNS, checked, heads, legend, rounded

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Dumbbell", "dumbbell"]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One region: from its base value, where the text states one, to its target."""

    label: str
    base: float | None
    target: float
    op: str = "="


def dumbbell(rows: Sequence[Dumbbell], *, title: str, unit: str, look: Look = WIDE) -> bytes:
    """Base value (hollow) and target (filled) of each region on one line."""
    rows = rows[:MOST_ROWS]
    checked(len(rows), "目标值")

    def draw() -> Figure:
        figure, axes = new_figure(look.width, 1.2 + 0.34 * len(rows))
        for at, row in enumerate(rows):
            if row.base is not None:
                axes.plot([row.base, row.target], [at, at], color=INK, linewidth=1.2, zorder=1)
                axes.plot(row.base, at, "o", mfc="white", mec=INK, ms=7, zorder=2)
            marker = {">=": ">", ">": ">", "<=": "<", "<": "<"}.get(row.op, "o")
            axes.plot(row.target, at, marker, mfc=ACCENT, mec=INK, ms=8, zorder=3)
            falls = row.base is not None and row.target < row.base  # the line is on the right
            axes.annotate(SIGNS.get(row.op, "") + rounded(row.target), (row.target, at),
                          xytext=(-8 if falls else 8, 0), ha="right" if falls else "left",
                          va="center", textcoords="offset points", fontsize=9)  # fmt: skip
        axes.set_yticks(range(len(rows)), [row.label for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)  # from the top down, with room for whole marks
        axes.margins(x=0.12)
        axes.grid(axis="x", color=PALE, linewidth=0.5)
        axes.set_axisbelow(True)
        heads(axes, look.folded(title), unit)
        legend(figure, [("o", "white", "基期值"), ("o", ACCENT, "目标值"),
                       (">", ACCENT, "不低于"), ("<", ACCENT, "不超过")])  # fmt: skip
        return figure

    return render(draw, look.form)
