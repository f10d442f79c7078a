"""By what a value is counted: prices, population, currency; and whether it is only striven for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, cast, get_args

from kb.vocab.files import forget_on_configure, read_yaml

__all__ = [
    "PopulationBasis",
    "PriceBasis",
    "at_constant_prices",
    "foreign_money",
    "is_striven",
    "population",
    "prices",
    "reckons",
    "validate",
]

FILE = "bases.yaml"
PriceBasis = Literal["current", "constant"]
PopulationBasis = Literal["resident", "registered"]
RECKONED_WITHIN = 8  # characters between 按 and 价 in 按可比价格计算


@dataclass(slots=True)
class _Words:
    prices: dict[str, list[str]] = field(default_factory=dict)
    reckoned: dict[str, list[str]] = field(default_factory=dict)
    population: dict[str, list[str]] = field(default_factory=dict)
    money: dict[str, list[str]] = field(default_factory=dict)
    striven: list[str] = field(default_factory=list)
    constant_prices: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def _words() -> _Words:
    found = _Words()
    for document in read_yaml(FILE):
        for name in ("prices", "reckoned", "population", "money"):
            for key, words in document.get(name, {}).items():
                getattr(found, name).setdefault(key, []).extend(words)
        for name in ("striven", "constant_prices"):
            getattr(found, name).extend(document.get(name, ()))
    return found


@lru_cache(maxsize=1)
def _reckoning() -> re.Pattern[str]:
    by, what = (_one_of(_words().reckoned[key]) for key in ("by", "what"))
    return re.compile(f"{by}.{{0,{RECKONED_WITHIN}}}{what}")


@lru_cache(maxsize=1)
def _currency() -> re.Pattern[str]:
    return re.compile(_one_of([*_words().money["foreign"], *_words().money["own"]]))


for _cache in (_words, _reckoning, _currency):
    forget_on_configure(_cache.cache_clear)


def _one_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def _named(text: str, kinds: dict[str, list[str]]) -> set[str]:
    return {kind for kind, words in kinds.items() if any(word in text for word in words)}


def prices(text: str) -> PriceBasis | None:
    """Whether a text says 不变价 or 现价; 不变价 where it says both."""
    found = _named(text, _words().prices)
    return "constant" if "constant" in found else "current" if "current" in found else None


def reckons(clause: str) -> bool:
    """Whether a clause only says how things were computed: 按可比价格计算, 扣除价格因素."""
    return _reckoning().search(clause) is not None


def population(text: str) -> PopulationBasis | None:
    """Whether a text says 常住 or 户籍; None where it says neither or both."""
    found = _named(text, _words().population)
    return cast(PopulationBasis, found.pop()) if len(found) == 1 else None


def is_striven(before: str) -> bool:
    """Whether the words right before a value make it one to strive for."""
    return any(word in before for word in _words().striven)


def foreign_money(text: str) -> str:
    """The foreign currency a text names last; "" where the last one is our own, or none is."""
    named = _currency().findall(text)
    return named[-1] if named and named[-1] in _words().money["foreign"] else ""


def at_constant_prices(concept: str) -> bool:
    """Whether growth of this metric is officially counted at constant prices."""
    return concept.startswith(tuple(_words().constant_prices))


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    words = _words()
    wanted = {"prices": get_args(PriceBasis), "population": get_args(PopulationBasis),
              "money": ("foreign", "own"), "reckoned": ("by", "what")}  # fmt: skip
    unknown = [
        f"{FILE} 的 {name} 没有名为“{key}”的一类"
        for name, keys in wanted.items()
        for key in getattr(words, name)
        if key not in keys
    ]
    both = [
        f"{FILE} 的“{word}”归了两类"
        for kinds in (words.prices, words.population, words.money)
        for word in sorted(set.intersection(*map(set, kinds.values())))
    ]
    return unknown + both
