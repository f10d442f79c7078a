"""The search page: results, facets, state in the address, empty pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.search import DocumentHit, Shown
from webapp.requests import MAX_SIZE

LINE = {"document_id", "doc", "source", "title", "score", "why", "passages"}


def ask(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/search", query_string={"format": "json", **asked})
    told: dict[str, Any] = answer.get_json()
    return told


def titles(told: dict[str, Any]) -> set[str]:
    return {result["title"] for result in told["results"]}


def counts(told: dict[str, Any], facet: str) -> dict[str, int]:
    return {option["label"]: option["count"] for option in told["facets"][facet]}


def test_results_have_the_keys_of_the_command(client: FlaskClient) -> None:
    result = ask(client, q="能源")["results"][0]
    assert set(result) == LINE
    assert set(result["passages"][0]) == {"start", "end", "text"}


def test_a_phrase_of_the_text_finds_its_document(client: FlaskClient) -> None:
    assert titles(ask(client, q="能源消费总量受控")) == {"湖南省能源规划"}


def test_values_of_one_facet_are_or(client: FlaskClient) -> None:
    told = ask(client, year=["2016", "2021"])
    assert {"湖南省能源规划", "巴中市“十四五”林业规划"} <= titles(told)


def test_facets_are_and(client: FlaskClient) -> None:
    assert titles(ask(client, kind="news", q="能源")) == {"乙县能源快讯"}


def test_other_values_of_a_chosen_facet_keep_their_counts(client: FlaskClient) -> None:
    assert counts(ask(client, kind="news", q="能源"), "kind") == {"新闻动态": 1, "规划": 1}


def test_a_region_stands_for_what_lies_in_it(client: FlaskClient) -> None:
    assert "巴中市“十四五”林业规划" in titles(ask(client, region="510000"))


def test_values_that_would_find_nothing_stay_with_zero(client: FlaskClient) -> None:
    assert counts(ask(client, kind="news", q="能源"), "period") == {"十三五": 0}


def test_zero_values_are_no_links(client: FlaskClient) -> None:
    page = client.get("/search?kind=news&q=能源").text
    assert re.search(r'<span class="option none">.*?十三五', page)
    assert "period=" not in page


def test_chosen_values_are_shown_and_removable(client: FlaskClient) -> None:
    page = client.get("/search?kind=news&q=能源").text
    assert re.search(r'class="pill plain" href="/search\?q=[^"&]+"', page)


def test_the_address_holds_the_state(client: FlaskClient) -> None:
    page = client.get("/search?q=县&kind=news&sort=newest&size=1").text
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following is not None
    assert {"kind=news", "sort=newest", "size=1", "page=2"} <= set(
        following[1].replace("&amp;", "&").split("?")[1].split("&")
    )


def test_pages_share_the_results_out(client: FlaskClient) -> None:
    pages = [ask(client, size=1, page=page)["results"] for page in range(1, 6)]
    assert len({page[0]["document_id"] for page in pages}) == 5


def test_longer_pages_are_offered_where_there_is_more(client: FlaskClient) -> None:
    page = client.get("/search?kind=news&kind=plan&size=2").text
    offered = re.findall(r'href="([^"]+)" aria-label="每页 (\d+) 条"', page)
    assert [size for _, size in offered] == ["10", "20", "50"]
    assert [address.replace("&amp;", "&").split("&")[-1] for address, _ in offered] == [
        "kind=plan", "size=20", "size=50"
    ]  # fmt: skip


def test_a_list_that_fits_offers_no_longer_pages(client: FlaskClient) -> None:
    assert "page-sizes" not in client.get("/search").text


def test_what_is_shown_is_worked_out_once_and_when_it_is_looked_at() -> None:
    looked: list[str] = []

    def show() -> Shown:
        looked.append("shown")
        return Shown((), ("正文",))

    hit = DocumentHit("d", 1.0, show)
    assert not looked
    assert hit.why + hit.why == ("正文", "正文")
    assert looked == ["shown"]


def test_newest_first(client: FlaskClient) -> None:
    assert ask(client, sort="newest", kind="plan")["results"][-1]["title"] == "湖南省能源规划"


def test_size_has_a_cap_that_is_said(client: FlaskClient) -> None:
    told = ask(client, size=100000)
    assert told["size"] == MAX_SIZE
    assert str(MAX_SIZE) in told["notices"][0]


def test_unknown_parameters_are_said(client: FlaskClient) -> None:
    assert "regoin" in ask(client, regoin="510000")["notices"][0]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/search?region=火星", "没有地区“火星”"),
        ("/search?kind=神谕", "类型没有“神谕”；可用的有"),
        ("/measures?region=火星", "没有地区“火星”"),
        ("/measures?status=x", "性质没有“x”；可用的有：目标、现状值"),
        ("/measures?metric=森林履盖率", "不认识指标“森林履盖率”"),
    ],
)
def test_values_that_nothing_can_have_are_said(
    client: FlaskClient, address: str, told: str
) -> None:
    assert told in " ".join(client.get(f"{address}&format=json").get_json()["notices"])


@pytest.mark.parametrize("address", ["/search?region=四川省&kind=plan", "/measures?metric=gdp"])
def test_known_values_need_no_word(client: FlaskClient, address: str) -> None:
    assert not client.get(f"{address}&format=json").get_json()["notices"]


def test_synonyms_are_said_and_can_be_switched_off(client: FlaskClient) -> None:
    assert ask(client, q="双碳")["also_searched"]
    assert not ask(client, q="双碳", expand="0")["also_searched"]


def test_passages_are_marked(client: FlaskClient) -> None:
    assert "<mark>能源消费总量受控</mark>" in client.get("/search?q=能源消费总量受控").text


def test_a_hit_opens_at_its_passage(client: FlaskClient) -> None:
    page = client.get("/search?q=能源消费总量受控").text
    link = re.search(r'passage-link" href="(/documents/s2\?at=[^"#]+)#at"', page)
    assert link is not None
    assert 'id="at"' in client.get(link[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=库里没有的字", "库中没有符合"),
        ("q=能源&kind=news&year=2016", "不加条件时"),
        ("page=99", "没有第 99 页"),
    ],
    ids=["nothing", "filters", "page"],
)
def test_empty_pages_say_what_next(client: FlaskClient, query: str, words: str) -> None:
    assert words in client.get(f"/search?{query}").text


def test_years_are_drawn_with_their_counts(client: FlaskClient) -> None:
    assert "<title>2016年：1</title>" in client.get("/search").text


def test_suggestions_name_their_kind(client: FlaskClient) -> None:
    told = client.get("/suggest?q=森林覆盖&format=json").get_json()
    assert {"kind": "指标", "text": "森林覆盖率"} in told["suggestions"]


def test_no_words_no_suggestions(client: FlaskClient) -> None:
    assert client.get("/suggest?format=json").get_json()["suggestions"] == []


def test_a_slip_is_put_right_and_said(client: FlaskClient) -> None:
    told = ask(client, q="森林复盖率")
    assert (told["searched"], told["total"] > 0) == ("森林覆盖率", True)
    assert "森林复盖率" in told["notices"][-1]


def test_help_can_be_refused(client: FlaskClient) -> None:
    assert ask(client, q="森林复盖率", literal="1")["total"] == 0


def test_the_reader_is_opened_with_the_words_searched_for(client: FlaskClient) -> None:
    page = client.get("/search?q=森林复盖率").text
    assert "/documents/s1?q=%E6%A3%AE%E6%9E%97%E8%A6%86%E7%9B%96%E7%8E%87#hit-1" in page


def test_a_search_that_names_a_metric_shows_its_measures(client: FlaskClient) -> None:
    found = ask(client, q="森林覆盖率 目标")["measures"]
    assert found["url"] == "/measures?metric=forest_cover&status=target"
    assert found["total"] == ask_measures(client, found["url"]) > 0
    assert found["first"][0]["value"]


@pytest.mark.parametrize("asked", ["林业规划", "“森林覆盖率”"])
def test_other_searches_show_no_measures(client: FlaskClient, asked: str) -> None:
    assert ask(client, q=asked)["measures"] is None


def ask_measures(client: FlaskClient, url: str) -> int:
    total: int = client.get(f"{url}&format=json").get_json()["total"]
    return total


def test_a_row_of_a_table_is_shown_with_the_heads_of_its_columns(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "湿地面积"}).get_data(as_text=True)
    assert "<i>2025年</i> 12万亩" in page


@pytest.mark.parametrize(
    ("query", "without"),
    [
        ("森林覆盖率 目标", ""),
        ("森林覆盖率 2025年", ""),
        ("森林覆盖率 2035年", "2035 年"),
        ("森林覆盖率 2035年 现状", "2035 年 现状值"),
    ],
)
def test_measures_beside_the_documents_say_what_none_of_them_is(
    client: FlaskClient, query: str, without: str
) -> None:
    assert ask(client, q=query)["measures"]["without"] == without
    said = f"没有{without}的记录" in client.get("/search", query_string={"q": query}).text
    assert said == bool(without)
