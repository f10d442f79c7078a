"""What a passage is about: the label of its item or the heading above it."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import cut_front, one_of
from indexer.measures.lexing.remembering import remembered
from kb.models import Passage

__all__ = ["label_of", "leads_to_products"]

_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:[、.．]|是|部分|节|章)"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.．]\d{1,2})*[.．、]?)*"
)
_ITEM = re.compile(r"(?P<label>[一-龥A-Za-z+“”]{2,12})[。：:]")
_TENDING = re.compile(rf"{one_of('names', 'headed_doing')}+")
_ENDING = re.compile(rf"{one_of('names', 'headed_ends')}+$")
_NOUN = re.compile(r"[一-龥A-Za-z+]{2,8}")
_EMPTY = re.compile(
    r"目标|任务|措施|保障|要求|原则|思想|基础|形势|问题|总体|回顾|成就|成效|方面|重点|工作|指标|背景|附件|概况|部署|安排|能力|水平|体系|机制|制度|格局|质量|综合|战略|"
    r"深入|持续|不断|全面|显著|明显|再|更加|有力|稳步|扎实|加快|迈|实现|取得|增长|提升|改善|增强|完善"
)
"""Headings that name no thing a number could belong to."""
_PRODUCTS = re.compile(r"(?:产品|作物)[^，。；]{0,6}产量[^，。；]{0,6}[：:]$")


def label_of(passage: Passage, *, headed: bool) -> str:
    """生活垃圾 of “（2）生活垃圾。…”; if headings are plain (`headed`), 风电 of “大力发展风电”."""
    squeezed = "".join(passage.text[:40].split())
    item = _ITEM.match(cut_front(_NUMBERING, squeezed.lstrip("#*—-")))
    label = _thing(item["label"]) if item is not None else ""
    if label or not headed or not passage.headings:
        return label
    return _thing("".join(passage.headings[-1].split()))


@remembered
def _thing(text: str) -> str:
    """The thing a heading names, without numbering, verbs and what became of it."""
    named = cut_front(_NUMBERING, text.strip("#*“”。：: "))
    named = _ENDING.sub("", cut_front(_TENDING, named))
    bare = re.sub("[“”]", "", named)
    return named if _NOUN.fullmatch(bare) and not _EMPTY.search(named) else ""


def leads_to_products(text: str) -> bool:
    """Whether a passage announces amounts of products: 主要产品的产量是：."""
    return _PRODUCTS.search("".join(text[-40:].split())) is not None
