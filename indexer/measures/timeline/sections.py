"""The running time of a document: what is behind, what lies ahead, and of which years.

A document has its own years (`Facts`). A chapter, a section or a lead-in may state others for all
below it; the `Outline` says where each ends. A passage may state years for itself alone. Sentences
and clauses within it are read in `timing`. What states no years leaves them open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.measures.document.facts import Facts
from indexer.measures.sentences.drafts import TimeSlot
from indexer.measures.timeline.horizons import Ahead, goal_years, headed_ahead, look_ahead
from indexer.measures.timeline.lookback import (
    Back,
    headed_years,
    look_back,
    opens_year,
    term_of,
)
from indexer.measures.timeline.outline import Outline, Years, looks_headed, mark_of
from indexer.measures.timeline.status import section_status
from indexer.measures.timeline.turning import Turn
from kb.models import Passage

__all__ = ["Sections", "goes_on"]

_SHORT = 40
_GLOSSARY = re.compile(
    r"^(?:附(?:件|录)?[:：]?)?[（(【]?(?:《[^》]{2,20}》)?(?:有关|相关|部分)?(?:内容)?"
    r"(?:(?:名词|术语)(?:和?解释|注释|说明|术语|和)|有关名词|相关名词|部分名词)"
)
_DEFINES = re.compile(
    r"(?:[（(〔\[［]?\d{1,3}[)）〕\]］]?[.、．]?|[①-⑳])?[“\"]?[^：:，。]{2,30}[：:][^，。]{0,16}?"
    r"(?:是指|指的是|(?:主要|系|即)?指(?=[一-龥“]{2}))"
)
"""A note on a name, wherever it stands: 〔22〕亩均论英雄：指以亩均投入和产出评价…."""
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
    glossary: bool = False
    turn: Turn = field(init=False)
    outline: Outline = field(default_factory=Outline)
    years: Years | None = None
    """What holds for the passage entered last; None in a report is the report's own year."""
    term: Years | None = None
    """The years a review named last beside its last one."""
    outlook: Years | None = None
    """The period a report planned for last, until it comes to its own year."""
    _now: bool = False
    """A report came to the goals of its own year."""
    _number: int = -1
    _last_now: int = -1
    _ahead: dict[tuple[str, bool], Ahead | None] = field(default_factory=dict)
    """What texts say of the years ahead, as headings or as paragraphs."""
    _facts: dict[tuple[str, Years | None, Years | None], Facts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Where a report speaks of its own year last: until then a period may run on."""
        self.turn = Turn(self.facts.year)
        if self.facts.mode != "report":
            return
        for number, passage in enumerate(self.passages):
            if any(self._begins_now(text, passage) for text in _texts(passage)):
                self._last_now = number

    def _begins_now(self, text: str, passage: Passage) -> bool:
        found = self._look_ahead(text, passage)
        return found is not None and found.years is None and found.leads

    def enter(self, passage: Passage) -> str:
        """The default status in this passage; "glossary" where numbers explain names."""
        self._number += 1
        text = _squeeze(passage)
        headed = passage.kind == "heading" or len(text) <= _SHORT
        self.glossary = self.glossary or bool(headed and _GLOSSARY.search(text.lstrip("#*")))
        if self.glossary or (self.facts.mode == "report" and _DEFINES.match(text)):
            return "glossary"
        if self.facts.mode == "report":
            for part in _texts(passage):
                self.turn.heading(part, passage)
                self.turn.opening(part, passage)
                self._follow(part, passage)
            return "target" if self.turn.ahead else "actual"
        if self.facts.mode == "plan":
            self._plan(text, passage)
        return section_status(passage.headings)

    def _look_ahead(self, text: str, passage: Passage) -> Ahead | None:
        headed = _headed(text, passage)
        if (text, headed) not in self._ahead:
            self._ahead[text, headed] = look_ahead(text, self.facts.year, headed=headed)
        return self._ahead[text, headed]

    def _follow(self, text: str, passage: Passage) -> None:
        """The years a passage of a report speaks of, and those it states for what follows."""
        headed = _headed(text, passage)
        if not self.turn.ahead:
            back = look_back(text, self.facts.year, headed=headed)
            leads = back is not None and back.leads
            self._review_year(text, back, headed=headed)
            if headed or leads:
                self.term = term_of(text, self.facts.year, headed=headed) or self.term
            self._state(text, back.years if back else None, headed=headed, leads=leads)
            self._account(back, leads=leads)
            return
        found = self._look_ahead(text, passage)
        if found is not None and found.shared and self._number >= self._last_now:
            found = Ahead(None, leads=True)
        leads = found is not None and found.leads
        self._state(text, found.years if found else None, headed=headed, leads=leads)
        if leads and found is not None:
            self._now = found.years is None
            self.outlook = found.years if self._number < self._last_now else None
            if found.years is None:
                self.outline = Outline()
        self.years = found.years if found is not None else self._outlined(passage) or self.outlook

    def _review_year(self, text: str, back: Back | None, *, headed: bool) -> None:
        """Where no heading 2023年工作回顾 says so, the account opens with its year."""
        year = self.facts.year
        if self.turn.reviewed is None and year is not None:
            opens = opens_year(text, year - 1, back, headed=headed)
            self.turn.reviewed = year - 1 if opens else None

    def _account(self, back: Back | None, *, leads: bool) -> None:
        """一年来，… goes on with the year that the account opened with: 2020年是….; without one it
        leaves the year open."""
        led = self.outline.years
        if leads and back is not None and back.years is None:
            self.outline = Outline()
            if led is not None and led.first is None:
                self.outline.lead_in(led)
                self.years = led
                return
        elif back is not None and back.ends:
            self.outline.end_items()
        self.years = back.years if back is not None else self.outline.years

    def _outlined(self, passage: Passage) -> Years | None:
        """What the headings state; one that looks back first and plans then, what it plans for."""
        years, year = self.outline.years, self.facts.year
        if year is None or (years is not None and years.last >= year):
            return years
        if years is None and self._now:
            return None
        headings = ("".join(heading.split()) for heading in reversed(passage.headings))
        return next(filter(None, (headed_ahead(heading, year) for heading in headings)), None)

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
        known = section, self.years, self.term
        if known not in self._facts:
            self._facts[known] = self._of_report(section, year)
        return self._facts[known]

    def _of_report(self, section: str, year: int) -> Facts:
        if section == "actual":
            years = self.years
            review = (years.first, years.last) if years and years.first is not None else None
            named = self.term
            term = (named.first, named.last) if named and named.first is not None else None
            spoken = self.facts.given or self.facts.spoken
            return replace(
                self.facts, year=year - 1, yearly=review is None, behind=True, review=review,
                term=term, spoken=spoken,
            )  # fmt: skip
        if self.years is not None:
            first = self.years.first if self.years.first is not None else year
            long = self.years.last - first >= _PLANNED
            return replace(self.facts, first=first, last=self.years.last, five_year=long)
        return self.facts

    def heading_time(self, section: str) -> TimeSlot | None:
        """The year that a heading or lead-in states for what was done, or is to be done, below."""
        year = self.years.last if self.years is not None else self.turn.reviewed
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


_OPEN_ENDS = ("；", ";", "，", ",", "、")


def goes_on(before: Passage | None, passage: Passage, time: TimeSlot | None, facts: Facts) -> bool:
    """Whether a passage of a plan continues the goals of the one before it for a later year.

    Pages and web sites break paragraphs at semicolons.
    """
    ahead = time is not None and (time.year or 0) > (facts.year or _FAR)
    if before is None or facts.mode != "plan" or not ahead:
        return False
    if before.kind != "paragraph" or passage.kind != "paragraph":
        return False
    same = before.headings == passage.headings and before.text.rstrip().endswith(_OPEN_ENDS)
    return same and mark_of(_squeeze(passage))[0] == "plain"


def _squeeze(passage: Passage) -> str:
    return "".join(passage.text[:_SQUEEZED].split())


_GLUED = re.compile(
    r"\s*[#*]*(?P<heading>[一二三四五六七八九十]{1,2}、[^。；，：]{4,34})[*]*[ \u3000](?=.*[，。])"
)


def _texts(passage: Passage) -> list[str]:
    """The text of a passage; before it the heading that only a blank parts from it."""
    text = _squeeze(passage)
    glued = _GLUED.match(passage.text)
    return [text] if glued is None else ["".join(glued["heading"].split()), text]


def _headed(text: str, passage: Passage) -> bool:
    return passage.kind == "heading" or looks_headed(text)
