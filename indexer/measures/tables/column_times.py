"""Which time a column is about, and whether that is a goal or what is so."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.lexicon import one_of, pattern
from indexer.measures.lexing.times import plan_period
from kb.models import Table

__all__ = ["ACTUAL", "TARGET", "Period", "When", "period_of", "role_of", "told_by_caption"]

ACTUAL = re.compile(one_of("columns", "actual") + "|水平$")
TARGET = pattern("columns", "target")
_PROMISED = re.compile(r"目标|规划|计划|任务|分解|“十.五”")
_DONE = re.compile(r"完成|实际|现状|情况")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:-|—|——|~|～|至|–|－)((?:19|20)\d\d)年?")
Period = tuple[int | None, int | None]


class When(NamedTuple):
    """`first`: where the value covers a period; None for a single year."""

    role: str
    year: int | None
    first: int | None


def period_of(table: Table, facts: Facts) -> Period:
    """The plan a table belongs to: its caption's, else the document's."""
    return plan_period(table.caption) or (facts.first, facts.last)


def role_of(year: int | None, *, actual: bool, target: bool, facts: Facts, period: Period) -> str:
    """target or actual, by the words of the head, else by the year.

    `period`: that of the table; it tells where the document has neither a date nor a period.
    """
    if target and not actual:
        return "target"
    if actual:
        return "actual"
    first, last = period
    begins = first if facts.first is None else facts.first
    if year is not None and last is not None and begins is not None:
        if facts.year is not None and year < min(facts.year, last):
            return "actual"
        return "target" if year >= begins else "actual"
    if year is not None and facts.year is not None:
        return "target" if year > facts.year else "actual"
    return "actual"


def told_by_caption(caption: str, account: int | None, facts: Facts, period: Period) -> When | None:
    """What a caption says of columns that name no time; None where it leaves that open.

    `account`: the one year that a statistical table is about.
    """
    if account is not None:
        return When("actual", account, account)
    promised, done = _PROMISED.search(caption) is not None, _DONE.search(caption) is not None
    if promised and done:
        return None
    if span := _SPAN.search(caption):
        return When("target", int(span[2]), int(span[1])) if promised else None
    years = {int(year) for year in _YEAR.findall(caption)}
    if len(years) == 1:
        year = years.pop()
        role = role_of(year, actual=done, target=promised, facts=facts, period=period)
        return When(role, year, year)
    return When("target", period[1], period[0]) if promised and not years else None
