"""Derived figures: average annual rates, levels from a base and a change, and back.

Nothing is derived from a base that is not stated. Each result carries formula, inputs and rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from kb.compare.facts import Fact

__all__ = [
    "Derived",
    "NotDerived",
    "annual_rate",
    "change_between",
    "change_of_level",
    "derive_level",
    "derive_rate",
    "fixed",
    "pace",
]

PRECISION = Context(prec=28)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that no text states. `inputs` are the ids of the measures it was computed from."""

    kind: str
    value: Decimal
    unit: str
    formula: str
    rounding: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotDerived:
    """Why a figure cannot be computed."""

    kind: str
    reason: str


def fixed(value: Decimal) -> str:
    """A number as printed in formulas: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, step: Decimal = HUNDREDTH) -> Decimal:
    """Rounded half up, the way statistics offices round."""
    with localcontext(PRECISION):
        return value.quantize(step, rounding=ROUND_HALF_UP)


def annual_rate(change_percent: Decimal, years: int) -> Decimal:
    """Average annual rate in percent of a total change over `years`; both signed."""
    if years < 1:
        raise ValueError(f"years must be at least 1, not {years}")
    ratio = 1 + change_percent / 100
    if ratio <= 0:
        raise ValueError("a decrease of 100 % or more has no average annual rate")
    with localcontext(PRECISION):
        root = ratio if years == 1 else (ratio.ln() / years).exp()
        return (root - 1) * 100


def signed(fact: Fact) -> Decimal | None:
    """The change in percent, negative for a decrease; None where it is not given in percent."""
    if fact.value is None or fact.unit is None or fact.canonical_value is None:
        return None
    if fact.canonical_unit != "%" or fact.change not in ("increase", "decrease"):
        return None
    return -fact.canonical_value if fact.change == "decrease" else fact.canonical_value


def derive_rate(fact: Fact) -> Derived | NotDerived:
    """The average annual rate of a relative change against a stated base year."""
    kind = "annual_rate"
    change = signed(fact)
    if change is None:
        return NotDerived(kind, "不是以百分数表示的增减幅度")
    if fact.value_max is not None:
        return NotDerived(kind, "是一个区间，不折算年均")
    if fact.basis == "annual_average" or fact.shape == "annual_rate":
        return Derived(kind, change, "%", "原文即为年均", "未修约", (fact.id,))
    if fact.basis == "per_year":
        return NotDerived(kind, "每年的幅度，不是对基期的幅度")
    if not fact.base_is_known or fact.base_year is None:
        return NotDerived(kind, "原文未载明基期，不折算")
    if fact.year is None or fact.origin("year") == "convention":
        return NotDerived(kind, "原文未载明目标年，不折算")
    years = fact.year - fact.base_year
    if years < 1:
        return NotDerived(kind, f"基期 {fact.base_year} 不早于目标年 {fact.year}")
    if change <= -100:
        return NotDerived(kind, "降幅不小于 100%，没有年均降幅")
    value = rounded(annual_rate(change, years))
    sign = "-" if change < 0 else "+"
    formula = (
        f"[(1 {sign} {fixed(abs(change))}%)^(1/{years}) - 1] × 100% = {fixed(value)}%"
        f"（{fact.base_year}→{fact.year}，{years} 年）"
    )
    return Derived(kind, value, "%", formula, "四舍五入到 0.01 个百分点", (fact.id,))


def derive_level(fact: Fact, base: Fact | None = None) -> Derived | NotDerived:
    """The level a change leads to, from the base value the text states or that `base` states."""
    kind = "level"
    if fact.change not in ("increase", "decrease") or fact.canonical_value is None:
        return NotDerived(kind, "不是增减幅度")
    if fact.value_max is not None:
        return NotDerived(kind, "是一个区间，不折算水平")
    if not fact.base_is_known:
        return NotDerived(kind, "原文未载明基期，不折算")
    if base is None and fact.base_value is None:
        return NotDerived(kind, "原文未载明基期值，不折算")
    if base is not None and base.year != fact.base_year:
        return NotDerived(kind, f"所给的值不是基期 {fact.base_year} 年的")
    start = base.canonical_value if base is not None else fact.base_value
    unit = (base.canonical_unit if base is not None else None) or ""
    if start is None:
        return NotDerived(kind, "基期值没有可换算的单位")
    sign = -1 if fact.change == "decrease" else 1
    amount = fact.canonical_value
    if fact.canonical_unit == "%" and fact.basis == "point":
        value = start * (1 + sign * amount / 100)
        formula = f"{fixed(start)} × (1 {'-' if sign < 0 else '+'} {fixed(amount)}%)"
    elif fact.canonical_unit == "个百分点" and unit in ("%", ""):
        value, unit = start + sign * amount, "%"
        formula = f"{fixed(start)}% {'-' if sign < 0 else '+'} {fixed(amount)} 个百分点"
    elif fact.canonical_unit == unit:
        value = start + sign * amount
        formula = f"{fixed(start)} {'-' if sign < 0 else '+'} {fixed(amount)}"
    else:
        return NotDerived(kind, "增减幅度与基期值的单位不能相加")
    value = significant(value)
    inputs = (fact.id,) if base is None else (fact.id, base.id)
    return Derived(kind, value, unit, f"{formula} = {fixed(value)}", "保留 6 位有效数字", inputs)


def significant(value: Decimal, digits: int = 6) -> Decimal:
    """Rounded to significant digits, half up."""
    if value == 0:
        return Decimal(0)
    return Decimal(fixed(rounded(value, Decimal(1).scaleb(value.adjusted() - digits + 1))))


def change_between(base: Fact, later: Fact) -> Derived | NotDerived:
    """The relative change from one stated level to a later one."""
    kind = "relative_change"
    first, last = base.canonical_value, later.canonical_value
    if first is None or last is None or base.canonical_unit != later.canonical_unit:
        return NotDerived(kind, "两个水平没有共同单位")
    if base.year is None or later.year is None or later.year <= base.year:
        return NotDerived(kind, "两个水平的年份不明或次序不对")
    if first <= 0:
        return NotDerived(kind, "基期值不是正数")
    value = rounded((last / first - 1) * 100)
    formula = (
        f"({fixed(last)} / {fixed(first)} - 1) × 100% = {fixed(value)}%（{base.year}→{later.year}）"
    )
    return Derived(kind, value, "%", formula, "四舍五入到 0.01 个百分点", (base.id, later.id))


def change_of_level(fact: Fact) -> Derived | NotDerived:
    """The average annual rate from the base value a level's own text states to that level."""
    kind = "annual_rate"
    if fact.change != "level" or fact.value is None or fact.base_value is None:
        return NotDerived(kind, "没有基期值")
    if not fact.base_is_known or fact.base_year is None or fact.year is None:
        return NotDerived(kind, "原文未载明基期或目标年，不折算")
    years = fact.year - fact.base_year
    if fact.canonical_unit == "%":
        return NotDerived(kind, "比率的变化以百分点计，不折算年均增幅")
    if years < 1 or fact.base_value <= 0 or fact.value <= 0:
        return NotDerived(kind, "基期值或年份不能折算")
    total = (fact.value / fact.base_value - 1) * 100
    value = rounded(annual_rate(total, years))
    formula = (
        f"[({fixed(fact.value)} / {fixed(fact.base_value)})^(1/{years}) - 1] × 100%"
        f" = {fixed(value)}%"
        f"（{fact.base_year}→{fact.year}，{years} 年）"
    )
    return Derived(kind, value, "%", formula, "四舍五入到 0.01 个百分点", (fact.id,))


def pace(first: Decimal, last: Decimal, years: int, unit: str, inputs: tuple[str, ...]) -> Derived:
    """How much a year is needed, or was made, on a straight line."""
    value = significant((last - first) / years)
    formula = f"({fixed(last)} - {fixed(first)}) / {years} = {fixed(value)}"
    per = f"{'个百分点' if unit == '%' else unit}/年"
    return Derived("pace", value, per, formula, "保留 6 位有效数字", inputs)
