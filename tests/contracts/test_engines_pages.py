"""The contract of `SearchEngine`: totals, facets, order, passages, suggestions."""

from __future__ import annotations

import pytest

from indexer.search import (
    FACETS,
    PassageHit,
    SearchEngine,
    SearchPage,
    SearchRequest,
    parse_query,
)
from tests.contracts.engine_library import LIBRARY
from tests.contracts.store_samples import bundle
from tests.indexer.search.library import bundle as plain


def found(engine: SearchEngine, query: str = "", **request: object) -> SearchPage:
    node = parse_query(query, expand=False).node
    return engine.search(SearchRequest(node, **request))  # type: ignore[arg-type]  # test data


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    return {count.value: count.count for count in page.facets[facet]}


def ids(page: SearchPage) -> list[str]:
    return [hit.document_id for hit in page.hits]


# --- totals -----
def test_everything_counts_editions_of_one_text_once(engine: SearchEngine) -> None:
    assert found(engine).total == 11


def test_the_main_document_stands_for_its_editions(engine: SearchEngine) -> None:
    assert ids(found(engine, "水资源")) == ["water"]


def test_an_edition_is_shown_where_it_alone_matches(engine: SearchEngine) -> None:
    page = found(engine, "网页编辑")
    assert (page.total, ids(page)) == (1, ["water_web"])


def test_an_edition_is_shown_where_a_filter_leaves_it_alone(engine: SearchEngine) -> None:
    page = found(engine, "水资源", filters={"source": ("云南网",)})
    assert (page.total, ids(page)) == (1, ["water_web"])


def test_total_is_not_the_page(engine: SearchEngine) -> None:
    page = found(engine, size=3)
    assert (page.total, len(page.hits)) == (11, 3)


def test_pages_together_are_everything(engine: SearchEngine) -> None:
    shown = [name for offset in (0, 4, 8) for name in ids(found(engine, offset=offset, size=4))]
    assert len(set(shown)) == 11


@pytest.mark.parametrize("offset", [50, 2_000_000_000, 10**30])
def test_a_page_behind_the_last_is_empty(engine: SearchEngine, offset: int) -> None:
    assert ids(found(engine, offset=offset)) == []


def test_a_huge_page_holds_what_there_is(engine: SearchEngine) -> None:
    assert len(found(engine, size=10**15).hits) == 11


def test_no_hits_may_be_asked_for(engine: SearchEngine) -> None:
    page = found(engine, "碳达峰", size=0)
    assert (page.total, page.hits) == (3, ())


def test_no_facets_may_be_asked_for(engine: SearchEngine) -> None:
    assert found(engine, "碳达峰", facets=()).facets == {}


# --- facets -----
def test_kinds_are_counted(engine: SearchEngine) -> None:
    assert counts(found(engine, "碳达峰"), "kind") == {"policy": 1, "plan": 1, "speech": 1}


def test_a_region_counts_with_all_above_it(engine: SearchEngine) -> None:
    regions = counts(found(engine, "森林覆盖率"), "region")
    wanted = ("000000", "510000", "511900", "511923")
    assert [regions[code] for code in wanted] == [2, 2, 1, 1]


def test_years_are_counted(engine: SearchEngine) -> None:
    years = counts(found(engine), "year")
    assert (years["2021"], years["2017"], "1999" in years) == (2, 1, False)


def test_editions_count_once_in_facets(engine: SearchEngine) -> None:
    page = found(engine, "水资源")
    assert (counts(page, "kind"), counts(page, "source")) == ({"law": 1}, {})


def test_a_document_counts_under_each_of_its_topics(engine: SearchEngine) -> None:
    assert counts(found(engine, "碳达峰"), "topic") == {"能源": 2, "金融": 1}


def test_facets_come_most_frequent_first(engine: SearchEngine) -> None:
    assert [c.count for c in found(engine).facets["level"]] == [3, 2, 2]


def test_a_facet_may_be_cut(engine: SearchEngine) -> None:
    assert len(found(engine, facet_size=2).facets["issuer"]) == 2


def test_all_facets_come_unless_others_are_asked_for(engine: SearchEngine) -> None:
    assert set(found(engine).facets) == set(FACETS)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": ("plan",)}, 2),
        ({"kind": ("plan", "law")}, 3),
        ({"kind": ("plan",), "region": ("510000",)}, 1),
        ({"region": ("510000",)}, 2),
        ({"region": ("510000", "430000")}, 3),
        ({"level": ("county",), "kind": ("policy",)}, 1),
        ({"year": ("2021",)}, 2),
        ({"period": ("十四五", "十三五")}, 2),
        ({"issuer": ("国务院",)}, 1),
        ({"topic": ("能源",), "kind": ("policy",)}, 1),
        ({"source": ("没有这个来源",)}, 0),
        ({"kind": ()}, 11),
    ],
    ids=str,
)  # fmt: skip
def test_filters_are_or_within_and_and_between(
    engine: SearchEngine, filters: dict[str, tuple[str, ...]], expected: int
) -> None:
    assert found(engine, filters=filters).total == expected


def test_other_values_of_a_chosen_facet_keep_their_counts(engine: SearchEngine) -> None:
    page = found(engine, "碳达峰", filters={"kind": ("plan",)})
    assert counts(page, "kind") == {"policy": 1, "plan": 1, "speech": 1}


def test_other_facets_follow_the_chosen_value(engine: SearchEngine) -> None:
    page = found(engine, "碳达峰", filters={"kind": ("plan",)})
    assert counts(page, "level") == {"province": 1}


def test_two_chosen_facets_each_ignore_only_themselves(engine: SearchEngine) -> None:
    page = found(engine, filters={"kind": ("plan",), "level": ("province",)})
    assert (counts(page, "kind"), counts(page, "level")) == ({"plan": 2, "law": 1}, {"province": 2})


# --- order -----
def test_newest_first(engine: SearchEngine) -> None:
    assert ids(found(engine, sort="newest", size=3)) == ["english", "county", "energy"]


def test_oldest_first_and_undated_last(engine: SearchEngine) -> None:
    shown = ids(found(engine, sort="oldest"))
    assert (shown[:2], shown[-1]) == (["traditional", "water"], "speech")


def test_the_title_outranks_the_text(engine: SearchEngine) -> None:
    assert ids(found(engine, "林业"))[0] == "forest"


def test_the_place_of_a_document_outranks_a_mention(engine: SearchEngine) -> None:
    assert ids(found(engine, "四川 OR 煤炭"))[0] == "forest"


# --- passages -----
def test_the_best_passage_is_shown_with_its_marks(engine: SearchEngine) -> None:
    hit = found(engine, "草原").hits[0]
    passage = hit.passages[0]
    marks = [passage.text[b - passage.start : e - passage.start] for b, e in passage.marks]
    assert (hit.document_id, passage.number, marks) == ("forest", 2, ["草原"])


def test_marks_cover_blanks_inside_a_hit(engine: SearchEngine) -> None:
    hit = next(h for h in found(engine, "森林覆盖率").hits if h.document_id == "county")
    assert hit.passages[0].marks == ((0, 6),)


def test_marks_find_traditional_characters(engine: SearchEngine) -> None:
    assert found(engine, "绿色建筑").hits[0].passages[0].marks == ((2, 6),)


def test_offsets_point_into_the_text_of_the_document(engine: SearchEngine) -> None:
    texts = {bundle.document.id: bundle.text.text for bundle in LIBRARY}
    shown = [(h.document_id, p) for h in found(engine, "碳达峰").hits for p in h.passages]
    assert shown
    assert all(texts[name][p.start : p.end] == p.text for name, p in shown)


def test_the_title_is_marked(engine: SearchEngine) -> None:
    assert found(engine, "统计公报").hits[0].title_marks == ((7, 11),)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("草原", ("正文",)),
        ("指引", ("标题",)),
        ("国发〔2021〕23号", ("发文字号",)),
        ("国家统计局", ("发文机关",)),
        ("湖南日报", ("来源",)),
        ("金融", ("主题",)),
    ],
)
def test_a_hit_says_why_it_is_one(engine: SearchEngine, query: str, why: tuple[str, ...]) -> None:
    assert found(engine, query).hits[0].why == why


def test_no_more_passages_than_asked_for(engine: SearchEngine) -> None:
    assert [len(h.passages) for h in found(engine, "森林", passages_per_document=1).hits] == [1] * 3


# --- suggestions and similar documents -----
def test_a_title_is_suggested(engine: SearchEngine) -> None:
    assert ("title", "四川省林业发展规划") in engine.suggest("四川省林")


def test_a_document_number_is_suggested(engine: SearchEngine) -> None:
    assert ("number", "国发〔2021〕23号") in engine.suggest("国发[2021]")


@pytest.mark.parametrize("typed", ["李小", "作者:李"])
def test_an_author_is_suggested(engine: SearchEngine, typed: str) -> None:
    assert ("author", "作者:李小明") in engine.suggest(typed)


def test_a_place_is_suggested(engine: SearchEngine) -> None:
    assert ("place", "巴中市") in engine.suggest("巴中")


def test_the_last_of_several_words_is_gone_on_with(engine: SearchEngine) -> None:
    assert ("metric", "巴中 森林覆盖率") in engine.suggest("巴中　森林覆")


def test_nothing_is_suggested_for_nothing(engine: SearchEngine) -> None:
    assert engine.suggest("  ") == []


def test_no_more_is_suggested_than_asked_for(engine: SearchEngine) -> None:
    assert len(engine.suggest("四川", size=2)) == 2


SIMILAR = [
    plain("bamboo", "甲市竹产业发展规划"),
    plain("bamboo2", "国务院办公厅关于印发乙市竹产业发展规划的通知", issuers=("国务院办公厅",)),
    plain("resin", "乙县竹产业发展规划"),
    plain("office", "国务院办公厅关于印发粮食预案的通知", issuers=("国务院办公厅",)),
    plain("street", "道路命名", ["新路十条。"]),
]


@pytest.mark.parametrize("document", ["bamboo", "bamboo2"])
def test_similar_is_what_shares_the_subject_and_not_the_office(
    engine: SearchEngine, document: str
) -> None:
    engine.rebuild(SIMILAR)
    assert set(engine.similar(document)) == {"bamboo", "bamboo2", "resin"} - {document}


def test_nothing_is_similar_to_an_unknown_document(engine: SearchEngine) -> None:
    assert engine.similar("nobody") == []


# --- rows of tables -----
def row_found(engine: SearchEngine, query: str) -> PassageHit:
    engine.rebuild([bundle("s1")])
    return found(engine, query).hits[0].passages[0]


def test_cells_of_a_row_come_with_the_heads_of_their_columns(engine: SearchEngine) -> None:
    row = row_found(engine, "湿地面积")
    assert [(head, text) for head, _, text in row.cells()] == [
        ("指标", "湿地面积"),
        ("2025年", "12万亩"),
    ]


def test_cells_tell_where_they_stand(engine: SearchEngine) -> None:
    row = row_found(engine, "12万亩")
    assert [start for _, start, text in row.cells() if text == "12万亩"] == [row.marks[0][0]]


@pytest.mark.parametrize("query", ["指标", "森林覆盖率"])
def test_rows_of_heads_and_sentences_have_no_columns(engine: SearchEngine, query: str) -> None:
    assert row_found(engine, query).columns == ()


def test_merged_and_empty_cells_are_told_once() -> None:
    row = PassageHit(0, 5, 23, "率 | 率 |  | 12", (), None, (), ("指标", "指标", "", "2025"))
    assert [*row.cells()] == [("指标", 5, "率"), ("2025", 16, "12")]
