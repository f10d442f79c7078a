"""One cell of a table: a value with its comparator, brackets and direction, or an end state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indexer.measures.lexing.compact import compact
from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.lexing.units import unit_at

__all__ = ["Cell", "read_cell"]

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_CELL = re.compile(
    r"^(?:预计|力争|确保|争取)?(?P<open>[\[（]|（?累计)?：?(?P<annual>年均|年平均|平均每年)?"
    r"(?P<left>≥|≤|>=|<=|>|<|≈|~|约|大于等于|小于等于|不低于|不少于|不高于|不超过|控制在|大于|小于|超过|低于|达到|达|至少)?"
    r"(?P<change>累计下降|累计降低|下降|降低|减少|削减|提高|提升|增加|增长|上升|新增|-|\+|↓|↑)?(?:到|至)?"
    r"(?P<left2>≥|≤|>|<|约)?"
    rf"(?P<low>{_NUMBER})(?P<percent>%)?(?:(?:-|~|—|——|至)(?P<high>{_NUMBER}))?"
)
_REST = re.compile(
    r"^(?P<right>以上|以下|以内|左右|及以上|及以下)?(?:（(?P<note>[^（）]{0,8})）)?(?P<close>[\]）])?"
    r"(?P<right2>以上|以下|以内|左右)?[*①②③]?$"
)
_NOTED_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:底|末|数据|值)?")
_NOTED_BASE = re.compile(r"(?:较|比|相较)于?((?:19|20)\d\d)年?")
_OPS = {
    "≥": ">=", ">=": ">=", "大于等于": ">=", "不低于": ">=", "不少于": ">=", "至少": ">=",
    "≤": "<=", "<=": "<=", "小于等于": "<=", "不高于": "<=", "不超过": "<=", "控制在": "<=",
    ">": ">", "大于": ">", "超过": ">", "<": "<", "小于": "<", "低于": "<",
    "≈": "~", "~": "~", "约": "~",
    "以上": ">=", "及以上": ">=", "以下": "<=", "及以下": "<=", "以内": "<=", "左右": "~",
}  # fmt: skip
_END_STATE = re.compile(
    r"全覆盖|全部|全面(?:消除|完成|达标|建成|实现)|消除|清零|为零|零增长|不下降|不降低|不减少|不增加|长治久清|不低于现状|保持稳定|稳定达标|建成|只增不减|不退化|达标|动态平衡|无劣|"
    r"(?:与|和).{2,10}(?:同步|持平)"
)
_LEFT_OUT = re.compile(
    r"下达|省定|国家要求|考核要求|上级|完成.{0,6}(?:任务|目标)|持续|稳中向好|提高$|改善$|提升$|下降$|进一步|逐[年步]"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: a checkable end state named by `state`. `number`: its span inside the cell."""

    value: Decimal | None
    value_max: Decimal | None
    op: str
    unit: str
    bracketed: bool
    change: str
    state: str
    number: tuple[int, int]
    annual: bool = False
    """An average of the years, by a word of its own."""
    year: int | None = None
    """The year the cell itself gives in brackets: 37.8（2019年）."""
    base: int | None = None
    """The year it is compared with: 20.3（较2016年）."""


def read_cell(text: str) -> Cell | None:
    """The value or end state a cell states; None where it states neither."""
    source = compact(text, 0, len(text))
    squeezed = source.text
    match = _CELL.match(squeezed)
    if match is None:
        return _state(squeezed)
    unit_end, unit = match.end(), "%" if match["percent"] else ""
    if hit := unit_at(squeezed, match.end()):
        unit, unit_end = hit.unit.replace("个/百分点", "个百分点"), hit.end
    rest = _REST.match(squeezed[unit_end:])
    low, high = read_numeral(match["low"]), read_numeral(match["high"] or "")
    if rest is None or low is None:
        return _state(squeezed)
    op = "="
    for word in (match["left"], match["left2"], rest["right"], rest["right2"], rest["note"]):
        op = _OPS.get(word or "", op)
    bracketed = bool(match["open"]) and (match["open"] != "（" or rest["close"] == "）")
    change = _direction(match["change"] or "")
    end = match.end("high") if match["high"] else match.end("low")
    start = match.start("low")
    span = source.span(start, end)
    note = rest["note"] or ""
    cumulative = bracketed or note in ("累计", "五年累计")
    annual = bool(match["annual"]) or note in ("年均", "五年年均", "五年平均")
    dated = _NOTED_YEAR.fullmatch(note)
    year = int(dated[1]) if dated is not None else None
    against = _NOTED_BASE.fullmatch(note)
    base = int(against[1]) if against is not None else None
    return Cell(low, high, op, unit, cumulative, change, "", span, annual, year, base)


def _direction(word: str) -> str:
    if word.endswith(("下降", "降低", "减少", "削减", "-", "↓")):
        return "decrease"
    return "increase" if word and word != "新增" else ""


def _state(text: str) -> Cell | None:
    if not 3 <= len(text) <= 24 or _LEFT_OUT.search(text) or not _END_STATE.search(text):
        return None
    return Cell(None, None, "=", "", bracketed=False, change="", state=text, number=(0, len(text)))
