"""May two facts be set side by side? Comparable, after conversion, or not, with every reason.

The rules lean to refusal: what a text leaves open is never taken as agreement. Years may differ
(a trend is a comparison), comparators and status may differ (they are shown beside the value).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kb.compare.facts import Fact
from kb.compare.rates import NotDerived, derive_rate
from kb.compare.wording import population_basis, price_basis, scope_of
from kb.vocab import units

__all__ = ["REASONS", "Reason", "ReasonCode", "Signature", "Verdict", "compare", "signature"]

VerdictKind = Literal["comparable", "after_conversion", "not_comparable"]
ReasonCode = Literal[
    "concept",
    "dimension",
    "shape",
    "base_year",
    "period",
    "scope",
    "price_basis",
    "population_basis",
    "unit",
]
REASONS: dict[str, str] = {
    "concept": "指标概念",
    "dimension": "单位种类",
    "shape": "数值形式",
    "base_year": "基期",
    "period": "时段",
    "scope": "范围",
    "price_basis": "价格基准",
    "population_basis": "人口口径",
    "unit": "单位",
}
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
MEASURED_AT_CONSTANT_PRICES = ("gdp", "va_")  # growth of these is officially at constant prices
MONEY = frozenset({"currency", "usd", "eur", "hkd", "jpy", "gbp", "aud"})
POPULATION_WORDS = ("人均", "每千人", "每万人", "每百人", "千人口", "万人口", "城镇化率", "密度")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in which two facts differ, in words a reader can check."""

    code: ReasonCode
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`how`: what the conversion does, "" without one. `notes`: differences that do not forbid."""

    kind: VerdictKind
    reasons: tuple[Reason, ...] = ()
    how: str = ""
    notes: tuple[str, ...] = ()


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
        counts_people=any(word in fact.metric for word in POPULATION_WORDS),
    )


def compare(one: Fact | Signature, other: Fact | Signature) -> Verdict:
    """The verdict on two facts, with all reasons found."""
    a = signature(one) if isinstance(one, Fact) else one
    b = signature(other) if isinstance(other, Fact) else other
    if a.concept != b.concept:
        return Verdict("not_comparable", (Reason("concept", "两个是不同的指标"),))
    blocks: list[Reason] = []
    blocks += _scope(a, b)
    blocks += _prices(a, b)
    blocks += _population(a, b)
    converts: list[Reason] = []
    how: list[str] = []
    _form(a, b, blocks, converts, how)
    if blocks:
        return Verdict("not_comparable", tuple(blocks), notes=_notes(a, b))
    if converts:
        return Verdict("after_conversion", tuple(converts), "；".join(how), _notes(a, b))
    return Verdict("comparable", notes=_notes(a, b))


def _notes(a: Signature, b: Signature) -> tuple[str, ...]:
    notes = []
    if a.year != b.year and a.year is not None and b.year is not None:
        notes.append(f"年份不同：{a.year} 与 {b.year}")
    if "convention" in (a.year_origin, b.year_origin):
        notes.append("有的年份是按惯例推定的")
    return tuple(notes)


def _scope(a: Signature, b: Signature) -> list[Reason]:
    if a.scope == b.scope:
        return []
    return [Reason("scope", f"范围不同：“{a.scope or '整个地区'}”与“{b.scope or '整个地区'}”")]


def _prices(a: Signature, b: Signature) -> list[Reason]:
    if a.price == b.price:
        return []
    words = {"current": "现价（名义）", "constant": "不变价（实际）", None: "未载明"}
    if None in (a.price, b.price):
        stated = a.price or b.price
        official = a.concept.startswith(MEASURED_AT_CONSTANT_PRICES)
        growth = {a.shape, b.shape} <= {"relative_change", "annual_rate", "point_change"}
        if stated == "constant" and official and growth:
            return []
        if not growth and not {a.dimension, b.dimension} & MONEY:
            return []
    return [Reason("price_basis", f"价格基准不同：{words[a.price]}与{words[b.price]}")]


def _population(a: Signature, b: Signature) -> list[Reason]:
    if a.population == b.population or not (a.counts_people or b.counts_people):
        return []
    if None in (a.population, b.population) and "registered" not in (a.population, b.population):
        return []
    words = {"resident": "常住人口", "registered": "户籍人口", None: "未载明"}
    return [
        Reason("population_basis", f"人口口径不同：{words[a.population]}与{words[b.population]}")
    ]


def _form(
    a: Signature, b: Signature, blocks: list[Reason], converts: list[Reason], how: list[str]
) -> None:
    """Shape, dimension, base, period and unit."""
    points = {"point_change"}
    if (a.shape in points) != (b.shape in points) and {a.shape, b.shape} & {
        "relative_change",
        "annual_rate",
    }:
        blocks.append(Reason("dimension", "百分点与百分比不能相比"))
        return
    if a.shape != b.shape:
        _across_shapes(a, b, blocks, converts, how)
        return
    if a.shape == "milestone":
        return
    _same_dimension(a, b, blocks, converts, how)
    if a.shape in ("relative_change", "point_change", "absolute_change"):
        _changes(a, b, blocks, converts, how)
    if a.shape in ("cumulative", "average"):
        _same_period(a, b, blocks)


def _across_shapes(
    a: Signature, b: Signature, blocks: list[Reason], converts: list[Reason], how: list[str]
) -> None:
    names = f"{SHAPES[a.shape]}与{SHAPES[b.shape]}"
    if {a.shape, b.shape} != {"relative_change", "annual_rate"}:
        blocks.append(Reason("shape", f"数值形式不同：{names}"))
        return
    change = a if a.shape == "relative_change" else b
    if change.rate:
        converts.append(Reason("shape", f"数值形式不同：{names}"))
        how.append("相对增减折算为年均增减")
    else:
        blocks.append(Reason("base_year", change.rate_problem))


def _same_dimension(
    a: Signature, b: Signature, blocks: list[Reason], converts: list[Reason], how: list[str]
) -> None:
    if a.dimension is None or b.dimension is None:
        if a.unit != b.unit:
            blocks.append(Reason("dimension", f"单位“{a.unit}”与“{b.unit}”无法换算"))
        return
    if a.dimension != b.dimension:
        if {a.dimension, b.dimension} == {"number", "ratio"} and a.shape == "level":
            converts.append(Reason("unit", "一个是比值，一个是百分数"))
            how.append("比值 × 100 = 百分数")
            return
        names = f"{units.dimension_name(a.dimension)}与{units.dimension_name(b.dimension)}"
        blocks.append(Reason("dimension", f"单位种类不同：{names}"))
    elif a.factor != b.factor:
        converts.append(Reason("unit", f"单位不同：{a.unit}与{b.unit}"))
        unit = units.lookup(a.unit or "")
        how.append(f"换算为{unit.unit if unit else ''}")


def _changes(
    a: Signature, b: Signature, blocks: list[Reason], converts: list[Reason], how: list[str]
) -> None:
    same_span = (a.base_year, a.year) == (b.base_year, b.year) and a.base_year is not None
    if same_span and _bases_are_sound(a, b):
        return
    if a.year is None or b.year is None:
        blocks.append(Reason("period", "年份未载明"))
        return
    unknown = [x for x in (a, b) if x.base_year is None or x.base_origin == "convention"]
    if unknown:
        blocks.append(Reason("base_year", "原文未载明基期（按惯例推定的不算）"))
        return
    if a.shape == "relative_change" and a.rate and b.rate:
        code: ReasonCode = "base_year" if a.base_year != b.base_year else "period"
        spans = f"{a.base_year}→{a.year} 与 {b.base_year}→{b.year}"
        converts.append(Reason(code, f"基期或时段不同：{spans}"))
        how.append("各自折算为年均增减")
        return
    code = "base_year" if a.base_year != b.base_year else "period"
    blocks.append(Reason(code, f"基期或时段不同：{a.base_year}→{a.year} 与 {b.base_year}→{b.year}"))


def _bases_are_sound(a: Signature, b: Signature) -> bool:
    """Both bases are stated, or both are growth over the year before, whose base is plain."""
    if "convention" not in (a.base_origin, b.base_origin):
        return True
    return a.year is not None and a.base_year == a.year - 1


def _same_period(a: Signature, b: Signature, blocks: list[Reason]) -> None:
    if (a.period_start, a.year) == (b.period_start, b.year) and a.year is not None:
        return
    spans = [f"{x.period_start or '?'}—{x.year or '?'}" for x in (a, b)]
    blocks.append(Reason("period", f"时段不同：{spans[0]} 与 {spans[1]}"))
