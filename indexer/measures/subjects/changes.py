"""Whether a number says what is, or by how much it changes; and over which time it adds up."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names import naming
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory, TimeSlot
from kb.vocab import metrics

__all__ = ["basis_of", "carried_change", "change_of", "without_change_verb"]

_ADDED = re.compile(r"(?:新增|净增)(?!及|和|、|(?:城镇|农村)?就业|或|更新|劳动力)")
_ADDED_INSIDE = re.compile(
    r"[^新净，。；]{0,10}(?<!城镇)(?<!和)(?:新增|净增)(?!及|和|、|就业|或|更新|劳动力|城镇)[^率比]{2,}$"
)
_LEADING = re.compile(
    r"(?:年均|累计|每年|平均|年(?=可?[减削]))*可?"
    r"(?:(?P<down>减少|调减|裁减|核减|削减|压减|降低|下降)|(?P<up>增加|提高|提升|扩大))(?=.{2,})"
)
"""减少化肥用量5%: the verb stands before what changes."""
_CHANGE_VERB = re.compile(r"^(?:年均|累计)?(?:核减|压减|削减|降低|提高|提升)(?=.{3,})")
_ADDED_TO = re.compile(r"^(?:增加(?!值)|减少)了?(?=.{2,})")
_STANDING = ("达到", "达", "已达", "超过", "突破", "拥有", "有")
_YEARLY = re.compile(r"年均(?!浓度|气温|降水|降雨)")


def change_of(clause: Clause) -> str:
    """`level`, `increase` or `decrease`, by the verb, the subject and the unit of a clause."""
    kind, verb, head = clause.left.kind, clause.left.verb, clause.group[0]
    if head.unit == "番":
        return "increase"
    if clause.subject.endswith("增收") and head.unit.endswith("元"):
        return "increase"
    if kind in ("increase", "decrease"):
        return "level" if verb in ("高出", "高于", "多出") and not clause.base else kind
    if kind == "level_to":
        return "level"
    share = head.dimension in ("percent", "fraction")
    if kind == "object" and verb in ("新增", "净增", "增设") and not share:
        return "increase"
    if "增" in clause.subject and _is_added(clause, head):
        return "increase"
    if kind == "" and (leading := _LEADING.match(clause.subject)):
        return "decrease" if leading["down"] else "increase"
    return "level"


def _is_added(clause: Clause, head: Quantity) -> bool:
    """新增装机, 全年新增就业: what is said to be added."""
    if head.dimension not in ("percent", "fraction", "duration") and _ADDED.match(clause.subject):
        return True
    bare = clause.left.kind in ("", "object") and head.dimension in ("amount", "count")
    return bare and _ADDED_INSIDE.match(clause.subject) is not None


def carried_change(clause: Clause, change: str, memory: Memory) -> str:
    """压减钢铁产能1788万吨、水泥产能1915万吨: the verb before the list holds for each item."""
    goes_on = clause.raw_left.startswith(("、", "和", "及")) and not clause.left.kind
    passed = clause.group[0].op_left.startswith("突破")
    led_on = goes_on and not passed and not naming.opening_verb(clause.subject)
    if change == "level" and led_on and memory.leading:
        return memory.leading
    led = change != "level" and not clause.left.kind and _LEADING.match(clause.subject)
    led = led or (change == "increase" and _ADDED.match(clause.subject))
    memory.leading = change if led else ""
    return change


def without_change_verb(name: str, change: str) -> str:
    """提高能效 by 5% is the 能效; what is told as a change need not be named by its verb."""
    if change not in ("increase", "decrease"):
        return name
    if _ADDED_TO.match(name) and metrics.match(name) is None:
        return _ADDED_TO.sub("", name)
    return _CHANGE_VERB.sub("", name)


def basis_of(clause: Clause, slot: TimeSlot | None, change: str) -> str:
    """`annual_average`, `cumulative`, `per_year`, or `point` where nothing adds up over time."""
    for mark in ("annual_average", "cumulative", "per_year"):
        if mark in clause.left.marks and not (mark == "cumulative" and _is_stock(clause)):
            return mark
    if clause.subject.startswith("累计") or _SUMS_UP.search(clause.subject):
        return "cumulative"
    if clause.subject.startswith("年均") and _YEARLY.match(clause.subject):
        return "annual_average"
    amount = clause.group[0].dimension in ("count", "amount")
    if slot is not None and amount:
        over_period = slot.kind in ("period", "range") and slot.period_start is not None
        if slot.kind in ("within", "sum") or (change == "increase" and over_period):
            return "cumulative"
    return "point"


_SUMS_UP = re.compile(rf"累计{one_of('cues', 'summed')}")
"""各级财政累计投入民生资金: summed up, whoever did it."""


def _is_stock(clause: Clause) -> bool:
    """新增装机11万千瓦，累计达到30万千瓦: what there is in all, not a sum of the years."""
    return clause.left.verb in _STANDING and not clause.subject
