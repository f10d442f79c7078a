"""Shares of what was measured before 其中: 实际使用外资20亿美元，其中制造业占比30%."""

from __future__ import annotations

from indexer.measures.names import naming
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory
from kb.vocab import metrics

__all__ = ["of_total"]

_SHARES = ("占比", "比重", "比例")
_AMONG = "其中"
_HEAD = 2
"""Characters that tell what kind of amount a name is of: 投资, 收入, 项目."""


def of_total(name: str, clause: Clause, memory: Memory) -> str:
    """实际使用外资中制造业占比: alone, 制造业占比 would be that of 地区生产总值.

    A name that says itself of what it is a share keeps as it is: 其中民间投资占比.
    """
    if not memory.metrics or not name.endswith(_SHARES):
        return name
    before = memory.metrics[0]
    if _AMONG in clause.raw_left:
        memory.total = before
    among = f"{memory.total.removesuffix('数')}中"
    if not memory.total or (before != memory.total and not before.startswith(among)):
        return name
    part = name[:-_HEAD]
    told = "占" in part or "中" in part or naming.is_share(memory.total)
    if told or _says_itself(part, memory) or _is_of(name, memory.total):
        return name
    return among + name


def _says_itself(part: str, memory: Memory) -> bool:
    """清洁能源装机 of 电力装机: what the part is of is in its own name."""
    head = part.rstrip("额量数")[-_HEAD:]
    amounts = (known for known in memory.recent if not naming.is_share(known))
    return head in memory.total or any(head in known for known in amounts)


def _is_of(name: str, total: str) -> bool:
    """Whether the share that the vocabulary knows by this name is one of such a total."""
    known = metrics.match(name)
    whole = known.name.partition("占")[2].removesuffix("比重") if known is not None else ""
    if known is None or not whole:
        return known is not None
    measured, of = metrics.match(total), metrics.match(whole)
    same = measured is not None and of is not None and measured.id == of.id
    return same or (whole[-_HEAD:] == total[-_HEAD:] and whole[-_HEAD:] != "产值")
