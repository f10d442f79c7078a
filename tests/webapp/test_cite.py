"""Citing over the web: pages, reference files, the basket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.citations.gbt7714 import Style
from kb.store import open_store
from tests.contracts.store_samples import bundle, source_bundle
from tests.webapp.library import HOSTILE
from webapp.pages.cite import build_cite
from webapp.pages.cite_links import citation_files

TITLE = "巴中市“十四五”林业规划"
NUMBER = "巴府发〔2021〕7号"


@pytest.fixture
def visitor(app: Flask) -> Iterator[FlaskClient]:
    """A reader with cookies of their own."""
    with app.test_client() as client:
        yield client


def basket_ids(client: FlaskClient) -> list[str]:
    page = client.get("/basket/?format=json").get_json()
    return [entry["document_id"] for entry in page["entries"]]


def change(client: FlaskClient, **form: str) -> str:
    answer = client.post("/basket/", data=form)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_document_is_cited_in_the_chosen_edition(client: FlaskClient) -> None:
    newer = client.get("/cite/s1?format=json").get_json()["entry"]
    older = client.get("/cite/s1?style=gbt7714-2015&format=json").get_json()["entry"]
    assert (f"{TITLE}：{NUMBER}[Z]" in newer, f"{TITLE}: {NUMBER}[A]" in older) == (True, True)


def test_the_number_can_be_left_out_and_stays_so_in_files(client: FlaskClient) -> None:
    page = client.get("/cite/s1?number=no").get_data(as_text=True)
    assert f"{TITLE}[Z]" in page
    assert "number=no" in page.partition('aria-label="导出"')[2]


def test_all_entries_of_the_basket_can_be_copied(visitor: FlaskClient) -> None:
    for document_id in ("s1", "s2"):
        change(visitor, action="add", id=document_id)
    page = visitor.get("/basket/?number=no").get_data(as_text=True)
    assert f"readonly>[1] 巴中市人民政府. {TITLE}[Z]." in page


def test_a_place_is_cited_with_its_words(client: FlaskClient) -> None:
    text = client.get("/documents/s1?format=json").get_json()["text"]
    page = client.get("/cite/s1?at=0-6&format=json").get_json()
    assert page["passage"]["quote"] == text[:6]
    assert "段" not in page["passage"]["locator"]  # numbers of passages are the program's own


def test_a_notice_and_its_plan_lead_to_each_others_citation(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'library.sqlite'}")
    family = {"family_id": "n1"}
    notice = bundle("n1", "n", title="关于印发甲规划的通知", family_role="notice", **family)
    plan = bundle("n1", "p", title="甲规划", family_role="plan", **family)
    store.put_source(source_bundle("n1", notice, plan))
    services = SimpleNamespace(store=store)
    cited = build_cite("n1.p", services, Style())  # type: ignore[arg-type]  # only the store is asked
    store.close()
    assert [document.id for document in cited.together] == ["n1.n"]


def test_a_table_row_is_quoted_under_the_heads_of_its_columns(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'library.sqlite'}")
    held = bundle("n1", "p", title="甲规划")
    store.put_source(source_bundle("n1", held))
    row = held.text.tables[0].rows[1]
    services = SimpleNamespace(store=store)
    cited = build_cite("n1.p", services, Style(), place=(row.start, row.end))  # type: ignore[arg-type]  # only the store is asked
    store.close()
    assert cited.passage is not None
    assert cited.passage.quote == "指标：湿地面积；2025年：12万亩"
    assert cited.passage.text.startswith("表中数据：指标：湿地面积")


@pytest.mark.parametrize("jargon", ["按版本", "类型码"])
def test_the_choices_of_a_citation_are_in_plain_words(client: FlaskClient, jargon: str) -> None:
    page = client.get("/cite/s1").get_data(as_text=True)
    assert jargon not in page
    assert "照国标" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/cite/s1?style=apa", "没有引文标准“apa”；可用的有：gbt7714-2025"),
        ("/cite/s1?form=x", "没有标注方法“x”"),
        ("/cite/s1?code=x", "没有文献类型代码“x”；可用的有：EB"),
        ("/cite/s1?number=x", "没有文号选项“x”；可用的有：no"),
        ("/cite/s1/apa", "没有引文格式“apa”"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_known_ones(
    client: FlaskClient, path: str, words: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (400, True)


def test_what_the_reference_lacks_is_said(client: FlaskClient) -> None:
    assert "无网址" in client.get("/cite/s1").get_data(as_text=True)


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("ris", "TY  - STAT"),
        ("bibtex", "@online{s1,"),
        ("enw", "%0 Government Document"),
        ("endnote-xml", "<misc1>"),
        ("noteexpress", "{Reference Type}: Generic"),
        ("csl-json", '"type": "regulation"'),
        ("text", "[1] "),
    ],
)
def test_reference_files_are_downloads(client: FlaskClient, kind: str, mark: str) -> None:
    answer = client.get(f"/cite/s1/{kind}")
    assert mark in answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_unknown_format_is_answered_with_the_known_ones(client: FlaskClient) -> None:
    answer = client.get("/cite/s1/pdf?format=json")
    assert (answer.status_code, "bibtex" in answer.get_data(as_text=True)) == (400, True)


def test_a_whole_query_is_exported(client: FlaskClient) -> None:
    text = client.get("/export/ris?q=能源").get_data(as_text=True)
    total = client.get("/search?q=能源&format=json").get_json()["total"]
    assert text.count("ER  - ") == total > 1


def test_unapi_offers_and_serves_ris(client: FlaskClient) -> None:
    assert 'name="ris"' in client.get("/unapi").get_data(as_text=True)
    assert client.get("/unapi?id=s1").status_code == 300
    assert NUMBER in client.get("/unapi?id=s1&format=ris").get_data(as_text=True)


def test_a_document_page_tells_reference_managers_what_it_is(client: FlaskClient) -> None:
    page = client.get("/documents/s1").get_data(as_text=True)
    assert '<meta name="z:itemType" content="statute">' in page
    assert f'<meta name="z:publicLawNumber" content="{NUMBER}">' in page


def test_hostile_titles_stay_inside_their_tags(client: FlaskClient) -> None:
    page = client.get("/cite/s4").get_data(as_text=True)
    assert HOSTILE not in page
    assert "\\u003cscript>" in page


def test_the_basket_keeps_the_order_of_adding(visitor: FlaskClient) -> None:
    for document_id in ("s2", "s1", "s2"):
        change(visitor, action="add", id=document_id)
    assert basket_ids(visitor) == ["s2", "s1"]
    assert visitor.get("/basket/ris").get_data(as_text=True).count("ER  - ") == 2


def test_pages_say_what_is_in_the_basket(visitor: FlaskClient) -> None:
    assert "已在引文篮" not in visitor.get("/documents/s1").get_data(as_text=True)
    back = change(visitor, action="add", id="s1", next="/search?q=林业#d-s1")
    assert back.endswith("#d-s1")
    for path in ("/documents/s1", "/search?q=林业", "/cite/s1"):
        page = visitor.get(path).get_data(as_text=True)
        assert ("已在引文篮" in page, 'aria-label="1 份文件"' in page) == (True, True)


def test_citing_from_a_hit_or_an_opened_passage_keeps_the_place(client: FlaskClient) -> None:
    hit = client.get("/search?q=森林覆盖率&format=json").get_json()["results"][0]
    found, place = hit["document_id"], hit["passages"][0]
    start, end = place["start"], place["end"]
    assert f'"/cite/{found}?at={start}-{end}"' in client.get("/search?q=森林覆盖率").get_data(
        as_text=True
    )
    opened = client.get(f"/documents/{found}?at={start}-{end}").get_data(as_text=True)
    assert f'"/cite/{found}?at={start}-{end}" rel="nofollow">引用这一处' in opened


def test_baskets_of_two_readers_are_apart(app: Flask, visitor: FlaskClient) -> None:
    change(visitor, action="add", id="s1")
    assert basket_ids(app.test_client()) == []


def test_clearing_the_basket_can_be_undone(visitor: FlaskClient) -> None:
    change(visitor, action="add", id="s1")
    back = change(visitor, action="clear")
    assert basket_ids(visitor) == []
    batch = urlsplit(back).query.partition("=")[2]
    change(visitor, action="undo", batch=batch.replace("%3A", ":").replace("%2B", "+"))
    assert basket_ids(visitor) == ["s1"]


def test_one_document_can_be_taken_out(visitor: FlaskClient) -> None:
    change(visitor, action="add", id="s1")
    change(visitor, action="remove", id="s1")
    assert basket_ids(visitor) == []


@pytest.mark.parametrize(
    ("button", "moved", "want"),
    [
        ("up", "s4", ["s1", "s4", "s2"]),
        ("down", "s1", ["s2", "s1", "s4"]),
        ("up", "s1", ["s1", "s2", "s4"]),
        ("down", "s4", ["s1", "s2", "s4"]),
        ("up", "unknown", ["s1", "s2", "s4"]),
    ],
)
def test_documents_of_the_basket_can_be_moved(
    visitor: FlaskClient, button: str, moved: str, want: list[str]
) -> None:
    for document_id in ("s1", "s2", "s4"):
        change(visitor, action="add", id=document_id)
    change(visitor, **{button: moved})
    assert basket_ids(visitor) == want
    files = visitor.get("/basket/csl-json").get_json(force=True)
    assert [item["id"] for item in files] == want


def test_what_is_added_after_a_move_comes_last(visitor: FlaskClient) -> None:
    for document_id in ("s1", "s2"):
        change(visitor, action="add", id=document_id)
    change(visitor, up="s2")
    change(visitor, action="add", id="s4")
    assert basket_ids(visitor) == ["s2", "s1", "s4"]


def test_changing_the_basket_keeps_the_style(visitor: FlaskClient) -> None:
    change(visitor, action="add", id="s1")
    back = change(visitor, remove="s1", style="gbt7714-2015", form="author-date")
    assert ("style=gbt7714-2015" in back, "form=author-date" in back) == (True, True)


def test_the_basket_prints_what_its_files_print(visitor: FlaskClient) -> None:
    for document_id in ("s1", "s2", "s4"):
        change(visitor, action="add", id=document_id)
    shown = [entry["entry"] for entry in visitor.get("/basket/?format=json").get_json()["entries"]]
    saved = visitor.get("/basket/text").get_data(as_text=True).splitlines()
    assert [f"[{number}] {entry}" for number, entry in enumerate(shown, 1)] == saved


def test_links_to_files_keep_every_value_of_a_facet(app: Flask) -> None:
    asked = "/search?q=能源&topic=能源&topic=林业&style=gbt7714-2025&at=1-2"
    with app.test_request_context(asked):
        links = dict(citation_files("cite.export", style=Style("gbt7714-2015")))
    query = parse_qs(urlsplit(links["纯文本"]).query)
    assert (query["topic"], query["style"]) == (["能源", "林业"], ["gbt7714-2015"])
    assert "at" not in query


def test_a_form_leads_back_inside_only(visitor: FlaskClient) -> None:
    assert change(visitor, action="add", id="s1", next="/documents/s1") == "/documents/s1"
    assert change(visitor, action="add", id="s1", next="//example.org/").startswith("/basket/")


def test_an_unknown_action_is_refused(visitor: FlaskClient) -> None:
    assert visitor.post("/basket/", data={"action": "sell"}).status_code == 400
