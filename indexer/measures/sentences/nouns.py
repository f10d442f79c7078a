"""What stands behind a number: a noun phrase that it counts, or what describes one."""

from __future__ import annotations

import re

from indexer.measures.lexing.remembering import remembered
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.sentence import Sentence

__all__ = ["COUNTED_BEFORE", "has_noun", "laden", "rest_of", "sized_base", "sized_fund"]

_NOUN = re.compile(
    r"(?:左右|上下)?(?:的)?(?:[一-龥“A-Za-z（《]{2,}|[一-龥]-[一-龥]|\d[A-Za-z]级?[一-龥]|\d{1,5}[百千万亿]{1,3}级|\d{2,4}千伏|\d[\d.]{0,5}[百千万亿]{0,2}[一-龥/]{1,5}以[上下])"
)
_NOT_NOUN = re.compile(
    r"(?:左右|上下)?(?:等(?!级|离子)|的时间|时间|时$|用于|来自|其中|是|为(?!民)|由|在(?!营|建|册|校|产|园|用|编|役|岗|线)|已|均|都|之间|的速度|的目标|的水平|的要求|"
    r"增长|提高|下降|使|让|占|达(?!标)|较|比|同比|同时|以确保|和(?![谐美平睦])|与|及(?!时)|且|并|而|但|大关|关口|台阶|门槛|，|。|；|、|）|：|"
    r"（(?:预计|预期|初步|不?含|不?包括|其中|下同|可比|同口径|剔除|折合|约合|详?见|注))"
)


def has_noun(clause: Clause) -> bool:
    """Whether a noun phrase follows the number: 建设50所学校."""
    return _opens_with_noun(clause.right)


@remembered
def _opens_with_noun(right: str) -> bool:
    return bool(_NOUN.match(right)) and not _NOT_NOUN.match(right)


_SIZE = r"(?:\d[\d.]*|[两一二三四五六七八九十百千万亿]+)[一-龥/%]{0,6}?"
_TRAIT = r"(?:(?![和与及])[一-龥（）]){2,14}?"
_LADEN = re.compile(
    rf"{_TRAIT}(?:在|达到?)?{_SIZE}(?:以上|以下|以内)的?(?P<noun>[一-龥“”]{{2,14}})(?=，|。|；|、|和|$)"
    rf"|{_TRAIT}(?:超过?|突破|高于|不低于|为|约){_SIZE}的(?P<other>[一-龥“”]{{2,14}})(?=，|。|；|、|和|$)"
)
COUNTED_BEFORE = re.compile(rf"\d万?[个座家处条项所]{_TRAIT}(?:为|约)$")
"""新建2座容量为3万立方米的调蓄池: the size of what was counted right before."""


def laden(clause: Clause, sentence: Sentence) -> tuple[str, str]:
    """集群 and 产值在100亿元以上 of 5个产值在100亿元以上的集群: what is counted, and its size."""
    if clause.left.kind != "object" or clause.group[-1].dimension != "count":
        return "", ""
    described = _LADEN.match(rest_of(clause, sentence))
    if described is None:
        return "", ""
    noun = described["noun"] or described["other"]
    return noun, described[0].removesuffix(noun).removesuffix("的")


def rest_of(clause: Clause, sentence: Sentence) -> str:
    """The clause behind the number, later numbers included."""
    return sentence.masked.slice(clause.group[-1].end, clause.end)


_BASE = re.compile(r"的?(?P<base>[一-龥“”]{2,14}?基地)")


def sized_base(clause: Clause) -> str:
    """海上风电基地 of 建设千万千瓦级海上风电基地: how large it is to be; else ""."""
    base = _BASE.match(clause.right)
    return base["base"] if base is not None else ""


_FUND = re.compile(r"的(?P<fund>[一-龥“”]{0,24}?基金)(?![一-龥]|个|项目)")
_FUND_SIZE = re.compile(r"(?P<what>(?:首期|初始|总|目标|募集)*规模)(?:为|达到?|约)?$")


def sized_fund(clause: Clause) -> str:
    """产业基金总规模 of 设立总规模50亿元的产业基金; "" where no fund is told by its size."""
    fund = _FUND.match(clause.right) if clause.group[0].unit.endswith("元") else None
    size = _FUND_SIZE.search(clause.raw_left) if fund is not None else None
    return fund["fund"] + size["what"] if fund is not None and size is not None else ""
