"""All of a fact that a verdict depends on, and the form in which it states its value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kb.compare.facts import Fact
from kb.compare.rates import NotDerived, derive_rate
from kb.compare.wording import population_basis, price_basis, scope_of
from kb.vocab import scopes, units

__all__ = ["SHAPES", "Signature", "shape_of", "signature"]

SHAPES = {
    "level": "水平",
    "relative_change": "相对增减",
    "absolute_change": "增减量",
    "point_change": "百分点增减",
    "annual_rate": "年均增减",
    "cumulative": "累计",
    "per_year": "每年",
    "average": "年均水平",
    "milestone": "里程碑",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """All that a verdict depends on; facts of one signature are judged once."""

    concept: str
    dimension: str | None
    unit: str | None
    factor: Decimal | None
    shape: str
    sign: str
    base_year: int | None
    base_origin: str
    rate: bool
    rate_problem: str
    year: int | None
    year_origin: str
    period_start: int | None
    scope: str
    price: str | None
    population: str | None
    counts_people: bool


def shape_of(fact: Fact) -> str:
    """The form of a statement, finer than `Measure.shape`."""
    if fact.change == "milestone" or fact.value is None:
        return "milestone"
    changes = fact.change in ("increase", "decrease")
    if changes and fact.canonical_unit == "个百分点":
        return "point_change"
    if fact.basis == "annual_average":
        return "annual_rate" if changes and fact.canonical_unit == "%" else "average"
    if fact.basis == "per_year":
        return "per_year"
    if changes:
        return "relative_change" if fact.canonical_unit in ("%", "倍", "番") else "absolute_change"
    return "cumulative" if fact.basis == "cumulative" else "level"


def signature(fact: Fact) -> Signature:
    """What a verdict about this fact depends on."""
    unit = units.lookup(fact.unit) if fact.unit is not None else None
    rate = derive_rate(fact)
    shape = shape_of(fact)
    return Signature(
        concept=fact.concept,
        dimension=unit.dimension if unit else None,
        unit=unit.symbol if unit else fact.unit,
        factor=unit.factor if unit else None,
        shape=shape,
        sign=fact.change,
        base_year=fact.base_year if shape not in ("level", "milestone") else None,
        base_origin=fact.origin("base_year") if fact.base_year is not None else "",
        rate=not isinstance(rate, NotDerived),
        rate_problem=rate.reason if isinstance(rate, NotDerived) else "",
        year=fact.year,
        year_origin=fact.origin("year"),
        period_start=fact.period_start,
        scope=scope_of(fact),
        price=price_basis(fact),
        population=population_basis(fact),
        counts_people=scopes.counts_people(fact.metric),
    )
