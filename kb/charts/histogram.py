"""How many values stand for each year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.charts.drawing import INK, WIDE, Look, new_figure, render
from kb.charts.parts import checked, heads

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["year_histogram"]


def year_histogram(
    counts: Sequence[tuple[int, str, int]], *, title: str, look: Look = WIDE
) -> bytes:
    """How many values stand for each year; (year, kind, count), kinds stacked and hatched."""
    checked(len(counts), "年份")
    kinds = list(dict.fromkeys(kind for _, kind, _ in counts))
    years = sorted({year for year, _, _ in counts})

    def draw() -> Figure:
        from matplotlib.ticker import MaxNLocator

        figure, axes = new_figure(look.width, 3.4)
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
        heads(axes, look.folded(title), "条", along="年份")
        return figure

    return render(draw, look.form)
