"""The canvas: matplotlib without its global state, readable in black and white.

The same data give the same bytes: no date, no random ids. SVG keeps words as text, set in the
reader's own fonts; PNG needs a Chinese font on the server.
"""

from __future__ import annotations

import io
import re
import textwrap
import threading
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kb.errors import UserError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "ACCENT",
    "INK",
    "WIDE",
    "Look",
    "PictureError",
    "chinese_font",
    "new_figure",
    "new_grid",
    "png_available",
    "render",
]

INK, PALE, ACCENT = "#222222", "#bbbbbb", "#1f4e79"
FONTS = (
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "SimSun",
    "Songti SC",
)
SVG_FONTS = "'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "policykb",
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "font.size": 10,
    "path.simplify": False,
    "text.parse_math": False,
}
_FAMILY = re.compile(r"font-family: [^;\"]*")
_one_at_a_time = threading.Lock()  # matplotlib keeps its style in one place for all threads


class PictureError(UserError):
    """A picture that cannot be drawn: no data, or no font for it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is made: SVG or PNG, for a page or, `narrow`, for the width of a phone."""

    form: str = "svg"
    narrow: bool = False

    @property
    def width(self) -> float:
        """Inches."""
        return 3.3 if self.narrow else 8.0

    def folded(self, title: str) -> str:
        """A title in as many lines as it needs."""
        return "\n".join(textwrap.wrap(title, 16)) if self.narrow else title


WIDE = Look()


@lru_cache(maxsize=1)
def chinese_font() -> str | None:
    """The name of a Chinese font on this machine; None where there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in installed), None)


def png_available() -> bool:
    """Whether PNG pictures can show Chinese here."""
    return chinese_font() is not None


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty picture in our style; belongs to nobody but the caller."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def new_grid(
    width: float, height: float, rows: int, columns: int, *, one_scale: bool
) -> tuple[Figure, list[Axes]]:
    """Several empty pictures over the same years, row by row."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    grid = figure.subplots(rows, columns, sharex=True, sharey=one_scale, squeeze=False)
    return figure, list(grid.flat)


def render(draw: Any, form: str) -> bytes:
    """What `draw()` makes, as SVG or PNG. `draw` gives back a figure."""
    from matplotlib import rc_context

    if form not in ("svg", "png"):
        raise PictureError(f"没有图片格式“{form[:10]}”；可用：svg、png。")
    font = chinese_font()
    if form == "png" and font is None:
        raise PictureError("服务器上没有中文字体，不能生成 PNG；请下载 SVG，或安装思源黑体后重试。")
    family = [font, "sans-serif"] if font else ["sans-serif"]
    style: Any = {**STYLE, "font.family": family}
    with _one_at_a_time, warnings.catch_warnings(), rc_context(style):
        # without a Chinese font here words still come right: SVG leaves them to the reader's fonts
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure: Figure = draw()
        buffer = io.BytesIO()
        if form == "svg":
            figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
            return _FAMILY.sub(f"font-family: {SVG_FONTS}", buffer.getvalue().decode()).encode()
        figure.savefig(buffer, format="png", dpi=150, metadata={"Software": None})
        return buffer.getvalue()
