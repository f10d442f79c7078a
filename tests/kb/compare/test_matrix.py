"""The matrix shows values with their sources, and says of each empty cell why it is empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.compare.cells import Cell
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.rates import Derived
from kb.compare.request import Request, metric_named
from kb.compare.result import result_bytes
from kb.errors import UserError
from tests.kb.compare.library import Library

SICHUAN, BAZHONG, GUANGYUAN, HUNAN = "510000", "511900", "510800", "430000"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025}


def matrix(library: Library, *regions: str, **fields: Any) -> Matrix:
    asked = {"metrics": ("forest_cover",), "regions": regions, "years": (2025,), **fields}
    return build_matrix(library.store, Request(**asked))


def cell(library: Library, region: str, **fields: Any) -> Cell:
    return matrix(library, region, **fields).cell("forest_cover", region, 2025)


def test_a_cell_shows_the_stated_value_and_its_place(library: Library) -> None:
    id_ = library.add("规划", BAZHONG, {**FOREST, "v": 63, "op": ">="}, periods=("十四五",))
    (entry,) = cell(library, BAZHONG).entries
    fact = entry.fact
    assert (fact.document_id, fact.op, fact.value) == (id_, ">=", Decimal(63))
    assert library.store.text(id_).text[fact.start : fact.end] == fact.evidence


def test_sources_that_agree_are_counted_once_each(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63})
    library.add("报告", BAZHONG, {**FOREST, "v": "63.0"})
    (entry,) = cell(library, BAZHONG).entries
    assert (entry.sources, entry.differing) == (2, ())


def test_sources_that_differ_are_shown_not_resolved(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63}, written_on="2021-03")
    library.add("报告", BAZHONG, {**FOREST, "v": 64}, written_on="2023-03")
    (entry,) = cell(library, BAZHONG).entries
    assert [f.value for f in (entry.fact, *entry.differing)] == [64, 63]


def test_the_regions_own_document_is_shown_before_anothers(library: Library) -> None:
    library.add("省规划", SICHUAN, {**FOREST, "v": 62, "region": BAZHONG}, written_on="2022-01")
    library.add("市规划", BAZHONG, {**FOREST, "v": 63}, written_on="2021-03")
    (entry,) = cell(library, BAZHONG).entries
    assert entry.fact.value == 63


@pytest.mark.parametrize("supplied", [{"mo": "inherited_clause"}, {"yo": "convention"}])
def test_what_says_all_itself_is_shown_before_what_was_supplied(
    library: Library, supplied: dict[str, str]
) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63}, written_on="2021-03")
    library.add("报告", BAZHONG, {**FOREST, "v": 17, **supplied}, written_on="2023-03")
    (entry,) = cell(library, BAZHONG).entries
    assert entry.fact.value == 63


def test_level_and_change_are_two_values_of_one_cell(library: Library) -> None:
    change = {"m": "森林覆盖率", "u": "个百分点", "y": 2025, "v": 2, "c": "increase", "b": 2020}
    library.add("规划", BAZHONG, {**FOREST, "v": 63}, change)
    assert [e.line.shape for e in cell(library, BAZHONG).entries] == ["level", "point_change"]


def test_a_scope_is_a_value_of_its_own_after_the_whole(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 40, "s": "市辖区"}, {**FOREST, "v": 63})
    assert [e.line.scope for e in cell(library, BAZHONG).entries] == ["", "市辖区"]


def test_no_document_held(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63})
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert (absence.kind, absence.documents) == ("not_held", ())


def test_a_document_of_another_period_does_not_count_as_held(library: Library) -> None:
    library.add("旧规划", GUANGYUAN, periods=("十三五",), written_on="2016-05")
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert absence.kind == "not_held"


def test_a_document_held_but_silent_is_named(library: Library) -> None:
    id_ = library.add("规划", GUANGYUAN, periods=("十四五",))
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert (absence.kind, absence.documents) == ("silent", (id_,))


@pytest.mark.parametrize("code", ["page_without_text", "page_failed", "image", "table_doubtful"])
def test_a_document_not_fully_read_says_so(library: Library, code: str) -> None:
    notes = ({"code": code, "message": "第3页未读出", "page": 3},)
    library.add("规划", GUANGYUAN, periods=("十四五",), notes=notes)
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert (absence.kind, absence.notes) == ("not_fully_read", ("第3页未读出",))


def test_a_target_explicitly_not_set_shows_its_sentence(library: Library) -> None:
    line = "今年不再设定森林覆盖率的具体目标，重在提高质量。"
    id_ = library.add("规划", GUANGYUAN, lines=(line,), periods=("十四五",))
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert absence.kind == "explicitly_not_set"
    assert absence.unset is not None
    text = library.store.text(id_).text
    assert text[absence.unset.start : absence.unset.end] == absence.unset.sentence


@pytest.mark.parametrize(
    "line",
    [
        "生态 | 森林覆盖率（%） | 完成国家和省上下达的目标 | 约束性",
        "森林覆盖率按国家核定目标执行。",
        "森林覆盖率达到省级考核要求。",
    ],
)
def test_a_target_that_a_higher_level_sets_shows_its_sentence(library: Library, line: str) -> None:
    library.add("规划", GUANGYUAN, lines=(line,), periods=("十四五",))
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert (absence.kind, absence.words) == ("without_figure", "有要求，未写数值")
    assert absence.unset is not None


def test_a_refusal_of_another_metric_does_not_count(library: Library) -> None:
    library.add("规划", GUANGYUAN, lines=("不设定GDP增速目标。",), periods=("十四五",))
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert absence.kind == "silent"


@pytest.mark.parametrize(
    "line",
    [
        "单位森林覆盖率投入完成省下达的目标。",
        "全年造林提质，森林覆盖率提高到60%，其他任务完成省下达的目标。",
        "去年森林覆盖率超额完成省下达的目标。",
        "森林覆盖率比重达到国家要求。",
    ],
)
def test_a_name_within_a_name_and_an_outcome_are_no_refusal(library: Library, line: str) -> None:
    library.add("规划", GUANGYUAN, lines=(line,), periods=("十四五",))
    absence = cell(library, GUANGYUAN).absence
    assert absence is not None
    assert absence.kind == "silent"


def test_an_answer_does_not_depend_on_what_was_asked_before(library: Library) -> None:
    library.add(
        "报告", GUANGYUAN, lines=("森林覆盖率达到国家要求。",),
        kind="report", written_on="2026-01", periods=("十四五",),
    )  # fmt: skip
    asked = {"statuses": ("actual",), "years": (2025,)}
    before = result_bytes(matrix(library, GUANGYUAN, **asked))
    assert cell(library, GUANGYUAN).absence is not None  # reads the refusals of the document
    assert result_bytes(matrix(library, GUANGYUAN, **asked)) == before


@pytest.mark.parametrize(("base", "derived"), [(2024, 0), (2020, 1)])
def test_growth_over_one_year_is_not_said_again_as_a_rate(
    library: Library, base: int, derived: int
) -> None:
    growth = {"m": "地区生产总值", "u": "%", "y": 2025, "v": 5, "c": "increase", "b": base}
    library.add("规划", BAZHONG, growth)
    (entry,) = build_matrix(library.store, Request(metrics=("gdp",))).entries("gdp")
    assert sum(isinstance(found, Derived) for found in entry.derived) == derived


def test_what_has_no_cell_is_said(library: Library) -> None:
    lost = {**FOREST, "v": 62, "region": None, "called": "清溪县"}
    undated = {"m": "森林覆盖率", "u": "%", "v": 61}
    library.add("规划", BAZHONG, {**FOREST, "v": 63}, lost, undated)
    found = build_matrix(library.store, Request(metrics=("forest_cover",)))
    assert sorted(str(fact.value) for fact in found.unplaced) == ["61", "62"]
    words = "另有 1 条记录的地区未能识别，1 条记录的年份原文未载，没有列入"
    assert found.unplaced_words() == words


def test_what_has_a_cell_is_not_said(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63})
    assert matrix(library, BAZHONG).unplaced_words() == ""


def test_a_replaced_plan_is_left_out_and_said(library: Library) -> None:
    library.add("旧规划", BAZHONG, {**FOREST, "v": 60}, validity="superseded")
    found = cell(library, BAZHONG)
    assert (found.entries, found.outdated) == ((), 1)


def test_a_replaced_plan_comes_in_on_request(library: Library) -> None:
    library.add("旧规划", BAZHONG, {**FOREST, "v": 60}, validity="superseded")
    assert len(cell(library, BAZHONG, superseded=True).entries) == 1


def test_other_editions_of_a_text_are_not_counted_twice(library: Library) -> None:
    library.add("规划", BAZHONG, {**FOREST, "v": 63})
    library.add("网页版", BAZHONG, {**FOREST, "v": 63}, family_id="规划", family_role="edition")
    (entry,) = cell(library, BAZHONG).entries
    assert (entry.sources, len(entry.agreeing)) == (1, 1)


def test_a_value_is_read_in_the_common_unit(library: Library) -> None:
    from kb.compare.concepts import in_unit

    library.add("规划", BAZHONG, {"m": "能源消费总量", "v": "0.5", "u": "亿吨标准煤", "y": 2025})
    found = matrix(library, BAZHONG, metrics=("energy_consumption",))
    (entry,) = found.entries("energy_consumption")
    assert in_unit(entry.fact, found.unit("energy_consumption")) == Decimal(5000)


def test_all_regions_and_years_held_are_shown_where_none_is_asked(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 63})
    library.add("乙", HUNAN, {**FOREST, "v": 59, "y": 2020})
    found = build_matrix(library.store, Request(metrics=("forest_cover",)))
    assert (found.regions, found.years) == ((HUNAN, BAZHONG), (2020, 2025))


def test_pairs_of_a_row_are_counted_by_verdict(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 63})
    library.add("乙", HUNAN, {**FOREST, "v": 59})
    library.add("丙", GUANGYUAN, {**FOREST, "v": 40, "s": "市辖区"})
    found = matrix(library, BAZHONG, HUNAN, GUANGYUAN)
    assert found.verdict_counts("forest_cover") == {
        "comparable": 1,
        "after_conversion": 0,
        "not_comparable": 2,
    }


def test_filters_of_binding_period_and_kind(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 63, "binding": "约束性"}, periods=("十四五",))
    library.add("乙", BAZHONG, {**FOREST, "v": 64}, kind="news")
    asked: list[dict[str, Any]] = [
        {"bindings": ("约束性",)},
        {"periods": ("十四五",)},
        {"kinds": ("plan",)},
    ]
    found = [cell(library, BAZHONG, **fields).entries for fields in asked]
    assert [[e.fact.value for e in entries] for entries in found] == [[63], [63], [63]]


def test_a_percentage_is_no_level_of_an_intensity(library: Library) -> None:
    library.add("甲", BAZHONG, {"m": "单位GDP能耗", "v": 87.3, "u": "%", "y": 2025})
    assert matrix(library, BAZHONG, metrics=("energy_intensity",)).entries("energy_intensity") == []


def test_a_name_outside_the_vocabulary_can_be_compared(library: Library) -> None:
    library.add("甲", BAZHONG, {"m": "盆景园数", "v": 15, "u": "个", "y": 2025})
    found = matrix(library, BAZHONG, metrics=("=盆景园数",))
    assert len(found.entries("=盆景园数")) == 1


@pytest.mark.parametrize(
    "fields",
    [{"metrics": ()}, {"years": tuple(range(1900, 2100)), "regions": tuple(map(str, range(400)))}],
    ids=["no metric", "too many cells"],
)
def test_a_request_that_cannot_be_a_table_is_refused(
    library: Library, fields: dict[str, Any]
) -> None:
    with pytest.raises(UserError):
        build_matrix(library.store, Request(**{"metrics": ("forest_cover",), **fields}))


def test_the_same_request_gives_the_same_bytes(library: Library) -> None:
    library.add("甲", BAZHONG, {**FOREST, "v": 63})
    assert result_bytes(matrix(library, BAZHONG)) == result_bytes(matrix(library, BAZHONG))


@pytest.mark.parametrize(
    ("kind", "title", "state"),
    [
        ("policy", "关于科学绿化的意见", "silent"),
        ("policy", "关于同意设立林场的批复", "not_held"),
        ("law", "绿化条例", "not_held"),
        ("plan", "绿化规划", "silent"),
    ],
)
def test_only_documents_that_would_name_a_goal_are_silent(
    library: Library, kind: str, title: str, state: str
) -> None:
    library.add(title, BAZHONG, kind=kind, written_on="2022-01")
    asked = Request(metrics=("forest_cover",), regions=(BAZHONG,), years=(2025,))
    absence = build_matrix(library.store, asked).cell("forest_cover", BAZHONG, 2025).absence
    assert absence is not None
    assert absence.kind == state


def test_a_notice_leaves_the_silence_to_the_plan_it_brings(library: Library) -> None:
    for title, kind in (("关于印发绿化规划的通知", "policy"), ("绿化规划", "plan")):
        library.add(title, BAZHONG, kind=kind, family_id="一家", written_on="2022-01")
    asked = Request(metrics=("forest_cover",), regions=(BAZHONG,), years=(2025,))
    absence = build_matrix(library.store, asked).cell("forest_cover", BAZHONG, 2025).absence
    assert absence is not None
    assert len(absence.documents) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("单位GDP二氧化碳", "co2_intensity"),
        ("森林覆盖", "forest_cover"),
        ("城镇化", "urbanisation"),
        ("一般公共预算", None),
        ("粮", None),
    ],
)
def test_a_beginning_is_enough_where_only_one_metric_has_it(typed: str, meant: str | None) -> None:
    found = metric_named(typed)
    assert (found and found.id) == meant
