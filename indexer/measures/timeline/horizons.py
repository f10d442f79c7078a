"""What a heading, a lead-in or the opening of a passage says about the years ahead."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.measures.lexing.times import PLAN, plan_period
from indexer.measures.timeline.outline import Years

__all__ = ["Ahead", "goal_years", "headed_ahead", "look_ahead"]

_PLAN = rf"{PLAN}(?:时期|期间|规划期|规划|计划)?"
_AHEAD = r"(?:今后|未来|再奋斗)(?:的)?(?:五|5)年"
_BEGINS = r"^[一-龥、（）()—\-\d.#]{0,8}?"
_OPENS = re.compile(rf"{_BEGINS}(?P<when>{_AHEAD}|{_PLAN})")
_STATES = re.compile(
    rf"(?:(?:^|[。；！])(?:[一-龥]{{0,6}}，)?(?P<when>{_AHEAD})"
    rf"|《[^《》]{{2,30}}》[^，。；：]{{0,12}}?(?P<plan>{_AHEAD}|{_PLAN}))"
    r"[^。；：]{0,24}(?:目标|任务|要求|思路)[^，。；：]{0,6}[：:]"
)
"""今后五年政府工作的总体要求是： and 《纲要》提出“十四五”时期的目标是： anywhere in a paragraph;
what follows is planned for those years."""
_NAMED = re.compile(rf"{_AHEAD}|{_PLAN}")
_GOALS = re.compile(r"目标|任务|发展|总体|蓝图|要求|展望|思路|预期|奋斗|愿景")
_BEHIND = re.compile(r"回顾|成就|成绩|完成|过去|收官|开局|起步|元年|第一年")
_NOW = r"(?:(?:19|20)\d\d年|[今明本]年|新的一年)"
_NOW_OPENS = re.compile(rf"{_BEGINS}{_NOW}")
_NOW_STATES = re.compile(
    rf"(?:^|[。；！])(?:[一-龥]{{0,6}}[，！])?(?:关于|做好|实现)?(?P<when>{_NOW})[^，。；：]{{0,24}}(?:目标|任务|要求|工作|安排|重点|思路)[^。；：]{{0,12}}[：:]"
)
_NOW_BEGINS = re.compile(
    rf"(?:各位(?:代表|委员)[，,！!：:])?(?P<when>{_NOW})是[^。；]{{0,40}}(?:年|开局|起步)[，。]"
)
"""2016年是“十三五”的开局之年。 turns from the period to its first year."""
_YEAR = re.compile(r"(?:19|20)\d\d年|今年")
_GOAL_YEAR = re.compile(
    r"(?:^|[。；！，])(?:[一-龥]{0,4}，)?(?:力争|争取|努力)?(?:到|至)(?P<year>(?:19|20)\d\d)年(?:底|末)?[^。；：]{0,30}?(?:目标|愿景|蓝图|指标)[^，。；：]{0,8}[：:]$"
)
_LEAD = 160
"""A longer paragraph speaks for itself and leads nothing in by its opening."""
_OPENING = 40
_NEAR = 120
"""Characters in which a passage says that it speaks of the year itself."""


class Ahead(NamedTuple):
    """`years`: None is the year of the report itself. `leads`: it holds for what follows too."""

    years: Years | None
    leads: bool
    shared: bool = False
    """A heading names the report's own year too, behind the period: “十二五”目标和今年工作."""


def look_ahead(text: str, year: int | None, *, headed: bool) -> Ahead | None:
    """What a passage of a report's outlook says about its years; None where it says nothing."""
    opening = text[:_OPENING]
    if _now(text, year, headed=headed):
        period = _planned_first(text, year) if headed else None
        return Ahead(period, leads=True, shared=period is not None)
    if (years := goal_years(text, year)) is not None:
        return Ahead(years, leads=True)
    if _NOW_OPENS.match(opening):
        return Ahead(None, leads=False)
    if _leads_in(text) and (stated := _STATES.search(text)):
        return Ahead(_years(stated["when"] or stated["plan"], year), leads=True)
    found = _OPENS.match(opening)
    years = _years(found["when"], year) if found is not None else None
    if years is None or _BEHIND.search(opening):
        near = text[:_NEAR]
        return Ahead(None, leads=False) if "今年" in near or f"{year}年" in near else None
    leads = headed or (len(text) <= _LEAD and text.endswith(("：", ":")))
    return Ahead(years, bool(leads and _GOALS.search(opening) and not _YEAR.search(opening)))


def goal_years(text: str, year: int | None) -> Years | None:
    """到2027年的主要目标是： at the end of a passage, for the items behind it."""
    found = _GOAL_YEAR.search(text[-_LEAD:]) if text.endswith(_COLONS) else None
    last = int(found["year"]) if found is not None else None
    return Years(year, last) if last is not None and (year is None or last > year) else None


def headed_ahead(heading: str, year: int) -> Years | None:
    """The years whose goals a heading names last: “十三五”发展成就和“十四五”主要目标."""
    named = [found for found in _NAMED.finditer(heading) if _GOALS.search(heading, found.end())]
    return _years(named[-1][0], year) if named else None


def _planned_first(heading: str, year: int | None) -> Years | None:
    """The period whose goals a heading names before the report's own year."""
    period, now = _NAMED.search(heading), re.search(_NOW, heading)
    if period is None or now is None or now.start() < period.end():
        return None
    return _years(period[0], year) if not _BEHIND.search(heading, 0, now.start()) else None


def _now(text: str, year: int | None, *, headed: bool) -> bool:
    """Whether goals or tasks of the report's own year begin here."""
    if headed:
        named = [found[0] for found in re.finditer(_NOW, text)]
        return any(_is_now(when, year) for when in named)
    begun = _NOW_BEGINS.match(text)
    stated = begun or (_NOW_STATES.search(text) if _leads_in(text) else None)
    return stated is not None and _is_now(stated["when"], year)


_COLONS = ("：", ":")


def _leads_in(text: str) -> bool:
    """Whether anything is led in: seen at once, unlike what leads in."""
    return "：" in text or ":" in text


def _is_now(when: str, year: int | None) -> bool:
    return not when[0].isdigit() or year is None or int(when[:4]) == year


def _years(when: str, year: int | None) -> Years | None:
    """The period, if it lies ahead of the report."""
    if when.startswith(("今后", "未来", "再奋斗")):
        return Years(year, year + 4) if year is not None else None
    period = plan_period(when)
    if period is None or (year is not None and period[1] < year):
        return None
    return Years(*period)
