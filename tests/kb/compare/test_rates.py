"""Derived figures are right to the last printed digit, or refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.compare.facts import Fact
from kb.compare.rates import (
    Derived,
    NotDerived,
    annual_rate,
    change_between,
    change_of_level,
    derive_level,
    derive_rate,
    pace,
)
from tests.golden.comparability.test_pairs import fact


def made(base_value: str | None = None, **given_fields: Any) -> Fact:
    built = fact({"m": "单位GDP能耗", "u": "%", "c": "decrease", "y": 2020, **given_fields}, "甲")
    return built._replace(base_value=Decimal(base_value) if base_value is not None else None)


@pytest.mark.parametrize(
    ("change", "base", "year", "value", "rate"),
    [
        ("decrease", 2015, 2020, 16, "-3.43"),
        ("decrease", 2020, 2025, 13.5, "-2.86"),
        ("decrease", 2020, 2025, 14.5, "-3.08"),
        ("decrease", 2005, 2030, 65, "-4.11"),
        ("decrease", 2005, 2020, 45, "-3.91"),
        ("increase", 2020, 2025, 40, "6.96"),
        ("increase", 2022, 2023, 6, "6"),
        ("increase", 2010, 2020, 100, "7.18"),
    ],
)
def test_total_change_gives_average_annual_rate(
    change: str, base: int, year: int, value: float, rate: str
) -> None:
    found = derive_rate(made(c=change, b=base, y=year, v=value))
    assert isinstance(found, Derived)
    assert found.value == Decimal(rate)


def test_formula_names_years_inputs_and_rounding() -> None:
    found = derive_rate(made(b=2015, v=16))
    assert isinstance(found, Derived)
    assert found.formula == "[(1 - 16%)^(1/5) - 1] × 100% = -3.43%（2015→2020，5 年）"
    assert (found.inputs, found.rounding) == (("甲",), "四舍五入到 0.01 个百分点")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"v": 16}, "未载明基期"),
        ({"v": 16, "b": 2015, "bo": "convention"}, "未载明基期"),
        ({"v": 16, "b": 2015, "yo": "convention"}, "未载明目标年"),
        ({"v": 5, "u": "个百分点", "b": 2015}, "不是以百分数"),
        ({"v": 500, "u": "万吨", "b": 2015}, "不是以百分数"),
        ({"v": 16, "w": 18, "b": 2015}, "区间"),
        ({"v": 16, "b": 2020}, "不早于"),
        ({"v": 100, "b": 2015}, "100%"),
        ({"v": 60, "c": "level"}, "不是以百分数"),
    ],
)
def test_no_rate_without_a_stated_base(fields: dict[str, Any], reason: str) -> None:
    found = derive_rate(made(**fields))
    assert isinstance(found, NotDerived)
    assert reason in found.reason


def test_a_printed_average_is_taken_as_it_is() -> None:
    found = derive_rate(made(v=3, basis="annual_average"))
    assert isinstance(found, Derived)
    assert found.value == Decimal(-3)


@given(
    st.decimals(min_value=-99, max_value=500, places=2, allow_nan=False),
    st.integers(min_value=1, max_value=50),
)
def test_the_rate_compounded_returns_the_change(change: Decimal, years: int) -> None:
    rate = annual_rate(change, years)
    back = ((1 + rate / 100) ** years - 1) * 100
    assert abs(back - change) < Decimal("1e-15")


@pytest.mark.parametrize("change", [Decimal(-100), Decimal(-150)])
def test_a_total_loss_has_no_rate(change: Decimal) -> None:
    with pytest.raises(ValueError, match="no average"):
        annual_rate(change, 5)


@pytest.mark.parametrize(
    ("fields", "base", "value"),
    [
        ({"b": 2015, "v": 16}, "0.5", "0.42"),
        ({"b": 2015, "v": 20, "c": "increase"}, "150", "180"),
        ({"b": 2015, "v": 3, "u": "个百分点", "c": "increase"}, "57", "60"),
    ],
)
def test_a_change_gives_a_level_from_the_stated_base_value(
    fields: dict[str, Any], base: str, value: str
) -> None:
    found = derive_level(made(base, **fields))
    assert isinstance(found, Derived)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("fields", "base", "reason"),
    [
        ({"b": 2015, "v": 16}, None, "基期值"),
        ({"b": 2015, "bo": "convention", "v": 16}, "0.5", "基期"),
        ({"v": 60, "c": "level"}, None, "不是增减"),
        ({"b": 2015, "v": 16, "w": 18}, "0.5", "区间"),
    ],
)
def test_no_level_without_a_stated_base(
    fields: dict[str, Any], base: str | None, reason: str
) -> None:
    found = derive_level(made(base, **fields))
    assert isinstance(found, NotDerived)
    assert reason in found.reason


def test_a_level_from_another_texts_base_names_both() -> None:
    base = made(m="能源消费总量", v=1000, u="万吨标准煤", c="level", y=2020)
    change = made(m="能源消费总量", v=10, b=2020, y=2025)._replace(id="乙")
    found = derive_level(change, base)
    assert isinstance(found, Derived)
    assert (found.value, found.inputs) == (Decimal(9000000), ("乙", "甲"))


def test_a_base_of_another_year_is_refused() -> None:
    base = made(m="能源消费总量", v=1000, u="万吨标准煤", c="level", y=2019)
    found = derive_level(made(v=10, b=2020, y=2025), base)
    assert isinstance(found, NotDerived)


def test_two_levels_give_the_change_between_them() -> None:
    first = made(m="能源消费总量", v=1000, u="万吨标准煤", c="level", y=2015)
    last = made(m="能源消费总量", v=0.12, u="亿吨标准煤", c="level", y=2020)
    found = change_between(first, last)
    assert isinstance(found, Derived)
    assert found.value == 20


def test_a_level_with_its_base_value_gives_the_annual_rate() -> None:
    level = made("100", m="粮食产量", v=121, u="万吨", c="level", b=2020, y=2022)
    found = change_of_level(level)
    assert isinstance(found, Derived)
    assert found.value == 10


def test_a_share_has_no_growth_rate() -> None:
    found = change_of_level(made("57", m="森林覆盖率", v=60, c="level", b=2015))
    assert isinstance(found, NotDerived)


def test_the_pace_of_a_share_is_in_points() -> None:
    found = pace(Decimal(57), Decimal(60), 5, "%", ("甲",))
    assert (found.value, found.unit) == (Decimal("0.6"), "个百分点/年")
