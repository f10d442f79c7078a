"""Two clauses that a list mark joins: 实施重大项目90个、总投资20亿元."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.names import naming
from indexer.measures.subjects.ellipsis import is_bare

__all__ = ["behind_clause"]


def behind_clause(subject: str) -> str:
    """重大项目总投资 of 重大项目、总投资, which is no list but two clauses."""
    two = _TWO_CLAUSES.fullmatch(subject)
    if two is None or naming.ends_in_head(two["first"]):
        return subject
    told = _TOLD.search(two["first"])
    first = two["first"][: told.start()] if told is not None else two["first"]
    if two["last"].startswith("总"):
        first = _HOW_MANY_NEW.sub("", first)
    if is_bare(two["last"]) and first:
        trade = _TRADE.match(first) if told is not None else None
        return naming.joined(trade[0] if trade else first, two["last"])
    return two["last"] if told is not None and len(two["last"]) >= _SHORTEST_CLAUSE else subject


_TWO_CLAUSES = re.compile(r"(?P<first>[^、，]{2,20})、(?P<last>[^、，]{2,20})")
_TOLD = re.compile(
    rf"{one_of('names', 'manners')}*(?:{one_of('names', 'telling_states')}"
    rf"|{one_of('names', 'done_states')}|进一步提升|提升|增长|完成)(?:达效)?$"
)
_TRADE = re.compile(r"[^，]{2,8}?业")
_SHORTEST_CLAUSE = 4
_HOW_MANY_NEW = re.compile(r"^(?:新增|净增)(?:\d+[个家项座处条户])?")
