"""What another value of a cell is to the one shown; the page and the list of conflicts agree."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.compare.cells import Entry, entries_of
from kb.compare.conflicts import find_conflicts
from kb.compare.facts import fact_of
from kb.compare.holdings import holdings
from kb.compare.matrix import build_matrix
from kb.compare.request import Request
from tests.kb.compare.library import Library

BAZHONG = "511900"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}
INCOME: dict[str, Any] = {
    "m": "农村居民人均可支配收入", "u": "%", "y": 2024, "b": 2023, "c": "increase", "st": "actual",
}  # fmt: skip


def entries(library: Library, metric: str) -> list[Entry]:
    asked = Request(metrics=(metric,), statuses=("target", "actual"))
    found = build_matrix(library.store, asked)
    return found.entries(metric)


def kinds(library: Library) -> list[str]:
    return [d.kind for e in entries(library, "forest_cover") for d in e.differences]


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "later": ({"v": 65}, "revision"),
    "rounded": ({"v": "63.04"}, "rounding"),
    "narrower": ({"v": 40, "say": "规模以上林场一带森林覆盖率为40%。"}, "scope"),
    "no contradiction": ({"v": 60, "op": ">"}, "both_hold"),
    "inferred": ({"v": 66, "yo": "convention"}, "unsure"),
}


def test_the_reason_says_which_of_the_two_is_unsure(library: Library) -> None:
    sure, unsure = {**FOREST, "region": "511900"}, {**FOREST, "v": 66, "yo": "convention"}
    library.add("省规划", "510000", sure, written_on="2021-03")
    library.add("市规划", BAZHONG, unsure, written_on="2021-03")
    (found,) = [d for e in entries(library, "forest_cover") for d in e.differences]
    assert found.why == "所示的数值年份是按惯例推定的"


@pytest.mark.parametrize(("other", "kind"), CASES.values(), ids=CASES)
def test_the_kind_of_a_difference(library: Library, other: dict[str, Any], kind: str) -> None:
    library.add("规划", BAZHONG, FOREST, written_on="2023-03")
    library.add("方案", BAZHONG, {**FOREST, **other}, written_on="2021-03")
    assert kinds(library) == [kind]


@pytest.mark.parametrize("other", [c[0] for c in CASES.values()], ids=CASES)
def test_a_cell_and_the_list_of_conflicts_agree(library: Library, other: dict[str, Any]) -> None:
    library.add("规划", BAZHONG, FOREST, written_on="2023-03")
    library.add("方案", BAZHONG, {**FOREST, **other}, written_on="2021-03")
    (entry,) = entries(library, "forest_cover")
    in_cell = [(d.conflict, {entry.fact.id, d.fact.id}) for d in entry.differences if d.conflict]
    listed = [(c.cls, {fact.id for fact in c.facts}) for c in find_conflicts(library.store)]
    assert in_cell == listed


def test_what_a_sentence_strives_for_is_no_other_source(library: Library) -> None:
    say = "森林覆盖率达到63%，力争达到64%。"
    library.add("规划", BAZHONG, {**FOREST, "v": 64, "say": say})
    (measure,) = library.store.measures()
    striven, at = fact_of(measure), measure.start + say.index("63")
    floor = striven._replace(
        id="floor", value=Decimal(63), canonical_value=Decimal(63),
        value_start=at, value_end=at + 2,
    )  # fmt: skip
    (entry,) = entries_of((striven, floor), holdings(library.store))
    assert (entry.fact.id, entry.contradicting) == ("floor", 0)
    assert [(d.fact.id, d.kind) for d in entry.differences] == [(striven.id, "striven")]


def test_a_part_behind_its_whole_is_a_value_of_its_own(library: Library) -> None:
    say = "造林360万亩，其中人工造林134万亩。"
    library.add("公报", BAZHONG, {"m": "造林面积", "u": "万亩", "y": 2025, "v": 134, "say": say})
    (measure,) = library.store.measures()
    part, at = fact_of(measure), measure.start + say.index("360")
    whole = part._replace(
        id="whole", value=Decimal(360), canonical_value=Decimal(360),
        value_start=at, value_end=at + 3,
    )  # fmt: skip
    found = entries_of((whole, part), holdings(library.store))
    assert [(e.fact.id, e.line.narrowed, e.differences) for e in found] == [
        ("whole", (), ()),
        (part.id, ("其中",), ()),
    ]


def test_real_and_nominal_growth_are_two_values(library: Library) -> None:
    real = {**INCOME, "v": 5, "say": "农村居民人均可支配收入扣除价格因素实际增长5%。"}
    library.add("公报", BAZHONG, {**INCOME, "v": 6}, real)
    found = entries(library, "income_rural")
    assert [(str(e.fact.value), e.line.narrowed) for e in found] == [("6", ()), ("5", ("实际",))]


def test_growth_counted_in_dollars_is_another_value(library: Library) -> None:
    trade = {**INCOME, "m": "货物进出口总额"}
    dollars = {**trade, "v": 8, "say": "货物进出口总额4亿美元，增长8%。"}
    library.add(
        "公报", BAZHONG, {**trade, "v": 5, "say": "货物进出口总额30亿元，增长5%。"}, dollars
    )
    found = entries(library, "foreign_trade")
    assert [e.line.narrowed for e in found] == [(), ("按美元计",)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "共有职业学校12所，在校学生数8万人。",
            "在校学生数90万人。",
            "前面数到的单位不同（共有职业学校），可能只是它们的数",
        ),
        (
            "林业总产值按1990年不变价格计算为8亿元。",
            "林业总产值按2000年不变价格计算为90亿元。",
            "价格基准不同",
        ),
    ],
    ids=["of counted bodies", "prices of other years"],
)
def test_what_stands_before_a_value_narrows_it(
    library: Library, one: str, other: str, why: str
) -> None:
    said = {"m": "本地统计所用指标名称", "u": "万人", "y": 2022, "st": "actual"}
    library.add("公报", BAZHONG, {**said, "v": 8, "say": one}, written_on="2023-03")
    library.add("年报", BAZHONG, {**said, "v": 90, "say": other}, written_on="2023-03")
    (found,) = find_conflicts(library.store)
    assert (found.cls, found.explanation) == ("scope", why)


def test_the_comparators_of_figures_that_agree_are_shown(library: Library) -> None:
    library.add("规划", BAZHONG, FOREST, written_on="2021-03")
    library.add("方案", BAZHONG, {**FOREST, "v": 60, "op": ">="}, written_on="2021-03")
    (found,) = [d for e in entries(library, "forest_cover") for d in e.differences]
    assert found.why == "≥ 60% 与 63% 按比较符可以同时成立"
