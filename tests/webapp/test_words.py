"""How values, dates and places in the text are put into words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.compare.words import value_words
from kb.models import Measure
from tests.contracts.store_samples import clean_text, measure
from webapp.filters import (
    common_text,
    date_text,
    evidence,
    excerpt,
    marked,
    number_text,
    year_text,
)


def stated(**facts: Any) -> Measure:
    return measure("s1", clean_text(), **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "63%"),
        ({"op": ">="}, "≥ 63%"),
        ({"op": "<=", "unit": "万吨"}, "≤ 63 万吨"),
        ({"op": "~"}, "约 63%"),
        ({"change": "decrease", "value": Decimal("13.50")}, "下降 13.5%"),
        ({"change": "increase"}, "增长 63%"),
        ({"change": "increase", "unit": "家"}, "增加 63 家"),
        ({"value_max": Decimal("72")}, "63～72%"),
        ({"basis": "annual_average", "change": "increase"}, "年均增长 63%"),
        ({"value": Decimal("1E+3"), "unit": "公顷"}, "1000 公顷"),
        ({"slots": {"value": "expected"}, "change": "increase"}, "预计增长 63%"),
        ({"value": None, "change": "milestone"}, "实现"),
        ({"value": None, "change": "milestone", "status": "actual"}, "已实现"),
        (
            {"value": None, "change": "milestone", "op": "<=", "base_year": 2011},
            "不超过 2011 年水平",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_values_in_words(facts: dict[str, Any], words: str) -> None:
    assert value_words(stated(**facts)) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"year": None}, ""),
        ({"year": 2025}, "2025"),
        ({"year": 2025, "period_start": 2021}, "2021–2025"),
        ({"year": 2025, "period_start": 2025}, "2025"),
    ],
    ids=["none", "year", "span", "one year"],
)
def test_years_in_words(facts: dict[str, Any], words: str) -> None:
    assert year_text(stated(**facts)) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [("2022-04-02", "2022年4月2日"), ("2022-04", "2022年4月"), ("2022", "2022年"), (None, "")],
)
def test_dates_have_the_precision_they_have(date: str | None, words: str) -> None:
    assert date_text(date) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(Decimal("0.10"), "0.1"), (Decimal("100"), "100"), (3, "3"), (2.5, "2.5"), (None, "")],
)
def test_numbers_lose_no_digit(number: Any, words: str) -> None:
    assert number_text(number) == words


def test_conversion_to_the_usual_unit() -> None:
    coal = {"metric_id": "energy_consumption", "canonical_unit": "吨标准煤"}
    one = stated(unit="亿吨标准煤", value=Decimal("1.7849"), canonical_value=178490000, **coal)
    same = stated(unit="万吨标准煤", value=Decimal(17849), canonical_value=178490000, **coal)
    assert (common_text(one), common_text(same)) == ("17849 万吨标准煤", "")


def test_no_conversion_for_metrics_that_are_not_known() -> None:
    assert common_text(stated(metric_id="unheard of", unit="吨", canonical_unit="吨")) == ""


def test_marks_are_laid_over_escaped_text() -> None:
    assert marked("甲<乙>丙", [(11, 13)], 10) == "甲<mark>&lt;乙</mark>&gt;丙"


def test_marks_outside_the_text_are_left_out() -> None:
    assert marked("甲乙", [(0, 99), (1, 2), (-3, 0)]) == "<mark>甲乙</mark>"


def test_evidence_sets_the_value_off() -> None:
    lines = ("一", "到2025年森林覆盖率达到63%，" + "长" * 200)
    text = clean_text(lines=lines)
    at = text.text.index("63%")
    long = measure("s1", text, value_start=at, value_end=at + 3)
    assert evidence(long).startswith("到2025年森林覆盖率达到<b>63%</b>，长")
    assert excerpt(long, longest=20) == "到2025年森林覆盖率达到<b>63%</b>，长长长…"
