"""Words that lie over other words of a page: pale marks of the sheet (机密, 内部资料), and what
character recognition put once more over words that are printed anyway.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from corpus.loaders.pdf_shapes import Glyph

__all__ = ["is_pale", "without_doubles", "without_watermarks"]

PALE, WHITE = 0.7, 0.98
"""Between these (0 black, 1 white), transparency reckoned in, words cannot be body text; white
ones are the heads of dark table rows."""
SHARED = 0.2
"""Printed across each other are glyphs that share this part of the lower one's box."""
OFTEN = 4
"""Pale words that stand on a page so many times are a mark, though they cross nothing."""
MOSTLY = 0.5
"""Recognised words are there already where so many of their glyphs cross printed ones."""


def is_pale(red: float, green: float, blue: float, alpha: float = 255.0) -> bool:
    """Whether a colour (0 to 255 each) is nearly, but not quite, that of the paper."""
    return PALE <= 1 - (1 - (red + green + blue) / 765) * alpha / 255 < WHITE


def without_watermarks(glyphs: list[Glyph], pale: Collection[int]) -> list[Glyph]:
    """The glyphs without pale words that lie across others or recur, wherever on the page.

    `pale`: places in the file (`Glyph.order`) of the pale ones.
    """
    words = _words(glyphs, pale)
    counts = Counter(map(_text, words))
    marks = {text for text, times in counts.items() if times >= OFTEN}
    marks |= {_text(word) for word, crossed in _crossing(words, glyphs, pale) if crossed}
    return _without((word for word in words if _text(word) in marks), glyphs)


def without_doubles(glyphs: list[Glyph], unseen: Collection[int]) -> list[Glyph]:
    """The glyphs without invisible words that repeat what is printed in the same place.

    `unseen`: places in the file of the invisible ones.
    """
    words = _words(glyphs, unseen)
    found = _crossing(words, glyphs, unseen)
    return _without((word for word, crossed in found if crossed >= MOSTLY * len(word)), glyphs)


def _words(glyphs: Sequence[Glyph], which: Collection[int]) -> list[list[Glyph]]:
    """Those glyphs that follow each other in the file and on the page; none where all would be."""
    chosen = [glyph for glyph in glyphs if glyph.order in which] if which else []
    if len(chosen) == len(glyphs):
        return []
    words: list[list[Glyph]] = []
    for glyph in sorted(chosen, key=lambda glyph: glyph.order):
        if words and _follows(words[-1][-1], glyph):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands beside the one before, a blank of the file between them at most."""
    level = glyph.y0 < last.y1 and last.y0 < glyph.y1
    return glyph.order - last.order <= 2 and level and abs(glyph.x0 - last.x1) <= glyph.height


def _text(word: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in word)


def _without(words: Iterator[list[Glyph]], glyphs: list[Glyph]) -> list[Glyph]:
    dropped = {glyph.order for word in words for glyph in word}
    return [glyph for glyph in glyphs if glyph.order not in dropped] if dropped else glyphs


def _crossing(
    words: Sequence[list[Glyph]], glyphs: Sequence[Glyph], which: Collection[int]
) -> Iterator[tuple[list[Glyph], int]]:
    """Each word, and how many of its glyphs lie across other ones."""
    others = sorted((g for g in glyphs if g.order not in which), key=lambda glyph: glyph.middle)
    middles = [glyph.middle for glyph in others]
    for word in words:
        yield word, sum(_crosses(glyph, others, middles) for glyph in word)


def _crosses(glyph: Glyph, others: Sequence[Glyph], middles: Sequence[float]) -> bool:
    near = others[bisect_left(middles, glyph.y0) : bisect_right(middles, glyph.y1)]
    return any(_share(glyph, other) >= SHARED for other in near)


def _share(one: Glyph, other: Glyph) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return 0.0
    area = min((g.x1 - g.x0) * g.height for g in (one, other))
    return across * down / max(area, 0.1)
