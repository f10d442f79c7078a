"""Pages of comparisons: coverage first, every number leads to its sentence, files and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.search import open_engine
from kb import charts
from kb.settings import Settings
from kb.store import Store
from tests.kb.compare.library import Library
from webapp import create_app
from webapp.services import Services

FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025}
ENERGY: dict[str, Any] = {"m": "单位GDP能耗", "u": "%", "c": "decrease"}
TOTAL: dict[str, Any] = {"m": "能源消费总量", "y": 2025, "op": "<="}
PAGES = [
    "/compare?metric=forest_cover",
    "/compare?metric=单位GDP能耗、能源消费总量、forest_cover&ours=511900",
    "/compare?metric=forest_cover&metric=energy_intensity&pivot=year",
    "/compare?metric=forest_cover&region=四川省各市&year=2025&pivot=region",
    "/compare?metric=forest_cover&status=actual&status=target&year=2015-2030",
    "/regions",
    "/regions/511900",
    "/regions/511900?status=actual",
    "/regions/511900/metrics/forest_cover",
    "/regions/430000/metrics/energy_intensity",
    "/metrics",
    "/metrics/forest_cover",
    "/metrics/energy_consumption",
    "/conflicts",
    "/coverage",
]


def fill(library: Library) -> None:
    period: dict[str, Any] = {"periods": ("十四五",), "written_on": "2021-05"}
    row = {**FOREST, "v": 63.4, "say": "生态 | 森林覆盖率 | % | 62 | 63.4"}
    base = {
        "b": 2020,
        "bv": "62",
        "bo": "stated",
        "say": "森林覆盖率由2020年的62%提高到2025年的65%。",
    }
    library.add("巴中规划", "511900", {**FOREST, "v": 65, **base}, row, **period)
    library.add(
        "巴中旧规划", "511900", {**FOREST, "y": 2020, "v": 61, "op": ">="}, written_on="2016-05"
    )
    actual = {**FOREST, "y": 2022, "v": 63, "st": "actual"}
    library.add("巴中公报", "511900", actual, kind="statistics", written_on="2023-03")
    energy = {**ENERGY, "y": 2025, "b": 2020}
    total = {**TOTAL, "v": "0.2", "u": "亿吨标准煤"}
    library.add("四川规划", "510000", {**energy, "v": 14}, {**FOREST, "v": 41}, total, **period)
    library.add(
        "巴中能源",
        "511900",
        {**energy, "v": 14.5},
        {**TOTAL, "v": 500, "u": "万吨标准煤"},
        **period,
    )
    library.add(
        "湖南规划", "430000", {**ENERGY, "y": 2020, "b": 2015, "v": 16}, written_on="2016-09"
    )
    library.add("广元规划", "510800", lines=("不再设定森林覆盖率目标。",), **period)
    lost = {**FOREST, "y": 2025, "v": 52, "region": None, "called": "清溪县"}
    library.add("清溪规划", "510900", lost, **period)
    library.add("废止规划", "510700", {**FOREST, "v": 50}, validity="superseded", **period)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    library = Library(tmp_path_factory.mktemp("library"))
    fill(library)
    yield library.store
    library.close()


@pytest.fixture(scope="module")
def client(store: Store, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    engine = open_engine("memory", tmp_path_factory.mktemp("index"))
    services = Services(store=store, engine=engine, parse=None)  # type: ignore[arg-type]  # no search here
    return create_app(Settings(), services).test_client()


def soup(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[-800:]
    return BeautifulSoup(answer.text, "lxml")


def figures(page: BeautifulSoup) -> list[Tag]:
    return page.select(".stated, .derived")


def sentence(store: Store, href: str) -> str:
    """The sentence a link of a page leads to; "" where it leads nowhere."""
    found = re.fullmatch(r"/documents/([^?]+)\?at=(\d+)-(\d+)#at", href)
    if found is None:
        return ""
    return store.text(found[1]).text[int(found[2]) : int(found[3])]


@pytest.mark.parametrize("path", PAGES)
def test_every_number_leads_to_a_sentence(client: FlaskClient, store: Store, path: str) -> None:
    lost = [
        tag.get_text() for tag in figures(soup(client, path))
        if tag.name != "a" or not sentence(store, str(tag.get("href")))
    ]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize("path", PAGES)
def test_every_stated_number_stands_in_its_sentence(
    client: FlaskClient, store: Store, path: str
) -> None:
    wrong = []
    for tag in soup(client, path).select("a.stated"):
        digits = re.findall(r"\d+(?:\.\d+)?", tag.get_text().split("（")[0])
        text = sentence(store, str(tag.get("href")))
        wrong += [(tag.get_text(), text) for number in digits if number not in text]
    assert wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_derived_numbers_carry_their_formula(client: FlaskClient, path: str) -> None:
    page = soup(client, path)
    bare = [t.get_text() for t in page.select("td .derived, p .derived") if not t.get("title")]
    in_standings = {
        t.get_text() for t in page.select("section[aria-label=与对照地区相比] .derived")
    }
    assert [text for text in bare if text not in in_standings] == []


def test_a_place_without_a_value_asked_for_as_ours_is_told_and_stays_chosen(
    client: FlaskClient,
) -> None:
    path = "/compare?metric=forest_cover&status=target&status=actual&ours=510700"
    page = soup(client, path)
    heads = [tag.get_text() for tag in page.select(".panel-head p")]
    assert any("（绵阳市没有可作对照的数值）" in head for head in heads)
    assert [tag.get_text() for tag in page.select("select[name=ours] option[selected]")] == [
        "绵阳市"
    ]


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_their_json_form(client: FlaskClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    assert client.get(f"{path}{joint}format=json").get_json()["ok"] is True


@pytest.mark.parametrize("path", PAGES)
def test_tables_can_be_scrolled_by_keyboard(client: FlaskClient, path: str) -> None:
    page = soup(client, path)
    assert [
        t for t in page.select("div.wide") if not (t.get("tabindex") and t.get("aria-label"))
    ] == []


def test_coverage_stands_before_the_values(client: FlaskClient) -> None:
    text = soup(client, "/compare?metric=forest_cover&region=四川省各市&year=2025").get_text()
    assert text.index("库中无文件") < text.index("65%")


def test_absences_are_told_apart(client: FlaskClient) -> None:
    places = "&".join(f"region={code}" for code in (511900, 510800, 510700, 510100))
    text = soup(client, f"/compare?metric=forest_cover&year=2025&{places}").get_text()
    words = ["文件明确不设", "已被替代的文件中有 1 个数值", "库中无文件 1：成都市"]
    assert [word for word in words if word not in text] == []


def test_sources_that_differ_are_both_shown(client: FlaskClient) -> None:
    text = soup(client, "/compare?metric=forest_cover&region=511900&year=2025").get_text()
    assert "另有 1 个来源不同" in text
    assert "63.4%" in text


def test_records_of_no_known_place_are_listed_with_their_sentences(
    client: FlaskClient, store: Store
) -> None:
    page = soup(client, "/compare?metric=forest_cover")
    listed = page.select_one("details.unplaced")
    assert listed is not None
    assert "另有 1 条记录的地区未能识别" in listed.get_text()
    assert "清溪县" in listed.get_text()
    assert "52" in sentence(store, str(listed.select("a")[0]["href"]))


def test_each_cell_names_its_column_and_a_row_its_gaps(client: FlaskClient) -> None:
    page = soup(client, "/compare?metric=forest_cover&region=511900&region=510000&year=2020-2025")
    row = page.select("table.cells tbody tr")[-1]
    full = [str(cell["data-head"]) for cell in row.select("td:not(.gap)")]
    gaps = [gap.get_text() for gap in row.select(".row-gap")]
    assert (full, gaps) == (["2025 年"], ["库中无文件：2020 年"])


def test_what_another_source_says_stands_in_the_cell_itself(client: FlaskClient) -> None:
    page = soup(client, "/compare?metric=forest_cover&region=511900&year=2025")
    (line,) = [p for p in page.select("td > p.value-more") if "来源不同" in p.get_text()]
    assert "63.4%" in line.get_text()


def test_other_base_years_are_read_as_annual_rates(client: FlaskClient) -> None:
    text = soup(client, "/compare?metric=energy_intensity&ours=430000").get_text()
    words = ["换算后可比", "2020→2025 与 2015→2020", "年均 -3.43%", "年均 -2.97%"]
    assert [word for word in words if word not in text] == []


def test_the_form_keeps_what_was_asked(client: FlaskClient) -> None:
    page = soup(client, "/compare?metric=forest_cover&region=511900&year=2020-2025")
    values = {str(tag.get("name")): tag.get("value") for tag in page.select("input.field")}
    assert (values["metric"], values["region"], values["year"]) == (
        "森林覆盖率",
        "巴中市",
        "2020-2025",
    )


def test_without_a_metric_the_choices_are_shown(client: FlaskClient) -> None:
    assert "单位地区生产总值能耗" in soup(client, "/compare").select_one(".choices").get_text()  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx", "json"])
def test_files_are_the_same_bytes_each_time(client: FlaskClient, form: str) -> None:
    path = f"/compare/export?metric=forest_cover&form={form}"
    first = client.get(path)
    assert first.data == client.get(path).data
    assert first.headers["Content-Disposition"].startswith("attachment")


def test_links_in_files_are_whole_addresses(client: FlaskClient) -> None:
    text = client.get("/compare/export?metric=forest_cover&form=csv").data.decode("utf-8-sig")
    assert "http://localhost/documents/" in text


@pytest.mark.parametrize("picture", ["dumbbell", "trajectory", "heat", "years"])
def test_pictures_are_svg(client: FlaskClient, picture: str) -> None:
    answer = client.get(
        f"/compare/picture?metric=forest_cover&metric=energy_consumption&picture={picture}"
    )
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_ranks_are_shown_with_bound_year_and_status(client: FlaskClient) -> None:
    query = "metric=forest_cover&metric=energy_consumption&picture=heat"
    drawn = client.get(f"/compare/picture?{query}").get_data(as_text=True)
    assert re.search(r">[≥≤＞]\d+(\.\d+)?<", drawn)
    assert re.search(r">20\d\d 目标<", drawn)


@pytest.mark.parametrize(("places", "shaded"), [("", True), ("&region=511900", False)])
def test_a_value_that_stands_alone_has_no_rank(
    client: FlaskClient, places: str, shaded: bool
) -> None:
    drawn = client.get(f"/compare/picture?metric=forest_cover&picture=heat{places}").text
    assert ("<pattern" in drawn) == shaded


@pytest.mark.parametrize("picture", ["dumbbell", "trajectory"])
def test_pictures_show_what_every_source_says(client: FlaskClient, picture: str) -> None:
    query = f"metric=forest_cover&region=511900&picture={picture}"
    drawn = client.get(f"/compare/picture?{query}").get_data(as_text=True)
    assert {">65<", ">63.4<"} <= set(re.findall(r">[\d.]+<", drawn))


def test_a_picture_opened_by_itself_keeps_its_colours(client: FlaskClient) -> None:
    answer = client.get("/compare/picture?metric=forest_cover&picture=dumbbell")
    assert "style-src 'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.skipif(not charts.png_available(), reason="no Chinese font is installed here")
def test_pictures_are_png_where_there_is_a_font(client: FlaskClient) -> None:
    answer = client.get("/compare/picture?metric=forest_cover&picture=dumbbell&form=png&save=1")
    assert answer.data.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "/compare?metric=forest_cover&region=亚特兰蒂斯",
        "/compare?metric=forest_cover&year=明年",
        "/compare?metric=forest_cover&pivot=colour",
        "/compare?metric=forest_cover&nonsense=1",
        "/compare/export?metric=forest_cover&form=pdf",
        "/compare/export",
        "/compare/picture?metric=forest_cover&picture=cake",
        "/compare/picture?metric=forest_cover&form=gif",
        "/compare/picture?metric=cod",
        "/compare?metric=森林覆益率",
        "/compare/export?metric=森林覆益率&metric=forest_cover",
        "/compare/picture?metric=森林覆益率",
        "/conflicts?class=odd",
        "/conflicts?page=99",
        "/regions/511900?status=odd",
        "/regions/511900/metrics/forest_cover?year=x",
        "/metrics/forest_cover/picture?picture=cake",
    ],
)
def test_what_is_not_understood_is_answered_with_400(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/regions/999999", "/regions/亚特兰蒂斯", "/metrics/nothing", "/metrics/=没有的指标",
     "/metrics/没有的指标"],
)  # fmt: skip
def test_what_is_not_held_is_answered_with_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_chain_shows_target_base_value_and_outcome(client: FlaskClient) -> None:
    page = soup(client, "/regions/511900/metrics/forest_cover")
    row = page.select_one("div[aria-label=规划链] tbody tr")
    assert row is not None
    assert [word for word in ("十三五", "≥ 61%", "62", "达到") if word not in row.get_text()] == []


def test_the_cascade_names_who_is_stricter(client: FlaskClient) -> None:
    text = soup(client, "/regions/511900/metrics/energy_intensity?year=2025").get_text()
    assert "比四川省严" in text


def test_conflicts_show_both_sentences(client: FlaskClient) -> None:
    quotes = [q.get_text() for q in soup(client, "/conflicts").select("blockquote")]
    assert [w for w in ("63.4", "65%") if not any(w in quote for quote in quotes)] == []


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/metrics/森林覆盖率", "/metrics/forest_cover"),
        ("/metrics/PM2.5", "/metrics/pm25"),
        ("/regions/四川省巴中市", "/regions/511900"),
        ("/regions/巴中市?status=actual", "/regions/511900?status=actual"),
        ("/regions/巴中市/metrics/森林覆盖率", "/regions/511900/metrics/forest_cover"),
    ],
)
def test_names_lead_to_their_pages(client: FlaskClient, path: str, leads_to: str) -> None:
    assert client.get(path).headers["Location"] == leads_to


@pytest.mark.parametrize("path", ["/compare?metric=森林覆益率", "/metrics/森林覆益率"])
def test_a_misspelt_metric_is_answered_with_what_is_near(client: FlaskClient, path: str) -> None:
    assert "森林覆盖率" in client.get(path).text


def test_whole_sets_of_places_stay_short_in_addresses(client: FlaskClient) -> None:
    page = soup(client, "/compare?metric=forest_cover&region=巴中市周边")
    kept = [tag.get("value") for tag in page.select("form.inline-form input[name=region]")]
    assert kept == ["around:511900"]


def test_metrics_of_one_year_stand_side_by_side(client: FlaskClient) -> None:
    page = soup(client, "/compare?metric=forest_cover&metric=energy_intensity&year=2025")
    heads = [th.find(string=True, recursive=True) for th in page.select("table.matrix thead th")]
    assert heads == [None, "森林覆盖率", "单位地区生产总值能耗"]


@pytest.mark.parametrize("path", ["/coverage", "/regions"])
def test_places_stand_below_what_they_lie_in(client: FlaskClient, path: str) -> None:
    names = [tag.get_text() for tag in soup(client, path).select("tbody th[scope=row]")]
    assert names.index("湖南省") == names.index("全国") + 1


def test_a_place_says_how_many_targets_and_actual_values_it_has(client: FlaskClient) -> None:
    counts = soup(client, "/regions/511900").select(".tabs .count")
    assert [int(count.text) > 0 for count in counts] == [True, True]


@pytest.mark.parametrize("typed", ["巴中市、广元市", "巴中市 广元市", "巴中市　广元市"])
def test_places_are_typed_with_any_mark_between(client: FlaskClient, typed: str) -> None:
    found = client.get(f"/compare?metric=forest_cover&region={typed}&format=json").get_json()
    assert found["request"]["regions"] == ["511900", "510800"]


def test_a_long_comparison_is_paged_by_regions_and_says_so(client: FlaskClient) -> None:
    whole = soup(client, "/compare?metric=forest_cover&year=2025")
    places = [head.get_text() for head in whole.select("tbody th[scope=row]")]
    found, address = [], "/compare?metric=forest_cover&year=2025&size=1"
    while address:
        part = soup(client, address)
        (head,) = part.select("tbody th[scope=row]")
        found.append(head.get_text())
        assert f"有数值的地区共 {len(places)} 个" in part.get_text()
        following = part.select_one("nav.pager a[rel=next]")
        address = str(following["href"]) if following else ""
    assert found == places
    assert len(places) > 1


def test_each_part_has_the_verdicts_of_the_whole(client: FlaskClient) -> None:
    asked = "/compare?metric=forest_cover&year=2025"
    heads = [soup(client, asked + more).select_one(".panel-head") for more in ("", "&size=1")]
    assert heads[0] is not None
    assert heads[0].get_text() == (heads[1] or heads[0]).get_text()
    assert len(soup(client, asked).select("nav.pager")) == 0


def test_a_page_past_the_last_one_is_refused(client: FlaskClient) -> None:
    answer = client.get("/compare?metric=forest_cover&page=99")
    assert answer.status_code == 400
    assert "一共 1 页" in answer.text
