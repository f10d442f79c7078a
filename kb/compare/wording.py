"""What the words around a value say about its scope, price basis and population basis."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.compare.facts import Fact
from kb.vocab import bases, forget_on_configure, scopes
from kb.vocab.bases import PopulationBasis, PriceBasis

__all__ = [
    "in_foreign_money",
    "is_striven",
    "population_basis",
    "price_basis",
    "scope_of",
]

_CLAUSE = re.compile(r"[，,；;。|]")
_AMOUNT = re.compile(r"[，,、；;。|（(]|\d")
_SENTENCE = re.compile(r"[；;。]")


def scope_of(fact: Fact) -> str:
    """What narrows the value within its region; "" for the whole region."""
    return _scope(fact.metric, fact.scope or "")


@lru_cache(maxsize=16384)
def _scope(metric: str, scope: str) -> str:
    scope, inner = scopes.standard(scope), scopes.in_name(metric)
    if inner in scope:
        return scope
    return f"{scope}{inner}"


forget_on_configure(_scope.cache_clear)


def _near(fact: Fact) -> str:
    """The metric's name, its scope and the clause around the value."""
    words = [fact.metric, fact.scope or ""]
    if fact.value_start is not None:
        at = fact.value_start - fact.start
        before = fact.evidence[:at]
        cut = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
        after = _CLAUSE.split(fact.evidence[at:], maxsplit=1)[0]
        words.append(before[cut:] + after)
        words.append(_bracket_before(before[:cut]))
    return " ".join(words)


def _bracket_before(text: str) -> str:
    """The clause before, where it only says how things were computed: 按可比价格计算，增长8%."""
    clause = _CLAUSE.split(text.rstrip("，,；;"))[-1]
    return clause if bases.reckons(clause) else ""


def price_basis(fact: Fact) -> PriceBasis | None:
    """现价 or 不变价 where the text says so; None where it does not."""
    return bases.prices(_near(fact))


def population_basis(fact: Fact) -> PopulationBasis | None:
    """常住 or 户籍 where the text says so; None where it does not."""
    return bases.population(_near(fact))


def is_striven(fact: Fact) -> bool:
    """Whether the words right before the value make it one to strive for: 14%以上、力争14.5%."""
    if fact.value_start is None:
        return False
    before = fact.evidence[: fact.value_start - fact.start]
    return bases.is_striven(_AMOUNT.split(before)[-1])


def in_foreign_money(fact: Fact) -> str:
    """The foreign currency a change is counted in, by the last one named before it; "" for yuan."""
    if fact.value_start is None or fact.canonical_unit not in ("%", "倍"):
        return ""
    before = fact.evidence[: fact.value_start - fact.start]
    return bases.foreign_money(_SENTENCE.split(before)[-1])
