"""What pictures share: numbers, heads, the explanation of marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.charts.drawing import INK, PictureError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["MOST_ROWS", "SIGNS", "checked", "heads", "legend", "rounded"]

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
MOST_ROWS = 60  # taller pictures cannot be read on a page


def checked(count: int, what: str) -> None:
    """Refuse to draw nothing."""
    if count == 0:
        raise PictureError(f"没有可以画图的{what}。")


def rounded(value: float) -> str:
    """A number as it is written beside a mark: six significant digits, no exponent."""
    text = f"{value:.6g}"
    return f"{value:.0f}" if "e" in text and abs(value) >= 1 else text


def heads(axes: Axes, title: str, unit: str, *, along: str = "") -> None:
    """The title, and what the values are in; `along`: what the other axis counts."""
    axes.set_title(title, fontsize=11, loc="left")
    if along:
        axes.set_xlabel(along)
        axes.set_ylabel(unit)
    else:
        axes.set_xlabel(unit)


def legend(figure: Figure, marks: Sequence[tuple[str, str, str]]) -> None:
    """What the marks mean, below the picture."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="none", marker=marker, mfc=fill, mec=INK, ms=7, label=label)
        for marker, fill, label in marks
    ]
    across = 4 if figure.get_figwidth() > 5 else 2
    figure.legend(
        handles=handles, loc="outside lower center", ncols=across, frameon=False, fontsize=9
    )
