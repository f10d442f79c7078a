"""Lines that are alike but for their numbers: do they count the pages, or are they text?

A running head may differ from page to page only by the number of the page. Lines of a list or of a
table without rules differ by their numbers too, and must never pass for furniture.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["count_pages"]

_DIGITS = re.compile(r"\d+")
LONGEST = 4  # digits of a page number
SHARE, FEWEST = 0.5, 3  # of the lines; pages


def count_pages(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether most of these (page, text) hold, at one place, a number that grows with the page."""
    numbers = [[int(n) for n in _DIGITS.findall(text) if len(n) <= LONGEST] for _, text in lines]
    for column in itertools.zip_longest(*numbers):
        held = [(page, n) for (page, _), n in zip(lines, column, strict=True) if n is not None]
        steps = Counter(page - n for page, n in held)
        often = steps.most_common(1)[0] if steps else (0, 0)
        pages = {page for page, n in held if page - n == often[0]}
        if len(pages) >= FEWEST and often[1] >= SHARE * len(lines):
            return True
    return False
