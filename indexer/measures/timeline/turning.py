"""Where a report turns from what was done to what is to be done.

A report reviews first and plans then. Its headings say so by words (工作回顾, 目标任务), by the
years they name, or by their place: the chapter behind the review is about what comes. A report
without such headings turns at the sentence that leads in its goals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.measures.lexing.times import PLAN, plan_period
from indexer.measures.timeline.outline import mark_of
from kb.models import Passage

__all__ = ["Turn"]

_SHORT = 40
"""A longer paragraph is no heading."""
_OPENING = 60
_CN = "[一二三四五六七八九十]+"
_NUMBER = rf"^(?:{_CN}、|[（(]{_CN}[）)]|第{_CN}部分)?[#\s]*(?:关于)?"
_TASKS = re.compile(
    rf"{_NUMBER}(?P<when>(?:19|20)\d\d年|[今明]年|新的一年|今后五年|未来五年|下一步|今后一个时期)?[^。；]{{0,30}}?"
    r"(?:目标|任务|安排|工作重点|重点工作|总体要求|工作思路|工作建议|打算|部署)"
)
_REVIEW = re.compile(r"工作(?:的)?回顾|过去(?:的)?(?:一|五|5)年|(?:上|去)年工作")
_OPENS_REVIEW = re.compile(r"回顾|执行情况|完成情况")
"""With these a chapter reviews, unless the report plans already."""
_LAST_YEAR = re.compile(r"过去(?:的)?[一五5]年|(?:上|去|本届)年?(?:政府)?工作|五年工作")
_DONE = re.compile(r"完成|做了|取得|一年来|以来|过去|回顾|情况|成就|成效|成绩")
"""A line with these looks back, even where it speaks of goals and tasks."""
_NEITHER = re.compile(r"问题|不足|困难|体会|经验|启示|做法|形势|挑战|机遇|基础")
"""Chapters that neither review nor plan."""
_ADDRESS = re.compile(r"\d[月日]|大会|会议|报告|代表|市长|省长|[县州盟]长|主席")
"""Lines at the head of a report, and how it speaks to its hearers."""
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PLAN = re.compile(PLAN)
_LEADS = re.compile(
    r"(?:主要|预期|发展|总体)(?:预期)?(?:发展)?目标|主要任务|重点(?:抓好|做好)|工作(?:安排|重点|思路|打算)|做好今年|今年要|总(?:体|的)要求"
)
_NOW = re.compile(r"(?P<year>(?:19|20)\d\d)年|[今明]年|新的一年|今后")
_GOALS = re.compile(
    r"^(?:[一-龥]{0,14}的)?(?:主要)?(?:预期|奋斗|发展)(?:性)?目标(?:初步)?(?:是|为|确定为|安排为)?[：:]"
)
"""A paragraph that begins with the goals: 主要预期目标是：."""
_FIRST = ("cn", 1)
"""The chapter 一、 of a report reviews, where no heading says so."""


@dataclass(slots=True)
class Turn:
    """Follows the passages of one report; `ahead` once it plans."""

    year: int | None
    """The report's own year; None where it is not known."""
    ahead: bool = False
    reviewed: int | None = None
    """The year a heading such as 2023年工作回顾 looks back on."""
    _chapter: tuple[str, int] = ("", 0)
    """Style and number of the heading that opened the review."""

    def heading(self, text: str, passage: Passage) -> None:
        """A heading or a short line may open the review or what comes after it."""
        if passage.kind != "heading" and len(text) > _SHORT:
            return
        bare = text.lstrip("#*")
        if bare.endswith(("。", "；")):
            return
        if _REVIEW.search(bare) or (not self.ahead and _OPENS_REVIEW.search(bare)):
            self._review(bare)
        elif not self.ahead:
            self.ahead = self._turns(bare, passage)

    def opening(self, text: str, passage: Passage) -> None:
        """The first words of a passage may lead in the goals."""
        if self.ahead:
            return
        opening = text[:_OPENING]
        if _LEADS.search(opening) and (named := _NOW.search(opening)):
            year = int(named["year"]) if named["year"] else None
            self.ahead = year is None or self._is_now(year)
        elif _GOALS.match(opening) or (self.year and opening.startswith(f"{self.year}年是")):
            self.ahead = True
        if not self.ahead:
            self.ahead = any(self._dated_tasks(heading) for heading in passage.headings)

    def _review(self, bare: str) -> None:
        self.ahead = False
        self._chapter = mark_of(bare)
        years = _YEAR.findall(bare)
        self.reviewed = int(years[0]) if len(years) == 1 else None
        if not years and _LAST_YEAR.search(bare) and self.year is not None:
            self.reviewed = self.year - 1

    def _turns(self, bare: str, passage: Passage) -> bool:
        if (ahead := self._by_years(bare)) is not None:
            return ahead
        tasks = _TASKS.match(bare)
        if tasks and tasks["when"]:
            return self._dated_tasks(bare)
        if not self._chapter[0] and tasks is None and mark_of(bare) == _FIRST:
            self._chapter = _FIRST
        if _DONE.search(bare) or _NEITHER.search(bare):
            return False
        return self._next_chapter(bare) or (tasks is not None and not _reviews(passage.headings))

    def _by_years(self, bare: str) -> bool | None:
        """What the years and plans of a heading behind the review say; None where they do not."""
        if self.year is None or not self._chapter[0] or _ADDRESS.search(bare):
            return None
        years = [int(year) for year in _YEAR.findall(bare)]
        plans = [period for name in _PLAN.findall(bare) if (period := plan_period(name))]
        if years or plans:
            if (
                not _DONE.search(bare)
                and max([*years, *(first for first, _ in plans)]) >= self.year
            ):
                return True
            if max([*years, *(last for _, last in plans)]) < self.year:
                return False
        return None

    def _next_chapter(self, bare: str) -> bool:
        """二、… behind 一、2023年工作回顾."""
        style, number = mark_of(bare)
        return style == self._chapter[0] and number > self._chapter[1] > 0

    def _dated_tasks(self, heading: str) -> bool:
        tasks = _TASKS.match("".join(heading.split()))
        if tasks is None or not tasks["when"]:
            return False
        when = tasks["when"]
        return not when[0].isdigit() or self._is_now(int(when[:4]))

    def _is_now(self, year: int) -> bool:
        return self.year is None or year >= self.year


def _reviews(headings: tuple[str, ...]) -> bool:
    """Whether a passage stands below a heading such as 过去一年工作回顾."""
    return any(_REVIEW.search("".join(heading.split())) for heading in headings)
