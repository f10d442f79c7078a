"""Time expressions: years, lists, ranges, planning periods and words relative to a date."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.lexing.tokens import TimeRef
from kb.vocab import periods

__all__ = ["COMING", "PATTERN", "PLAN", "plan_period", "read", "resolve_relative"]

_Y = r"(?:1[89]|20)\d\d"
_NOUGHTS = "〇零○OＯo0"
_CY = rf"[一二][{_NOUGHTS}九][{_NOUGHTS}一二三四五六七八九]{{2}}"
_EDGE = (
    r"(?:年?底(?:前|之前|以前)?|年?末(?:前)?|之前|以前|前(?!三|两|十|期|五|后|\d)|初(?!步)|中期|"
    r"上半年|下半年|[一二三四]季度|前三季度|起|开始|以来|至今|以后|之后|后|左右|前后)?"
)
_DASH = r"(?:-|—|——|~|至|到)"
_PLAN = r"(?:十[一二三四五六七]五|[一二三四五六七八九]五)"
PLAN = r"[“\"]?(?:十[一二三四五六七]五|[七八九]五|十五(?=[”\"]|时期|期间|以来|规划|计划))[”\"]?"
"""A plan as headings and openings of passages name it, with or without quotes."""
_PART = r"[前后][两三四]年"
_CN = "一二两三四五六七八九十"
PATTERN = "|".join(
    [
        rf"{_Y}年?{_DASH}{_Y}年(?:底|末|期间|间|度)?",
        rf"(?<!\d){_Y}{_Y}年(?:底|末|期间|间|度)?",
        rf"{_Y}年?(?:[、和及与]{_Y}年?){{1,8}}(?:底|末|左右|前后)?(?!年?(?:相比|比较|同期))(?=[年，、的分将各底末左右力争]|{_Y}|[^\d.万亿个家%-])",
        rf"{_Y}年(?:1[0-2]|0?[1-9])月(?:(?:3[01]|[12]\d|0?[1-9])日)?(?:底|末|份)?(?:前|起|以来|之前|以前|开始)?",
        rf"{_Y}年(?:度)?{_EDGE}",
        rf"{_CY}年{_EDGE}",
        rf"[“\"](?:{_PLAN}|十五)[”\"](?:规划|计划|时期|期间|期|中后期)?(?:末期|末|初期|初(?!步)|期间|时期|以来|{_PART}|中期)?",
        rf"{_PLAN}(?:规划|计划)?(?:时期|期间|以来|期末|时期末|末|初期|初(?!步)|{_PART})",
        rf"(?:今后|未来|后|接下来|下)(?:的)?(?:\d{{1,2}}|[{_CN}]{{1,3}})(?:[-~—至到]\d{{1,2}})?(?:年|个月)(?:内|间|时间)?",
        rf"(?:近|过去|最近|这|上一?个|(?<![提学])前)(?:\d{{1,2}}|[{_CN}]{{1,3}})年(?:来|间|里)?",
        rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})(?:[-~—至到]\d{{1,2}})?年(?:左右(?:的)?时间|时间|内|之内|以内|来|间)",
        r"(?:[今本当去前明]|(?<![一-龥])后|(?<=[到至在年、和与])后|(?<!以)上|上(?=年[^，。]{0,3}为))年(?:度)?(?:底|末|初(?!步)|内|上半年|下半年|[一二三四]季度)?(?:前)?",
        r"年内|年底前|年底|年末|(?:规划|计划)?期末|本世纪中叶|本世纪末|全年(?!龄|、全天|全天)|同期",
        r"(?<=[从由自到至比较了])(?<![达高加长升短少][到至])(?:0\d|1\d|2\d|9\d)年(?=[的，到底末]|以(?![上内下])|\d)",
        rf"(?<=[比较到至年]){_Y}(?=[，下提增减降、]|$)",
    ]
)
_NAMED_AFTER = re.compile(
    r"(?:规划|计划|纲要|专项|重大|重点|发展|生态|国家|实施|工作方案|[百千]项)"
)
_ONE_OF = re.compile(
    r"(?:规划|计划)?的?(?:良好|圆满|完美|精彩|胜利|顺利|平稳|高质量)*"
    r"(?:收官|开局|起步|开好局|首年|元年|第[一二三四]年|头一年|最后一年)"
)
"""是“十四五”收官之年: one year of the period, and which is said elsewhere."""
_WORKED_AT = re.compile(r"(?:收官|开局|决胜|冲刺|谋划|编制|起草|擘画|绘就|迎战|衔接|对接)好?$")
"""圆满收官“十四五”, 谋划“十五五”: what the work is about, not when it is done."""
_LAW_LESSONS = re.compile(r"[”\"]?(?:年)?(?:全民)?(?:普法|法治宣传|法制宣传|依法治)")
"""“七五”普法 is the seventh round of teaching the law (2016-2020), not the plan of 1986."""
_BUILT_THEN = re.compile(r"(?:已)?(?:建成|竣工|投产|出厂|登记|注册登记)(?:投用)?的")
"""2000年底前建成的住宅: which houses, not by when."""
_PERIOD_WORD = re.compile(r"期间|时期|末|以来|初|中后期|[前后][两三]年")
_PARTS = re.compile(_Y)
_CHINESE_YEAR = re.compile(_CY)
_PLAN_NAME = re.compile(rf"(?<![{_NOUGHTS[:-1]}一二三四五六七八九十])(?<![一二]0){_PLAN}")
"""Not the end of a year: 二〇三五年远景目标."""
_COUNT = re.compile(rf"(\d{{1,2}})|([{_CN}]{{1,3}})(?=[年个\-~—至到])")
_FROM_TO = re.compile(rf"\d年?{_DASH}\d|\d{{8}}")
"""The dash between two years may be lost: 20212025年."""
_YEARS_OF = re.compile(r"(?P<edge>[前后])(?P<count>[两三四])年$")
_SHORT = re.compile(r"(\d\d)年$")
_FIRST_PLAN_YEARS = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}
_SIXTH = 1981
_SPOKEN = "今去明"
_RELATIVE = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}


def plan_period(name: str) -> tuple[int, int] | None:
    """“十四五” → (2021, 2025)."""
    match = _PLAN_NAME.search(name)
    if match is None:
        named = periods.find_periods(name)
        return periods.all_periods().get(named[0][2] if named else name)
    number = read_numeral(match[0][:-1])
    if number is None:
        return None
    count = int(number)
    first = _FIRST_PLAN_YEARS.get(count, _SIXTH + 5 * (count - 6))
    return first, first + 4


_EDGES = (
    (("以来", "至今", "起", "开始"), "since"),
    (("后",), "after"),
    (("前",), "before"),
    (("期间", "时期", "间"), "during"),
    (("底", "末"), "end"),
    (("季度", "上半年", "下半年"), "part"),
    (("初",), "start"),
    (("左右", "前后"), "about"),
)


def _edge(surface: str) -> str:
    return next((edge for words, edge in _EDGES if surface.endswith(words)), "")


def read(surface: str, start: int, text: str) -> TimeRef:
    """One match of `PATTERN` as a `TimeRef`."""
    end = start + len(surface)
    kind, years, edge = _parsed(surface)
    named = kind == "period" and _NAMED_AFTER.match(text, end) is not None
    taught = kind == "period" and _LAW_LESSONS.match(text, end) is not None
    one = kind == "period" and _is_theme(text, start, end)
    if (
        one
        or taught
        or (named and not _PERIOD_WORD.search(surface))
        or _BUILT_THEN.match(text, end)
    ):
        edge = "name"
    return TimeRef(start, end, kind, years, edge)


def _is_theme(text: str, start: int, end: int) -> bool:
    """Whether a period is only spoken of: one of its years, or what is worked at."""
    worked_at = _WORKED_AT.search(text, max(0, start - _VERB), start) is not None
    return worked_at or _ONE_OF.match(text, end) is not None


_VERB = 4
"""Characters of the longest verb of `_WORKED_AT`, with some to spare."""


@lru_cache(maxsize=4096)  # the same few expressions fill a text
def _parsed(surface: str) -> tuple[str, tuple[int, ...], str]:
    """Kind, years and edge of a time expression."""
    edge = _edge(surface)
    years = tuple(int(year) for year in _PARTS.findall(surface))
    if "月" in surface and years:
        return "year", years[:1], edge or "date"
    if len(years) >= 2:
        if _FROM_TO.search(surface):
            return "range", (years[0], years[-1]), edge or "during"
        return "list", years, edge
    if years:
        return "year", years, edge
    if chinese := _CHINESE_YEAR.match(surface):
        year = read_numeral(re.sub(rf"[{_NOUGHTS}]", "〇", chinese[0]))
        return "year", (int(year or 0),), edge
    if period := plan_period(surface):
        if part := _YEARS_OF.search(surface):
            return "period", _part_of(period, part["edge"], part["count"]), "during"
        last = surface.rstrip('”"').endswith(("末", "末期")) or "期末" in surface
        return "period", period, "end" if last else edge or "during"
    if short := _SHORT.match(surface):
        value = int(short[1])
        return "year", (value + (2000 if value < 50 else 1900),), edge
    if "世纪中叶" in surface:
        return "year", (2050,), "about"
    return "relative", (), edge


def _part_of(period: tuple[int, int], edge: str, count: str) -> tuple[int, int]:
    """“十三五”前四年 is 2016 to 2019."""
    first, last = period
    length = int(read_numeral(count) or 0)
    return (first, first + length - 1) if edge == "前" else (last - length + 1, last)


COMING = ("今后", "未来")
"""今后五年 in a text of 2022 are 2022 to 2026, while 五年内 ends in 2027."""


_LATER_PART = re.compile(r"后.{1,3}年")
"""前三年…，后两年…: part of a period that is named elsewhere."""


def resolve_relative(
    surface: str, year: int | None, spoken: int | None = None
) -> tuple[tuple[int, ...], str]:
    """Years and kind of a relative expression such as 全年 or 5年内, counted from `year`.

    今年, 去年 and 明年 are counted from the year in which they were `spoken`.
    """
    if year is None:
        return (), ""
    if surface[0] in _RELATIVE and surface[1:2] == "年":
        counted = spoken if spoken is not None and surface[0] in _SPOKEN else year
        return (counted + _RELATIVE[surface[0]],), "year"
    if surface.startswith(("年内", "年底", "年末", "全年", "期末")):
        return (year,), "year"
    if surface.startswith("同期"):
        return (), ""
    count = _COUNT.search(surface)
    if count is None or "月" in surface or _LATER_PART.match(surface):
        return (), ""
    number = read_numeral(count[0])
    length = int(number) if number is not None else 0
    if not 1 <= length <= 50:
        return (), ""
    if surface.startswith(("近", "过去", "最近", "这", "前", "上")) or surface.endswith("来"):
        return (year - length, year), "past"
    return (year, year + length - surface.startswith(COMING)), "within"
