"""Planning periods: 六五 … 十五五, their years, and where a text names them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["all_periods", "find_periods", "name_for", "period", "validate"]

_ORDINAL = re.compile(r"第?([一二三四五六七八九十]{1,3})个五年(?:计划|规划)?")
_BARE = re.compile(
    r"[“\"'‘「『《]?\s*([一二三四五六七八九]|十[一二三四五六]?)\s*五\s*[”\"'’」』》]?"
)
# A name counts in quotes, or where one of these follows: 十四五规划, 十三五时期, 十二五末.
_NAMED = re.compile(
    r"[“\"‘「『]\s*(?P<q>[一二三四五六七八九]|十[一二三四五六]?)\s*五\s*[”\"’」』]"
    r"|(?<![第一二三四五六七八九十百千万〇零○OＯo])(?<![一二][0０])(?P<b>[一二三四五六七八九]|十[一二三四五六]?)五"
    r"(?=规划|时期|期间|计划|以来|末|初|[“”\"]|.{0,14}规划)"
    r"|第(?P<n>[一二三四五六七八九十]{1,3})个五年(?:计划|规划)"
)


@lru_cache(maxsize=1)
def all_periods() -> dict[str, tuple[int, int]]:
    """Every planning period with its first and last year, oldest first."""
    found: dict[str, tuple[int, int]] = {}
    for document in read_yaml("periods.yaml"):
        found.update({name: (int(years[0]), int(years[1])) for name, years in document.items()})
    return dict(sorted(found.items(), key=lambda item: item[1]))


forget_on_configure(all_periods.cache_clear)


def _name(text: str) -> str:
    text = "".join(text.split())
    found = _ORDINAL.match(text) or _BARE.match(text)
    return f"{found.group(1)}五" if found else text


def period(name: str) -> tuple[int, int] | None:
    """First and last year of 十四五, “十四五”时期 or 第十四个五年规划; None for an unknown name."""
    return all_periods().get(name) or all_periods().get(_name(name))


def name_for(year: int) -> str | None:
    """The planning period a year lies in, None for the years between plans."""
    return next((n for n, (first, last) in all_periods().items() if first <= year <= last), None)


def find_periods(text: str) -> list[tuple[int, int, str]]:
    """Where the text names a planning period: (start, end, name)."""
    hits = []
    for found in _NAMED.finditer(text):
        name = f"{found['q'] or found['b'] or found['n']}五"
        if name in all_periods():
            hits.append((found.start(), found.end(), name))
    return hits


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    years = list(all_periods().items())
    wrong = [f"{name} 的起止年份颠倒" for name, (first, last) in years if first > last]
    lapped = [
        f"{before[0]} 与 {after[0]} 重叠"
        for before, after in pairwise(years)
        if after[1][0] <= before[1][1]
    ]
    return wrong + lapped
