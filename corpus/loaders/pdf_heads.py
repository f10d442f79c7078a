"""Running heads that change with the chapter: told by where they stand on the pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from corpus.loaders.pdf_columns import FlowLine

__all__ = ["changing_heads"]

FEWEST_PAGES, MOST_PAGES, REPEATED = 4, 0.6, 0.5
"""So many pages, and such a part of them, have the line; so much of it stands on several."""
SAME_HEIGHT, APART, SMALLER = 3.0, 1.45, 0.93
"""Points; of the usual distance between lines; of the usual size."""
LONGEST_HEAD = 40
_PROSE = re.compile(r"[，。；！？]")
_PAGE = re.compile(r"^[\s\d—–·|-]+|[\s\d—–·|-]+$")


def changing_heads(tops: Sequence[Sequence[FlowLine]]) -> list[FlowLine]:
    """The lines that stand apart at one height above the text of most pages.

    `tops`: the lines of each page from its top on. The words must stand there on several pages,
    or again in the text, as the names of chapters do.
    """
    pages = [lines for lines in tops if len(lines) > 1]
    if len(pages) < FEWEST_PAGES:
        return []
    height = Counter(round(lines[0].line.middle / SAME_HEIGHT) for lines in pages)
    usual = height.most_common(1)[0][0] * SAME_HEIGHT
    heads = [lines for lines in pages if abs(lines[0].line.middle - usual) <= SAME_HEIGHT]
    heads = [lines for lines in heads if _is_short(lines[0])]
    if len(heads) < max(FEWEST_PAGES, MOST_PAGES * len(pages)) or not _apart(heads, pages):
        return []
    words = Counter(_words(lines[0]) for lines in heads)
    again = {_words(line) for lines in pages for line in lines[1:] if len(line.line.text) <= 40}
    often = sum(count for count in words.values() if count > 1)
    if often < REPEATED * len(heads):
        return []
    return [h[0] for h in heads if words[_words(h[0])] > 1 or _words(h[0]) in again]


def _is_short(entry: FlowLine) -> bool:
    text = entry.line.text
    return len(text) <= LONGEST_HEAD and _PROSE.search(text) is None


def _words(entry: FlowLine) -> str:
    """A line without blanks and the number of its page."""
    return "".join(_PAGE.sub("", entry.line.text).split())


def _apart(heads: Sequence[Sequence[FlowLine]], pages: Sequence[Sequence[FlowLine]]) -> bool:
    """Whether these lines are smaller than the text, or further from it than its lines are."""
    body = [entry.line for lines in pages for entry in lines[1:]]
    size = median(line.em for line in body)
    steps = [
        b.line.middle - a.line.middle
        for lines in pages
        for a, b in itertools.pairwise(lines[1:])
        if b.line.middle > a.line.middle
    ]
    step = median(steps) if steps else 0.0
    apart = [
        lines[0].line.em < SMALLER * size
        or lines[1].line.middle - lines[0].line.middle > APART * step > 0
        for lines in heads
    ]
    return sum(apart) >= 0.8 * len(apart)
