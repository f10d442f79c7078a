"""The geometry the PDF loader works with: glyphs, rules and boxes of one upright page.

Coordinates are points with the origin anywhere, x to the right and y *downwards*, turned so that
the text of the page runs from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Box", "Frame", "Glyph", "PageContent", "Rule"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies inside, or not further outside than `margin`."""
        inside_x = self.x0 - margin <= x <= self.x1 + margin
        return inside_x and self.y0 - margin <= y <= self.y1 + margin


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character. `gap`: the file has a blank before it; `order`: place in the file."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    gap: bool
    order: int
    bold: bool = False

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Height of the line box of its font."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight printed line from `low` to `high` along its axis, at `at` across it."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class Frame:
    """All glyphs of a page that run in one direction, turned upright, and the rules there."""

    glyphs: list[Glyph]
    across: list[Rule]
    """Horizontal rules: `at` is y."""
    down: list[Rule]
    """Vertical rules: `at` is x."""
    page: Box
    """The edges of the page in the same coordinates."""


@dataclass(slots=True)
class PageContent:
    """What is printed on one page, before any reading of it."""

    number: int
    width: float
    height: float
    frames: list[Frame] = field(default_factory=list)
    """Most glyphs first."""
    image_share: float = 0.0
    """Part of the page covered by its largest picture, 0 to 1."""
    pictures: int = 0
    """Pictures large enough to hold words or a table."""
    drawings: int = 0
    """Drawn objects; many of them and no glyph may be words turned into outlines."""
    hidden_text: bool = False
    """Most of the text is invisible: a layer made by character recognition."""
    added_words: bool = False
    """Words were typed onto the page or into a form on it, which are not among the glyphs."""
    crowded: bool = False
    """Too many drawn objects to look for tables."""
