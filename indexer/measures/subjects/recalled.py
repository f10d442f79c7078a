"""What was measured last, for a clause that names nothing: counted anew in its own unit."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.names import lists, naming
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Memory, Named
from kb.vocab import metrics

__all__ = ["ADDED", "recalled", "takes_share"]

ADDED = re.compile(
    r"^(?:新增|净增|新建|新认定|新培育|新创建|新引进|新签约|新开通|新登记|新设立?)(?=..)"
)
"""新增实验室18家、累计38家（达到38家）: what there is in all is not what was added."""
_PLACE_BEHIND = re.compile(r"[村县乡镇](?:[、，和]|$)")
"""6个贫困县摘帽，745个村、30万人告别贫困: villages are no counties."""
_OF_CURRENCIES = ("升值", "贬值")
"""It is not the reserves told before that gain value against another currency."""
_NEXT_TO = ("", "、", "，", "共", "共计", "总计")
"""划定单元68个、9234平方公里: the same things, measured."""
_SHARE = re.compile(r"(?:率|比重|比例|占比)$")
_PER_ONE = ("人均", "户均", "亩均")
_STATE = re.compile(rf"{one_of('cues', 'finished')}?数$")
_AMOUNT = re.compile(
    r"(?:面积|里程|产量|容量|长度|[总交贸零销金税]额|[收投]入|支出|产值|增加值|利润|税收|余额|投资)$"
)


def takes_share(clause: Clause) -> bool:
    """Whether a clause says how large a part is: 占25%."""
    return clause.left.verb.startswith("占") and clause.group[0].unit == "%"


def recalled(clause: Clause, memory: Memory, subject: str) -> Named:
    """The metrics of the clause before, as many as there are values; none where they do not fit."""
    if not memory.metrics:
        return [], "", ""
    last = memory.metrics[0]
    if takes_share(clause) and not subject and memory.total and not naming.is_share(last):
        return [f"{last}占{memory.total}比重"], "", "ellipsis"
    if back := _before_the_share(clause, memory):
        return [back], subject, "ellipsis"
    known = _existing(memory.metrics) if _in_all(clause) else memory.metrics
    names = _as_many(clause, memory, known)
    if not names and (one := _anew(clause, memory, known[0])):
        names = [one]
    return (names, subject, "ellipsis") if names else ([], "", "")


def _before_the_share(clause: Clause, memory: Memory) -> str:
    """产量690万吨，占全国21.5%，比邻国（520万吨）…: the amount that the share is of."""
    head = clause.group[0]
    if memory.unit != "%" or head.unit == "%" or head.dimension == "point":
        return ""
    return memory.by_unit.get(head.unit, "") if naming.is_share(memory.metrics[0]) else ""


def _in_all(clause: Clause) -> bool:
    """Whether a number says how many there are by now."""
    left = clause.left
    told = "cumulative" in left.marks or clause.raw_left in words("names", "in_all")
    return told or left.kind == "level_to" or left.verb in ("达到", "达")


def _existing(names: list[str]) -> list[str]:
    return [ADDED.sub("", name) for name in names]


def _as_many(clause: Clause, memory: Memory, known: list[str]) -> list[str]:
    """A name for each of several values; [] for one value and where the names are not as many."""
    count = len(clause.group)
    if len(known) == count > 1:
        return list(known)
    if len(known) == 1 < count and (parts := lists.split_list(known[0], count)):
        return parts
    if "each" in clause.left.marks and 1 < count <= len(memory.recent):
        told = memory.recent[-count:]
        return _existing(told) if _in_all(clause) else told
    return []


def _anew(clause: Clause, memory: Memory, name: str) -> str:
    """The name under the unit and the verb of another clause; "" where it cannot be meant."""
    head, unit = clause.group[0], clause.group[0].unit
    if _PLACE_BEHIND.match(clause.right) or clause.left.verb in _OF_CURRENCIES:
        return ""
    if head.dimension == "count" and unit != memory.unit:
        other = naming.recounted(name, unit) if name in memory.recent else ""
        return "" if _misfit(other, unit) else other
    if unit.endswith("元") and name.endswith("数") and clause.raw_left in ("、", "，"):
        return name.removeprefix("完成").removesuffix("数") + "金额"
    if head.dimension == "amount" and naming.counts_extent(name, unit):
        return naming.recounted(name, unit) if clause.raw_left in _NEXT_TO else ""
    return "" if _too_large(name, unit) else _done_again(clause, name)


def _misfit(metric: str, unit: str) -> bool:
    """Whether a name cannot be counted in this unit: 地区生产总值 (10个)."""
    known = metrics.match(metric)
    if known is not None:
        return metrics.match(metric, unit=unit) is None
    return _AMOUNT.search(metric) is not None or naming.is_share(metric)


def _too_large(name: str, unit: str) -> bool:
    """No share is told in money (不超过总经费的50%，最高不超过1000万元), 人均 in no 亿元."""
    money = unit.endswith("元") and _SHARE.search(name) is not None
    return money or (name.startswith(_PER_ONE) and unit.startswith(("亿", "万亿")))


def _done_again(clause: Clause, name: str) -> str:
    """The clause's own verb: 企业500家，新认定80家 are 新认定企业; 撤销部门7个，新组建5个."""
    verb, other = naming.opening_verb(name), clause.left.verb
    if clause.left.kind != "object":
        return name
    built = words("names", "built_anew")
    if other in built and verb in built:
        return other + name.removeprefix(verb)
    if other in built and other not in name:
        return ""
    if other.startswith("新") and other != "新增" and name.endswith("数"):
        return other + _STATE.sub("", name.removeprefix(verb)) + "数"
    return name
