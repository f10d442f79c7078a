"""Ranks of regions in several metrics as shades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.charts.drawing import PALE, WIDE, Look, new_figure, render
from kb.charts.parts import MOST_ROWS, checked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["HeatCell", "heat_map"]

HATCHES = ("....", "...", "..", "", "//", "////", "xxxx")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One metric and region; `share` from 0 (worst) to 1 (best), None where there is no value."""

    row: str
    column: str
    share: float | None
    text: str


def heat_map(cells: Sequence[HeatCell], *, title: str, look: Look = WIDE) -> bytes:
    """Rank of each region in each metric, dark is better; hatching carries the same order."""
    checked(len(cells), "格")
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

    return render(draw, look.form)
