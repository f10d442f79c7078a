"""Only levels of one kind share a line of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.compare.facts import load_facts
from kb.store import MeasureFilter
from tests.kb.compare.library import Library
from webapp.pages.points import has_trajectory, points_of

WUXI = "320200"
SALES: dict[str, Any] = {"m": "社会消费品零售总额", "u": "亿元", "st": "actual"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    yield made
    made.close()


def drawn(library: Library) -> list[tuple[int, float]]:
    facts = load_facts(library.store, MeasureFilter())
    return [(point.year, point.value) for point in points_of(facts, "亿元")]


@pytest.mark.parametrize(
    "other",
    [
        {"v": 14000, "basis": "cumulative", "p": 2012},
        {"v": 2800, "basis": "annual_average", "p": 2012},
        {"v": 300, "basis": "per_year"},
        {"v": 300, "c": "increase", "b": 2015},
        {"v": 900, "s": "市区"},
        {"v": 2900, "say": "按不变价计算，社会消费品零售总额为2900亿元。"},
    ],
    ids=["sum of years", "average of years", "of each year", "change", "of a part", "other prices"],
)
def test_what_is_no_level_of_the_year_is_no_point(library: Library, other: dict[str, Any]) -> None:
    level = {**SALES, "y": 2011, "v": 2000}
    library.add("报告", WUXI, level, {**SALES, "y": 2016, "v": 3120}, {**SALES, "y": 2016, **other})
    assert drawn(library) == [(2011, 2000), (2016, 3120)]


def test_a_sum_of_years_makes_no_trajectory(library: Library) -> None:
    summed = {**SALES, "y": 2016, "v": 14000, "basis": "cumulative", "p": 2012}
    library.add("报告", WUXI, {**SALES, "y": 2011, "v": 2000}, summed)
    assert not has_trajectory(load_facts(library.store, MeasureFilter()), "亿元")
