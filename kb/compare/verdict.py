"""May two facts be set side by side? Comparable, after conversion, or not, with every reason.

The rules lean to refusal: what a text leaves open is never taken as agreement. Years may differ
(a trend is a comparison), comparators and status may differ (they are shown beside the value).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from kb.compare.facts import Fact
from kb.compare.signature import SHAPES, Signature, signature
from kb.vocab import bases, units

__all__ = ["REASONS", "Reason", "ReasonCode", "Verdict", "compare", "judge"]

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
MONEY = frozenset({"currency", "usd", "eur", "hkd", "jpy", "gbp", "aud"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in which two facts differ, in words a reader can check."""

    code: ReasonCode
    text: str


class _Finding(NamedTuple):
    """A difference; `how`: the conversion that bridges it, "" where it forbids the comparison."""

    code: ReasonCode
    text: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`how`: what the conversion does, "" without one. `notes`: differences that do not forbid."""

    kind: VerdictKind
    reasons: tuple[Reason, ...] = ()
    how: str = ""
    notes: tuple[str, ...] = ()


def compare(one: Fact, other: Fact) -> Verdict:
    """The verdict on two facts, with all reasons found."""
    return judge(signature(one), signature(other))


@lru_cache(maxsize=65536)
def judge(a: Signature, b: Signature) -> Verdict:
    """The verdict on any two facts of these signatures."""
    if a.concept != b.concept:
        return Verdict("not_comparable", (Reason("concept", "两个是不同的指标"),))
    found = [*_scope(a, b), *_prices(a, b), *_population(a, b), *_form(a, b)]
    blocks = tuple(Reason(f.code, f.text) for f in found if not f.how)
    if blocks:
        return Verdict("not_comparable", blocks, notes=_notes(a, b))
    if not found:
        return Verdict("comparable", notes=_notes(a, b, alike="；口径相同，比的是先后变化"))
    converts = tuple(Reason(f.code, f.text) for f in found)
    return Verdict("after_conversion", converts, "；".join(f.how for f in found), _notes(a, b))


def _notes(a: Signature, b: Signature, *, alike: str = "") -> tuple[str, ...]:
    notes = []
    if a.year != b.year and a.year is not None and b.year is not None:
        notes.append(f"年份不同：{a.year} 与 {b.year}{alike}")
    if "convention" in (a.year_origin, b.year_origin):
        notes.append("有的年份是按惯例推定的")
    return tuple(notes)


def _scope(a: Signature, b: Signature) -> Iterator[_Finding]:
    if a.scope != b.scope:
        names = f"“{a.scope or '整个地区'}”与“{b.scope or '整个地区'}”"
        yield _Finding("scope", f"范围不同：{names}")


def _prices(a: Signature, b: Signature) -> Iterator[_Finding]:
    if a.price != b.price and not _price_can_be_left_open(a, b):
        words = {"current": "现价（名义）", "constant": "不变价（实际）", None: "未载明"}
        yield _Finding("price_basis", f"价格基准不同：{words[a.price]}与{words[b.price]}")


def _price_can_be_left_open(a: Signature, b: Signature) -> bool:
    """One text names no basis: official growth is at constant prices, and only money has any."""
    if None not in (a.price, b.price):
        return False
    if {a.shape, b.shape} <= {"relative_change", "annual_rate", "point_change"}:
        official = bases.at_constant_prices(a.concept)
        return official and "constant" in (a.price, b.price)
    return not {a.dimension, b.dimension} & MONEY


def _population(a: Signature, b: Signature) -> Iterator[_Finding]:
    if a.population == b.population or not (a.counts_people or b.counts_people):
        return
    if {a.population, b.population} == {None, "resident"}:
        return  # what is not said is the resident population, as statistics count it
    words = {"resident": "常住人口", "registered": "户籍人口", None: "未载明"}
    names = f"{words[a.population]}与{words[b.population]}"
    yield _Finding("population_basis", f"人口口径不同：{names}")


def _form(a: Signature, b: Signature) -> Iterator[_Finding]:
    """Shape, dimension, base, period and unit."""
    if a.shape != b.shape:
        yield _across_shapes(a, b)
        return
    if a.shape == "milestone":
        return
    yield from _dimension(a, b)
    if a.shape in ("relative_change", "point_change", "absolute_change"):
        yield from _changes(a, b)
    if a.shape in ("cumulative", "average"):
        yield from _period(a, b)


def _across_shapes(a: Signature, b: Signature) -> _Finding:
    shapes = {a.shape, b.shape}
    if shapes in ({"point_change", "relative_change"}, {"point_change", "annual_rate"}):
        return _Finding("dimension", "百分点与百分比不能相比")
    names = f"数值形式不同：{SHAPES[a.shape]}与{SHAPES[b.shape]}"
    if shapes != {"relative_change", "annual_rate"}:
        return _Finding("shape", names)
    change = a if a.shape == "relative_change" else b
    if not change.rate:
        return _Finding("base_year", change.rate_problem)
    return _Finding("shape", names, how="相对增减折算为年均增减")


def _dimension(a: Signature, b: Signature) -> Iterator[_Finding]:
    if a.dimension is None or b.dimension is None:
        if a.unit != b.unit:
            yield _Finding("dimension", f"单位“{a.unit}”与“{b.unit}”无法换算")
    elif a.dimension == b.dimension:
        if a.factor != b.factor:
            unit = units.lookup(a.unit or "")
            how = f"换算为{unit.unit if unit else ''}"
            yield _Finding("unit", f"单位不同：{a.unit}与{b.unit}", how)
    elif {a.dimension, b.dimension} == {"number", "ratio"} and a.shape == "level":
        yield _Finding("unit", "一个是比值，一个是百分数", how="比值 × 100 = 百分数")
    else:
        names = f"{units.dimension_name(a.dimension)}与{units.dimension_name(b.dimension)}"
        yield _Finding("dimension", f"单位种类不同：{names}")


def _changes(a: Signature, b: Signature) -> Iterator[_Finding]:
    """Changes compare over one span; over two, relative ones do as annual rates."""
    same_span = (a.base_year, a.year) == (b.base_year, b.year) and a.base_year is not None
    if same_span and _bases_are_sound(a, b):
        return
    if a.year is None or b.year is None:
        yield _Finding("period", "年份未载明")
        return
    if any(x.base_year is None or x.base_origin == "convention" for x in (a, b)):
        yield _Finding("base_year", "原文未载明基期（按惯例推定的不算）")
        return
    code: ReasonCode = "base_year" if a.base_year != b.base_year else "period"
    spans = f"基期或时段不同：{a.base_year}→{a.year} 与 {b.base_year}→{b.year}"
    as_rates = a.shape == "relative_change" and a.rate and b.rate
    yield _Finding(code, spans, how="各自折算为年均增减" if as_rates else "")


def _bases_are_sound(a: Signature, b: Signature) -> bool:
    """Both bases are stated, or both are growth over the year before, whose base is plain."""
    if "convention" not in (a.base_origin, b.base_origin):
        return True
    return a.year is not None and a.base_year == a.year - 1


def _period(a: Signature, b: Signature) -> Iterator[_Finding]:
    if (a.period_start, a.year) == (b.period_start, b.year) and a.year is not None:
        return
    one, other = (f"{x.period_start or '?'}—{x.year or '?'}" for x in (a, b))
    yield _Finding("period", f"时段不同：{one} 与 {other}")
