"""The adapter of the peer cases on other numbers, percents, ranges and units of the same kinds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.indexer.measures.recognizers import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万零三十", "20030"),
        ("负五点二", "-5.2"),
        ("1,234.5", "1234.5"),
        ("卅五", "35"),
        ("廿三", "23"),
        ("壹佰贰拾叁", "123"),
        ("一又四分之三", "1.75"),
        ("-1/4", "-0.25"),
        ("二〇一八", "2018"),
        ("一千三", "1300"),
        ("七千零一亿", "700100000000"),
        ("1e5", "100000"),
        ("2^5", "32"),
        ("两打", "24"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    (found,) = read(text, "number", None)
    assert (text[found["start"] : found["end"]], found["value"]) == (text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一点五折", "15"),
        ("八折", "80"),
        ("八五折", "85"),
        ("对折", "50"),
        ("百分之负三", "-3"),
        ("负百分之三十", "-30"),
        ("千分之五点五", "0.55"),
        ("百分之一百二十", "120"),
    ],
)
def test_percents(text: str, value: str) -> None:
    (found,) = read(text, "percent", None)
    assert (text[found["start"] : found["end"]], found["value"]) == (text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("从10到20", 10, 20),
        ("介于3和5之间", 3, 5),
        ("大于5小于9", 5, 9),
        ("小于100大于50", 50, 100),
        ("高于10低于20", 10, 20),
        ("最少三个最多五", 3, 5),
        ("不超过一百", None, 100),
        ("不少于20", 20, None),
        ("≥30", 30, None),
        ("30以内", None, 30),
        ("比30少", None, 30),
        ("大于或者等于30", 30, None),
    ],
)
def test_ranges(text: str, low: int | None, high: int | None) -> None:
    (found,) = read(text, "range", None)
    assert (found["lower"], found["upper"], found["end"]) == (low, high, len(text))


@pytest.mark.parametrize(
    ("suite", "text", "value", "unit_class"),
    [
        ("currency", "2000韩元", "2000", "currency"),
        ("currency", "¥100", "100", "currency"),
        ("currency", "两千加元", "2000", "currency"),
        ("dimension", "3.5千米", "3.5", "length"),
        ("dimension", "五吨半", "5.5", "mass"),
        ("dimension", "5GB", "5", "information"),
        ("temperature", "负五摄氏度", "-5", "temperature"),
        ("temperature", "98.6华氏度", "98.6", "temperature"),
    ],
)
def test_units(suite: str, text: str, value: str, unit_class: str) -> None:
    (found,) = read(text, suite, None)
    assert (found["end"], found["value"]) == (len(text), Decimal(value))
    assert found["unit_class"] == unit_class


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("二〇一六年", [2016, 2016]),
        ("99年", [1999, 1999]),
        ("大前年", [2014, 2014]),
        ("2015到2017年", [2015, 2017]),
        ("二十世纪九十年代", [1990, 1999]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    (found,) = read(text, "datetime", "2017-03-22")
    assert found["years"] == years
