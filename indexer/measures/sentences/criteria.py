"""Numbers that say what somebody or something has to fulfil: criteria, not measures."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.names.naming import opening_verb
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.nouns import has_noun
from indexer.measures.sentences.sentence import Sentence

__all__ = ["is_criterion"]

_OF_GOAL = re.compile(
    r"的(?:总体|预期|年度|奋斗|减排|约束性)*(?:目标|水平|要求|任务|增速|速度|增长|增幅|降幅|比例|比重|份额|规模|左右)(?:任务)?"
)
_OBJECT_MARKS = ("对", "将", "把", "给", "向", "按", "凡", "及", "和")
_BETTERING = ("加强", "强化", "规范", "健全", "完善", "优化")
"""加强500亩以上坝区建设: what is bettered is told by its size, none of it is made."""
_REACHING = ("惠及", "涉及", "普及", "波及")

_SEPARATED = re.compile(r"[，；。]|(?:[、和与及]|以及)$|（[^）]*$")
"""What stands between numbers of their own: 充电桩1.2万个（其中公共桩3000个）."""
_BOUNDED = re.compile(r"及?以[上下内]的")
_NOT_MEASURED = re.compile(rf"范围|区域(?:内|的|$)|额定|兑|{_BOUNDED.pattern}")


def is_criterion(clause: Clause, following: Quantity | None, sentence: Sentence) -> bool:
    """Whether a group of numbers is a condition: 面积2万平方米以上的公共建筑."""
    quantity, right = clause.group[-1], clause.right
    if _worded_so(clause, quantity, sentence) or _sizes_next(quantity, following, sentence):
        return True
    if quantity.op_left.startswith("至少"):
        return False
    if quantity.dimension == "count" and _AROUND.search(clause.raw_left):
        return clause.left.kind != "object"
    if _ranges(clause, quantity):
        return True
    bounded = _is_bounded(quantity)
    if bounded and right.startswith("且"):
        return True
    if right == "的" or clause.raw_left.endswith(("按照", "按", "处以")):
        return True
    if _REQUIRED.search(clause.raw_left):
        return True
    if _OF_GOAL.fullmatch(right) or _OF_RATE.match(right):
        return False
    if right.startswith("的"):
        against = bounded and _AGAINST.search(clause.raw_left) is not None
        return against or _modifies(clause, quantity, bounded=bounded)
    if not has_noun(clause):
        return False
    counted_next = _counted_next(clause, quantity, following, sentence, bounded=bounded)
    return counted_next or (bounded and _bounds_noun(clause, quantity, sentence))


def _ranges(clause: Clause, quantity: Quantity) -> bool:
    """用地20～50亩企业: a range of sizes that says which of the things are meant."""
    sized = quantity.value_max is not None and quantity.dimension == "amount"
    return sized and not clause.left.kind and bool(clause.subject) and has_noun(clause)


def _is_bounded(quantity: Quantity) -> bool:
    """Whether a number is a bound: 2万平方米以上, 不超过3人."""
    compared = quantity.op in (">", "<", ">=", "<=") and bool(quantity.op_left)
    return compared or quantity.op_right in ("以上", "以下", "以内")


def _counted_next(
    clause: Clause,
    quantity: Quantity,
    following: Quantity | None,
    sentence: Sentence,
    *,
    bounded: bool,
) -> bool:
    """Whether the noun is counted by the next number: 500人以上村庄120个."""
    if following is None or following.start > clause.end:
        return False
    between = sentence.text[quantity.end : following.start]
    return not _SEPARATED.search(between) and (bounded or quantity.dimension == "count")


def _bounds_noun(clause: Clause, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a bound tells which of the things behind it are meant: 对10亿元以上项目."""
    if quantity.dimension == "count" and _goes_on(clause, sentence):
        return False
    if clause.raw_left.endswith(_BETTERING):
        return True
    if clause.raw_left.endswith(_OBJECT_MARKS) and not clause.raw_left.endswith(_REACHING):
        return True
    return clause.left.kind != "object" and quantity.dimension != "percent"


def _worded_so(clause: Clause, quantity: Quantity, sentence: Sentence) -> bool:
    """What the words around a number alone tell to be a condition, a range or a rate."""
    if _compares(clause, sentence) or _supposed(clause, quantity, sentence):
        return True
    if _limits_each(clause, quantity):
        return True
    if quantity.dimension == "percent" and _reckoned(clause):
        return True
    right = clause.right
    if _NOT_MEASURED.match(right) or _bounded_bracket(quantity, sentence):
        return True
    if clause.raw_left.endswith(("全国", "全省", "全球")) and _RANKED.match(right):
        return True
    if clause.raw_left.endswith("兑"):
        return True
    if right.startswith("内") and quantity.unit.endswith(("米", "公里")):
        return True
    sized = quantity.unit.endswith(("户", "人")) and quantity.op_right in ("以上", "以下")
    if sized and _SETTLED.match(right):
        return True
    if bool(quantity.op_left) and _WITH.match(clause.raw_left) and "的" in right:
        return True
    if quantity.unit.endswith(("公里", "米")) and _WITHIN.match(sentence.text, quantity.end):
        return True
    if quantity.unit.startswith("蒸吨") and quantity.op_right and has_noun(clause):
        return True
    if _is_class(clause, quantity):
        return True
    return _granted(quantity, sentence)


def _sizes_next(quantity: Quantity, following: Quantity | None, sentence: Sentence) -> bool:
    """10亿元产业类项目22个, 其中30亿元以上7个: how large each of those is that are counted next."""
    if following is None or following.dimension != "count" or quantity.dimension != "amount":
        return False
    between = sentence.text[quantity.end : following.start]
    if not between:
        return quantity.op_right in ("以上", "以下") or quantity.value_max is not None
    named = quantity.unit.endswith(("元", "亿")) and _SIZED_NOUN.fullmatch(between) is not None
    return named and not opening_verb(between.removeprefix("的"))


_SIZED_NOUN = re.compile(
    r"的?[一-龥]{0,10}(?:项目|企业|产业|园区|集群|工程|合同|平台|品牌|强?[镇村县])(?:达到?|增至|共)?"
)


def _is_class(clause: Clause, quantity: Quantity) -> bool:
    """淘汰35吨以下锅炉, 严禁新建100万吨/年以上装置: which of them, not how much of it."""
    if quantity.dimension != "amount" or quantity.unit.endswith("元") or not has_noun(clause):
        return False
    below = quantity.op_right.endswith("以下") and not quantity.op_left
    return below or (bool(quantity.op_right) and _FORBIDDEN.search(clause.raw_left) is not None)


_FORBIDDEN = re.compile(r"(?:严禁|禁止|不得|不再|停止|严控|限制)[一-龥]{0,6}$")


def _bounded_bracket(quantity: Quantity, sentence: Sentence) -> bool:
    """A bracket within a name tells what is meant: 规模养殖场（年出栏500头以上）设施配套率.

    So does one that a bound follows: 20蒸吨（城区35蒸吨）以下的锅炉.
    """
    if not sentence.masked.parens:
        return False
    text, at = sentence.text, quantity.number_start
    around = next((span for span in sentence.masked.parens if span[0] < at < span[1]), None)
    if around is None:
        return False
    counted = any(group[-1].end == around[0] for group in sentence.groups)
    explains = bool(quantity.op_right) and not counted and _NAME_GOES_ON.match(text, around[1])
    return bool(explains) or _BOUNDED.match(text, around[1]) is not None


_NAME_GOES_ON = re.compile(r"[一-龥]{2}")
_SETTLED = re.compile(
    r"的?(?:自然村|行政村|村[庄寨组屯]|乡镇|城市|城镇|企业|单位|学校|聚居点|居民点|小区|农村)"
)
"""20户以上自然村: of what size they are, not how many."""
_WITH = re.compile(r"以[一-龥]{2,8}$")
"""以面积大于100平方千米的海湾为重点: which of them the work is about."""
_WITHIN = re.compile(r"[^，。；]{0,40}?(?:范围内|区域内|以内的?区域)(?:禁止|严禁|不得|新建|新)")
"""严禁在干流3公里、支流1公里范围内新建…: how far a rule reaches."""


def _compares(clause: Clause, sentence: Sentence) -> bool:
    """平板玻璃（生产能力>800吨/天）: a sign of comparison within a bracket tells kinds apart."""
    text, head = sentence.text, clause.group[0]
    opened = text.rfind("（", max(0, clause.start - 1), head.start)
    if opened < 0 or text.find("）", opened, head.start) >= 0:
        return False
    return _SIGN.search(text, opened, head.number_start) is not None


_SIGN = re.compile(r"[<>＜＞≤≥]")


def _supposed(clause: Clause, quantity: Quantity, sentence: Sentence) -> bool:
    """当变化超过30%时，…: what has to be so before something is done."""
    if not quantity.op_left and not quantity.op_right:
        return False
    low, high = sentence.masked.clause(quantity.number_start)
    return clause.right == "时" and _WHEN.match(sentence.masked.text, low, high) is not None


_WHEN = re.compile(r"(?:当|若|如果?|凡|一旦)|.{0,24}(?:当|若|如果|一旦)")


def _limits_each(clause: Clause, quantity: Quantity) -> bool:
    """单个项目资助金额不超过1000万元: what each applicant may get or must bring."""
    bounded = quantity.op in ("<=", "<", ">=") or bool(quantity.op_left)
    return bounded and _EACH.match(clause.raw_left) is not None


_EACH = re.compile(
    r"(?:[^，。；]{0,10}(?:且|对))?(?:同一|单个|单项|单户|单一|单家|每[个家项户名位栋幢座]|每一)"
    rf"{one_of('names', 'applicants')}"
    r"(?!年均|平均)[^，。；]{0,30}$"
)


def _reckoned(clause: Clause) -> bool:
    """按总用量的60%估算采购量: a share by which something else is reckoned."""
    return _BY.match(clause.raw_left) is not None and _RECKONING.match(clause.right) is not None


_BY = re.compile(r"(?:[^，。；]{0,12})按照?[^，。；]{2,}的(?:不低于|不超过|最高)?$")
_RECKONING = re.compile(rf"(?:以上|以下|以内)?(?:的比例)?(?:来)?{one_of('cues', 'reckoning')}")


def _goes_on(clause: Clause, sentence: Sentence) -> bool:
    """打造12件甲、60个以上乙 and 建设甲等5个以上乙 count what is made, not what is demanded."""
    if clause.raw_left:
        return clause.raw_left.endswith("等") and bool(opening_verb(clause.subject))
    return sentence.text[clause.start - 1 : clause.start] in ("、", "和", "与", "及", "超", "，")


_REQUIRED = re.compile(
    r"应当?(?:具有|具备|拥有)$|须(?:具有|具备|拥有)$|需(?:具有|具备|拥有)$"
    r"|限(?<![有权期上下界极时年无受局]限)(?:报|额|额?推荐|额?申报|申请|填报)$"
    r"|任[一何]一?(?:年|季|月)度?[^，。；]*$"
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
