"""Words that a line strikes through, as revisions are printed: they are no text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.loaders.pdf_shapes import Glyph, Rule

__all__ = ["without_struck"]

LOWEST, HIGHEST = 0.3, 0.62
"""Where a line through words runs, in parts of the glyph's height above its bottom: Word and
LibreOffice print it at 0.38 to 0.44; underlines run below 0.2."""
COVERED, OVER = 0.85, 2.0
"""The line is as long as the words it strikes, give or take so many points."""
REACH = 10.0
"""How far, in points, the middle of a struck glyph may be from the line."""


def without_struck(glyphs: list[Glyph], rules: Sequence[Rule]) -> list[Glyph]:
    """The glyphs that no rule strikes through."""
    if not glyphs or not rules:
        return glyphs
    order = sorted(range(len(glyphs)), key=lambda i: glyphs[i].middle)
    middles = [glyphs[i].middle for i in order]
    struck: set[int] = set()
    for rule in rules:
        first, last = bisect_left(middles, rule.at - REACH), bisect_right(middles, rule.at + REACH)
        struck.update(_struck_by(rule, order[first:last], glyphs))
    return [glyph for i, glyph in enumerate(glyphs) if i not in struck] if struck else glyphs


def _struck_by(rule: Rule, near: Sequence[int], glyphs: Sequence[Glyph]) -> list[int]:
    """Those of these glyphs that the rule runs through; none where it runs on beyond them."""
    hit = [i for i in near if _runs_through(rule, glyphs[i])]
    if not hit:
        return []
    low, high = min(glyphs[i].x0 for i in hit), max(glyphs[i].x1 for i in hit)
    covered = sum(glyphs[i].x1 - glyphs[i].x0 for i in hit)
    fits = abs(low - rule.low) <= OVER and abs(high - rule.high) <= OVER
    return hit if fits and covered >= COVERED * (rule.high - rule.low) else []


def _runs_through(rule: Rule, glyph: Glyph) -> bool:
    height = (glyph.y1 - rule.at) / max(glyph.height, 0.1)
    return LOWEST <= height <= HIGHEST and rule.low <= glyph.centre <= rule.high
