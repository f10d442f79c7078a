"""Totals of several years in the account a report gives of them.

“五年来，引进企业8家，实际利用外资19亿美元，分别较‘十二五’增长1.4倍” sums up both over the five
years. What was done is seen by its verb (`timing.is_done`); what merely came in, by what it is
compared with or told beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.lexicon import words
from indexer.measures.sentences.drafts import Draft, TimeSlot

__all__ = ["mark_averages", "mark_totals"]

_PLAN = r"[“\"]?(?:十[一二三四五六七]?五|[七八九]五)[”\"]?+(?:时期|期间)?+"
_AGAINST_TERM = re.compile(
    rf"(?:较|比|是|为)(?:{_PLAN}|(?:前|上一?个)[三四五]年)(?![末底初]|规划|以来)"
)
"""较“十二五”增长1.5倍, 是上一个五年的2倍: years are compared with years."""
_BY_NOW = re.compile(r"目前|[现已]有|截[至止]")
_SUMMED = re.compile(r"累计|(?<![\d第前])[三四五345]年(?![前内])")
_HELD = re.compile(r"达|突破|超过|[升降增减缩]至|提高到|稳定在|保持在")


def mark_totals(drafts: Sequence[Draft], facts: Facts, text: str) -> None:
    """Settle which levels of one sentence of such an account are totals of its years.

    What may be a total or what came in in the last of them is left without a year.
    """
    if facts.review is None or _BY_NOW.search(text):
        return
    told = [draft for draft in drafts if _may_be_total(draft)]
    for draft in told:
        if draft.done and draft.time is not None and draft.time.origin == "inherited_sentence":
            draft.time = None
    against = [match.start() for match in _AGAINST_TERM.finditer(text)]
    compared = {draft.metric for draft in drafts if any(at < draft.at for at in against)}
    compared -= {draft.metric for draft in told if any(at < draft.at for at in against)}
    for draft in told:
        if draft.metric in compared and draft.change == "level":
            draft.basis = "cumulative"
    beside = any(draft.basis == "cumulative" or draft.done for draft in told)
    for draft in filter(_may_be_either, told):
        if _SUMMED.search(draft.clause):
            draft.basis = "cumulative"
        elif beside:
            draft.time = None


def mark_averages(drafts: Sequence[Draft], facts: Facts, text: str) -> None:
    """Over which years an average is counted: from the base on that its clause states, else over
    those that the review names."""
    for draft in drafts:
        if draft.status != "actual" or draft.basis != "annual_average":
            continue
        year = draft.time.year if draft.time is not None else None
        if draft.time is not None and draft.time.period_start is not None:
            continue
        if draft.base_year is not None and year is not None and draft.time is not None:
            draft.time = draft.time._replace(period_start=draft.base_year + 1)
        elif facts.term is not None and _within_term(draft, *facts.term):
            first, last = facts.term
            told = None if _OTHER_YEARS.search(text) else TimeSlot(last, first, _HEADED, "period")
            draft.time = told or draft.time


def _within_term(draft: Draft, first: int, last: int) -> bool:
    """Whether nothing that is said of a number speaks of other years."""
    year = draft.time.year if draft.time is not None else None
    return year in (None, last) and draft.base_year in (None, first - 1)


_HEADED = "inherited_heading"
_OTHER_YEARS = re.compile(r"(?<!\d)[两二三四六七八九十2-9]年(?!均)")
"""调控以来的三年，年均增长9%: other years than those of the review."""


def _may_be_total(draft: Draft) -> bool:
    """A number of things or an amount that the sentence itself does not date."""
    quantity, time = draft.quantity, draft.time
    dated = time is not None and time.origin not in ("inherited_heading", "inherited_sentence")
    amount = quantity is not None and quantity.dimension in ("count", "amount")
    return draft.status == "actual" and amount and not dated


def _may_be_either(draft: Draft) -> bool:
    """实际利用外资110亿美元 beside what was done in five years."""
    if draft.basis == "cumulative" or draft.change != "level" or draft.done:
        return False
    return draft.metric.endswith(words("names", "comes_in")) and not _HELD.search(draft.clause)
