"""Contradictions are found, classed and left to the reader; agreement is not reported."""

from __future__ import annotations

from typing import Any

import pytest

from kb.compare.candidates import candidates
from kb.compare.conflicts import find_conflicts
from kb.compare.coverage import build_coverage
from kb.compare.facts import load_facts
from kb.compare.holdings import holdings
from kb.store import MeasureFilter
from tests.kb.compare.library import Library

SICHUAN, BAZHONG, GUANGYUAN = "510000", "511900", "510800"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}


def classes(library: Library) -> list[tuple[str, str, bool]]:
    return [(c.kind, c.cls, c.within) for c in find_conflicts(library.store)]


def test_a_table_against_the_text_of_one_document(library: Library) -> None:
    row = {**FOREST, "v": 64, "say": "森林覆盖率 | % | 64"}
    library.add("规划", BAZHONG, FOREST, row)
    assert classes(library) == [("value", "likely", True)]


def test_rounding_is_told_apart(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST, {**FOREST, "v": "63.04", "say": "森林覆盖率 | 63.04"})
    assert classes(library) == [("value", "rounding", True)]


def test_a_later_document_of_the_region_revises(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST, written_on="2021-03")
    library.add("调整方案", BAZHONG, {**FOREST, "v": 65}, written_on="2023-03")
    assert classes(library) == [("value", "revision", False)]


@pytest.mark.parametrize(
    ("title", "cls"), [("关于调整绿化目标的通知", "revision"), ("造林工作通知", "rounding")]
)
def test_a_notice_that_adjusts_goals_does_not_round_them(
    library: Library, title: str, cls: str
) -> None:
    library.add(title, BAZHONG, {**FOREST, "v": "62.8"}, written_on="2023-03")
    library.add("规划", BAZHONG, FOREST, written_on="2021-03")
    (found,) = find_conflicts(library.store)
    assert found.cls == cls
    if cls == "revision":
        assert found.explanation.index("2021-03") < found.explanation.index("2023-03")


def test_documents_of_one_time_conflict(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST, written_on="2021-03")
    library.add("另一规划", BAZHONG, {**FOREST, "v": 65}, written_on="2021-03")
    assert classes(library) == [("value", "likely", False)]


def test_words_of_scope_explain_a_difference(library: Library) -> None:
    narrow = {**FOREST, "v": 40, "say": "到2025年，规模以上林场一带森林覆盖率为40%。"}
    library.add("规划", BAZHONG, FOREST)
    library.add("方案", BAZHONG, narrow)
    assert classes(library) == [("value", "scope", False)]


def test_a_part_named_within_a_sentence_is_no_other_total(library: Library) -> None:
    part = {**FOREST, "v": 40, "say": "到2025年，林地占一半，其中乔木林计森林覆盖率40%。"}
    library.add("规划", BAZHONG, {**FOREST, "say": "森林覆盖率 | 63"}, part)
    assert classes(library) == [("value", "scope", True)]


@pytest.mark.parametrize(
    "other",
    [
        FOREST,
        {**FOREST, "v": "63.0"},
        {**FOREST, "y": 2030, "v": 65},
        {**FOREST, "s": "市辖区", "v": 40},
        {**FOREST, "st": "actual", "v": 61},
        {**FOREST, "u": "个百分点", "c": "increase", "b": 2020, "v": 2},
        {**FOREST, "op": ">=", "v": 60},
        {**FOREST, "op": "~", "v": 62},
        {**FOREST, "yo": "convention", "v": 66},
        {**FOREST, "region": GUANGYUAN, "v": 58},
        {"m": "林木覆盖率", "u": "%", "y": 2025, "v": 70},
    ],
    ids=["same", "same written otherwise", "other year", "other scope", "other status",
         "other shape", "at least less", "about as much", "year by convention", "other region",
         "other metric"],
)  # fmt: skip
def test_what_can_both_be_true_is_no_conflict(library: Library, other: dict[str, Any]) -> None:
    library.add("规划", BAZHONG, FOREST)
    library.add("方案", BAZHONG, other)
    assert classes(library) == []


@pytest.mark.parametrize("at_once", [1, 50])
def test_documents_of_different_batches_are_held_against_each_other(
    library: Library, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("kb.compare.candidates.DOCUMENTS_AT_ONCE", at_once)
    for number, value in enumerate((63, 65, 63)):
        library.add(f"规划{number}", BAZHONG, {**FOREST, "v": value}, written_on="2021-03")
    assert classes(library) == [("value", "likely", False)]


def test_two_ways_to_write_a_name_are_one_metric(library: Library) -> None:
    plain = {"m": "县域冷链仓库容量", "u": "万吨", "y": 2025, "v": 3}
    library.add("规划", BAZHONG, plain)
    library.add("方案", BAZHONG, {**plain, "m": "县域冷链仓库容量（万吨）", "v": 4})
    assert classes(library) == [("value", "likely", False)]


def test_only_contested_facts_are_read_whole(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST, {**FOREST, "region": GUANGYUAN})
    library.add(
        "方案", BAZHONG, {**FOREST, "v": 65}, {"m": "粮食产量", "u": "万吨", "y": 2025, "v": 9}
    )
    ids = candidates(library.store, MeasureFilter(), holdings(library.store))
    facts = load_facts(library.store, MeasureFilter(ids=ids))
    assert {(f.region_code, f.metric) for f in facts} == {(BAZHONG, "森林覆盖率")}
    assert [f.value for f in facts] == [65, 63]


def test_one_sentence_with_two_figures_is_no_conflict(library: Library) -> None:
    library.add("六五", BAZHONG, FOREST)
    doubled = find_conflicts(library.store)
    assert doubled == []


def test_a_name_outside_the_vocabulary_needs_more_than_a_name(library: Library) -> None:
    library.add("公报", BAZHONG, *({"m": "在校生数", "u": "人", "y": 2025, "v": v} for v in (1, 2)))
    assert classes(library) == []


def test_a_printed_average_is_computed_again(library: Library) -> None:
    level = {"m": "粮食产量", "u": "万吨", "y": 2025, "v": 121, "b": 2020, "bv": 100}
    rate = {
        "m": "粮食产量",
        "u": "%",
        "c": "increase",
        "basis": "annual_average",
        "y": 2025,
        "v": 6,
    }
    library.add("规划", BAZHONG, level, rate)
    assert classes(library) == [("average", "likely", True)]


def test_a_printed_average_that_fits_is_no_conflict(library: Library) -> None:
    level = {"m": "粮食产量", "u": "万吨", "y": 2025, "v": 121, "b": 2020, "bv": 100}
    rate = {"m": "粮食产量", "u": "%", "c": "increase", "basis": "annual_average", "y": 2025,
            "v": 3.9}  # fmt: skip
    library.add("规划", BAZHONG, level, rate)
    assert classes(library) == []


def parts(library: Library, whole: int) -> None:
    """重庆 has its districts one level below; a small area with two members is used instead."""
    members = {"110000": 10, "120000": 5}
    grain = {"m": "粮食产量", "u": "万吨", "y": 2025}
    library.add(
        "区域规划",
        "area:jingjin",
        {**grain, "v": whole},
        *({**grain, "v": v, "region": code} for code, v in members.items()),
    )


@pytest.mark.parametrize(("whole", "found"), [(15, []), (20, [("parts", "likely", True)])])
def test_parts_are_added_up(
    library: Library, whole: int, found: list[tuple[str, str, bool]]
) -> None:
    parts(library, whole)
    assert classes(library) == found


def test_editions_do_not_conflict_with_their_text(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST)
    library.add("网页", BAZHONG, {**FOREST, "v": 68}, family_id="规划", family_role="edition")
    assert classes(library) == []


def test_coverage_counts_documents_and_values_by_region(library: Library) -> None:
    notes = ({"code": "image", "message": "图", "page": 1},)
    library.add("规划", BAZHONG, FOREST, periods=("十四五",), notes=notes)
    library.add("旧规划", BAZHONG, periods=("十三五",), validity="superseded")
    found = build_coverage(library.store)
    *above, row = found.rows
    assert [(place.code, place.within, len(place.documents)) for place in above] == [
        ("000000", 2, 0), ("510000", 2, 0),
    ]  # fmt: skip
    assert (row.code, row.by_period, row.targets) == (BAZHONG, {"十四五": 1, "十三五": 1}, 1)
    assert (row.unread, row.outdated, found.periods) == (1, 1, ("十三五", "十四五"))
