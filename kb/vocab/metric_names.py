"""How a metric's surface name is brought to the form in which names are compared.

Only wording that never changes the concept is unified: 地区生产总值 and GDP, 占比 and 比重,
能源消耗 and 能耗, 每万元 and 单位, a unit or a chemical formula in brackets. What changes it
(总量, 强度, 比重, 农村, 新增) stays, so that rivals keep different keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from kb.vocab.units import lookup

__all__ = ["expand", "name_key", "without_change_words"]

_CHOICE = re.compile(r"\{([^{}]*)\}")
_BRACKET = re.compile(r"\(([^()]*)\)")
_FORMULAS = {
    "pm2.5", "pm10", "cod", "codcr", "nh3-n", "so2", "nox", "vocs", "voc", "o3", "no2", "co", "co2",
    "tp", "tn", "gdp", "pue", "r&d", "ghg", "cpi", "eqi", "ei", "新ei",
    "现价", "当年价", "值", "率",
}  # fmt: skip
_UNIFIED = [
    (frozenset(hints), re.compile(pattern), replacement)
    for hints, pattern, replacement in [
        ("", r"[“”\"'‘’《》〈〉_,，;；:：\[\]【】]", ""),
        ("类", r"iii类|三类|(?<!\d)3类", "iii类"),
        ("类", r"劣v类|劣五类|劣5类", "劣v类"),
        ("类", r"i[-—~～至]iii类", "i-iii类"),
        ("值", r"(?:国内|地区|全省|全市|全县|全区|全州|本市|全国|我国|我省|我市|区域)?"
         r"生产总值", "gdp"),
        ("细", r"细颗粒物pm2\.5|pm2\.5细颗粒物|细颗粒物", "pm2.5"),
        ("可", r"可吸入颗粒物pm10|可吸入颗粒物", "pm10"),
        ("化", r"化学需氧量cod|化学需氧量", "cod"),
        ("n", r"氨氮nh3-n|nh3-n", "氨氮"),
        ("挥v", r"挥发性有机(?:化合)?物(?:vocs?)?|vocs?", "vocs"),
        ("x", r"氮氧化物nox|nox", "氮氧化物"),
        ("s", r"二氧化硫so2|so2", "二氧化硫"),
        ("o", r"臭氧o3|(?<![a-z])o3", "臭氧"),
        ("2碳", r"co2|二氧化碳", "碳"),
        ("能", r"能源消耗|能源总消耗|综合能耗|能源综合消耗|综合能源消耗", "能耗"),
        ("比", r"占比|比例|比率|所占比重", "比重"),
        ("重", r"比重重", "比重"),
        ("占", r"占有量", "拥有量"),
        ("优好", r"达[到标](?:或者|[或及和])?[优好]于", "达到或好于"),
        ("国", r"国家考核|国控考核|国控", "国考"),
        ("位元", r"(?:单位|每?万元|每?亿元)"
         r"(?=(?:规模以上|规上)?(?:国内|地区)?(?:gdp|工业增加值))", "单位"),
        ("规", r"规上|规模以上|规模(?=工业)", "规上"),
        ("数", r"(?:数量|总数|个数|总量数)$", "数"),
        ("浓", r"(?:年平均|年均|平均|年度)?浓度(?:年均|平均)?(?:均?值)?", "浓度"),
        ("浓", r"^(?:城市)?(?:环境)?(?:空气|大气)中?(?=[^浓量]+浓度)", ""),
        ("", r"[的之、/·和及与\-—~～]", ""),
    ]
]  # fmt: skip
"""Characters one of which every match holds ("" where that says little), pattern, replacement."""
_HINTS = frozenset().union(*(hints for hints, _, _ in _UNIFIED))
_OWN_REGION = re.compile(
    r"^(?:全国|全省|全市|全县|全区|全州|全旗|全域|全镇|全乡|我国|我省|我市|我县|我区|本省|本市|本县|本区|省域|市域)+"
)
_LEADING = re.compile(r"^(?:(?:预计|预期|实现|力争|确保|年末|期末|年底|年度|全年|末)+)")
_INDEX = re.compile(r"^(?:\d+[.、．)]|[①-⑳]|\(\d+\)|[*※★△▲#]+)\s*")
_CHANGE = re.compile(
    r"(?:五年|比上年|同比|较上年|期间)?(?:年均|年平均|累计|实际)?"
    r"(?:下降|降低|减少|削减|增长|提高|提升|增加|上升|递减|递增)"
    r"(?:率|幅度|幅|比重|速度|值|量|目标|百分比)?(?:累计|五年)?$"
    r"|(?:年均|累计|平均)?(?:增速|增幅|降幅|涨幅|变化率)(?:累计)?$"
    r"|(?:同比|同口径|可比|实际|预计|年均)$"
)
_ROMAN = str.maketrans({"Ⅰ": "i", "Ⅱ": "ii", "Ⅲ": "iii", "Ⅳ": "iv", "Ⅴ": "v"})


def expand(pattern: str) -> Iterator[str]:
    """All names a vocabulary entry stands for: "{单位|万元}GDP能耗" gives two."""
    parts = _CHOICE.split(pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _without_bracket(found: re.Match[str]) -> str:
    inside = found[1].strip()
    plain = inside.removeprefix("单位").lstrip(":：")
    known = inside.lower() in _FORMULAS or (plain and lookup(plain) is not None)
    return "" if known or not inside else inside


_PLAIN = re.compile(r"[一-龥]+")


def _unwrapped(surface: str) -> str:
    """A name of one width and case, without numbering, units and formulas in brackets."""
    text = surface.translate(_ROMAN)
    text = "".join(unicodedata.normalize("NFKC", text).split())
    text = _INDEX.sub("", text)
    text = _BRACKET.sub(_without_bracket, text).lower()
    return _BRACKET.sub(_without_bracket, text).replace("(", "").replace(")", "")


@lru_cache(maxsize=65536)
def name_key(surface: str) -> str:
    """The form in which two names of one metric are equal."""
    text = surface if _PLAIN.fullmatch(surface) else _unwrapped(surface)
    text = _LEADING.sub("", text)
    text = _OWN_REGION.sub("", text) or text
    present = _HINTS.intersection(text)
    for hints, pattern, replacement in _UNIFIED:
        if not hints or not hints.isdisjoint(present):
            text, count = pattern.subn(replacement, text)
            if count:
                present = _HINTS.intersection(text)
    return text


def without_change_words(key: str) -> str:
    """A key without the words of change at its end: 单位gdp能耗降低 gives 单位gdp能耗."""
    return _CHANGE.sub("", key)
