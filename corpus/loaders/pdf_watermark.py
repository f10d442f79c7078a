"""Pale words printed across the text of a page (机密, 内部资料): a mark of the sheet, no text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from corpus.loaders.pdf_shapes import Glyph

__all__ = ["is_pale", "without_watermarks"]

PALE, WHITE = 0.7, 0.98
"""Between these (0 black, 1 white), transparency reckoned in, words cannot be body text; white
ones are the heads of dark table rows."""
SHARED = 0.2
"""Printed across each other are glyphs that share this part of the lower one's box."""
OFTEN = 4
"""Pale words that stand on a page so many times are a mark, though they cross nothing."""


def is_pale(red: float, green: float, blue: float, alpha: float = 255.0) -> bool:
    """Whether a colour (0 to 255 each) is nearly, but not quite, that of the paper."""
    return PALE <= 1 - (1 - (red + green + blue) / 765) * alpha / 255 < WHITE


def without_watermarks(glyphs: list[Glyph], pale: Collection[int]) -> list[Glyph]:
    """The glyphs without pale words that lie across others or recur, wherever on the page.

    `pale`: places in the file (`Glyph.order`) of the pale ones.
    """
    light = [glyph for glyph in glyphs if glyph.order in pale]
    dark = [glyph for glyph in glyphs if glyph.order not in pale]
    if not light or not dark:
        return glyphs
    words = list(_words(light))
    dark.sort(key=lambda glyph: glyph.middle)
    middles = [glyph.middle for glyph in dark]
    counts = Counter(map(_text, words))
    marks = {text for text, times in counts.items() if times >= OFTEN}
    marks |= {_text(word) for word in words if any(_crosses(g, dark, middles) for g in word)}
    dropped = {glyph.order for word in words if _text(word) in marks for glyph in word}
    return [glyph for glyph in glyphs if glyph.order not in dropped]


def _words(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page."""
    word: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.order):
        if word and not _follows(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    yield word


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands beside the one before, a blank of the file between them at most."""
    level = glyph.y0 < last.y1 and last.y0 < glyph.y1
    return glyph.order - last.order <= 2 and level and abs(glyph.x0 - last.x1) <= glyph.height


def _text(word: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in word)


def _crosses(glyph: Glyph, dark: Sequence[Glyph], middles: Sequence[float]) -> bool:
    """Whether one of the dark glyphs, in order of their middles, shares its place."""
    first = bisect_left(middles, glyph.y0)
    return any(
        _share(glyph, other) >= SHARED for other in dark[first : bisect_right(middles, glyph.y1)]
    )


def _share(one: Glyph, other: Glyph) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return 0.0
    area = min((g.x1 - g.x0) * g.height for g in (one, other))
    return across * down / max(area, 0.1)
