"""Clauses that say in other words what they measure: 降低成本5亿元, 浓度改善8%."""

from __future__ import annotations

import re

from indexer.measures.names.predicates import read_left, strip_opening
from indexer.measures.sentences.clauses import Clause
from kb.vocab import metrics

__all__ = ["improved", "restate"]

_EACH_RATE = re.compile(
    r"每((?:[百千万十\d]*)(?:平方公里|平方米|立方米|公里|千瓦时|亩|公顷|人|户|吨|辆|小时|标准立方米|头|床|度电?|次))$"
)


def restate(clause: Clause) -> None:
    """Bring such a clause to the usual form: subject, verb, number with its unit."""
    _take_denominator(clause)
    _take_saving(clause)
    _take_improvement(clause)


def _take_denominator(clause: Clause) -> None:
    """每平方公里0.33公里 is 0.33公里/平方公里."""
    each = _EACH_RATE.search(clause.raw_left) if "每" in clause.raw_left else None
    if each is None:
        return
    for quantity in clause.group:
        if "/" not in quantity.unit:
            quantity.unit = f"{quantity.unit}/{each[1]}"
    clause.left = read_left(clause.raw_left[: each.start()])
    clause.subject = strip_opening(clause.left.subject)


_SAVING = re.compile(
    r"^.{2,}?(?P<verb>降低|减少|减轻|压减)(?P<noun>[^，]{0,10}(?:成本|费用|负担|支出))$"
)


def _take_saving(clause: Clause) -> None:
    """交易降低用电成本5.3亿元 is about 用电成本."""
    if clause.left.verb or not clause.group[0].unit.endswith("元"):
        return
    if saved := _SAVING.match(clause.subject):
        clause.subject, clause.left.verb, clause.left.kind = (
            saved["noun"],
            saved["verb"],
            "decrease",
        )


_POLLUTED = re.compile(r"浓度|排放|PM|污染|综合指数|颗粒物|臭氧|强度|能耗")


def _take_improvement(clause: Clause) -> None:
    """PM2.5浓度改善8% is a decrease of it, 优良天数比例改善2个百分点 an increase."""
    if clause.left.verb != "改善" or clause.group[0].dimension not in ("percent", "point"):
        return
    clause.left.kind = "increase"


def improved(clause: Clause, name: str, change: str) -> str:
    """The direction in which 改善 changes what is measured: 浓度 falls, 优良天数比例 rises."""
    if clause.left.verb != "改善" or change == "level":
        return change
    known = metrics.match(name)
    falls = known.better == "lower" if known is not None else _POLLUTED.search(name) is not None
    return "decrease" if falls else "increase"
