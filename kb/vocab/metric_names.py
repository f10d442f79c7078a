"""How a metric's surface name is brought to the form in which names are compared.

Only wording that never changes the concept is unified: 地区生产总值 and GDP, 占比 and 比重,
能源消耗 and 能耗, 每万元 and 单位, a unit or a chemical formula in brackets. What changes it
(总量, 强度, 比重, 农村, 新增) stays, so that rivals keep different keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.units import lookup

__all__ = ["expand", "name_key", "without_change_words"]

FILE = "metric_names.yaml"
_CHOICE = re.compile(r"\{([^{}]*)\}")
_BRACKET = re.compile(r"\(([^()]*)\)")
_INDEX = re.compile(r"^(?:\d+[.、．)]|[①-⑳]|\(\d+\)|[*※★△▲#]+)\s*")
_CHANGE = re.compile(
    r"(?:五年|比上年|同比|较上年|期间)?(?:年均|年平均|累计|实际)?"
    r"(?:下降|降低|减少|削减|增长|提高|提升|增加|上升|递减|递增)"
    r"(?:率|幅度|幅|比重|速度|值|量|目标|百分比)?(?:累计|五年)?$"
    r"|(?:年均|累计|平均)?(?:增速|增幅|降幅|涨幅|变化率)(?:累计)?$"
    r"|(?:同比|同口径|可比|实际|预计|年均)$"
)
_ROMAN = str.maketrans({"Ⅰ": "i", "Ⅱ": "ii", "Ⅲ": "iii", "Ⅳ": "iv", "Ⅴ": "v"})


@dataclass(frozen=True)
class _Rules:
    formulas: frozenset[str]
    leading: re.Pattern[str]
    own_region: re.Pattern[str]
    unified: tuple[tuple[frozenset[str], re.Pattern[str], str], ...]
    hints: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """The words of metric_names.yaml; `VocabularyError` names a rule that cannot be read."""
    parts = read_yaml(FILE)

    def begins(key: str) -> re.Pattern[str]:
        words = [re.escape(word) for part in parts for word in part.get(key, ())]
        return re.compile(f"^(?:{'|'.join(words)})+")

    unified = tuple(_unifying(rule) for part in parts for rule in part.get("unified", ()))
    return _Rules(
        frozenset(str(each) for part in parts for each in part.get("formulas", ())),
        begins("leading"),
        begins("own_region"),
        unified,
        frozenset().union(*(hints for hints, _, _ in unified)),
    )


def _unifying(rule: dict[str, str]) -> tuple[frozenset[str], re.Pattern[str], str]:
    try:
        return frozenset(rule.get("hints", "")), re.compile(rule["pattern"]), rule["becomes"]
    except (KeyError, re.error) as exc:
        raise VocabularyError(FILE, f"规则 {rule} 应有正确的 pattern 和 becomes（{exc}）") from exc


def expand(pattern: str) -> Iterator[str]:
    """All names a vocabulary entry stands for: "{单位|万元}GDP能耗" gives two."""
    parts = _CHOICE.split(pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _without_bracket(found: re.Match[str]) -> str:
    inside = found[1].strip()
    plain = inside.removeprefix("单位").lstrip(":：")
    known = inside.lower() in _rules().formulas or (plain and lookup(plain) is not None)
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
    rules = _rules()
    text = rules.leading.sub("", text)
    text = rules.own_region.sub("", text) or text
    present = rules.hints.intersection(text)
    for hints, pattern, replacement in rules.unified:
        if not hints or not hints.isdisjoint(present):
            text, count = pattern.subn(replacement, text)
            if count:
                present = rules.hints.intersection(text)
    return text


for _cache in (_rules, name_key):
    forget_on_configure(_cache.cache_clear)


def without_change_words(key: str) -> str:
    """A key without the words of change at its end: 单位gdp能耗降低 gives 单位gdp能耗."""
    return _CHANGE.sub("", key)
