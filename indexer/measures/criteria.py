"""Numbers that say what somebody or something has to fulfil: criteria, not measures."""

from __future__ import annotations

import re

from indexer.measures.clauses import Clause
from indexer.measures.nouns import has_noun
from indexer.measures.sentences import Sentence
from indexer.measures.tokens import Quantity

__all__ = ["is_criterion"]

_OF_GOAL = re.compile(
    r"的(?:总体|预期|年度|奋斗|减排|约束性)*(?:目标|水平|要求|任务|增速|速度|增长|增幅|降幅|比例|比重|份额|规模|左右)(?:任务)?"
)
_OBJECT_MARKS = ("对", "将", "把", "给", "向", "按", "凡", "及", "和")
_REACHING = ("惠及", "涉及", "普及", "波及")

_NOT_MEASURED = re.compile(r"范围|区域(?:内|的|$)|额定|兑")


def is_criterion(clause: Clause, following: Quantity | None, sentence: Sentence) -> bool:
    """Whether a group of numbers is a condition: 面积2万平方米以上的公共建筑."""
    quantity, right = clause.group[-1], clause.right
    if _NOT_MEASURED.match(right):
        return True
    if clause.raw_left.endswith(("全国", "全省", "全球")) and _RANKED.match(right):
        return True
    if clause.raw_left.endswith("兑"):
        return True
    if right.startswith("内") and quantity.unit.endswith(("米", "公里")):
        return True
    if quantity.unit.startswith("蒸吨") and quantity.op_right and has_noun(clause):
        return True
    if _granted(quantity, sentence):
        return True
    if quantity.op_left.startswith("至少"):
        return False
    if quantity.dimension == "count" and _AROUND.search(clause.raw_left):
        return clause.left.kind != "object"
    sized = quantity.value_max is not None and quantity.dimension == "amount"
    if sized and not clause.left.kind and clause.subject and has_noun(clause):
        return True
    bounded = quantity.op_right in ("以上", "以下", "以内") or (
        quantity.op in (">", "<", ">=", "<=") and bool(quantity.op_left)
    )
    if right == "的" or clause.raw_left.endswith(("按照", "按", "处以")):
        return True
    if _REQUIRED.search(clause.raw_left):
        return True
    if _OF_GOAL.fullmatch(right) or _OF_RATE.match(right):
        return False
    if right.startswith("的") and bounded and _AGAINST.search(clause.raw_left):
        return True
    if right.startswith("的"):
        return _modifies(clause, quantity, bounded=bounded)
    if not has_noun(clause):
        return False
    if following is not None and following.start <= clause.end:
        between = sentence.text[quantity.end : following.start]
        separated = re.search(r"[，；。]|(?:[、和与及]|以及)$", between)
        if not separated and (bounded or quantity.dimension == "count"):
            return True
    if not bounded:
        return False
    if clause.raw_left.endswith(_OBJECT_MARKS) and not clause.raw_left.endswith(_REACHING):
        return True
    return clause.left.kind != "object" and quantity.dimension != "percent"


_REQUIRED = re.compile(
    r"(?:应当?|须|需)(?:具有|具备|拥有)$|(?<![有权期上下界极时年无受局])限(?:报|额|额?推荐|额?申报|申请|填报)$"
    r"|每[个家所项][^，。；]{0,24}(?:推荐|申报)(?:总数|名额|总量)?$|一式$"
)
"""应具有10名以上…, 每个单位限报1项, 一式三份: what who applies must have, and may ask for."""
_OF_RATE = re.compile(
    r"的[一-龥]{2,14}?(?:增速|增长率?|增幅|降速|降幅)(?=支撑|支持|保障|带动|实现|，|。|；|$)"
)
_RANKED = re.compile(r"[一-龥]{2,8}前\d")
"""全国168个重点城市前20强: among how many something is ranked."""
_AGAINST = re.compile(r"^(?:对于?|凡是?|针对)")
"""对于利用率低于50%的区域: what has to be fulfilled."""
_AROUND = re.compile(
    r"(?:围绕|聚焦|针对|依托|立足|综合考虑|瞄准|面向)(?:(?!举办|引进|开展|建设|实施|组织|打造|培育|完成|新增|制定|推进)[^，；。]){0,12}$"
)
"""围绕22个产业、…: what an action turns to is no measure."""
_FOR = re.compile(r"(?:^|[，；。：）])(?:对|凡|凡是|符合|申报|申请)[^；。]*$")
_GRANT = re.compile(
    r"[^；。]{0,90}的[^；。，]{0,16}，?(?:给予|予以|可享受|可申请|一次性|按照?[^；。，]{2,20}标准)"
)


def _granted(quantity: Quantity, sentence: Sentence) -> bool:
    """对产值增长25%以上的企业，给予…: what somebody has to fulfil to be granted something."""
    if not quantity.op_right or _GRANT.match(sentence.text, quantity.end) is None:
        return False
    return _FOR.search(sentence.text[: quantity.start]) is not None


def _modifies(clause: Clause, quantity: Quantity, *, bounded: bool) -> bool:
    """A number before 的: part of a name's description, unless a verb takes it as its object."""
    right = clause.right
    if clause.left.kind in ("object", "level", "level_to"):
        return False
    if quantity.dimension in ("percent", "fraction") and not clause.subject:
        return False
    loose = not bounded and len(right) > 2 and not clause.subject
    if loose and quantity.dimension in ("count", "amount"):
        return False
    return bool(right[1:] or bounded)
