"""Names listed together: split into items that share a head or a tail, or take one another's."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of, word_list, words
from indexer.measures.lexing.remembering import remembered
from indexer.measures.names.analogies import sibling
from indexer.measures.names.naming import is_share, opening_verb, tidy
from indexer.measures.names.together import taken_apart
from kb.vocab import metrics

__all__ = [
    "itemised",
    "lent",
    "separate",
    "split_list",
]

_CONJUNCTION = re.compile(
    r"[、/]|以及|及其|和(?!谐|平(?!均))|与(?!会)|(?<![涉惠普波危触遍提顾])及(?!时|以上|其)|，"
)
_TAIL = re.compile(rf"(?:重点工程)?{one_of('names', 'tails')}")
_CLASSES = tuple(word_list("parallel").values())


@remembered
def itemised(subject: str) -> str:
    """发电的排放绩效平均为烟尘 (0.01克) measures 烟尘排放绩效; "" where no such item follows."""
    match = _ITEMISED.fullmatch(subject)
    if match is None or not any(match["item"] in members for members in _CLASSES):
        return ""
    return match["item"] + match["head"].rpartition("的")[2]


_ITEMISED = re.compile(r"(?P<head>.{2,}?)(?:平均|分别)?为(?P<item>[^为的]{2,8})")


def _same_class(parts: list[str]) -> str:
    """What stands before several members of one class: 主要农作物 of 主要农作物化肥、农药…."""
    for members in _CLASSES:
        first = next((word for word in members if parts[0].endswith(word)), "")
        if first and all(part.startswith(members) for part in parts[1:]):
            return parts[0][: -len(first)]
    return ""


_RATIO = re.compile(
    r"(?:[^、]{0,12}?)(?:单位[^、]{2,8}?|万元[^、]{0,8}?|人均|亩均|每[^、]{1,4}?)(?=(?:能耗|能源消耗|水耗|用水量|电耗|煤耗|碳排放|二氧化碳|用地|用电)[^、]{0,4}$)"
)


def _same_ratio(parts: list[str]) -> str:
    """万元产值能耗、水耗、碳排放: what the first is divided by divides all."""
    heads = _PER_HEAD.match(parts[0])
    if heads is not None and not any(_RATED.search(part) for part in parts[1:]):
        return heads[0]
    ratio = _RATIO.match(parts[0])
    if ratio is None or any(_RATED.search(part) for part in parts[1:]):
        return ""
    return ratio[0] if all(_RATIO.match(ratio[0] + part) for part in parts[1:]) else ""


_PER_HEAD = re.compile(r"每[百千万十]+(?:名)?(?:常住|老年)?(?:人口|人|户)(?:拥有)?(?=[^、]{2})")
"""每千人托位、养老床位数."""
_RATED = re.compile(r"单位|万元|人均|亩均|每|总|占|比")


def _outside(text: str) -> list[tuple[int, int]]:
    """Spans of list marks that stand outside brackets and quotes."""
    marks = [match.span() for match in _CONJUNCTION.finditer(text) if match.start() > 0]
    if not marks or _OPENS.isdisjoint(text):
        return marks
    depth, depths = 0, []
    for char in text:
        if char in _OPENS:
            depth += 1
        depths.append(depth)
        if char in "）”》]":
            depth = max(0, depth - 1)
    return [span for span in marks if depths[span[0]] == 0]


_OPENS = frozenset("（“《[")


_HOW_MANY = re.compile(r"(?:等)?(?:\d+|[两二三四五六七八九十]+)(?:项|种|类|个|大)(?=[^、]{2,})")
_OF_THOSE = re.compile(
    r"(?:等)?(?:\d+|[两二三四五六七八九十]+)(?:项|种|类|个|大)(?:主要|重点|大气|水)*(?:污染物|产品|指标|行业|品种)(?=[^、]{2,})"
)
"""What counts the members of a list names none of them: …4项主要污染物排放量."""


_INDUSTRIES = re.compile(
    r"(?<![第一-龥])(?:第?[一二三](?:产业?)?[、和]){1,2}第?[二三](?:次?产业|产)"
)


_CLIPPED = re.compile(r"([存进])(?=[、和][贷出]([款口]))[、和]([贷出])[款口]")
"""存、贷款余额 for 存款、贷款余额."""


def _in_full(match: re.Match[str]) -> str:
    """第一产业、第二产业、第三产业 for 一、二、三产业."""
    named = [f"第{number}产业" for number in "一二三" if number in match[0]]
    return "、".join(named)


def split_list(subject: str, count: int) -> list[str]:
    """“甲、乙排放总量” split in `count` names that share head or tail; empty if counts disagree."""
    subject = subject.replace("”“", "”、“")
    if named := taken_apart(subject, count, listed=bool(_outside(subject))):
        return named
    subject = _INDUSTRIES.sub(_in_full, subject)
    subject = _CLIPPED.sub(r"\1\2、\3\2", subject)
    if "等" in subject:
        subject = _HOW_MANY.sub("", subject, count=1)
    subject = _OF_THOSE.sub("", subject, count=1)
    spans = _outside(subject)
    if not 1 < count <= len(spans) + 1:
        return []
    for joints in _choices(subject, spans, count):
        parts, position = [], 0
        for start, end in joints:
            parts.append(subject[position:start])
            position = end
        parts.append(subject[position:])
        if all(parts):
            return _share(parts)
    return []


def separate(subject: str, *, every: bool) -> list[str]:
    """Items of a list that share one value: by 均 (`every`), or each with a head of its own."""
    spans = _outside(subject)
    if not spans or subject.endswith(_RATIOS):
        return []
    if every:
        parts = _headed(split_list(subject, len(spans) + 1), subject)
        return [_HOW_MANY_OF.sub("", part) for part in parts]
    parts = [
        subject[low:high]
        for low, high in zip(
            [0, *(end for _, end in spans)],
            [*(start for start, _ in spans), len(subject)],
            strict=True,
        )
    ]
    if all(_OWN_HEAD.search(part) for part in parts) and not any(
        "占" in part for part in parts[1:]
    ):
        return [tidy(_HOW_MANY_OF.sub("", part)) for part in parts]
    return []


_RATIOS = ("比率", "之比", "比值")
"""生产总值与就业人数的比率 is one."""
_HOW_MANY_OF = re.compile(r"^\d+[个座条家处]")


def _headed(parts: list[str], subject: str) -> list[str]:
    """甲、乙、丙检查率、整改率: items without a head before one with a head are whose it is."""
    heads = [_OWN_HEAD.search(part) is not None for part in parts]
    first = heads.index(True) if True in heads else 0
    if not 0 < first < len(parts) - 1 or not all(heads[first:]):
        return parts
    end = subject.find(parts[first]) + len(parts[first])
    return [subject[:end], *parts[first + 1 :]]


_OWN_HEAD = re.compile(rf".{{2,}}(?:{one_of('names', 'own_heads')}|(?<!质)(?<!需氧)量)$")


def _choices(subject: str, spans: list[tuple[int, int]], count: int) -> list[list[tuple[int, int]]]:
    if len(spans) + 1 == count:
        return [spans]
    strong = [
        span for span in spans if subject[span[0]] == "、" or subject[span[0] : span[1]] == "以及"
    ]
    if len(strong) + 1 == count:
        return [strong]
    weak = [span for span in spans if span not in strong]
    if len(weak) + 1 == count:
        return [weak]
    last = strong + weak[-1:]
    if len(last) + 1 == count:
        return [sorted(last)]
    return [spans[: count - 1]]


_BARE_PART = re.compile(
    rf"(?:死亡|受伤|参保|受益)?{one_of('names', 'part_heads')}(?:占比|比重|增速)?"
)


def _alike(first: str, other: str) -> str:
    """人均生活 of 人均生活用电量 for 用气量: what stands before a word of the same make."""
    at = len(first) - len(other)
    same = at >= _SHORTEST_OWNER and first[at:][:1] == other[:1] and first[-1] == other[-1]
    return first[:at] if same and len(other) >= _SHORTEST_ALIKE else ""


_SHORTEST_ALIKE = 3


def _with_owner(parts: list[str]) -> list[str]:
    """信访总量件次、人次: heads without an owner share that of the first."""
    if rated := _RATE_OF.fullmatch(parts[0]):
        return [rated["owner"] + part if _RATE.fullmatch(part) else part for part in parts]
    head = next((size for size in range(6, 1, -1) if _BARE_PART.fullmatch(parts[0][-size:])), 0)
    owner = _GROWN.sub("", parts[0][:-head]) if head else ""
    owner = owner if len(owner) >= _SHORTEST_OWNER else ""
    if not owner:
        return parts
    return [parts[0], *(owner + part if _BARE_PART.fullmatch(part) else part for part in parts[1:])]


_RATE = re.compile(rf"{one_of('names', 'how_done')}*{one_of('names', 'rated_acts')}率")
_RATE_OF = re.compile(rf"(?!{_RATE.pattern}$)(?P<owner>[^、]{{2,}}?)毛?{_RATE.pattern}")
"""城市污水收集率、处理率: what is treated is what was collected."""
_GROWN = re.compile(r"(?:播种|种植|养殖|接待)$")
_SHORTEST_OWNER = 2
_PAIR = 2


def _share(parts: list[str]) -> list[str]:
    """Give each item the tail of the last one, unless it bears a tail of the same kind itself."""
    parts = _with_owner([parts[0], *(sibling(part, parts[:1]) or part for part in parts[1:])])
    last = parts[-1]
    tail = _shared_tail(parts)
    front = _same_class(parts) or _same_ratio(parts)
    if not front and len(parts) == _PAIR:
        front = _alike(*parts)
    shared = [_with_tail(part, tail) for part in parts[:-1]]
    shared = [shared[0], *(front + part for part in [*shared[1:], last])]
    return [tidy(part) for part in shared]


def _with_tail(part: str, tail: str) -> str:
    """An item with the tail that the last one lends, where it has no head of its own."""
    if tail in _OF_EACH and not is_share(part):
        return part + tail
    own = _TAIL.search(part, min(2, len(part)))
    if own and tail.startswith(part[own.start() :]) and len(tail) > len(part) - own.start():
        return part[: own.start()] + tail
    other = any(part.endswith(ends) for head, ends in _NEVER.items() if tail.endswith(head))
    if own or other or _OWN_HEAD.search(part) or (tail and part.endswith(tail)):
        return part
    return part + (_OF_TRADE.sub("", tail) if part.endswith("业") else tail)


_NEVER = {"收入": ("游客", "旅客", "旅游者"), "时限": ("材料", "环节"), "时间": ("材料", "环节")}
"""接待游客、旅游收入: those who come are counted, not what they bring."""
_TRADE_BEFORE = re.compile(r"(?<=[一-龥]{2})(?:产业链?|行业)$")
_OF_TRADE = re.compile(r"^(?:产业链?|行业)")
"""轻工业、汽车产业产值: 工业 is a trade of its own."""
_OF_EACH = ("占比", "比重", "增速", "增幅", "涨幅", "降幅")
"""投资和贸易占比: what is said of the last amount is said of each."""
_TAIL_HEAD = re.compile(rf"{one_of('names', 'tail_ends')}(?:（[^）]*）)?$")


def _shared_tail(parts: list[str]) -> str:
    """What the last item says for all: 排放总量 of 化学需氧量、氨氮排放总量; "" for nothing."""
    last = parts[-1]
    if (tail := _behind_member(parts)) is not None:
        return tail
    verb = opening_verb(last)
    if verb and all(opening_verb(part) == part for part in parts[:-1]):
        return last[len(verb) :]  # 新签约、新开工、新投产项目
    heads = (word for word in words("names", "list_heads") if last.endswith(word))
    head = max(heads, key=len, default="")
    if head and len(last) > len(head) and not _OWN_HEAD.search(parts[-2]):
        trade = _TRADE_BEFORE.search(last[: -len(head)])
        return (trade[0] if trade is not None else "") + head
    return _tail_behind(parts[-2], last) or _tail_of(parts[-2], last)


def _behind_member(parts: list[str]) -> str | None:
    """What follows a member of the first item's class: 产量 of 煤炭、原油产量; else None."""
    first, last = parts[0], parts[-1]
    if last.startswith(tuple(parts[:-1])):
        return None  # 工业、工业技改投资: 技改 is the last item's own
    for members in _CLASSES:
        if not first.endswith(members):
            continue
        size = max(len(member) for member in members if first.endswith(member))
        for member in sorted(members, key=lambda word: abs(len(word) - size)):
            # 光伏发电 is one thing beside 风电, not 光伏 that shares 发电
            longer = member + "发电"
            if last.startswith(member) and not (longer in members and last.startswith(longer)):
                tail = last[len(member) :]
                lost = member.endswith("发电") and not first.endswith("发电")
                return "发电" + tail if lost and tail.startswith("量") else tail
    return None


def _tail_of(before: str, last: str) -> str:
    """The tail of the last item that the one before it lacks; "" where none can be lent."""
    found = _TAIL.search(last, min(2, len(last)))
    tail = last[found.start() :] if found else ""
    owned = found is not None and last[found.start() - 1] == "的"
    if owned and found and len(before) <= _SHORT_ITEM - 2 < found.start():
        tail = _behind(last, len(before))  # 养老、医疗、工伤保险的人数: 保险 is lent too
    if not tail and len(before) <= _SHORT_ITEM and not _OWN_HEAD.search(before):
        tail = _behind(last, len(before))
        if tail == "率" and len(last) > _RATE_LENGTH:
            tail = last[-_RATE_LENGTH:]  # 初中、小学辍学率
        if len(tail) == 1 and _TAIL_HEAD.search(before):
            return ""
    return tail if _TAIL_HEAD.search(tail) else ""


def _behind(last: str, size: int) -> str:
    """What follows so many characters, and the letters and digits that go on: 浓度 of PM2.5浓度."""
    return last[size:].lstrip("0123456789.") if last[size - 1 : size].isascii() else last[size:]


def _tail_behind(part: str, last: str) -> str:
    """旧料利用率 of 高速公路、省道公路旧料利用率: what follows the ending that both have."""
    if _OWN_HEAD.search(part):
        return ""
    for size in (2, 1):
        ending = part[-size:]
        at = last.find(ending, 1)
        alike = size > 1 or ending in _ENDINGS
        if alike and 0 < at < len(last) - size and len(part) > size:
            tail = last[at + size :]
            return tail if size == 1 or _TAIL_HEAD.search(tail) else ""
    return ""


_RATE_LENGTH = 3
_ENDINGS = "级类型性式别"
_SHORT_ITEM = 6


def lent(parts: list[str]) -> list[str]:
    """非化石能源装机和消费比重: each half lends the other what it lacks, where both are known."""
    if len(parts) != _PAIR or not parts[1].endswith(_SHARES) or metrics.match(parts[1]):
        return parts
    first, last = parts
    share = next(word for word in _SHARES if last.endswith(word))
    owners = (first[:at] + last for at in range(len(first) - 1, 1, -1))
    owned = next((name for name in owners if metrics.match(name)), "")
    whole = first if first.endswith(_SHARES) else first + share
    return [whole, owned] if owned and metrics.match(whole) else parts


_PAIR = 2
_SHARES = ("比重", "占比", "比例")
