"""The main targets of a document are those it sets itself, for its own years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kb.compare.library import Library
from webapp.pages.key_targets import key_targets

SICHUAN, BAZHONG = "510000", "511900"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}
GRAIN: dict[str, Any] = {"m": "粮食产量", "u": "万吨", "y": 2025, "v": 100}
PLAN: dict[str, Any] = {"kind": "plan", "periods": ("十四五",), "written_on": "2021-05"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    yield made
    made.close()


def shown(library: Library, id_: str) -> list[tuple[str, int | None, str]]:
    found = key_targets(library.store.document(id_), tuple(library.store.measures()))
    return [(m.metric, m.year, str(m.value)) for m in found]


@pytest.mark.parametrize(
    "other",
    [
        {"y": 2020, "binding": "约束性"},
        {"region": "000000", "y": 2030},
        {"region": BAZHONG},
        {"st": "actual"},
        {"from": "省里的规划"},
        {"m": "盆景园覆盖率"},
    ],
    ids=["last period", "country", "a city", "reached", "reported", "outside the vocabulary"],
)
def test_what_a_plan_does_not_set_itself_is_no_main_target(
    library: Library, other: dict[str, Any]
) -> None:
    id_ = library.add("规划", SICHUAN, {**FOREST, "v": 60, **other}, GRAIN, **PLAN)
    assert shown(library, id_) == [("粮食产量", 2025, "100")]


def test_a_vision_beyond_the_period_comes_last(library: Library) -> None:
    vision = {"m": "城镇化率", "u": "%", "y": 2035, "v": 75, "binding": "约束性"}
    id_ = library.add("规划", SICHUAN, vision, {**FOREST, "y": 2035}, FOREST, GRAIN, **PLAN)
    assert [year for _, year, _ in shown(library, id_)] == [2025, 2025, 2035]


def test_binding_ones_stand_first_then_those_of_the_table(library: Library) -> None:
    row = {"m": "城镇化率", "u": "%", "y": 2025, "v": 60, "say": "城镇化率 | 60"}
    id_ = library.add("规划", SICHUAN, GRAIN, row, {**FOREST, "binding": "约束性"}, **PLAN)
    assert [metric for metric, _, _ in shown(library, id_)] == [
        "森林覆盖率",
        "城镇化率",
        "粮食产量",
    ]


def test_a_report_sets_targets_for_its_year(library: Library) -> None:
    said = ({**FOREST, "y": 2030}, {**GRAIN, "y": 2026}, {**FOREST, "y": 2026, "v": 64})
    id_ = library.add("报告", SICHUAN, *said, kind="report", written_on="2026-01")
    assert shown(library, id_) == [("粮食产量", 2026, "100"), ("森林覆盖率", 2026, "64")]


def test_a_target_of_the_whole_place_is_shown_before_a_part(library: Library) -> None:
    id_ = library.add("规划", SICHUAN, {**FOREST, "s": "市辖区", "v": 40}, FOREST, **PLAN)
    assert shown(library, id_) == [("森林覆盖率", 2025, "63")]
