"""Names made after the one before: a member of a class, a size or a grade takes its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.lexing.lexicon import one_of, word_list, words
from kb.vocab import metrics

__all__ = [
    "graded_share",
    "member_of",
    "of_class",
    "of_grade",
    "parallel",
    "priced",
    "sibling",
    "sized",
    "with_first_head",
]

_CLASSES = tuple(word_list("parallel").values())


def parallel(metric: str, other: str) -> str:
    """火电平均电价 and 水电 → 水电平均电价: one member of a class takes another's place."""
    for members in _CLASSES:
        if other in members:
            for member in members:
                if metric.startswith(member) and len(metric) > len(member) + 1:
                    return other + metric[len(member) :]
    return ""


def of_grade(metric: str, grade: str) -> str:
    """新增省级企业技术中心数 of 省级 behind 新增国家级企业技术中心数; "" for no such pair."""
    if _GRADE.fullmatch(grade) is None or _GRADE.search(metric) is None:
        return ""
    return _GRADE.sub(grade, metric, count=1)


_GRADE = re.compile(r"(?:国家|自治区|省|市|县|区|部|乡镇?|村)级")


def sized(metric: str, size: str) -> str:
    """产值超10亿元企业数 of 超10亿元企业 behind 产值超亿元企业数; "" for no such pair.

    Of a size alone (10亿元以上) the noun is that of what was counted: 10亿元以上项目数.
    """
    told = _SIZED.fullmatch(size)
    known = _SIZED.fullmatch(metric.removesuffix("数")) if told and not told["head"] else None
    if told is not None and known is not None and known["head"]:
        return f"{known['head']}{told['size']}{told['noun'] or known['noun']}数"
    counted = _COUNTED_THING.search(metric) if told is not None and not told["noun"] else None
    return f"{size.removesuffix('的')}{counted['thing']}数" if counted else ""


_COUNTED_THING = re.compile(rf"(?P<thing>{one_of('names', 'things')})数$")
_SIZED = re.compile(
    r"(?P<head>[一-龥]*?)(?P<size>(?:超过?|过|突破|达)?[\d.]*[十百千万亿]+美?元(?:以上)?的?)(?P<noun>[一-龥]*)"
)


def graded_share(metric: str, said: str) -> str:
    """声环境质量较好的城市占比 of 较好的占 behind 声环境质量好的城市占比."""
    grade = _GRADE_SAID.fullmatch(said)
    told = _GRADED_SHARE.fullmatch(metric) if grade else None
    return f"{told['head']}{grade['grade']}{told['who']}" if told and grade else ""


_QUALITY = one_of("names", "qualities")
_GRADED_SHARE = re.compile(rf"(?P<head>.{{2,}}?){_QUALITY}(?P<who>的[^的]{{2,}}占比)")
_GRADE_SAID = re.compile(rf"[，；、]?(?P<grade>{_QUALITY})的[^，]{{0,4}}?(?:占|比例)")


def priced(total: str, good: str) -> str:
    """谷物生产价格 of 农产品生产价格上涨4.4%，其中谷物上涨2.3%."""
    price = _PRICE.search(total)
    return good + price[0] if price is not None and _GOOD.fullmatch(good) else ""


_PRICE = re.compile(r"(?:生产|消费|出厂|购进|零售)?(?:者)?价格$")
_GOOD = re.compile(r"(?:(?!价格|新增|收入|就业|投资)[一-龥、]){2,6}(?<![率比量值额数度])")


def sibling(subject: str, known: Sequence[str]) -> str:
    """一般公共预算支出 of 支出 behind 一般公共预算收入; "" where no such pair stands together."""
    bare = _AMOUNT.sub("", subject)
    family = _FAMILY_OF.get(bare, ())
    for metric in known if family else ():
        amount = _AMOUNT.search(metric)
        stem = metric[: amount.start()] if amount else metric
        head = max((word for word in family if stem.endswith(word)), key=len, default="")
        front = stem.removesuffix(head)
        if not head or front.endswith("进") or (_is_budget(bare) and not _is_budget(front)):
            continue
        found = front + bare + (amount[0] if amount else subject[len(bare) :])
        if found not in (metric, subject):
            return found
    return ""


_FAMILY_OF = {
    head: heads for heads in reversed([*word_list("siblings").values()]) for head in heads
}
"""The first of the lists that hold a head."""
_AMOUNT = re.compile(rf"{one_of('names', 'amounts')}$")


def _is_budget(text: str) -> bool:
    return text in word_list("siblings")["budget"] or text.endswith(words("names", "budgets"))


def with_first_head(subject: str, first: str) -> str:
    """生物医药 behind 装备制造营业收入: the head of the first item of a list holds for all."""
    head = _INCOME_HEAD.search(first)
    if head is None or not _SECTOR.search(subject) or metrics.match(subject) is not None:
        return subject
    return subject + head[0]


def of_class(subject: str, first: str) -> str:
    """服装类 behind 粮油类零售额: classes of goods are told apart for one amount."""
    if not subject.endswith("类") or (amount := _CLASS_AMOUNT.search(first)) is None:
        return subject
    return subject + amount[0]


_CLASS_AMOUNT = re.compile(
    r"(?<=类)(?:商品)?(?:零售额|销售额|消费价格|价格|进口额?|出口额?|消费支出)$"
)


def member_of(subject: str, total: str) -> str:
    """三星级 of 绿色建筑项目数 is 三星级绿色建筑项目数; "" for what is no mere grade or class."""
    if not total.endswith("数"):
        return ""
    if place := _PLACES.search(total):
        return "" if place["kind"] in subject else subject + place[0]
    noun = re.sub(r"^(?:新增|新建|完成|累计|创建|建成|排查出|摸排出|共)+", "", total)
    if _PARTICIPLE.match(subject) and not _is_thing(subject):
        return f"{subject}的{noun}"
    if not _MEMBER.fullmatch(subject):
        return ""
    if subject in noun:
        return noun
    common = next(
        size
        for size in range(len(subject), -1, -1)
        if noun.startswith(subject[-size:] if size else "")
    )
    return subject + noun[common:]


_PLACES = re.compile(r"(?P<kind>床位|学位|托位|车位|泊位|岗位)数$")
"""其中乡镇卫生院484万张 of 床位数 counts beds, not houses."""


def _is_thing(subject: str) -> bool:
    """Whether what is said of a part names a thing of its own: 获评示范县."""
    return _THING.search(subject) is not None


_PARTICIPLE = re.compile(rf"(?:已|均|全部|由)?{one_of('names', 'became')}[一-龥]{{2,8}}$")
_THING = re.compile(rf"{one_of('names', 'things')}$")
_MEMBER = re.compile(r"[一-龥A-Z0-9]{1,6}(?:级|型|类|式|别|性)")


_INCOME_HEAD = re.compile(rf"{one_of('names', 'income_heads')}$")
_SECTOR = re.compile(
    rf"^[^，占率量值额入]{{1,18}}{one_of('names', 'sectors')}$|^{one_of('names', 'powers')}$"
)
