"""Numbers that were not yet final: 预计全年增长8% in an account given before the year was over.

docs/measures.md: such a number keeps its status, and says of its value that it is expected.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.measures.lexing.lexicon import alternation, words

__all__ = ["is_expected"]

_MARKS = "，。；：、！？"


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words('status', 'expected'))})(?!的|到的|总投资)")


_LEAD = re.compile(
    r"(?:[到至截]|\d{4}年|今年|当年|[本我全][省市县区州国盟旗]|全年|年末|年底|[底末初]|其中|步|同时|也|还)*"
)
"""What may stand before 预计 where it opens a clause."""
_BRACKET = re.compile(r"[^，。；]{0,6}（(?:初步)?预计(?:数|值)?(?P<all>，?下同)?）")
"""达到6500亿元（预计数，下同）: of this number, or of all behind it too."""


def is_expected(text: str, start: int, end: int) -> bool:
    """Whether 预计 governs the number that stands at `start` to `end` of a sentence.

    Where it opens a clause it governs the rest of its item, in the first clause that of the
    sentence; behind a subject (占比预计达到5.4%) only its own clause.
    """
    if "预" not in text and "有望" not in text:
        return False
    if _BRACKET.match(text, end):
        return True
    if any(match["all"] for match in _BRACKET.finditer(text, 0, start)):
        return True
    return any(_governs(text, match, start) for match in _word().finditer(text, 0, start))


def _governs(text: str, word: re.Match[str], at: int) -> bool:
    between = text[word.end() : at]
    clause = max(text.rfind(mark, 0, word.start()) for mark in _MARKS) + 1
    if not _LEAD.fullmatch(text, clause, word.start()):
        return not any(mark in between for mark in _MARKS)
    return clause == 0 or between.startswith(("，", "：")) or "；" not in between
