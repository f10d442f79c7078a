"""Reference view, cascade, chain, and plan against actual."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.compare.cascade import build_cascade
from kb.compare.chain import build_chain
from kb.compare.matrix import build_matrix
from kb.compare.progress import build_progress
from kb.compare.reference import Standing, reference_view
from kb.compare.request import Request
from tests.kb.compare.library import Library

CHINA, SICHUAN, BAZHONG, GUANGYUAN, HUNAN = "000000", "510000", "511900", "510800", "430000"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025}
ENERGY: dict[str, Any] = {"m": "单位GDP能耗", "u": "%", "c": "decrease", "b": 2020, "y": 2025}
SEWAGE: dict[str, Any] = {"m": "污水处理能力", "u": "万立方米/日", "y": 2025}


def standing(library: Library, metric: str, *regions: str, years: tuple[int, ...]) -> Standing:
    asked = Request(metrics=(metric,), regions=regions, years=years)
    return reference_view(build_matrix(library.store, asked), regions[0])[0]


# --- reference --------------------------------------------------------------------------------


def test_rank_counts_from_the_better_end(library: Library) -> None:
    for name, region, value in [("甲", BAZHONG, 63), ("乙", GUANGYUAN, 58), ("丙", HUNAN, 65)]:
        library.add(name, region, {**FOREST, "v": value})
    found = standing(library, "forest_cover", BAZHONG, GUANGYUAN, HUNAN, years=(2025,))
    assert (found.rank, [o.rank for o in found.others]) == (2, [1, 3])


def test_lower_is_better_for_what_pollutes(library: Library) -> None:
    air = {"m": "PM2.5浓度", "u": "微克/立方米", "y": 2025}
    library.add("甲", BAZHONG, {**air, "v": 25})
    library.add("乙", GUANGYUAN, {**air, "v": 30})
    assert standing(library, "pm25", BAZHONG, GUANGYUAN, years=(2025,)).rank == 1


def test_difference_and_ratio_are_against_ours(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 60})
    library.add("乙", GUANGYUAN, {**FOREST, "v": 63})
    (other,) = standing(library, "forest_cover", BAZHONG, GUANGYUAN, years=(2025,)).others
    assert (other.difference, other.ratio) == (Decimal(3), Decimal("1.05"))


def test_equal_values_share_a_rank(library: Library) -> None:
    for name, region in [("甲", BAZHONG), ("乙", GUANGYUAN)]:
        library.add(name, region, {**FOREST, "v": 60})
    found = standing(library, "forest_cover", BAZHONG, GUANGYUAN, years=(2025,))
    assert (found.rank, found.tied, found.others[0].rank) == (1, 1, 1)


def test_what_is_not_comparable_stays_out_of_the_ranking(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 60})
    library.add("乙", GUANGYUAN, {**FOREST, "v": 70, "s": "市辖区"})
    found = standing(library, "forest_cover", BAZHONG, GUANGYUAN, years=(2025,))
    (other,) = found.others
    assert (found.ranked, other.rank, [r.code for r in other.reasons]) == (1, None, ["scope"])


def test_the_whole_is_compared_but_not_ranked_with_its_part(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 60})
    library.add("国", CHINA, {**FOREST, "v": 24})
    found = standing(library, "forest_cover", BAZHONG, CHINA, years=(2025,))
    (other,) = found.others
    assert (found.ranked, other.rank, other.difference) == (1, None, Decimal(-36))


# --- cascade ----------------------------------------------------------------------------------


def test_cascade_says_who_is_stricter_by_how_much_and_what_is_missing(library: Library) -> None:
    library.add("国", CHINA, {**ENERGY, "v": 13.5})
    library.add("市", BAZHONG, {**ENERGY, "v": 14.5})
    found = build_cascade(library.store, "energy_intensity", BAZHONG, 2025)
    last = found.steps[2]
    assert (last.above, last.difference, last.stricter) == (CHINA, Decimal(1), 1)
    assert found.missing == (SICHUAN,)


def test_cascade_does_not_judge_what_is_not_comparable(library: Library) -> None:
    library.add("国", CHINA, {**ENERGY, "v": 13.5})
    library.add("省", SICHUAN, {**ENERGY, "v": 14, "bo": "convention"})
    found = build_cascade(library.store, "energy_intensity", SICHUAN, 2025)
    assert (found.steps[1].stricter, found.steps[1].difference) == (None, None)


def test_the_sum_of_the_parts_names_the_parts_that_are_missing(library: Library) -> None:
    library.add("省", SICHUAN, {**SEWAGE, "v": 100})
    library.add("甲", BAZHONG, {**SEWAGE, "v": 10})
    library.add("乙", GUANGYUAN, {**SEWAGE, "v": 12})
    (check,) = build_cascade(library.store, "sewage_capacity", SICHUAN, 2025).sums
    assert (check.total, len(check.parts)) == (Decimal(220000), 2)
    assert len(check.missing) == 19


def test_no_sum_of_shares(library: Library) -> None:
    library.add("省", SICHUAN, {**FOREST, "v": 41})
    library.add("甲", BAZHONG, {**FOREST, "v": 63})
    assert build_cascade(library.store, "forest_cover", SICHUAN, 2025).sums == ()


# --- chain ------------------------------------------------------------------------------------


def five_year_plans(library: Library, base: dict[str, Any]) -> None:
    library.add("十三五", BAZHONG, {**FOREST, "y": 2020, "v": 60, "op": ">="}, written_on="2016-05")
    library.add("十四五", BAZHONG, {**FOREST, "v": 63, **base}, written_on="2021-05")


@pytest.mark.parametrize(
    ("base", "outcome"),
    [("62.5", "reached"), ("60", "reached"), ("59.9", "missed")],
)
def test_the_next_plans_base_value_decides_on_the_target(
    library: Library, base: str, outcome: str
) -> None:
    five_year_plans(library, {"b": 2020, "bv": base, "bo": "column"})
    first = build_chain(library.store, "forest_cover", BAZHONG).links[0]
    assert (first.period, first.outcome) == ("十三五", outcome)


def test_a_base_year_by_convention_decides_nothing_and_is_listed(library: Library) -> None:
    five_year_plans(library, {"b": 2020, "bv": "62", "bo": "convention"})
    found = build_chain(library.store, "forest_cover", BAZHONG)
    assert (found.links[0].outcome, len(found.unusable)) == ("unknown", 1)


def test_an_actual_reported_before_the_year_is_over_decides_nothing(library: Library) -> None:
    five_year_plans(library, {})
    early = {**FOREST, "y": 2020, "v": 61, "st": "actual"}
    library.add("预计", BAZHONG, early, written_on="2019-12", kind="report")
    assert build_chain(library.store, "forest_cover", BAZHONG).links[0].outcome == "unknown"


def test_sources_that_disagree_decide_nothing(library: Library) -> None:
    five_year_plans(library, {"b": 2020, "bv": "59", "bo": "column"})
    late = {**FOREST, "y": 2020, "v": 61, "st": "actual"}
    library.add("公报", BAZHONG, late, written_on="2021-03", kind="statistics")
    first = build_chain(library.store, "forest_cover", BAZHONG).links[0]
    assert (first.outcome, first.agree) == ("unknown", False)


def test_a_relative_target_is_judged_by_two_reported_levels(library: Library) -> None:
    total = {"m": "化学需氧量排放总量", "u": "万吨"}
    goal = {**total, "u": "%", "c": "decrease", "b": 2015, "y": 2020, "v": 10, "op": ">="}
    library.add("十三五", BAZHONG, goal, written_on="2016-05")
    for year, value in [(2015, 20), (2020, 17)]:
        actual = {**total, "y": year, "v": value, "st": "actual"}
        library.add(f"公报{year}", BAZHONG, actual, written_on=f"{year + 1}-03", kind="statistics")
    link = build_chain(library.store, "cod", BAZHONG).links[0]
    assert (link.outcome, len(link.reported)) == ("reached", 2)


# --- plan against actual ----------------------------------------------------------------------


def progress_of(library: Library, year: int, value: float) -> str:
    goal = {**FOREST, "v": 65, "b": 2020, "bv": 60, "bo": "column"}
    library.add("十四五", BAZHONG, goal, written_on="2021-05")
    actual = {**FOREST, "y": year, "v": value, "st": "actual"}
    library.add("公报", BAZHONG, actual, written_on=f"{year + 1}-03", kind="statistics")
    (found,) = build_progress(library.store, "forest_cover", BAZHONG)
    return found.state


@pytest.mark.parametrize(
    ("year", "value", "state"),
    [
        (2022, 62, "on_path"),
        (2022, 62.5, "ahead"),
        (2022, 61, "behind"),
        (2025, 65, "reached"),
        (2025, 64.9, "missed"),
        (2026, 66, "unknown"),
    ],
)
def test_an_actual_is_held_against_the_straight_line(
    library: Library, year: int, value: float, state: str
) -> None:
    assert progress_of(library, year, value) == state


def test_the_required_pace_has_its_formula(library: Library) -> None:
    progress_of(library, 2022, 61)
    (found,) = build_progress(library.store, "forest_cover", BAZHONG)
    assert found.required is not None
    assert found.required.formula == "(65 - 61) / 3 = 1.33333"


def test_without_actuals_nothing_is_judged(library: Library) -> None:
    library.add("十四五", BAZHONG, {**FOREST, "v": 65})
    (found,) = build_progress(library.store, "forest_cover", BAZHONG)
    assert found.state == "unknown"
