"""What the values of a row are held against where nobody says it."""

from __future__ import annotations

from typing import Any

import pytest

from kb.compare.anchor import anchor_of
from kb.compare.facts import load_facts
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.request import Request
from kb.compare.verdict import compare
from kb.store import MeasureFilter
from tests.kb.compare.library import Library

HUNAN, SICHUAN, SHAANXI, WUXI = "430000", "510000", "610000", "320200"
GDP: dict[str, Any] = {"m": "地区生产总值", "u": "亿元"}


@pytest.fixture
def filled(library: Library) -> Library:
    city = [{**GDP, "y": year, "v": 6000 + year} for year in range(2011, 2019)]
    plain: dict[str, Any] = {"kind": "plan", "written_on": "2022-01"}
    library.add("无锡规划", WUXI, *city, **plain)
    for code in (SICHUAN, HUNAN, SHAANXI):
        goals = [{**GDP, "y": year, "v": int(code) + year} for year in (2020, 2025)]
        library.add(f"规划{code}", code, *goals, **plain)
    return library


def anchor(library: Library, **asked: Any) -> tuple[str | None, int | None]:
    matrix: Matrix = build_matrix(library.store, Request(metrics=("gdp",), **asked))
    found = anchor_of(matrix, "gdp")
    assert found is not None
    return found.fact.region_code, found.fact.year


def test_it_is_of_the_latest_year_in_which_most_places_compare(filled: Library) -> None:
    filled.add("郑州规划", "410100", {**GDP, "y": 2025, "v": 9, "s": "市区"}, kind="plan")
    filled.add("流域规划", "area:qinba", {**GDP, "y": 2025, "v": 900}, kind="plan")
    assert anchor(filled) == (HUNAN, 2025)


def test_it_is_of_the_first_place_asked_for_that_has_a_value(filled: Library) -> None:
    assert anchor(filled, regions=("150000", SHAANXI, SICHUAN)) == (SHAANXI, 2025)


def test_a_part_of_a_place_is_not_it(filled: Library) -> None:
    filled.add("长沙规划", "430100", {**GDP, "y": 2030, "v": 9, "s": "市区"}, kind="plan")
    assert anchor(filled, years=(2030, 2018)) == (WUXI, 2018)


def test_it_is_of_our_place(filled: Library) -> None:
    assert anchor(filled, ours=WUXI) == (WUXI, 2018)


def test_comparable_values_of_two_years_say_what_is_compared(filled: Library) -> None:
    one, *_, other = load_facts(filled.store, MeasureFilter(region_codes=(WUXI,)))
    verdict = compare(one, other)
    assert (verdict.kind, verdict.notes) == (
        "comparable",
        ("年份不同：2011 与 2018；口径相同，比的是先后变化",),
    )
