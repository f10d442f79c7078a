"""The running time of a document: what is behind, what lies ahead, and of which years.

A document has its own years (`Facts`). A chapter, a section or a lead-in may state others for all
below it; the `Outline` says where each ends. A passage may state years for itself alone. Sentences
and clauses within it are read in `timing`. What states no years leaves them open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.measures.drafts import TimeSlot
from indexer.measures.facts import Facts
from indexer.measures.horizons import Ahead, goal_years, look_ahead
from indexer.measures.lookback import headed_years, look_back
from indexer.measures.outline import Outline, Years, looks_headed
from indexer.measures.status import section_status
from kb.models import Passage

__all__ = ["Sections"]

_SHORT = 40
_OPENING = 60
_CN = "[一二三四五六七八九十]+"
_TURN = re.compile(
    rf"^(?:{_CN}、|[（(]{_CN}[）)]|第{_CN}部分)?[#\s]*(?:关于)?"
    r"(?P<when>(?:19|20)\d\d年|[今明]年|新的一年|今后五年|未来五年|下一步|今后一个时期)?[^。；]{0,30}?"
    r"(?:目标|任务|安排|工作重点|重点工作|总体要求|工作思路|工作建议|打算|部署)"
)
_AHEAD = re.compile(
    r"(?:主要|预期|发展|总体)(?:预期)?(?:发展)?目标|主要任务|重点(?:抓好|做好)|工作(?:安排|重点|思路|打算)|做好今年|今年要|总体要求"
)
_GLOSSARY = re.compile(
    r"^(?:附[:：件]?)?[（(]?(?:名词解释|名词注释|名词术语|有关名词|术语解释|相关名词|部分名词|名词和)"
)
_BEHIND = re.compile(r"工作回顾|过去(?:的)?(?:一|五|5)年|(?:上|去)年工作")
_DONE = re.compile(r"完成|做了|取得|一年来|以来|过去")
"""A line with these looks back, even where it speaks of goals and tasks."""
_LAST_YEAR = re.compile(r"过去(?:的)?[一五5]年|(?:上|去|本届)年?(?:政府)?工作|五年工作")
_PLANNED = 3
"""Goals so many years ahead are those of a plan: changes count from the year before it."""
_FAR = 9999
_SQUEEZED = 4000
"""Characters of a passage that may state years for what follows."""


@dataclass(slots=True)
class Sections:
    """Follows the passages of one document in order."""

    facts: Facts
    passages: Sequence[Passage] = ()
    ahead: bool = False
    glossary: bool = False
    reviewed: int | None = None
    """The year a heading such as 2023年工作回顾 looks back on."""
    outline: Outline = field(default_factory=Outline)
    years: Years | None = None
    """What holds for the passage entered last; None in a report is the report's own year."""
    outlook: Years | None = None
    """The period a report planned for last, until it comes to its own year."""
    _number: int = -1
    _last_now: int = -1

    def __post_init__(self) -> None:
        """Where a report speaks of its own year last: until then a period may run on."""
        if self.facts.mode != "report":
            return
        for number, passage in enumerate(self.passages):
            found = self._look_ahead(_squeeze(passage), passage)
            if found is not None and found.years is None and found.leads:
                self._last_now = number

    def enter(self, passage: Passage) -> str:
        """The default status in this passage; "glossary" where numbers explain names."""
        self._number += 1
        text = _squeeze(passage)
        if passage.kind == "heading" or len(text) <= _SHORT:
            self._heading(text, passage)
        if self.glossary:
            return "glossary"
        if self.facts.mode == "report":
            section = self._report(text, passage)
            self._follow(text, passage)
            return section
        if self.facts.mode == "plan":
            self._plan(text, passage)
        return section_status(passage.headings, self.facts)

    def _heading(self, text: str, passage: Passage) -> None:
        bare = text.lstrip("#*")
        if _GLOSSARY.search(bare):
            self.glossary = True
        if _BEHIND.search(bare) and not bare.endswith("。"):
            self.ahead = False
            years = re.findall(r"(?:19|20)\d\d(?=年)", bare)
            self.reviewed = int(years[0]) if len(years) == 1 else None
            if not years and _LAST_YEAR.search(bare) and self.facts.year is not None:
                self.reviewed = self.facts.year - 1
        elif not bare.endswith(("。", "；")) and (turn := _TURN.match(bare)):
            undated = not _DONE.search(bare) and not _reviews(passage.headings)
            if self._now(turn["when"]) if turn["when"] is not None else undated:
                self.ahead = True

    def _look_ahead(self, text: str, passage: Passage) -> Ahead | None:
        return look_ahead(text, self.facts.year, headed=_headed(text, passage))

    def _follow(self, text: str, passage: Passage) -> None:
        """The years a passage of a report speaks of, and those it states for what follows."""
        headed = _headed(text, passage)
        if not self.ahead:
            back = look_back(text, self.facts.year, headed=headed)
            leads = back is not None and back.leads
            self._state(text, back.years if back else None, headed=headed, leads=leads)
            if leads and back is not None and back.years is None:
                self.outline = Outline()
            self.years = back.years if back is not None else self.outline.years
            return
        found = self._look_ahead(text, passage)
        leads = found is not None and found.leads
        self._state(text, found.years if found else None, headed=headed, leads=leads)
        if leads and found is not None:
            self.outlook = found.years if self._number < self._last_now else None
            if found.years is None:
                self.outline = Outline()
        self.years = found.years if found is not None else self.outline.years or self.outlook

    def _state(self, text: str, years: Years | None, *, headed: bool, leads: bool) -> None:
        if headed:
            self.outline.enter(text, years if leads else None)
        elif years is not None and leads:
            self.outline.lead_in(years)

    def _plan(self, text: str, passage: Passage) -> None:
        """A plan: headings over what was done, lead-ins to what is to be reached by when."""
        if passage.kind == "heading":
            self.outline.enter(text, headed_years(text, self._before))
        elif (years := goal_years(text, self.facts.year)) is not None:
            self.outline.lead_in(years)
        self.years = self.outline.years

    def facts_of(self, section: str) -> Facts:
        """In the review of a report 全年 and 上年 are counted from the year before the report.

        Its goals may be those of a period: the years of that period are the plan's.
        """
        year = self.facts.year
        if self.facts.mode != "report" or year is None:
            return self.facts
        if section == "actual":
            years = self.years
            review = (years.first, years.last) if years and years.first is not None else None
            return replace(
                self.facts, year=year - 1, yearly=review is None, behind=True, review=review
            )
        if self.years is not None:
            first = self.years.first if self.years.first is not None else year
            long = self.years.last - first >= _PLANNED
            return replace(self.facts, first=first, last=self.years.last, five_year=long)
        return self.facts

    def heading_time(self, section: str) -> TimeSlot | None:
        """The year that a heading or lead-in states for what was done, or is to be done, below."""
        year = self.years.last if self.years is not None else self.reviewed
        if self.facts.mode == "report":
            year = year if section == "actual" else None
        elif year is not None and (section == "actual") == (year > self._before):
            year = None
        return TimeSlot(year, None, "inherited_heading") if year is not None else None

    @property
    def _before(self) -> int:
        """The last year that is behind a plan."""
        facts = self.facts
        if facts.five_year and facts.first is not None:
            return facts.first - 1
        return facts.year if facts.year is not None else _FAR

    def _now(self, when: str) -> bool:
        year = self.facts.year
        return not when[0].isdigit() or year is None or int(when[:4]) >= year

    def _report(self, text: str, passage: Passage) -> str:
        year = self.facts.year
        opening = text[:_OPENING]
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


def _reviews(headings: tuple[str, ...]) -> bool:
    """Whether a passage stands below a heading such as 过去一年工作回顾."""
    return any(_BEHIND.search("".join(heading.split())) for heading in headings)


def _squeeze(passage: Passage) -> str:
    return "".join(passage.text[:_SQUEEZED].split())


def _headed(text: str, passage: Passage) -> bool:
    return passage.kind == "heading" or looks_headed(text)
