"""Units are understood, converted exactly, and kept apart where they only look alike."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import VocabularyError
from kb.vocab import configure, units

PINT = {
    "吨": "metric_ton", "公斤": "kilogram", "克": "gram", "毫克": "milligram", "微克": "microgram",
    "公里": "kilometer", "米": "meter", "厘米": "centimeter", "毫米": "millimeter",
    "海里": "nautical_mile", "英寸": "inch", "平方米": "meter**2", "平方公里": "kilometer**2",
    "公顷": "hectare", "立方米": "meter**3", "升": "liter", "毫升": "milliliter",
    "千瓦时": "kilowatt_hour", "兆瓦时": "megawatt_hour", "吉瓦时": "gigawatt_hour",
    "焦耳": "joule", "千焦": "kilojoule", "兆焦": "megajoule", "吉焦": "gigajoule",
    "千卡": "1000*international_calorie", "千瓦": "kilowatt", "瓦": "watt", "兆瓦": "megawatt",
    "吉瓦": "gigawatt", "马力": "metric_horsepower", "千伏": "kilovolt", "伏": "volt",
    "小时": "hour", "天": "day", "周": "week", "分钟": "minute", "秒": "second",
    "毫克/升": "milligram/liter", "微克/立方米": "microgram/meter**3",
    "升/百公里": "liter/(100*kilometer)", "克/千瓦时": "gram/kilowatt_hour",
    "公里/小时": "kilometer/hour", "立方米/秒": "meter**3/second", "吨/公顷": "metric_ton/hectare",
    "千瓦时/平方米": "kilowatt_hour/meter**2", "亿千瓦时": "1e8*kilowatt_hour",
    "万吨": "1e4*metric_ton", "亩": "2000/3*meter**2",
    "公斤/亩": "kilogram/(2000/3*meter**2)", "立方米/日": "meter**3/day",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Any:
    return pint.UnitRegistry()


@pytest.mark.parametrize("surface", PINT)
def test_factors_agree_with_pint(registry: Any, surface: str) -> None:
    unit = units.lookup(surface)
    assert unit is not None
    ours = registry.parse_expression(PINT[surface])
    canonical = registry.parse_expression(PINT[unit.unit])
    assert float(unit.factor) == pytest.approx((ours / canonical).to_base_units().m, rel=1e-12)


@pytest.mark.parametrize(
    ("surface", "dimension", "factor", "unit"),
    [
        ("万吨标准煤", "coal_equivalent", "10000", "吨标准煤"),
        ("克标煤/千瓦时", "coal_equivalent/energy", "1", "克标准煤/千瓦时"),
        ("千万千瓦", "power", "10000000", "千瓦"),
        ("起/每万枚", "count/count", "0.0001", "个/个"),
        ("公里/百平方公里", "length/area", "0.01", "公里/平方公里"),
        ("张/千人", "count/people", "1", "个/千人"),
        ("毫克每升", "mass/volume", "1000000", "微克/立方米"),
        ("元/(人·月)", "currency/people·years", "12", "元/人·年"),
        ("蒸吨/小时", "steam", "1", "蒸吨"),
        ("万人次", "person_time", "10000", "人次"),
        ("MtCO2e", "co2_equivalent", "1000000", "吨二氧化碳当量"),
        ("‰", "ratio", "0.1", "%"),
        ("成", "ratio", "10", "%"),
        ("亿", "number", "100000000", ""),
        ("％", "ratio", "1", "%"),
        ("万 吨", "mass", "10000", "吨"),
    ],
)
def test_surface_is_understood(surface: str, dimension: str, factor: str, unit: str) -> None:
    found = units.lookup(surface)
    assert found is not None
    assert (found.dimension, found.factor.normalize(), found.unit) == (
        dimension,
        Decimal(factor).normalize(),
        unit,
    )


@pytest.mark.parametrize("surface", ["万%", "吨/", "/吨", "每吨", "标准", "年产值", "吨/美丽"])
def test_what_is_no_unit_is_refused(surface: str) -> None:
    assert units.lookup(surface) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("%", "个百分点"),
        ("吨", "吨标准煤"),
        ("吨", "吨二氧化碳当量"),
        ("吨碳", "吨"),
        ("吨标准煤", "吨油当量"),
        ("台", "标台"),
        ("人", "人次"),
        ("吨", "蒸吨"),
        ("元", "美元"),
        ("倍", "%"),
        ("吨", "吨公里"),
        ("吨/年", "吨/日"),
        ("桶", "立方米"),
    ],
)
def test_lookalikes_are_different_dimensions(one: str, other: str) -> None:
    assert units.convert(Decimal(1), one, other) is None


@pytest.mark.parametrize(
    ("value", "surface", "same", "as_surface"),
    [
        ("17849", "万吨标准煤", "1.7849", "亿吨标准煤"),
        ("15", "亩", "1", "公顷"),
        ("1.5", "万亩", "10", "平方公里"),
        ("0.3", "毫克/立方米", "300", "微克/立方米"),
        ("1", "亿千瓦", "100", "吉瓦"),
        ("60", "分/千瓦时", "0.6", "元/度"),
    ],
)
def test_equal_amounts_have_one_canonical_value(
    value: str, surface: str, same: str, as_surface: str
) -> None:
    assert units.canonical(Decimal(value), surface) == units.canonical(Decimal(same), as_surface)


def test_unknown_unit_has_no_canonical_value() -> None:
    assert units.canonical(Decimal(1), "美丽") is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    ),
    st.sampled_from(units.surfaces()),
)
def test_conversion_there_and_back_returns_the_value(value: Decimal, surface: str) -> None:
    found = units.canonical(value, surface)
    assert found is not None
    back = units.convert(found[0], found[1], surface)
    assert back is not None
    assert abs(back - value) <= abs(value) * Decimal("1e-13")


@given(st.text(max_size=12))
def test_lookup_never_fails(surface: str) -> None:
    found = units.lookup(surface)
    assert found is None or found.factor > 0


def test_table_is_sound_and_large() -> None:
    assert units.validate() == []
    assert len(units.surfaces()) >= 200


def test_a_library_may_add_a_unit(own_words: Path) -> None:
    (own_words / "units.yaml").write_text(
        "units:\n  - {symbol: 大包, dimension: mass, factor: 0.05}\n", encoding="utf-8"
    )
    configure(own_words)
    assert units.canonical(Decimal(20), "大包") == (Decimal(1), "吨")
    configure(None)
    assert units.lookup("大包") is None


@pytest.mark.parametrize(
    "text",
    [
        "units:\n  - {symbol: 大包, dimension: weight}\n",
        "units:\n  - {symbol: 大包, dimension: mass, facto: 2}\n",
        "units: [\n",
    ],
    ids=["unknown dimension", "unknown key", "no YAML"],
)
def test_a_broken_overlay_is_refused_with_its_file(own_words: Path, text: str) -> None:
    (own_words / "units.yaml").write_text(text, encoding="utf-8")
    configure(own_words)
    with pytest.raises(VocabularyError, match=r"units\.yaml"):
        units.lookup("吨")
