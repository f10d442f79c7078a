"""What the document says about itself that its sentences rely on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.measures.document.zones import zone_of_document
from indexer.measures.lexing.lexicon import pattern
from indexer.measures.lexing.times import plan_period
from kb.models import Document
from kb.models.text import CleanText

__all__ = ["Facts", "read_facts"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:-|—|——|~|～|至|–|－|到|(?=20\d\d年))((?:19|20)\d\d)年?")
_BEFORE = re.compile(r"((?:19|20)\d\d)年(?:前|碳达峰|远景)")
_ANNUAL = re.compile(r"(?:19|20)\d\d年.*(?:统计公报|状况公报|年报|白皮书)|^(?:19|20)\d\d年?$")
"""Accounts of one year: what they call 全年 is the year of the title, not that of the date."""
_REPORT = re.compile(r"工作报告|述职报告")
_PLANNING = pattern("documents", "planning")
_STATISTICS = pattern("documents", "accounts")


@dataclass(frozen=True, slots=True)
class Facts:
    """`mode`: plan (tasks ahead), report (a year behind, one ahead) or account (news, papers)."""

    mode: str
    year: int | None
    first: int | None
    last: int | None
    region: str | None
    region_code: str | None
    five_year: bool
    yearly: bool = False
    """What stands here gives an account of the one year `year`."""
    behind: bool = False
    """What stands here is done: no year after `year` can be meant."""
    review: tuple[int, int] | None = None
    """First and last of the years that are looked back on together."""
    term: tuple[int, int] | None = None
    """The years a review names beside its last one: its averages are counted over them."""
    home: str | None = None
    """Code of the division that the document is of: that of a zone's city, else of `region`."""
    asks: bool = False
    """A call for applications: its numbers are asked of those who apply."""
    sets_goals: bool = False
    """Its title speaks of goals or tasks: 目标分解表."""
    spoken: int | None = None
    """The year that 今年 and 去年 are counted from, where it is not `year`."""
    given: int | None = None
    """The year a report was given in, if that is the one before `year`: 今年 of its review."""

    @property
    def span(self) -> int | None:
        """How many years are planned for, the first and the last counted."""
        return self.last - self.first + 1 if self.first and self.last else None

    @property
    def base(self) -> int | None:
        """The year a change without a stated base is counted from (rule 14)."""
        if self.five_year:
            return self.first - 1 if self.first else None
        if self.mode == "plan" and self.first is not None and self.first == self.last:
            return self.first - 1
        return self.year - 1 if self.year and self.mode == "report" else None


def read_facts(document: Document, text: CleanText) -> Facts:
    """Mode, years and region of a document, from its metadata and its opening lines."""
    title = "".join((document.title or document.doc).split())
    mode = _mode(document, title, text.text[:_OPENING])
    year = _year(document, title, text.text)
    spoken = _spoken(document, text.text, year, mode)
    year = spoken + 1 if spoken and _is_early(document, text.text, spoken, mode) else year
    if year and mode == "report" and _is_named_after_review(document, title, text.text, year):
        year = spoken = year + 1
    first, last, five_year = _period(document, title, text.text[:1500], year, mode)
    dated = document.written_on or document.published_on
    if five_year and first and year and year < first and not dated:
        year = spoken = first  # its accounts end before it
    place = document.regions[0] if document.regions else None
    zone = zone_of_document(title, document.issuers, document.regions)
    return Facts(
        mode,
        year,
        first,
        last,
        zone or (place.name if place else None),
        place.code if place and not zone else None,
        five_year,
        home=place.code if place else None,
        yearly=_ANNUAL.search(title) is not None,
        asks=_CALL.search(title) is not None,
        sets_goals=_SETS_GOALS.search(title) is not None,
        spoken=spoken,
        given=_given_before(document, year, mode),
    )


def _spoken(document: Document, body: str, year: int | None, mode: str) -> int | None:
    """The year a report was given in: the one before that of its title, where it plans for 明年."""
    given = _given_before(document, year, mode)
    if given is None:
        return year
    return given if _NEXT_YEAR.search(body) or not _GOALS_NOW.search(body) else year


def _given_before(document: Document, year: int | None, mode: str) -> int | None:
    """The year of a report's date, where that is the last one before the year it is named after."""
    given = int((document.written_on or "0")[:4])
    return given if mode == "report" and year is not None and given == year - 1 else None


_GOALS_NOW = re.compile(
    r"做好今年|今年(?:将|要|[^，。；：]{0,24}(?:目标|任务|思路|安排|重点|要求)[^，。；]{0,12}[：:是])"
)
"""By this even a report given in December calls the year that it plans for 今年."""


_EARLY = ("11", "12")
"""Months in which a yearly report may be given before the year it plans for."""
_NEXT_YEAR = re.compile(r"明年[^，。；：]{0,24}(?:目标|任务|思想|要求|工作)[^，。；：]{0,12}[：:]")
_GOALS = re.compile(r"目标|工作|任务|安排|预期|重点|要求")


def _is_early(document: Document, body: str, year: int, mode: str) -> bool:
    """A report of December that sets the goals of 明年, or of the next year and none of 今年."""
    date = document.written_on or ""
    if mode != "report" or date[:4] != str(year) or date[5:7] not in _EARLY:
        return False
    if _NEXT_YEAR.search(body):
        return True
    planned = re.finditer(rf"(?:{year + 1}\s*年|(?P<this>今年))[^，。；：]{{0,24}}[：:]", body)
    found = [match for match in planned if _GOALS.search(match[0])]
    headed = re.search(rf"^.{{0,8}}{year + 1}\s*年(?:是|.{{0,20}}$)", body, re.MULTILINE)
    return bool(found or headed) and not any(match["this"] for match in found)


def _is_named_after_review(document: Document, title: str, body: str, year: int) -> bool:
    """2008年政府工作报告 with a chapter 2009年工作安排 and none for 2008: the year it reviews."""
    named = _YEAR.search(title)
    if named is None or int(named[0]) != year:
        return False
    planned = {int(match["year"]) for match in _PLANNED_FOR.finditer(body)}
    given_later = (document.written_on or "").startswith(str(year + 1))
    return year + 1 in planned and (given_later or year not in planned)


_PLANNED_FOR = re.compile(
    r"^[*#\s]*(?:[一二三四]、)?(?:关于)?(?P<year>(?:19|20)\d\d)年(?!和|及|.{0,16}(?:回顾|完成|情况))"
    r".{0,16}(?:工作|目标|任务|安排|重点|要求).{0,12}$",
    re.MULTILINE,
)


def _mode(document: Document, title: str, body: str) -> str:
    if _REPORT.search(title) or _REPORT.search(document.doc):
        return "report"
    if _PAPER.search(body) or _REPLY.search(title):
        return "account"
    if document.kind in ("research", "news", "statistics", "speech"):
        return "account"
    if document.kind in ("plan", "policy", "law", "standard"):
        return "plan"
    if _STATISTICS.search(title[-6:]):
        return "account"
    if document.kind == "report":
        return "account" if _STATISTICS.search(title) else "report"
    return "plan" if _PLANNING.search(title[-12:]) else "account"


_SETS_GOALS = re.compile(r"目标|任务|分解")
_CALL = re.compile(
    r"(?:申报|申请|征集|遴选|推荐)[^，。]{0,60}(?:通知|公告|指南|通告)|(?:申报|申请|入库|项目)指南"
)
_REPLY = re.compile(r"(?:答复|复函|通报)$|情况的函$|(?:表彰|表扬|奖励|授予)[^，。]{0,20}决定$")
"""What is told to one who asked, praised or blamed is so already, whoever tells it."""
_PAPER = re.compile(r"^[\s【\[（(]{0,3}(?:内容)?摘\s{0,3}要\s{0,2}[】\])）:：]", re.MULTILINE)
"""Papers open with an abstract, whatever words their titles hold."""
_OPENING = 600

_ACCOUNT = re.compile(
    r"(?<![到至前])((?:19|20)\d\d)\s*年(?=\s*(?:\d{1,2}\s*月|以来|[上下]半年|[一二三四]季度))"
)


def _latest_account(body: str) -> int | None:
    """An undated text was written in or after the latest year it gives an account of."""
    years = [int(year) for year in _ACCOUNT.findall(body)]
    return max((year for year in years if year <= _LAST_YEAR), default=None)


_LAST_YEAR = 2029
"""Years beyond are horizons of plans, not dates of texts."""


def _year(document: Document, title: str, body: str) -> int | None:
    if _REPORT.search(title) and (named := _YEAR.search(title)):
        return int(named[0])
    if _ANNUAL.search(title) and (named := _YEAR.search(title)):
        return int(named[0])
    for date in (document.written_on, document.published_on):
        if date:
            return int(date[:4])
    if span := _SPAN.search(title):
        return int(span[1])
    for place in (title, document.doc, document.source):
        if found := _YEAR.findall(place):
            return int(found[-1])
    return _latest_account(body)


_LONG = 2
"""Action plans of three years count their changes from the year before them, as long plans do."""
_PEAK = 2030
"""The national horizon of peaking plans; their titles often leave it out."""


def _period(
    document: Document, title: str, head: str, year: int | None, mode: str
) -> tuple[int | None, int | None, bool]:
    """First and last year planned for, and whether that is a five-year plan."""
    if mode == "report":
        return year, year, False
    if span := _SPAN.search(title):
        return int(span[1]), int(span[2]), int(span[2]) - int(span[1]) >= _LONG
    if ahead := _BEFORE.search(title):
        return year, int(ahead[1]), False
    if period := plan_period(title):
        return period[0], period[1], True
    single = re.search(r"((?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)", title)
    if "碳达峰" in title and not (single and mode == "plan"):
        return year, _PEAK, False
    if mode != "plan":
        return None, None, False
    if single:
        return int(single[1]), int(single[1]), False
    for name in document.periods:
        if (period := plan_period(name)) and (year is None or period[1] >= year):
            return period[0], period[1], True
    return _stated_end(head, year)


_UNTIL = re.compile(r"(?:到|至)\s*((?:19|20)\d\d)\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*止)")
"""自…起至2047年6月30日止 is how long something is let or in force, not what is planned for."""


def _stated_end(head: str, year: int | None) -> tuple[int | None, int | None, bool]:
    """The first 到…年 of the opening lines that lies ahead of the document."""
    for match in _UNTIL.finditer(head):
        if year is None or int(match[1]) >= year:
            return year, int(match[1]), False
    return None, None, False
