"""The period whose goals a part of a yearly report states: 今后五年, the next five-year plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.measures.times import plan_period

__all__ = ["Horizon"]

_PLAN = r"“?十[一二三四五六七]五”?(?:时期|期间|规划期|规划)?"
_AHEAD = r"(?:今后|未来|再奋斗)(?:的)?(?:五|5)年"
_OPENS = re.compile(rf"^[一-龥、（）()—\-\d.#]{{0,8}}?(?P<when>{_AHEAD}|{_PLAN})")
_GOALS = re.compile(r"目标|任务|发展|总体|蓝图|要求|展望|思路|预期|奋斗|愿景")
_BEHIND = re.compile(r"回顾|成就|成绩|完成|过去|收官|开局|起步|元年|第一年")
_NOW = re.compile(r"^[一-龥、（）()—\-\d.#]{0,8}?(?:(?P<year>(?:19|20)\d\d)年|今年|本年|新的一年)")
_YEAR = re.compile(r"(?:19|20)\d\d年|今年")
_RANKS = (
    re.compile(r"^第?[一二三四五六七八九十]+(?:、|部分|章|篇)"),
    re.compile(r"^[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"^\d{1,2}[.、．]"),
)
_LEAD = 160
"""A longer paragraph speaks for itself and leads nothing in."""
_NEAR = 120
"""Characters in which a passage says that it speaks of the year itself."""


@dataclass(slots=True)
class Horizon:
    """Follows the passages of a report; `period` holds for the passage entered last."""

    headed: tuple[int, int] | None = None
    """Set by a heading, until the next of its rank, or by a lead-in, until any heading."""
    rank: int = 0
    period: tuple[int, int] | None = None

    def enter(self, text: str, year: int | None, *, is_heading: bool) -> None:
        """Look at the opening of a passage, its text without white space."""
        opening = text[:40]
        is_heading = is_heading or _looks_headed(text)
        if is_heading and _rank(opening) <= self.rank:
            self.headed = None
        found = None if _NOW.match(opening) else _OPENS.match(opening)
        period = _years(found["when"], year) if found is not None else None
        if found is None or period is None or _BEHIND.search(opening):
            if _NOW.match(opening):
                self.headed = None
            now = "今年" in text[:_NEAR] or f"{year}年" in text[:_NEAR]
            self.period = None if now else self.headed
            return
        self.period = period
        leads = is_heading or (len(text) <= _LEAD and text.endswith(("：", ":")))
        if leads and _GOALS.search(opening) and not _YEAR.search(opening):
            self.headed = period
            self.rank = _rank(opening) if is_heading else len(_RANKS)


def _looks_headed(text: str) -> bool:
    """A numbered line without a sentence in it."""
    short = len(text) <= _LINE and not text.endswith(("。", "；", "，", "："))
    return short and "。" not in text and _rank(text) < len(_RANKS)


_LINE = 36


def _rank(heading: str) -> int:
    """0 for 一、, 1 for （一）, 2 for 1., 3 for a heading without a number."""
    ranks = (rank for rank, form in enumerate(_RANKS) if form.match(heading))
    return next(ranks, len(_RANKS))


def _years(when: str, year: int | None) -> tuple[int, int] | None:
    """The period, if it lies ahead of the report."""
    if when.startswith(("今后", "未来")):
        return (year, year + 4) if year is not None else None
    period = plan_period(when)
    if period is None or (year is not None and period[1] < year):
        return None
    return period
