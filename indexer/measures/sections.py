"""Where in a document a passage stands: what is behind, what lies ahead, a glossary, a lead-in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from indexer.measures.drafts import TimeSlot
from indexer.measures.facts import Facts
from indexer.measures.horizons import Horizon
from indexer.measures.lookback import Lookback
from indexer.measures.status import section_status
from kb.models import Passage

__all__ = ["Sections"]

_SHORT = 40
_TURN = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分)?[#\s]*(?:关于)?(?P<when>(?:19|20)\d\d年|今年|新的一年|今后五年|未来五年|下一步|今后一个时期)?[^。；]{0,30}?"
    r"(?:目标|任务|安排|工作重点|重点工作|总体要求|工作思路|工作建议|打算|部署)"
)
_AHEAD = re.compile(
    r"(?:主要|预期|发展|总体)(?:预期)?(?:发展)?目标|主要任务|重点(?:抓好|做好)|工作(?:安排|重点|思路|打算)|做好今年|今年要|总体要求"
)
_GLOSSARY = re.compile(
    r"^(?:附[:：件]?)?[（(]?(?:名词解释|名词注释|名词术语|有关名词|术语解释|相关名词|部分名词|名词和)"
)
_BEHIND = re.compile(r"工作回顾|过去(?:的)?(?:一|五|5)年|(?:上|去)年工作")
_LAST_YEAR = re.compile(r"过去(?:的)?[一五5]年|(?:上|去|本届)年?(?:政府)?工作|五年工作")
_FIVE_YEARS = re.compile(r"过去(?:的)?[五5]年|本届政府|五年工作")


@dataclass(slots=True)
class Sections:
    """Follows the passages of one document in order."""

    facts: Facts
    ahead: bool = False
    glossary: bool = False
    reviewed: int | None = None
    """The year a heading such as 2023年工作回顾 looks back on."""
    five_years: bool = False
    """The review is one of several years: 过去五年工作回顾."""
    horizon: Horizon = field(default_factory=Horizon)
    lookback: Lookback = field(default_factory=Lookback)

    def enter(self, passage: Passage) -> str:
        """The default status in this passage; "glossary" where numbers explain names."""
        squeezed = "".join(passage.text[:200].split())
        if passage.kind == "heading" or len(squeezed) <= _SHORT:
            self._heading(squeezed)
        if self.glossary:
            return "glossary"
        if self.facts.mode == "report":
            section = self._report(squeezed, passage)
            is_heading = passage.kind == "heading"
            self.horizon.enter(squeezed, self.facts.year, is_heading=is_heading)
            self.lookback.enter(squeezed, self.facts.year, is_heading=is_heading)
            return section
        return section_status(passage.headings, self.facts)

    def _heading(self, text: str) -> None:
        bare = text.lstrip("#*")
        if _GLOSSARY.search(bare):
            self.glossary = True
        if _BEHIND.search(bare) and not bare.endswith("。"):
            self.ahead = False
            years = re.findall(r"(?:19|20)\d\d(?=年)", bare)
            self.reviewed = int(years[0]) if len(years) == 1 else None
            self.five_years = _FIVE_YEARS.search(bare) is not None
            if not years and _LAST_YEAR.search(bare) and self.facts.year is not None:
                self.reviewed = self.facts.year - 1
        elif not bare.endswith(("。", "；")) and (turn := _TURN.match(bare)):
            if turn["when"] is None and not self.ahead and "目标任务完成" in bare:
                return
            if turn["when"] is None or self._now(turn["when"]):
                self.ahead = True

    def facts_of(self, section: str) -> Facts:
        """In the review of a report 全年 and 上年 are counted from the year before the report.

        Its goals may be those of a period: the years of that period are the plan's.
        """
        year = self.facts.year
        if self.facts.mode != "report" or year is None:
            return self.facts
        if section == "actual":
            review = self.lookback.period
            yearly = not self.five_years and review is None
            return replace(self.facts, year=year - 1, yearly=yearly, behind=True, review=review)
        if (period := self.horizon.period) is not None:
            return replace(self.facts, first=period[0], last=period[1], five_year=True)
        return self.facts

    def heading_time(self, section: str) -> TimeSlot | None:
        """The year that the heading of a review states for all below it."""
        if section != "actual" or self.reviewed is None:
            return None
        return TimeSlot(self.reviewed, None, "inherited_heading")

    def _now(self, when: str) -> bool:
        year = self.facts.year
        return not when[0].isdigit() or year is None or int(when[:4]) >= year

    def _report(self, text: str, passage: Passage) -> str:
        year = self.facts.year
        opening = text[:60]
        if not self.ahead and _AHEAD.search(opening):
            named = re.search(r"((?:19|20)\d\d)年|今年|新的一年|今后", opening)
            if named and (named[1] is None or year is None or int(named[1]) >= year):
                self.ahead = True
        if passage.headings and not self.ahead:
            self._headings(passage.headings)
        return "target" if self.ahead else "actual"

    def _headings(self, headings: tuple[str, ...]) -> None:
        for heading in headings:
            squeezed = "".join(heading.split())
            turn = _TURN.match(squeezed)
            if turn and turn["when"] and self._now(turn["when"]):
                self.ahead = True
