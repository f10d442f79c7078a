"""The reader: text as stored, marks, hits, family, notes, originals, speed."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.search import open_engine, parse_query
from kb.settings import Settings
from kb.store import DocumentBundle, open_store
from tests.contracts.store_samples import bundle, clean_text, document, measure, source_bundle
from tests.webapp.library import PDF, SampleServices, documents
from tests.work import calls
from webapp import create_app
from webapp.pages.body import render_body
from webapp.pages.facts import build_facts
from webapp.pages.reader import similar_documents
from webapp.pages.spans import Layer, Span, find_hits, render


def shown_text(page: str) -> str:
    """What the body of the reader says, without its own additions."""
    body = page.split('<div class="text" lang="zh-CN">')[1].split("</article>")[0]
    body = re.sub(r'<p class="page-mark".*?</p>', "", body)
    body = re.sub(r'<span class="hit-nav">.*?</span>', "", body)
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", body.split("<section")[0])))


@pytest.mark.parametrize("query", ["", "?q=森林", "?q=森林 OR 2025&at=9-25"])
@pytest.mark.parametrize("made", documents(), ids=lambda made: made.document.id)
def test_the_whole_text_is_shown(client: FlaskClient, made: DocumentBundle, query: str) -> None:
    page = client.get(f"/documents/{made.document.id}{query}").text
    assert shown_text(page) == re.sub(r"\s", "", made.text.text.replace(" | ", ""))


def test_hits_are_numbered_anchors(client: FlaskClient) -> None:
    page = client.get("/documents/s2?q=能源").text
    assert re.findall(r'<mark id="(hit-\d+)"', page) == ["hit-1", "hit-2", "hit-3"]


def test_each_hit_leads_to_its_neighbours(client: FlaskClient) -> None:
    page = client.get("/documents/s2?q=能源").text
    assert '<a href="#hit-3">上一处</a><b>1/3</b><a href="#hit-2">下一处</a>' in page


GREEN = "绿色低碳发展。坚持绿色发展，发展产业。"


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("绿色发展", GREEN, ["绿色发展"]),
        ("绿色 发展", GREEN, ["绿色", "发展", "绿色", "发展", "发展"]),
        ("绿色发展 产业", GREEN, ["绿色发展", "产业"]),
        ("绿色发展", "绿色低碳发展。", ["绿色", "发展"]),
    ],
    ids=["one word", "two words", "a word and another", "not in the text as typed"],
)
def test_a_word_typed_whole_is_marked_whole_where_the_text_has_it(
    query: str, text: str, shown: list[str]
) -> None:
    found = find_hits(text, parse_query(query, expand=False).node, query)
    assert [text[start:end] for start, end in found] == shown


def test_place_asked_for_is_marked(client: FlaskClient) -> None:
    page = client.get("/documents/s2?at=5-16").text
    assert re.search(r'<span id="at"[^>]* autofocus class="at">', page)


@pytest.mark.parametrize("place", ["x", "5", "9-5", "-", "1-"])
def test_bad_places_are_refused(client: FlaskClient, place: str) -> None:
    assert client.get(f"/documents/s1?at={place}").status_code == 400


def test_a_word_that_is_not_there_is_said(client: FlaskClient) -> None:
    assert "正文中没有“高铁”" in client.get("/documents/s1?q=高铁").text


def test_measures_are_marked_with_what_they_say(client: FlaskClient) -> None:
    page = client.get("/documents/s1").text
    assert re.search(r'<a id="m-s1-m1" class="measure"[^>]+title="巴中市 · 森林覆盖率 · 2025', page)


def test_headings_make_the_outline(client: FlaskClient) -> None:
    page = client.get("/documents/s1").text
    assert '<a href="#c0">第一章 总则</a>' in page
    assert '<h2 id="c0">第一章 总则</h2>' in page


def test_table_rows_become_a_table(client: FlaskClient) -> None:
    assert re.search(
        r'<tr id="c\d+"><td>.{0,400}湿地</a>面积</td><td', client.get("/documents/s1").text
    )


def test_values_say_where_they_came_from() -> None:
    facts = build_facts(
        document(origins={"document_number": "html_table"}, document_number="甲1号")
    )
    told = {fact.field: (fact.values[0][0], fact.origin) for fact in facts if fact.values}
    assert told["document_number"] == ("甲1号", "网页信息表")


def test_an_author_leads_to_what_else_they_wrote() -> None:
    facts = build_facts(document(authors=("张三",)))
    assert [fact.values for fact in facts if fact.field == "authors"] == [
        (("张三", "q", "作者:“张三”"),)
    ]


def test_what_the_text_does_not_say_is_said(client: FlaskClient) -> None:
    assert "没有读到" in client.get("/documents/s3.a01").text


def test_what_was_not_read_is_said(client: FlaskClient) -> None:
    page = client.get("/documents/s1").text
    assert "扫描页，没有文字层" in page
    assert 'href="/documents/s1/original#page=4"' in page


def test_articles_lead_to_their_neighbours(client: FlaskClient) -> None:
    page = client.get("/documents/s3.a01").text
    assert re.search(r'<a rel="next" href="/documents/s3.a02">下一篇：乙县能源快讯', page)


def test_pdf_opens_in_the_browser(client: FlaskClient) -> None:
    answer = client.get("/documents/s1/original", buffered=True)
    assert (answer.mimetype, answer.data) == ("application/pdf", PDF)
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_pages_lead_to_the_page_of_the_original(client: FlaskClient) -> None:
    assert '<a href="/documents/s1/original#page=1"' in client.get("/documents/s1").text


@pytest.mark.parametrize(
    ("file", "loader", "name", "shown"),
    [
        ("规划.pdf", "docx", "规划.pdf.docx", False),
        ("规划.docx", "pdf", "规划.docx.pdf", True),
        ("规划.PDF", "pdf", "规划.PDF", True),
        ("网页.txt", "html", "网页.txt", False),
    ],
)
def test_an_original_is_sent_as_what_it_was_read_as(
    tmp_path: Path, file: str, loader: str, name: str, *, shown: bool
) -> None:
    made = bundle("s1")
    named = made.document.model_copy(update={"source": file, "loader": loader})
    made = replace(made, document=named)
    services = SampleServices(tmp_path, [made])
    client = create_app(Settings(), services).test_client()
    sent = client.get("/documents/s1/original", buffered=True)
    services.close()
    assert (sent.mimetype == "application/pdf") == shown
    disposition = sent.headers["Content-Disposition"]
    assert disposition.startswith("inline" if shown else "attachment")
    assert unquote(disposition).endswith(name)


def test_no_original_is_said(client: FlaskClient) -> None:
    assert "原件（" not in client.get("/documents/s3.a01").text
    assert client.get("/documents/s3.a01/original").status_code == 404


def test_plain_text_is_shown_in_its_own_encoding(client: FlaskClient) -> None:
    answer = client.get("/documents/s2/original", buffered=True)
    assert answer.content_type == "text/plain; charset=gb18030"
    assert answer.data.decode("gb18030") == "湖南省"


def test_measures_table_leads_to_the_sentences(client: FlaskClient) -> None:
    page = client.get("/documents/s1/measures").text
    assert re.search(r'<tr id="s1-m1">.*?href="/documents/s1\?at=\d+-\d+#at"', page, re.DOTALL)


def test_marks_that_overlap_are_nested_right() -> None:
    layers = [Layer([Span(0, 4, "a", "", id="x")]), Layer([Span(2, 6, "b", "", id="y")])]
    assert render("甲乙丙丁戊己", 0, 6, layers) == (
        '<a id="x">甲乙</a><a><b id="y">丙丁</b></a><b>戊己</b>'
    )


def test_a_mark_over_two_blocks_has_one_id_and_is_opened_at_once() -> None:
    text = clean_text(lines=("甲乙", "丙丁"))
    mark = Span(1, 4, "b", "", id="x", focused=True)
    html = render_body(text, {}, [Layer([mark])], page_url=None)
    assert (html.count('id="x"'), html.count("autofocus")) == (1, 1)
    assert re.sub(r"<[^>]+>|第 1 页|\s", "", html) == "甲乙丙丁"


def test_a_paragraph_that_begins_with_its_heading_is_no_heading() -> None:
    text = clean_text(lines=("1.推进清洁取暖。" + "加快管网建设，" * 12, "正文。"))
    html = render_body(text, {0: 3}, [], page_url=None)
    assert '<p id="c0"><b>1.推进清洁取暖。</b>加快管网建设' in html


@pytest.mark.parametrize(
    ("row", "merged"), [("一、生态 | 一、生态", True), ("52 | 52", False), ("湿地 | 一批", False)]
)
def test_a_merged_cell_is_shown_once(row: str, merged: bool) -> None:
    text = clean_text(lines=("第一章", "正文。", "指标 | 2025年", row))
    html = render_body(text, {}, [], page_url=None)
    assert ('<td colspan="2">一、生态</td>' in html) == merged


def test_a_marked_row_is_merged_too_and_its_word_is_one_hit(tmp_path: Path) -> None:
    made = bundle("s1", lines=("第一章", "正文。", "指标 | 2025年", "一、生态 | 一、生态"))
    services = SampleServices(tmp_path, [made])
    page = create_app(Settings(), services).test_client().get("/documents/s1?q=生态").text
    services.close()
    (row,) = re.findall(r'<td colspan="2">.*?</td>', page)
    assert 'id="hit-1"' in row
    assert 'id="hit-2"' not in page


def test_a_table_over_two_pages_says_where_the_second_begins() -> None:
    text = clean_text(lines=("第一章", "正文。", "指标 | 2025年", "湿地 | 12"))
    *blocks, last = text.blocks
    text = replace(text, blocks=(*blocks, replace(last, page=2)))
    html = render_body(text, {}, [], page_url="/original")
    row = html.index('<tr id="page-2"><td class="page-mark"')
    assert row < html.index('href="/original#page=2"', row) < html.index("湿地")


def work_of_a_page(folder: Path, size: int) -> int:
    """The calls that make the page of a document with so many paragraphs, measures and hits."""
    lines = ("总则", *(f"到2025年，第{n}项森林覆盖率达到63%。" for n in range(size)))
    made, text = bundle("s1", lines=lines), clean_text(lines=lines)
    many = tuple(
        measure("s1", text, block=n, id=f"s1-{n}", value_end=text.blocks[n].end)
        for n in range(1, size)
    )
    services = SampleServices(folder, [replace(made, measures=many, ledger=())])
    client = create_app(Settings(), services).test_client()
    page = "/documents/s1?q=森林覆盖率"
    assert f'id="hit-{size}"' in client.get(page).text  # also compiles templates
    made_in = calls(lambda: client.get(page))
    services.close()
    return made_in


def test_a_document_twice_as_long_is_twice_the_work(tmp_path: Path) -> None:
    once, twice = (work_of_a_page(tmp_path / str(size), size) for size in (400, 800))
    assert twice < 2.1 * once


def test_of_each_family_one_document_is_similar_and_none_of_its_own(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'library.sqlite'}")
    own = [_of_family("a", "n", "甲市竹产业规划的通知"), _of_family("a", "p", "甲市竹产业规划")]
    other = [_of_family("b", "n", "乙市竹产业规划的通知"), _of_family("b", "p", "乙市竹产业规划")]
    store.put_source(source_bundle("a", *own))
    store.put_source(source_bundle("b", *other))
    engine = open_engine("memory", tmp_path)
    engine.rebuild([*own, *other])
    services = SimpleNamespace(store=store, engine=engine)
    found = similar_documents(own[1].document, services)  # type: ignore[arg-type]  # asked no more
    store.close()
    assert [document.family_id for document in found] == ["b"]


def _of_family(name: str, part: str, title: str) -> DocumentBundle:
    role = "notice" if part == "n" else "plan"
    return bundle(name, part, title=title, family_id=name, family_role=role, issuers=())
