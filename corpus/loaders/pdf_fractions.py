"""Fractions set one number above the other: read as 1/5 on the line that their bar stands on.

Read line by line, “下降1/5” set in this way would become “下降15” or “下降5”.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.loaders.pdf_shapes import Frame, Glyph, Rule

__all__ = ["with_fractions"]

LONGEST = 260.0
"""No bar of a fraction amid text is longer (points)."""
REACH = 40.0
"""How far, in points, the middle of a glyph near a bar may be from it."""
NEAREST, FARTHEST = 0.3, 1.2
"""How far the middle of a glyph above or below the bar is from it, in parts of its height."""
HIGHEST, LOWEST = 0.12, 0.8
"""Where the bar stands beside the text around it, in parts of its height from the top."""
SNUG = 0.8
"""Between bar and text, and between the signs of a number, is less than this part of the height."""
EDGE = 2.0


@dataclass(slots=True)
class _Fraction:
    """Places of the glyphs above and below a bar, and what stands beside it, before it if any."""

    bar: Rule
    above: list[int]
    below: list[int]
    beside: Glyph


def with_fractions(frame: Frame) -> Frame:
    """The frame with each fraction on its line; the bars are no rules of a table any more."""
    if not frame.across or not frame.glyphs:
        return frame
    order = sorted(range(len(frame.glyphs)), key=lambda i: frame.glyphs[i].middle)
    middles = [frame.glyphs[i].middle for i in order]
    found = []
    for rule in frame.across:
        if rule.high - rule.low > LONGEST or _meets_upright(rule, frame.down):
            continue
        near = order[bisect_left(middles, rule.at - REACH) : bisect_right(middles, rule.at + REACH)]
        fraction = _fraction(rule, near, frame.glyphs)
        found += [fraction] if fraction is not None else []
    return _rewritten(frame, found) if found else frame


def _meets_upright(rule: Rule, down: Sequence[Rule]) -> bool:
    """Whether it borders a cell."""
    ends = (rule.low, rule.high)
    return any(
        up.low - EDGE <= rule.at <= up.high + EDGE and min(abs(up.at - end) for end in ends) <= EDGE
        for up in down
    )


def _fraction(bar: Rule, near: Sequence[int], glyphs: Sequence[Glyph]) -> _Fraction | None:
    inside = [i for i in near if bar.low - 1 <= glyphs[i].centre <= bar.high + 1]
    above = [i for i in inside if _off(glyphs[i], bar) < 0]
    below = [i for i in inside if _off(glyphs[i], bar) > 0]
    if not above or not below or not all(_is_number(part, bar, glyphs) for part in (above, below)):
        return None
    taken = {*above, *below}
    others = [i for i in near if i not in taken]
    if any(_beside(part, glyphs[i], glyphs) for part in (above, below) for i in others):
        return None
    line = [glyphs[i] for i in others if _stands_beside(glyphs[i], bar)]
    if not line:
        return None
    before = [glyph for glyph in line if glyph.x1 <= bar.low + EDGE]
    return _Fraction(bar, above, below, max(before or line[:1], key=lambda glyph: glyph.x1))


def _off(glyph: Glyph, bar: Rule) -> int:
    """-1 where a glyph stands right above the bar, 1 right below it, else 0."""
    apart = (glyph.middle - bar.at) / max(glyph.height, 0.1)
    if not NEAREST <= abs(apart) <= FARTHEST:
        return 0
    return 1 if apart > 0 else -1


def _is_number(part: list[int], bar: Rule, glyphs: Sequence[Glyph]) -> bool:
    """Whether these are the signs of one number or name on one line, in the middle of the bar."""
    part.sort(key=lambda i: glyphs[i].x0)
    row = [glyphs[i] for i in part]
    height = max(glyph.height for glyph in row)
    level = max(g.middle for g in row) - min(g.middle for g in row) < 0.5 * height
    gaps = (b.x0 - a.x1 for a, b in itertools.pairwise(row))
    centred = abs(row[0].x0 + row[-1].x1 - bar.low - bar.high) <= 0.5 * height
    return level and centred and all(gap < SNUG * height for gap in gaps)


def _beside(part: Sequence[int], other: Glyph, glyphs: Sequence[Glyph]) -> bool:
    """Whether a glyph goes on the line above or below the bar: then the rule underlines words."""
    first, last = glyphs[part[0]], glyphs[part[-1]]
    level = abs(other.middle - first.middle) < 0.2 * first.height
    return level and max(first.x0 - other.x1, other.x0 - last.x1) < 2 * first.height


def _stands_beside(glyph: Glyph, bar: Rule) -> bool:
    """Whether a glyph is on the line of the bar, right before or after it."""
    share = (bar.at - glyph.y0) / max(glyph.height, 0.1)
    apart = max(bar.low - glyph.x1, glyph.x0 - bar.high)
    return HIGHEST <= share <= LOWEST and -EDGE <= apart <= SNUG * glyph.height


def _rewritten(frame: Frame, found: Sequence[_Fraction]) -> Frame:
    moved = {i for fraction in found for i in (*fraction.above, *fraction.below)}
    glyphs = [glyph for i, glyph in enumerate(frame.glyphs) if i not in moved]
    bars = [fraction.bar for fraction in found]
    for fraction in found:
        glyphs += _written(fraction, frame.glyphs)
    return Frame(
        glyphs, [rule for rule in frame.across if rule not in bars], frame.down, frame.page
    )


def _written(fraction: _Fraction, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Numerator, stroke and denominator side by side over the width of the bar; in brackets where
    a figure stands right before it, since 2⅕ is not 21/5."""
    row = [*(glyphs[i] for i in fraction.above), *(glyphs[i] for i in fraction.below)]
    texts = [glyph.text for glyph in row]
    texts.insert(len(fraction.above), "/")
    bar, line = fraction.bar, fraction.beside
    if line.text.isdecimal() and line.x1 <= bar.low + EDGE:
        texts = ["（", *texts, "）"]
    step = (bar.high - bar.low) / len(texts)
    first = replace(row[0], y0=line.y0, y1=line.y1, gap=False)
    return [
        replace(first, text=text, x0=bar.low + i * step, x1=bar.low + (i + 1) * step)
        for i, text in enumerate(texts)
    ]
