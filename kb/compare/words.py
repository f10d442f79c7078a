"""How comparisons are said: values, comparators, states. The same words on pages and in files."""

from __future__ import annotations

from decimal import Decimal

from kb.compare.facts import Fact
from kb.compare.rates import fixed
from kb.vocab import regions

__all__ = ["STATUS_WORDS", "VERDICT_WORDS", "address_of", "place_name", "value_words"]

OPERATORS = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}
BASES = {"annual_average": "年均", "cumulative": "累计", "per_year": "每年", "point": ""}
STATUS_WORDS = {"target": "目标", "actual": "现状值", "forecast": "预测"}
VERDICT_WORDS = {
    "comparable": "可比",
    "after_conversion": "换算后可比",
    "not_comparable": "不可比",
}
CHANGE_WORDS = {"level": "", "increase": "增加", "decrease": "下降", "milestone": "实现"}


def value_words(fact: Fact) -> str:
    """The stated value in words: “≥ 60%”, “下降 13.5%”, “64～72 万吨”; “实现” for a milestone."""
    if fact.value is None:
        return "实现"
    number = fixed(fact.value)
    if fact.value_max is not None:
        number += "～" + fixed(fact.value_max)
    unit = fact.unit or ""
    grows = fact.change == "increase" and unit in ("%", "‰")
    change = "增长" if grows else CHANGE_WORDS[fact.change]
    gap = "" if unit in ("%", "‰", "") else " "
    words = (BASES[fact.basis], change, OPERATORS[fact.op])
    return " ".join([*filter(None, words), f"{number}{gap}{unit}"])


def number_words(value: Decimal | None) -> str:
    """A number without exponent; "" for None."""
    return "" if value is None else fixed(value)


def place_name(code: str) -> str:
    """The name of a place, its code where the vocabulary has none."""
    place = regions.region(code)
    return place.name if place else code


def address_of(fact: Fact) -> str:
    """Where the reader opens at the fact's sentence."""
    return place_address(fact.document_id, fact.start, fact.end)


def place_address(document_id: str, start: int, end: int) -> str:
    """Where the reader opens at a place of a document."""
    return f"/documents/{document_id}?at={start}-{end}#at"
