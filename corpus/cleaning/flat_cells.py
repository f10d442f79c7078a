"""Cells of tables that a text dump flattened to one cell (or a part of one) a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

__all__ = ["is_binding", "is_group", "is_header_part", "is_value", "joins_value", "split_headers"]

_YEAR = r"[12]\d{3}\s*年?"
_OF = (
    r"(?:规划|预期|考核|控制)?(?:目标|现状|完成|实际|基准|基期|规划|指标|实现)"
    r"(?:目标)?(?:数?值)?(?:实现)?(?:情况)?"
)
_PLAN = r"[“\"]?十[一二三四五]五[”\"]?(?:期间|时期|期末|末)?"
_HEADER = re.compile(
    rf"序号|编号|类别|类型|分类|领域|项目|指标(?:名称|分类|类别|类型|项|内容)?(?:[(（]单位[)）])?"
    rf"|(?:计量)?单位|{_YEAR}(?:{_OF})?|{_YEAR}(?:值|情况)|{_PLAN}(?:{_OF})?"
    rf"|(?:五年|期间)?累计(?:{_OF})?|(?:五年)?年均(?:增速|增长|增长率|变化)?|[(（\[【]?累计[)）\]】]?"
    rf"|(?:指标)?(?:属性|性质)|{_OF}|备注|责任(?:单位|部门)|牵头单位"
)
_FRAGMENT = re.compile(r"[\u4e00-\u9fff0-9“”\"()（）\[\]【】\s]{1,12}")
_FRAGMENT_WORDS = re.compile(
    r"指|标|年|值|性|计|况|单|位|目|序|号|累|成|现|状|情|属|完|类|别|名|称|备|注|十.五|均|基|期|划|规|项"
)
_VALUE = re.compile(
    r"[\[【(（]?\s*[<>≥≤＜＞≦≧约~±+＋]?\s*[-－—]?\s*\d[\d,，]*(?:\.\d+)?\s*[%％‰]?\s*(?:左右|以上|以下|以内)?"
    r"\s*[\])）】]?\*?|[-－—–/]{1,2}\*?|[①-⑳/*]{1,2}"
    r"|[ⅠⅡⅢⅣⅤIV]+类?(?:以上)?|[\[【(（]\s*[-－—]?\d[\d.]*\s*[%％]?\s*[\])）】]"
)
_STATE = re.compile(
    r"(?:完成|达到|基本|持续|不低于|不高于|不超过|不少于|不断|保持|稳定|满足|消除|全面|优于|下降|上升|提高"
    r"|提升|降低|控制在|依据|按照|以.{1,6}下达|待|未|超额|稳步|国家|省上|省级|省下|有所|明显|逐步|无)[^。；]{0,16}"
)
_STATE_END = re.compile(
    r"(?:下达|达)?(?:的|到)?(?:目标|任务|要求|考核|指标|水平|标准)?(?:要求|任务|值)?|[标务求核平准]"
)
_BINDING = re.compile(r"[(（]?(?:约束性|预期性|约束|预期|指导性)[)）]?(?:指标)?")
_UNIT = re.compile(
    r"[%％‰]|(?:万|亿|千)?(?:吨|千瓦|千瓦时|立方米|平方米|平方公里|公里|公顷|亩|元|人|个|家|辆|座|处|户|项|件|次|天|年)"
    r"(?:标准煤|标煤)?|(?:微克|毫克|克|吨|千克)[/／].{1,6}|[μµu]g[/／]m[3³]|mg[/／][Ll]|个百分点"
)
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）])[^，。]{2,18}"
)
MOST_HEADER_PARTS = 4


def is_header_part(text: str) -> bool:
    """Whether a line may be a column header or a fragment of one."""
    if len(text) > 12 or not _FRAGMENT.fullmatch(text):
        return False
    return _HEADER.fullmatch(_bare(text)) is not None or (
        len(text) <= 9 and _FRAGMENT_WORDS.search(text) is not None and not _GROUP.fullmatch(text)
    )


def is_value(text: str, *, units: bool) -> bool:
    """Whether a line is a value, a state such as 基本消除, a binding, or (if asked) a unit."""
    if len(text) > 18:
        return False
    if _VALUE.fullmatch(text) or _BINDING.fullmatch(text) or _STATE.fullmatch(text):
        return True
    return units and _UNIT.fullmatch(text) is not None


def is_binding(text: str) -> bool:
    """Whether a line says 约束性 or 预期性."""
    return _BINDING.fullmatch(text) is not None


def is_group(text: str) -> bool:
    """Whether a line names a group of rows."""
    return _GROUP.fullmatch(text) is not None


def joins_value(value: str, rest: str) -> bool:
    """Whether `rest` is the end of a state that its narrow cell wrapped."""
    return _STATE.fullmatch(value) is not None and _STATE_END.fullmatch(rest) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def split_headers(parts: Sequence[str], count: int) -> list[int] | None:
    """How many parts make up each of `count` headers; None unless there is just one way."""
    bare = [_bare(part) for part in parts]

    @cache
    def ways(at: int, left: int) -> tuple[tuple[int, ...], ...]:
        if left == 0:
            return ((),) if at == len(bare) else ()
        found: list[tuple[int, ...]] = []
        for size in range(1, MOST_HEADER_PARTS + 1):
            if at + size <= len(bare) and _HEADER.fullmatch("".join(bare[at : at + size])):
                found.extend((size, *rest) for rest in ways(at + size, left - 1))
        return tuple(found[:50])

    if not 2 <= count <= len(parts) <= 24:
        return None
    possible = ways(0, count)
    return list(possible[0]) if len(possible) == 1 else None
