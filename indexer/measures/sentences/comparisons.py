"""Numbers that something is compared with: a plan, a year before, what it is added to."""

from __future__ import annotations

import re

from indexer.measures.lexing.masking import FILL, TIME
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.sentence import Sentence

__all__ = ["is_compared_with"]


def is_compared_with(clause: Clause, following: Quantity | None, sentence: Sentence) -> bool:
    """Whether the last number of a group only says what another is set beside."""
    head = clause.group[-1]
    if any(low < head.start < high for low, high in sentence.masked.tops):
        return True
    if _counted_from(clause) or _nears_goal(clause, head):
        return True
    return _beside_plan(clause, head) or _beside_year(clause, following, sentence)


def _counted_from(clause: Clause) -> bool:
    """以上年底在册人数1200人为基数: what is reckoned from it is said elsewhere."""
    return "以" in clause.raw_left and _AS_BASE.match(clause.right) is not None


_AS_BASE = re.compile(r"(?:[一-龥]{0,6})为(?:基数|基期|基准|起点|底数)")


def _nears_goal(clause: Clause, head: Quantity) -> bool:
    """接近9%的预定目标, 高于年初确定的6%的要求: a goal that something is set beside."""
    if _OVERFULFILLED.search(clause.raw_left) and _SURPASSED.fullmatch(clause.right):
        return True
    goal = clause.right.startswith("的") and _GOAL.match(clause.right) is not None
    return goal and _BESIDE.search(clause.raw_left + head.op_left) is not None


_OVERFULFILLED = re.compile(r"(?:超额|提前)(?:全面|超额)*(?:完成|实现)[^，。；]{0,16}$")
_SURPASSED = re.compile(r"的?[^，。；、]{0,8}目标(?:任务)?(?:值)?")
"""超额完成规划200万千瓦的目标: how much was aimed at; how much there is stands before it."""
_GOAL = re.compile(
    r"的(?:预定|预期|既定|年度|年初|计划|规划|约束性|控制|考核)+(?:目标|要求|任务|指标)"
)
_BESIDE = re.compile(r"(?:接近|超过|超出|超|[高低好快优]于)[^，。；]{0,12}$")


def _beside_plan(clause: Clause, head: Quantity) -> bool:
    """超目标任务1.5个百分点, 恢复至2019年的85%: a comparison that has no measure of its own."""
    if head.unit == "%" and _RECOVERED.search(clause.raw_left):
        return True
    if head.unit == "倍" and _OF_TASK.search(clause.raw_left):
        return True
    if clause.left.kind in ("increase", "decrease") and _BELOW_PAST.fullmatch(clause.subject):
        return True
    if head.dimension == "point" and _BETTER_THAN.search(clause.raw_left):
        return True
    beyond = _BEYOND_PLAN.fullmatch(clause.raw_left) or _BEYOND_PLAN.fullmatch(clause.subject)
    return beyond is not None


_BELOW_PAST = re.compile(rf"(?:大大|远远|明显|大幅|略)?[低高快慢好少多](?:于{TIME})?")
"""大大低于1985年增长44.6%的速度: the growth of another year."""
_BETTER_THAN = re.compile(rf"(?:优|好|高|低|快|慢|差)于{TIME}(?:同期|平均|水平|末|底)*$")
"""优于2015年近20个百分点: the distance to another year is no share of that year."""
_RECOVERED = re.compile(r"恢复[至到为][^，。；]{0,12}的$")
_OF_TASK = re.compile(r"完成[^，。；]{0,12}(?:任务|目标|计划|指标)数?的$")
_BEYOND_PLAN = re.compile(
    r"，?(?:未|已|均)?(?:超|超额完成|超过|较|比)[一-龥]{0,8}(?:计划|目标|预算)(?:目标|任务)?[低高多少]?"
)


_THAN = re.compile(rf"(?:比|较){TIME}{FILL}*的$")
_ABOVE_OR_BELOW = re.compile(rf"(?:[低高好优快慢大小多少]于|不及){TIME}{FILL}*[一-龥]{{0,4}}$")
_ITS_LEVEL = re.compile(r"的(?:水平|速度|增速|增幅|涨幅|降幅|幅度)")
_GROWS = re.compile(r"(?:增加|减少|提高|下降|增长|多|少|净增)(?:了|近|约)?$")


def _beside_year(clause: Clause, following: Quantity | None, sentence: Sentence) -> bool:
    """比1995年的94万吨增加11万吨, 低于上年增长18%的速度: the number that is compared with.

    So is by how many points a year was surpassed: 优于2015年近8个百分点.
    """
    head, right = clause.group[0], clause.right
    before = sentence.masked.text[max(0, head.start - _COMPARED) : head.start]
    level = head.dimension == "point" or (right.startswith("的") and _ITS_LEVEL.match(right))
    if level and _ABOVE_OR_BELOW.search(before):
        return True
    if following is None:
        return False
    between = sentence.text[clause.group[-1].end : following.start]
    return _GROWS.fullmatch(between) is not None and _THAN.search(before) is not None


_COMPARED = 40
"""Characters before a number in which it is compared with a year."""
