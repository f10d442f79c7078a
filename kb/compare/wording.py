"""What the words around a value say about its scope, price basis and population basis."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kb.compare.facts import Fact
from kb.vocab import forget_on_configure, scopes

__all__ = [
    "MEASURED_AT_CONSTANT_PRICES",
    "PopulationBasis",
    "PriceBasis",
    "in_foreign_money",
    "is_striven",
    "population_basis",
    "price_basis",
    "scope_of",
]

PriceBasis = Literal["current", "constant"]
PopulationBasis = Literal["resident", "registered"]
MEASURED_AT_CONSTANT_PRICES = ("gdp", "va_")  # growth of these is officially at constant prices

_CONSTANT = re.compile(
    r"不变价|可比价|可比口径|扣除价格因素|实际(?=增长|增速|提高|下降)|(?<=均)实际"
)
_CURRENT = re.compile(r"现价|当年价|名义")
_RESIDENT = re.compile(r"常住")
_REGISTERED = re.compile(r"户籍")
_STRIVEN = re.compile(r"力争|争取|奋力|奋斗目标|努力(?:实现|达到|争取)?")
_FOREIGN = re.compile(r"(美元|欧元|日元|英镑|港元|澳元)|人民币|元")
_CLAUSE = re.compile(r"[，,；;。|]")
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
    return clause if re.search(r"(?:按|扣除).{0,8}(?:价|因素)", clause) else ""


def price_basis(fact: Fact) -> PriceBasis | None:
    """现价 or 不变价 where the text says so; None where it does not."""
    words = _near(fact)
    if _CONSTANT.search(words):
        return "constant"
    return "current" if _CURRENT.search(words) else None


def population_basis(fact: Fact) -> PopulationBasis | None:
    """常住 or 户籍 where the text says so; None where it does not."""
    words = _near(fact)
    resident, registered = bool(_RESIDENT.search(words)), bool(_REGISTERED.search(words))
    if resident == registered:
        return None
    return "resident" if resident else "registered"


def is_striven(fact: Fact) -> bool:
    """Whether the words right before the value make it one to strive for: 14%以上、力争14.5%."""
    if fact.value_start is None:
        return False
    before = fact.evidence[: fact.value_start - fact.start]
    return _STRIVEN.search(re.split(r"[，,、；;。|（(]|\d", before)[-1]) is not None


def in_foreign_money(fact: Fact) -> str:
    """The foreign currency a change is counted in, by the last one named before it; "" for yuan."""
    if fact.value_start is None or fact.canonical_unit not in ("%", "倍"):
        return ""
    before = fact.evidence[: fact.value_start - fact.start]
    named = _FOREIGN.findall(_SENTENCE.split(before)[-1])
    return named[-1] if named else ""
