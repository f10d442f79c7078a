"""Shares that are no level: of a goal, 完成“十四五”目标进度的98%; of others' mean, 全国平均的70%.

A share of a goal tells what is done, not what is aimed at, and the period in the goal's name is
not the time at which so much of it was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.names.predicates import strip_opening
from indexer.measures.sentences.clauses import Clause

__all__ = ["beside_the_mean", "is_progress", "of_a_goal", "progress_names"]

_WHOLE = r"(?:目标|任务|计划|预算|进度)(?:任务|进度|值|数|量|总量)*"
_REACHED = r"(?:超额)?(?:完成|达到|达|占|为|相当于)(?:了|到)?"
_DONE = re.compile(
    rf"{_REACHED}[^，。；、]{{0,20}}?{_WHOLE}的?"
    r"(?:(?:\d[\d.]*%[、和])*|\d[\d.]*%[，、](?:同比|比上年|比去年)?(?:增长|下降))$"
)
"""With the other values of a list, and how much more it was than the year before."""
_NAMED = re.compile(
    rf"(?P<who>.*?)(?:只|已|累计|分别|均)*(?P<verb>完成|达到|占|为)了?(?P<goal>[^，。；]{{0,24}}?{_WHOLE})的?"
)
_SAID_NEXT = re.compile(rf"，(?:分别)?{_REACHED}[^，。；\d]{{0,14}}{_WHOLE}的?\d[\d.]*%")
_PERIOD_GOAL = re.compile(rf"{_REACHED}(?:[国省市县]|上级|下达的?|我[省市县])*$")
_GOAL_BEHIND = re.compile(rf"[^，。；\d]{{0,12}}{_WHOLE}的?\d[\d.]*[%倍成]")


def is_progress(text: str, start: int, end: int) -> bool:
    """Whether the number at `start` to `end` tells how much of a goal is done.

    So does one that such a share follows: 新增就业3.6万人，完成年度任务的118%.
    """
    share = text[end - 1 : end] in ("%", "倍", "成")
    if share and _DONE.search(text, max(0, start - _LONGEST), start) is not None:
        return True
    return _SAID_NEXT.match(text, end) is not None


_LONGEST = 40


def of_a_goal(text: str, start: int, end: int) -> bool:
    """Whether the time at `start` to `end` only says which goal was reached, and by how much."""
    before = _PERIOD_GOAL.search(text, max(0, start - _LEAD), start)
    return before is not None and _GOAL_BEHIND.match(text, end) is not None


_LEAD = 12


def progress_names(clause: Clause) -> list[str]:
    """地区生产总值完成年度任务比例, 学校布局总任务完成比例; empty for any other share."""
    told = _NAMED.fullmatch(clause.raw_left.replace(FILL, ""))
    if told is None or clause.group[0].dimension != "percent":
        return []
    who = strip_opening(_COUNTED.sub("", told["who"].replace(TIME, "")))
    goal = told["goal"].replace(TIME, "").strip("“”的")
    each = _each(who, clause)
    if who:
        return [f"{_COUNTED.sub('', one)}{told['verb']}{goal}比例" for one in each]
    bare = told["verb"] == "占" or len(goal) <= _BARE
    return [] if bare else [f"{goal}完成比例"]


def beside_the_mean(clause: Clause, before: Sequence[str]) -> list[str] | None:
    """人均收入相当于全国平均水平的比例; `before`: the metrics of the clause before, for one that
    names none. None where the number is no such share, empty where it is not told of what."""
    told = _MEAN.fullmatch(clause.raw_left.replace(FILL, ""))
    if told is None or clause.group[0].dimension not in ("percent", "fraction"):
        return None
    who = strip_opening(told["who"].replace(TIME, "")) or (before[0] if len(before) == 1 else "")
    return [f"{one}相当于{told['mean']}的比例" for one in _each(who, clause) if one]


def _each(who: str, clause: Clause) -> list[str]:
    """What each of the values is a share of; nothing where they are not as many."""
    each = _LISTED.split(who) if "分别" in clause.raw_left else [who]
    return each if len(each) in (1, len(clause.group)) else []


_MEAN = re.compile(
    r"(?P<who>.*?)(?:只|仅|已|约|大约|大体|分别|均)*(?:是|为|有|相当于|达到|达)(?:了|到)?"
    r"(?P<mean>(?:全国|全省|全市|世界|全球|国内|国际|同行业|同类)[一-龥]{0,4}平均[一-龥]{0,4}?)的"
)
_COUNTED = re.compile(r"^\d+(?:个|项|家|件)")
_LISTED = re.compile(r"[、和及与]|以及")
_BARE = 6
"""年度任务, 目标进度 name no metric of their own."""
