"""From glyphs to lines of text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

from corpus.loaders.inline import POWER, RAISED
from corpus.loaders.pdf_runs import SMALL, rows_of
from corpus.loaders.pdf_shapes import Glyph
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN

__all__ = [
    "UNREADABLE",
    "WIDE",
    "WRAPPED",
    "Line",
    "drop_marks",
    "keep_marks",
    "lines_of",
    "plain_character",
]

UNREADABLE = "□"
"""Stands for a glyph whose character the file does not tell."""
WIDE = 1.5
"""A glyph wider than so many times its height stands for two characters."""
LONGEST_POWER = 2
FEWEST_SPACED, MOST_EVEN, EVEN, SPACED = 4, 0.8, 0.15, (0.25, 1.3)
"""Letters are spaced where at least so many rooms between them, most of them alike within a part
of a character, are neither the usual close setting nor as wide as between columns."""
NOTE_MARK = re.compile(r"[①-⑳*＊※]|\d{1,2}|\[\d{1,2}\]|[a-z]")
WRAPPED = re.compile(f"{MARK_OPEN}(.*?){MARK_CLOSE}")
"""A note mark in the text of a line."""


@lru_cache(maxsize=20_000)
def plain_character(code: int) -> str:
    """The character of a code, "" for blanks and what prints nothing.

    Fonts of some printers map characters to the look-alike radicals of U+2E80…2FDF; these are
    turned into the characters they stand for, because no publisher writes radicals.
    """
    if code == 0xFFFE:
        return "-"
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    text = chr(code)
    if 0x2E80 <= code <= 0x2FDF:
        text = unicodedata.normalize("NFKC", text)
    if code in (0xE000, 0xE001, 0xFFFD):
        return UNREADABLE  # the first two mark footnotes in raw text
    if text.isspace() or unicodedata.category(text) in ("Cc", "Cf", "Cn"):
        return ""
    return text


@dataclass(slots=True)
class Line:
    """Glyphs that stand beside each other, from left to right.

    `size`: height of its usual glyph; `em`: width of a full character. `text` has a blank where
    the file or a wide gap has one. What may be a note mark (raised, small, after a word or a
    figure) stands there in the brackets of the protocol; `keep_marks` takes those away again
    that no note on the page explains.
    """

    glyphs: list[Glyph]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    em: float
    text: str

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2

    @property
    def bold(self) -> bool:
        """Most glyphs are bold."""
        return 2 * sum(g.bold for g in self.glyphs) > len(self.glyphs)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Glyphs gathered into lines, from top to bottom."""
    lines = [_line(row) for row in rows_of(glyphs)]
    return sorted(lines, key=lambda line: (line.middle, line.x0))


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda g: (g.x0, g.order))
    kept: list[Glyph] = []
    for glyph in row:
        if not any(_same_place(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    size = median(g.height for g in kept)
    widths = [g.x1 - g.x0 for g in kept if g.text >= "\u2e80"]
    em = median(widths) if widths else size * 0.9
    x1, y0, y1 = max(g.x1 for g in kept), min(g.y0 for g in kept), max(g.y1 for g in kept)
    text = line_text(_wrap_marks(kept, size), em)
    return Line(kept, kept[0].x0, y0, x1, y1, size, em, text)


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Printed twice for a bold look; one sign for two characters (——) is as wide as two."""
    if one.order == other.order + 1 and one.x1 - one.x0 > WIDE * one.height:
        return False
    near = 0.2 * max(one.x1 - one.x0, 0.5)
    return (
        one.text == other.text and abs(one.x0 - other.x0) < near and abs(one.y0 - other.y0) < near
    )


def _wrap_marks(glyphs: Sequence[Glyph], size: float) -> list[Glyph]:
    if all(glyph.height >= SMALL * size for glyph in glyphs):
        return list(glyphs)
    middle = median(glyph.middle for glyph in glyphs)
    found: list[Glyph] = []
    index = 0
    while index < len(glyphs):
        end = index
        while end < len(glyphs) and _is_raised(glyphs[end], size, middle):
            end += 1
        text = "".join(glyph.text for glyph in glyphs[index:end])
        before = found[-1].text if found else ""
        if NOTE_MARK.fullmatch(text) and _may_carry(before, text):
            first, last = glyphs[index], glyphs[end - 1]
            text = f"{MARK_OPEN}{text}{MARK_CLOSE}"
            found.append(replace(first, text=text, x1=last.x1))
        elif _is_power(before, text, glyphs[end:]):
            found += [replace(g, text=g.text.translate(RAISED)) for g in glyphs[index:end]]
        else:
            end = max(end, index + 1)
            found += glyphs[index:end]
        index = end
    return found


def _is_raised(glyph: Glyph, size: float, middle: float) -> bool:
    return glyph.height < SMALL * size and glyph.middle < middle - 0.05 * size


def _is_power(before: str, raised: str, after: Sequence[Glyph]) -> bool:
    """Raised digits behind a digit, as in 10⁴, that no more digits follow."""
    short = POWER.fullmatch(raised) is not None and len(raised.lstrip("-−")) <= LONGEST_POWER
    return short and before.isdigit() and not (after and after[0].text.isdigit())


def _may_carry(before: str, mark: str) -> bool:
    """Figures are note marks after words, not after units (m³) or figures (10⁴)."""
    if not before:
        return False
    if before.isascii():
        return before in "])%" or (before.isdigit() and not mark.isdigit())
    return True


def keep_marks(text: str, marks: Collection[str]) -> str:
    """Take the brackets away from marks that are none of these."""
    if MARK_OPEN not in text:
        return text
    return WRAPPED.sub(lambda m: m.group() if m.group(1) in marks else m.group(1), text)


def drop_marks(text: str, marks: Collection[str]) -> str:
    """Leave out the marks that are one of these (in a cell, “100a” is the figure 100)."""
    if MARK_OPEN not in text:
        return text
    return WRAPPED.sub(lambda m: "" if m.group(1) in marks else m.group(1), text)


def line_text(glyphs: Sequence[Glyph], em: float) -> str:
    """The text of glyphs in their order, blanks included; those of spaced letters are none."""
    parts: list[str] = []
    before: Glyph | None = None
    spacing = _letter_spacing(glyphs, em)
    for glyph in glyphs:
        if before is not None:
            room = glyph.x0 - before.x1 - spacing
            follows = glyph.order > before.order
            if room > 2.5 * em:
                parts.append("  ")
            elif room > 0.6 * em or (glyph.gap and follows and room > 0.1 * em):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts)


def _letter_spacing(glyphs: Sequence[Glyph], em: float) -> float:
    """The room between all Chinese characters that were set apart evenly; else 0."""
    rooms = [
        right.x0 - left.x1
        for left, right in itertools.pairwise(glyphs)
        if left.text >= "\u4e00" and right.text >= "\u4e00"
    ]
    if len(rooms) < FEWEST_SPACED:
        return 0.0
    usual = median(rooms)
    even = sum(abs(room - usual) <= EVEN * em for room in rooms)
    spaced = SPACED[0] * em < usual < SPACED[1] * em and even >= MOST_EVEN * len(rooms)
    return usual if spaced else 0.0
