"""How comparisons are said: values, comparators, states. The same words on pages and in files."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kb.compare.facts import Fact
from kb.compare.rates import fixed
from kb.models import Measure
from kb.vocab import regions
from kb.words import STATUSES as STATUS_WORDS

__all__ = [
    "STATUS_WORDS",
    "VERDICT_WORDS",
    "address_of",
    "basis_words",
    "change_words",
    "inferred_words",
    "place_name",
    "value_words",
]

OPERATORS = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}
BASES = {"annual_average": "年均", "cumulative": "累计", "per_year": "每年", "point": ""}
VERDICT_WORDS = {
    "comparable": "可比",
    "after_conversion": "换算后可比",
    "not_comparable": "不可比",
}
GROWTH_UNITS = ("%", "‰")
CHANGE_WORDS = {"level": "", "increase": "增加", "decrease": "下降", "milestone": "实现"}


def value_words(said: Fact | Measure) -> str:
    """The stated value in words: “≥ 60%”, “下降 13.5%”, “64～72 万吨”; milestones in a word."""
    if said.value is None:
        return _milestone(said)
    number = _number(said.value)
    if said.value_max is not None:
        number += "～" + _number(said.value_max)
    unit = said.unit or ""
    gap = "" if unit in ("%", "‰", "") else " "
    expected = "预计" if said.slots.get("value") == "expected" else ""
    words = (expected + BASES[said.basis] + change_words(said), OPERATORS[said.op])
    return " ".join([*filter(None, words), f"{number}{gap}{unit}"])


def _number(value: Decimal) -> str:
    """A stated value; 三分之一, which is kept with ten digits, as 1/3."""
    if -int(value.as_tuple().exponent) < _ENDLESS:
        return fixed(value)
    part = Fraction(value).limit_denominator(_LARGEST_PART)
    exact = abs(value - Decimal(part.numerator) / part.denominator) < Decimal(1).scaleb(-9)
    return f"{part.numerator}/{part.denominator}" if exact else fixed(value)


def change_words(said: Fact | Measure) -> str:
    """下降, 增长 in percent, 增加 in anything else; "" for a level."""
    grows = said.change == "increase" and (said.unit or "") in GROWTH_UNITS
    return "增长" if grows else CHANGE_WORDS[said.change]


def basis_words(fact: Fact) -> str:
    """Over which years a value is summed or averaged: 累计（2021—2025）; "" for one year's."""
    words = BASES[fact.basis]
    spans = words and fact.period_start is not None and fact.year is not None
    return f"{words}（{fact.period_start}—{fact.year}）" if spans else words


def inferred_words(fact: Fact) -> tuple[str, ...]:
    """The slots that were set by convention: what is marked with * wherever it is shown."""
    slots = {"year": "年份", "base_year": "基期"}
    return tuple(words for slot, words in slots.items() if fact.slots.get(slot) == "convention")


_ENDLESS = 10  # digits to which a fraction without an end is kept
_LARGEST_PART = 99


def _milestone(said: Fact | Measure) -> str:
    """What is to happen, where no number says how much."""
    if said.op in ("<=", "<") and said.base_year is not None:
        return f"不超过 {said.base_year} 年水平"
    return "已实现" if said.status == "actual" else "实现"


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
