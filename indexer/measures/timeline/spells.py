"""Sums of several years that a clause counts itself: 五年引进企业80家, 三年投入12亿元.

Such a number is of all these years together, and not of the last of them alone. They end with the
year that the text is about, or where the text plans, begin with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import TimeSlot
from indexer.measures.sentences.sentence import Sentence

__all__ = ["over_years", "years_told"]

_TOLD = re.compile(
    r"(?<![\d.第连续前后每近这过去满达约经历期为届十百来今明两上下头未一成现个])(?<!PM2\.)"
    r"(?P<years>[两二三四五六七八九十]|[2-9]|10)年(?P<sum>累计|总?共|合计)?"
    r"(?![内来间度以前后级制期时底初末]|一贯|义务|免费|[^\d，]*(?:行动|规划|方案|滚动|攻坚|倍增|任务|目标|计划))(?=[^\d，。；：、]+\d)"
)
"""Not 前三年, 未来五年 (times of their own), 第三年, 十五年, nor 三年行动 and the like."""
_STATES = ("达到", "达", "增至", "为")
_NUMBER = re.compile(r"\d")


def years_told(clause: Clause, sentence: Sentence) -> int:
    """Over how many years a clause sums up its number; 0 where it does not say so."""
    head = clause.group[0]
    if head.dimension not in ("count", "amount") or head.base_value is not None:
        return 0
    if clause.left.kind == "level_to" or {"per_year", "annual_average"} & clause.left.marks:
        return 0
    low, _ = sentence.masked.clause(head.number_start)
    told = [*_TOLD.finditer(sentence.text, low, head.number_end)]
    if not told or any(ref.start > told[-1].start() for ref in clause.times):
        return 0
    if clause.left.kind == "level" and _NUMBER.search(sentence.text, told[-1].end(), head.start):
        return 0  # 资产五年增长一倍、达到90亿元
    if head.dimension == "count" and clause.left.verb in _STATES and not told[-1]["sum"]:
        return 0  # 企业三年达到300家: how many there are then
    return int(read_numeral(told[-1]["years"].replace("两", "二")) or 0)


def over_years(slots: Sequence[TimeSlot], years: int, facts: Facts) -> list[TimeSlot]:
    """The slots of a clause that sums up so many years."""
    known = slots[-1] if slots else None
    here = known is not None and known.origin not in _BEFORE
    if here and known is not None and known.period_start is not None:
        return [*slots]
    if facts.review is not None and not here:
        first, last = facts.review
        whole = years == last - first + 1  # which two of five years is not said
        return [_spell(last, years, _HEADED)._replace(period_start=first if whole else None)]
    ends = known is not None and (here or known.kind == "year") and not _begins(known, facts)
    if ends and known is not None and known.year is not None:
        last = known.year + years - 1 if known.kind == "since" else known.year
        return [_spell(last, years, known.origin)]
    planned = _planned(years, facts)
    return [planned] if planned is not None else [*slots]


_HEADED = "inherited_heading"
_BEFORE = (_HEADED, "inherited_sentence")
"""No year before its sentence says which years a sum of an account of several is of."""


def _spell(last: int, years: int, origin: str) -> TimeSlot:
    return TimeSlot(last, last - years + 1, origin, "sum")


def _begins(known: TimeSlot, facts: Facts) -> bool:
    """今年启动管网改造，三年投资8亿元: the year of a report that plans is the first of them."""
    return facts.mode == "report" and not facts.behind and known.year == facts.year


def _planned(years: int, facts: Facts) -> TimeSlot | None:
    """Those that a text is about which names no year: the last of a review, those of a plan."""
    if facts.year is None or facts.mode == "account":
        return None
    if facts.behind:
        return _spell(facts.year, years, "document")
    origin = "document" if facts.mode == "report" else "convention"
    if facts.span == years and facts.last is not None:
        return _spell(facts.last, years, origin)
    return _spell(facts.year + years - 1, years, origin) if not facts.five_year else None
