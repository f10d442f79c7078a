"""From lexed numbers to quantities: ranges, comparators on either side, lists that share a unit."""

from __future__ import annotations

import re
from decimal import Decimal

from indexer.measures.lexing.numerals import MULTIPLIERS
from indexer.measures.lexing.remembering import remembered
from indexer.measures.lexing.tokens import Quantity

__all__ = ["assemble", "groups"]

_RANGE = re.compile(r"(?:-|—|——|~|至|到|-{2})$")
_RIGHT = re.compile(
    r"(?:及其|及|和|或|\(含\)|（含）)?(?:(以上)|(以内|之内|以下)|(左右|上下|前后|出头)|(?:（含[^）]{0,4}）)?(以上|以下))"
)
_INSIDE = re.compile(r"内(?![一-龥])")
"""压缩至3个工作日内: with durations 内 alone is 以内."""
_RIGHT_OP = {
    "以上": ">=",
    "以内": "<=",
    "之内": "<=",
    "以下": "<=",
    "左右": "~",
    "上下": "~",
    "前后": "~",
    "出头": ">",
}
_LINK = r"(?:有|是|为|到|至|在|达到?|了|占到?|的|人民币|近|用于)?"
_NOT = r"不(?:得|能|应|要|可|宜)?(?:再)?"
_LEFT = (
    (
        "<=",
        re.compile(
            rf"(?:{_NOT}(?:超过|超出|高于|大于|多于|超|突破)|最(?:高|多|大)(?:不超过)?|"
            rf"至多|上限|≤|控制(?=在|到)){_LINK}$"
        ),
    ),
    (
        ">=",
        re.compile(
            rf"(?:{_NOT}(?:低于|少于|小于|短于|差于)|至少|最(?:低|少)(?!生活)|"
            rf"下限|≥|大于等于|高于等于|>=){_LINK}$"
        ),
    ),
    (
        ">=",
        re.compile(
            r"至少(?:要|能)?(?:建设|建成|建立|新建|配备|设立|培训|开展|组织|举办|形成|"
            r"培育|打造|创建|安排|确定|选择|完成|实施|改造|新增|引进)$"
        ),
    ),
    (">", re.compile(rf"(?:超过|超出|突破|跨越|越过|高于|大于|多于|超|逾|过|>){_LINK}$")),
    ("<", re.compile(rf"(?:不足|不到|低于|小于|少于|未达到?|优于|<){_LINK}$")),
    (
        "~",
        re.compile(
            rf"(?:大约|大概|约占|约为|(?<![节契合公预违条制集签履解特])约|将近|接近|估计|大致|"
            rf"基本达到|近|占近){_LINK}$"
        ),
    ),
)
_NOT_LEFT = re.compile(
    r"(?:通过|经过|度过|靠近|最近|附近|不过|大量|减少|增近|签约|合约|预约|节约|集约|制约|条约|特约)$"
)
_JOINS = frozenset(["、", "/", "和", "及", "与", "以及", "，", "或"])
_FROM = re.compile(r"(?:由|从|自)[^，。；、]{0,16}$")
_TO = re.compile(
    r"^(?:左右|以上|以下)?(?:的|，(?=[一-龥]{0,4}(?:提|增|降|下|减|上|扩|升|压|缩)))?(?:[^，。；、\d]{0,8}?)(?:提高|提升|增加|增长|下降|降低|减少|上升|上涨|扩大|发展|降|升|增|减|跃升|攀升|增至|缩短|缩小|压减|下调|上调|调整|变|减|)(?:到|至|为)(?:了)?(?:[^，。；、]{0,14})$"
)


def assemble(text: str, found: list[Quantity]) -> list[Quantity]:
    """Quantities with ranges joined and comparators attached, in order."""
    joined = _join_ranges(text, found)
    for index, quantity in enumerate(joined):
        _attach_right(text, quantity)
        before = joined[index - 1].end if index else 0
        _attach_left(text, quantity, before)
    return _from_lists(text, _from_to(text, joined))


def _lower(low: Quantity, high: Quantity) -> Decimal | None:
    """The lower bound in the unit of the upper one (四亿九千万~五亿吨); None: no range."""
    if low.unit in ("", high.unit):
        return low.value
    if low.dimension != "amount" or low.unit not in MULTIPLIERS:
        return None
    if high.unit.startswith(low.unit):
        return low.value
    scale = MULTIPLIERS.get(high.unit[:2]) or MULTIPLIERS.get(high.unit[:1])
    return low.value * MULTIPLIERS[low.unit] / scale if scale else None


def _bound(text: str, last: Quantity, quantity: Quantity) -> Decimal | None:
    """The value of `last` as the lower bound of `quantity`; None where they are no range."""
    if last.value_max is not None or not 0 < quantity.start - last.end <= _WIDEST_MARK:
        return None
    if quantity.unit == "番" or _RANGE.fullmatch(text[last.end : quantity.start]) is None:
        return None
    if text[last.end] in "到至" and _FROM.search(text, max(0, last.start - 12), last.start):
        return None
    low = _lower(last, quantity)
    return low if low is not None and low < quantity.value else None


_WIDEST_MARK = 2


def _join_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        bound = _bound(text, last, quantity) if last is not None else None
        if last is not None and bound is not None:
            quantity.value_max, quantity.value = quantity.value, bound
            quantity.start = quantity.number_start = last.start
            joined[-1] = quantity
        else:
            joined.append(quantity)
    return joined


def _attach_right(text: str, quantity: Quantity) -> None:
    match = _RIGHT.match(text, quantity.end)
    if match is None:
        if quantity.dimension == "duration" and _INSIDE.match(text, quantity.end):
            quantity.op, quantity.op_stated, quantity.op_right = "<=", True, "内"
            quantity.end += 1
        return
    word = next(group for group in match.groups() if group)
    if word == "前后" and quantity.dimension != "duration":
        return
    if quantity.value_max is None:
        quantity.op, quantity.op_stated = _RIGHT_OP[word], True
    elif word in ("左右", "上下"):
        quantity.op, quantity.op_stated = "~", True
    quantity.op_right, quantity.end = word, match.end()


def _attach_left(text: str, quantity: Quantity, floor: int) -> None:
    op, wording = _comparator(text[max(floor, quantity.start - 10) : quantity.start])
    if not op:
        return
    quantity.op_left = wording
    quantity.start -= len(wording)
    if quantity.value_max is not None and op in ("<=", ">="):
        return
    if wording.startswith("控制") and quantity.op_right in ("左右", "上下"):
        return  # 控制在3%左右 is about 3%
    if not quantity.op_stated or quantity.op_right in ("左右", "余") or op in ("<=", ">="):
        if not (op == "~" and quantity.op_stated) and not (op == ">" and quantity.op_right):
            quantity.op, quantity.op_stated = op, True
    elif quantity.op_right in ("以上", "以下") and op == "~":
        quantity.op = op


@remembered
def _comparator(before: str) -> tuple[str, str]:
    """The comparator that ends the text before a number, and its wording; both "" without one."""
    for op, cue in _LEFT:
        match = cue.search(before)
        if match is not None and match[0] and not _NOT_LEFT.search(before):
            return op, match[0]
    return "", ""


def _from_to(text: str, found: list[Quantity]) -> list[Quantity]:
    """由 A 提高到 B: A becomes the base value of B."""
    kept: list[Quantity] = []
    for quantity in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and quantity.start - last.end <= _NEAR
            and _TO.match(text[last.end : quantity.number_start])
            and _FROM.search(text[max(0, last.start - 18) : last.start])
            and _of_one_unit(last, quantity)
            and not _listed(text, kept)
        ):
            quantity.unit, quantity.dimension = _fuller(last, quantity)
            quantity.base_value, quantity.base_start = last.value, last.number_start
            quantity.start = min(quantity.start, quantity.number_start)
            kept[-1] = quantity
        else:
            kept.append(quantity)
    return kept


def _listed(text: str, kept: list[Quantity]) -> bool:
    """分别由 A 和 B 提高到 C 和 D: B is no start of C."""
    return len(kept) > 1 and text[kept[-2].end : kept[-1].start] in _JOINS


def _of_one_unit(last: Quantity, quantity: Quantity) -> bool:
    """由14个工作日压缩到5个 counts the same days."""
    return not last.unit or last.unit == quantity.unit or _is_short(quantity, last)


def _is_short(quantity: Quantity, last: Quantity) -> bool:
    return quantity.unit == "个" and last.dimension == "duration" and last.unit.startswith("个")


def _fuller(last: Quantity, quantity: Quantity) -> tuple[str, str]:
    named = last if _is_short(quantity, last) else quantity
    return named.unit, named.dimension


def _from_lists(text: str, found: list[Quantity]) -> list[Quantity]:
    """分别由 A、B 提高到 C、D: A and B become the base values of C and D."""
    if len(found) < _TWO_PAIRS or not any(word in text for word in "由从自"):
        return found
    kept: list[list[Quantity]] = []
    for group in groups(text, found):
        before = kept[-1] if kept else []
        if len(before) == len(group) > 1 and _leads_to(text, before, group):
            for quantity, last in zip(group, before, strict=True):
                quantity.base_value, quantity.base_start = last.value, last.number_start
            kept[-1] = group
        else:
            kept.append(group)
    return [quantity for group in kept for quantity in group]


_TWO_PAIRS = 4
_NEAR = 28
"""Characters between a starting value and where it went."""


def _leads_to(text: str, before: list[Quantity], group: list[Quantity]) -> bool:
    """Whether one list of values became the other."""
    first, end = before[0].start, before[-1].end
    return (
        group[0].start - end <= _NEAR
        and before[0].unit == group[0].unit
        and _TO.match(text[end : group[0].number_start]) is not None
        and _FROM.search(text[max(0, first - 18) : first]) is not None
    )


def groups(text: str, found: list[Quantity]) -> list[list[Quantity]]:
    """Lists of quantities that only list marks stand between; unit and comparator are shared."""
    grouped: list[list[Quantity]] = []
    for quantity in found:
        last = grouped[-1][-1] if grouped else None
        between = text[last.end : quantity.start] if last is not None else ""
        if (
            last is not None
            and between in _JOINS
            and (
                _listable(text, last, quantity, between)
                or (between != "，" and _of_each(text, grouped))
            )
        ):
            grouped[-1].append(quantity)
        else:
            grouped.append([quantity])
    for group in grouped:
        _share(group)
    return grouped


def _of_each(text: str, grouped: list[list[Quantity]]) -> bool:
    """Whether values that begin with the last group are of different things, each in its unit.

    接待游客、旅游收入分别达到300万人次、20亿元，同比多50万人次和3亿元.
    """
    first = grouped[-1][0]
    if _EACH.search(text, 0, first.start):
        return True
    before = grouped[-2] if len(grouped) > 1 else []
    return len(before) > 1 and _NEXT_LIST.fullmatch(text, before[-1].end, first.start) is not None


_EACH = re.compile(r"分别[^，。；\d]{0,10}\Z")
_NEXT_LIST = re.compile(r"(?:以上|左右)?，[^，。；、\d]{0,6}")
_GOES_ON = re.compile(r"的?[一-龥]{2}")
"""，50%建成区…: a number with words of its own behind it begins another statement."""


def _listable(text: str, last: Quantity, quantity: Quantity, between: str) -> bool:
    if between == "，" and (last.unit != quantity.unit or _GOES_ON.match(text, quantity.end)):
        return False
    if quantity.op_left.startswith("突破") and not last.op_left:
        return False  # 新增1700公里、突破7000公里
    same = last.unit == quantity.unit or last.dimension == quantity.dimension
    same = same or {last.dimension, quantity.dimension} == {"percent", "multiple"}
    return same or last.unit == "" or (last.unit == "个" and quantity.unit == "个百分点")


def _share(group: list[Quantity]) -> None:
    if len(group) == 1:
        return
    tail = group[-1]
    for quantity in group[:-1]:
        unsaid = quantity.unit == "" or (quantity.unit == "个" and tail.unit.startswith("个"))
        if unsaid and quantity.unit != tail.unit and tail.unit:
            quantity.unit, quantity.dimension = tail.unit, tail.dimension
    giver = tail if tail.op_stated else group[0]
    for quantity in group:
        if giver.op_stated and not quantity.op_stated:
            quantity.op, quantity.op_stated = giver.op, True
            quantity.op_left, quantity.op_right = giver.op_left, giver.op_right
