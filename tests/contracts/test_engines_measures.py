"""The contract of `SearchEngine` over measures."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from indexer.search import MeasureHits, MeasureRequest, SearchEngine, open_engine, parse_query
from indexer.search.ast import Text
from indexer.search.opening import ENGINES
from kb.errors import QueryError
from kb.fold import search_text
from kb.store import DocumentBundle
from tests.indexer.search.library import bundle, measure

SICHUAN, BAZHONG = "510000", "511900"


def documents() -> list[DocumentBundle]:
    plan = replace(
        bundle("plan", "四川省规划", ["正文"]),
        measures=(
            measure("plan", 1, "森林覆盖率", region="四川省", region_code=SICHUAN, year=2025,
                    canonical_value=Decimal("0.41"), binding="约束性", metric_id="forest",
                    evidence="到2025年森林覆盖率达到41%。", sector="林业"),
            measure("plan", 2, "风电装机容量", region="四川省", region_code=SICHUAN, year=2030,
                    canonical_value=Decimal(10000000), binding="预期性",
                    evidence="风电装机容量达到1000万千瓦。", sector="能源"),
        ),
    )  # fmt: skip
    report = replace(
        bundle("report", "巴中市报告", ["正文"]),
        measures=(
            measure("report", 1, "森林覆盖率", region="巴中市", region_code=BAZHONG, year=2022,
                    canonical_value=Decimal("0.63"), status="actual", metric_id="forest",
                    evidence="全市森林覆盖率为63%。"),
            measure("report", 2, "建成园区", change="milestone", evidence="年内建成产业园区。"),
        ),
    )  # fmt: skip
    web = replace(
        bundle("web", "巴中市报告", ["正文"], family_id="report", family_role="edition"),
        measures=(measure("web", 1, "森林覆盖率", metric_id="forest"),),
    )
    return [plan, report, web]


@pytest.fixture(scope="module", params=ENGINES)
def measured(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    engine = open_engine(request.param, tmp_path_factory.mktemp("measures"))
    engine.rebuild(documents())
    yield engine
    engine.close()


def found(engine: SearchEngine, query: str = "", **request: object) -> MeasureHits:
    node = parse_query(query, expand=False).node
    return engine.search_measures(MeasureRequest(node, **request))  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(
    ("query", "request_", "expected"),
    [
        ("", {}, {"plan.m1", "plan.m2", "report.m1", "report.m2"}),
        ("森林覆盖率", {}, {"plan.m1", "report.m1"}),
        ("森林 四川", {}, {"plan.m1"}),
        ("森林 -四川", {}, {"report.m1"}),
        ("风电 OR 园区", {}, {"plan.m2", "report.m2"}),
        ("年份:2022..2025", {}, {"plan.m1", "report.m1"}),
        ("地区:四川", {}, {"plan.m1", "plan.m2", "report.m1"}),
        ("地区:巴中", {}, {"report.m1"}),
        ("没有的指标", {}, set()),
        ("园", {}, {"report.m2"}),
        ("率", {}, {"plan.m1", "report.m1"}),
        ("3%", {}, {"report.m1"}),
        ("甲", {}, set()),
        ("", {"filters": {"metric": ("forest",)}}, {"plan.m1", "report.m1"}),
        ("", {"filters": {"metric": ("风电装机容量",)}}, {"plan.m2"}),
        ("", {"filters": {"region": (SICHUAN,)}}, {"plan.m1", "plan.m2", "report.m1"}),
        ("", {"filters": {"year": ("2025", "2030")}}, {"plan.m1", "plan.m2"}),
        ("", {"filters": {"status": ("actual",)}}, {"report.m1"}),
        ("", {"filters": {"binding": ("约束性",)}}, {"plan.m1"}),
        ("", {"filters": {"change": ("milestone",)}}, {"report.m2"}),
        ("", {"filters": {"sector": ("能源",), "year": ("2030",)}}, {"plan.m2"}),
        ("", {"low": 0.5}, {"plan.m2", "report.m1"}),
        ("", {"high": 0.5}, {"plan.m1"}),
        ("", {"low": 0.4, "high": 0.7}, {"plan.m1", "report.m1"}),
    ],
    ids=str,
)
def test_measures_are_found(
    measured: SearchEngine, query: str, request_: dict[str, object], expected: set[str]
) -> None:
    hits = found(measured, query, **request_)
    assert (set(hits.ids), hits.total) == (expected, len(expected))


PLACES = ("{}甲", "甲{}乙", "甲{}")
SIGNS = (*string.punctuation.replace('"', ""), "。", "市")  # quotes are not indexed


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """Measures with each sign at the beginning, in the middle and at the end of their evidence."""
    engine = open_engine("tantivy", tmp_path_factory.mktemp("signs"))
    texts = [place.format(sign) for sign in SIGNS for place in PLACES]
    held = tuple(measure("d", n, "丙", evidence=text) for n, text in enumerate([*texts, "甲乙"]))
    engine.rebuild([replace(bundle("d", "题", ["正文"]), measures=held)])
    yield engine
    engine.close()


@pytest.mark.parametrize("place", range(len(SIGNS)), ids=lambda place: SIGNS[place])
def test_a_single_character_is_found_wherever_it_stands(signed: SearchEngine, place: int) -> None:
    node, first = Text(search_text(SIGNS[place])), place * len(PLACES)
    hits = set(signed.search_measures(MeasureRequest(node, size=200)).ids)
    assert hits >= {f"d.m{first + n}" for n in range(len(PLACES))}
    assert f"d.m{len(SIGNS) * len(PLACES)}" not in hits


def test_facets_are_disjunctive(measured: SearchEngine) -> None:
    hits = found(measured, filters={"metric": ("forest",), "status": ("actual",)})
    facets = {name: {c.value: c.count for c in hits.facets[name]} for name in ("metric", "status")}
    assert facets == {"metric": {"forest": 1}, "status": {"target": 1, "actual": 1}}


def test_regions_count_with_all_above_them(measured: SearchEngine) -> None:
    counted = {c.value: c.count for c in found(measured).facets["region"]}
    assert (counted["000000"], counted[SICHUAN], counted[BAZHONG]) == (3, 3, 1)


def test_binding_targets_come_first(measured: SearchEngine) -> None:
    assert found(measured).ids[0] == "plan.m1"


def test_the_latest_year_comes_first(measured: SearchEngine) -> None:
    assert found(measured, sort="year").ids[:3] == ("plan.m2", "plan.m1", "report.m1")


def test_the_greatest_value_comes_first(measured: SearchEngine) -> None:
    assert found(measured, sort="value").ids[:3] == ("plan.m2", "report.m1", "plan.m1")


def test_pages(measured: SearchEngine) -> None:
    shown = [name for offset in (0, 2) for name in found(measured, offset=offset, size=2).ids]
    assert len(set(shown)) == 4


@pytest.mark.parametrize("offset", [2_000_000_000, 10**30])
def test_a_page_far_behind_the_last_is_empty(measured: SearchEngine, offset: int) -> None:
    assert found(measured, offset=offset, size=10**15).ids == ()


@pytest.mark.parametrize("query", ["标题:规划", "类型:规划", "机关:国务院"])
def test_a_field_that_measures_lack_is_refused(measured: SearchEngine, query: str) -> None:
    with pytest.raises(QueryError):
        found(measured, query)


def test_measures_of_a_removed_document_go(tmp_path: Path) -> None:
    engine = open_engine("", tmp_path)
    engine.rebuild(documents())
    engine.update([], removed=["plan"])
    assert set(found(engine).ids) == {"report.m1", "report.m2"}
