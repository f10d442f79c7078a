"""Cells of tables that a text dump flattened to one cell (or a part of one) a line."""

from __future__ import annotations

import re
from functools import cache

from kb.chars import CharTable
from kb.vocab import units

__all__ = [
    "is_binding",
    "is_group",
    "is_number",
    "is_open",
    "is_unit",
    "is_value",
    "may_be_header",
    "plain",
]

_FRAGMENT = re.compile(r"[\u4e00-\u9fff0-9①-⑳“”\"()（）\[\]【】\s]{1,12}")
_FRAGMENT_WORDS = re.compile(
    r"部门|牵头|责任|规模|指|标|年|值|性|计|况|单|位|目|序|号|累|成|现|状|情|属|完|类|别|名|称|备|注|十.五|均|基|期|划|规|项"
)
_CAPTION = re.compile(r"专栏|附?表\d")
_YEAR = re.compile(r"[12]\d{3}")  # its 年 may stand on the next line
_NUMBER = re.compile(
    r"[\[【(（〔]?\s*[<>≥≤＜＞≦≧约~±+＋]?\s*[-－—]?\s*\d[\d,，]*(?:\.\d+)?\s*[%％‰]?\s*(?:左右|以上|以下|以内)?"
    r"\s*[\])）】〕]?\*?|[-－—–/]{1,2}\*?|[/*]{1,2}"
    r"|[ⅠⅡⅢⅣⅤIV]+类?(?:以上)?|[\[【(（〔]\s*[-－—]?\d[\d.]*\s*[%％]?\s*[\])）】〕]"
)
_STATE = re.compile(
    r"(?:完成|达到|基本|持续|不低于|不高于|不超过|不少于|不断|保持|稳定|满足|消除|全面|优于|下降|上升|提高"
    r"|提升|降低|控制在|依据|按照|以.{1,6}下达|待|未|超额|稳步|国家|省上|省级|省下|有所|明显|逐步|无)[^。；]{0,16}"
)
_VERDICT = re.compile(r"是|否|[已未不]?(?:达标|达到|完成)[\d*]?")
_BINDING = re.compile(
    r"[(（]?(?:约束性|预期性|约束|预期|指导性|导向性|引导性|(?:核心|一般)(?=指标))[)）]?(?:指标)?"
)
_CUT = re.compile(r"0\d")  # the rest of a number that was broken
_NO_UNIT = frozenset(("-", "—", "——", "/", "无量纲", "无", "级", "类"))
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）])[^，,。]{2,18}"
)


def plain(text: str) -> str:
    """A cell as it is compared: half-width, without blanks."""
    return "".join(_HALF_WIDTH.over(text).split())


_HALF_WIDTH = CharTable({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def may_be_header(text: str) -> bool:
    """Whether a line may be a column header or a fragment of one."""
    if len(text) > 16 or not _FRAGMENT.fullmatch(text := plain(text)):
        return False
    if _YEAR.fullmatch(text):
        return True
    if len(text) > 9 or is_group(text) or _CAPTION.match(text):
        return False
    return len(text) <= 3 or _FRAGMENT_WORDS.search(text) is not None


def is_number(text: str) -> bool:
    """Whether a line is a value in figures, a grade, or the dash of an empty cell."""
    return len(text) <= 18 and _NUMBER.fullmatch(text) is not None and not _CUT.match(text)


def is_value(text: str) -> bool:
    """Whether a line is a value in figures or a state such as 基本消除."""
    if is_number(text) or _VERDICT.fullmatch(text):
        return True
    return len(text) <= 18 and _STATE.fullmatch(text) is not None


def is_binding(text: str) -> bool:
    """Whether a line says 约束性 or 预期性."""
    return _BINDING.fullmatch(text) is not None


@cache
def is_unit(text: str) -> bool:
    """Whether a line is a unit of the vocabulary, also two by a slash, or says there is none."""
    if not text or len(text) > 16 or any(char.isdecimal() for char in text[:1]):
        return False
    if text in _NO_UNIT or units.lookup(text) is not None:
        return True
    left, slash, right = text.replace("／", "/").partition("/")
    return bool(slash) and units.lookup(left) is not None and len(right) <= 8 and right != ""


def is_open(text: str) -> bool:
    """Whether a bracket of a text is not closed."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def is_group(text: str) -> bool:
    """Whether a line names a group of rows."""
    return _GROUP.fullmatch(text) is not None
