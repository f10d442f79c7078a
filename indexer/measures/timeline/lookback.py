"""What a heading, a lead-in or the opening of a passage says about the years behind."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.measures.lexing.lexicon import cut_front
from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.lexing.times import PLAN, plan_period
from indexer.measures.timeline.outline import Years

__all__ = ["Back", "headed_years", "look_back", "opens_year", "term_of"]

_PLAN = rf"(?P<plan>{PLAN})"
_SPAN = re.compile(
    r"(?:过去的?|回首|回顾|这)(?P<past>[三四五])年(?!规划|计划)|(?P<since>[三四五])年[来间](?=[，,的])|以来的?(?P<until>[三四五])年"
    r"|的(?P<named>[三四五])年$|(?P<term>本届政府|五年工作)"
    rf"|{_PLAN}(?:时期|期间|以来|规划|计划)"
)
_ONE = re.compile(
    r"^[^，。；：]{0,12}?(?:过去(?:的)?一年|一年来|(?<![比较与同至到—~-])(?:19|20)\d\d年(?![-—~至到\d]|以来|起)"
    r"|[去今]年|上一?年)"
)
_ADDRESSED = re.compile(r"^各位(?:代表|委员)[，,！!：:]")
_BEFORE_TERM = re.compile(r"^(?:(?:19|20)\d\d年|[^。；：\d]){1,60}[。！]")
"""2025年是“十四五”收官之年。五年来，…: a sentence without figures before the account opens."""
_TERM_OPENS = re.compile(
    rf"^[^，。；：]{{0,14}}?(?:(?:过去|这|以来|经过|历经)的?[三四五]年|[三四五]年来"
    rf"|{_PLAN}(?:时期|期间|以来))[^。；：]{{0,12}}?(?:，|我们|极|是)"
)
"""五年来，我们… opens an account of all these years, which the passages behind it go on with."""
_SINGLE = re.compile(r"(?<![-—~至到])(?:19|20)\d\d年(?![-—~至到])|一年|[去上]年")
"""A heading that names one year beside a period: each of its statements may be of either."""
_SPOKEN_YEAR = re.compile(r"^[^，。；：]{0,12}?(?:[去今]年|上一?年)")
"""粮食产量去年达到414亿斤: one statement is of last year."""
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d年")
_OPENS_ONE = re.compile(
    r"^[^，。；：]{0,12}?(?:过去|走过)的(?:19|20)\d\d年"
    r"|^[^，。；：]{0,12}?(?:19|20)\d\d年(?:是(?!末|底)|.*(?:我们|各级|上下|工作))"
    r"|^[去上]一?年.*(?:我们|各级|上下|工作)|.*(?:一年|回顾)"
)
"""2003年是…, 去年，我们…: an account of the year begins; else the year dates one statement."""
_BEGINS = re.compile(r"^[^，。；：]{0,12}?(?:19|20)\d\d年[是，]")
"""2015年是…, 2015年， at the opening: what was led in before is over."""
_REVIEWED = re.compile(
    r"^[^，。；：]{0,12}?(?:(?:19|20)\d\d年(?:政府)?工作的?(?:简要|简单)?(?:回顾|情况)"
    r"|(?:过去|走过)的(?:19|20)\d\d年，|(?:19|20)\d\d年是(?!末|底))"
)
"""一、2003年工作的回顾, 刚刚过去的2003年，, 2003年是…: the account goes on behind it."""
_OPENING = 30
"""Characters in which a paragraph says which years it looks back on."""
_LEAD = 90
"""A longer paragraph speaks for itself and leads nothing in."""
_TERM = 5
_DONE = re.compile(
    r"成就|成效|成绩|回顾|进展|完成情况|执行情况|实施情况|总结|评估|工作情况|发展情况"
)
_OPEN = re.compile(r"形势|问题|挑战|机遇|展望|目标|任务|面临|规划|要求")
"""Headings that speak of more than what was done: the years they name date nothing."""
_HEADED_YEAR = re.compile(
    r"(?P<first>(?:19|20)\d\d)年?(?:(?:-|—|——|~|至|到|－|–)(?P<last>(?:19|20)\d\d)年)?"
)


_NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\d月")
_FIGURELESS = re.compile(r"^(?:19|20)\d\d年，[^。\d]{20,}。")
"""2014年，在…领导下，我们坚持…。: what opens an account; with figures it dates itself only."""
_OF_PERIOD = re.compile(rf"^[^，。；：]{{0,12}}?{PLAN}[^，。；：]*?年")
"""通过“十二五”尤其是2015年的努力，…: of more years than the one named."""


class Back(NamedTuple):
    """`years`: None is the one year before the report. `leads`: it holds for what follows too.

    `ends`: what led in before holds no more, though this passage leads in nothing itself.
    """

    years: Years | None
    leads: bool
    ends: bool = False


def look_back(text: str, year: int | None, *, headed: bool) -> Back | None:
    """What a passage of a report's review says about its years; None where it says nothing."""
    text = cut_front(_ADDRESSED, text)
    behind = cut_front(_BEFORE_TERM, text)
    text = behind if _TERM_OPENS.match(behind) else text
    opening = text[:_OPENING]
    found = _SPAN.search(text if headed else opening)
    if headed and found and _SINGLE.search(text):
        return Back(None, leads=True)
    if _ONE.match(opening):
        return _one_year(opening, headed=headed)
    years = _years(found, year) if found is not None else None
    if years is None:
        return None
    led = len(text) <= _LEAD and text.endswith(("：", ":"))
    return Back(years, headed or led or _TERM_OPENS.match(text) is not None)


def term_of(text: str, year: int | None, *, headed: bool) -> Years | None:
    """The several years that a heading or opening names, whatever one year it names beside them."""
    found = _SPAN.search(text if headed else text[:_OPENING])
    return _years(found, year) if found is not None else None


def opens_year(text: str, year: int, back: Back | None, *, headed: bool) -> bool:
    """Whether the account of the one year `year` begins here, as `look_back` read the passage.

    一、2006年的主要工作; 过去一年，我们…; 2014年，在…领导下，…. A heading that names a period
    beside the year does not say of which of them its statements are.
    """
    text = cut_front(_ADDRESSED, text)
    opening = text if headed else text[:_OPENING]
    if _DAY.search(opening) or _OF_PERIOD.search(opening) or (headed and re.search(PLAN, text)):
        return False
    leads = back is not None and back.leads and back.years is None
    if named := set(_NAMED_YEAR.findall(opening)):
        opens = headed or leads or _FIGURELESS.match(text) is not None
        return opens and named == {str(year)}
    return leads and not (headed and _SPAN.search(text))


def _one_year(opening: str, *, headed: bool) -> Back:
    """What an opening that names one year dates: itself, or what follows too."""
    dated = _YEAR_ONLY.search(opening)
    within = dated or _SPOKEN_YEAR.match(opening)
    leads = not within or headed or _OPENS_ONE.match(opening) is not None
    told = _REVIEWED.match(opening) is not None
    years = Years(None, int(dated[0][:4])) if dated and told else None
    return Back(years, leads, ends=not leads and _BEGINS.match(opening) is not None)


def _years(found: re.Match[str], year: int | None) -> Years | None:
    """First and last year, if they lie behind the report."""
    if year is None:
        return None
    if found["plan"]:
        period = plan_period(found["plan"])
        return Years(*period) if period is not None and period[1] < year else None
    count = read_numeral(found["past"] or found["since"] or found["until"] or found["named"] or "")
    return Years(year - int(count or _TERM), year - 1)


def headed_years(heading: str, before: int) -> Years | None:
    """The years whose results a heading of a plan gives account of: “十三五”时期主要成就.

    None where it names none, years behind `before`, or more than results.
    """
    if not _DONE.search(heading) or _OPEN.search(_DONE.sub("", heading).replace("规划期", "")):
        return None
    plans = {period for name in re.findall(_PLAN, heading) if (period := plan_period(name))}
    spans = {
        (int(found["first"]) if found["last"] else None, int(found["last"] or found["first"]))
        for found in _HEADED_YEAR.finditer(heading)
    }
    named = plans or spans
    if len(named) != 1:
        return None
    first, last = next(iter(named))
    return Years(first, last) if last <= before else None
