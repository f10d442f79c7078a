"""Citing a place in a document, documents as references, and what pages say of themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kb.citations.csl import item_from_csl
from kb.citations.document_item import gaps, item_from_document
from kb.citations.gbt7714 import format_item
from kb.citations.page_metadata import json_ld, meta_tags
from kb.citations.passage import cite_passage
from kb.models import Document
from tests.plain import plain_document

ITEM = item_from_csl(
    {
        "id": "d1",
        "type": "regulation",
        "title": "平昌县<低碳>发展规划",
        "author": [{"literal": "平昌县人民政府"}, {"literal": "平昌县发展和改革局"}],
        "number": "平府发〔2021〕9号",
        "issued": {"date-parts": [[2021, 8, 9]]},
        "language": "zh-CN",
    }
)
FACTS: dict[str, Any] = {
    "doc": "规划", "source": "规划.pdf", "title": "平昌县低碳发展规划", "level": "county",
    "issuers": ("平昌县人民政府",), "document_number": "平府发[2021]9号",
    "written_on": "2021-08-09", "published_on": "2021-08-20", "length": 10, "loader": "pdf",
}  # fmt: skip


def document(**changed: Any) -> Document:
    return plain_document("s1", **{**FACTS, **changed})


def test_a_passage_is_cited_with_its_place() -> None:
    cited = cite_passage(ITEM, "森林覆盖率达到五成", headings=["二、目标", "（一）总体"], page=4)
    assert cited.locator == "二、目标，（一）总体，第4页"
    assert cited.text.startswith("“森林覆盖率达到五成”（平昌县人民政府，平昌县发展和改革局. ")


def test_quotation_marks_inside_a_quotation_are_single() -> None:
    assert cite_passage(ITEM, "实施“煤改气”工程").text.startswith("“实施‘煤改气’工程”（")


def test_cells_put_together_are_no_quotation() -> None:
    cells = "指标：森林覆盖率；2025年：58%"
    cited = cite_passage(ITEM, cells, caption="专栏1 主要指标", page=4, tabular=True)
    assert cited.locator == "专栏1 主要指标，第4页"
    assert cited.text.startswith("表中数据：指标：森林覆盖率；2025年：58%（")
    assert not any(mark in cited.text + cited.html for mark in ("“", "<blockquote"))
    assert not cited.markdown.startswith(">")


def test_a_heading_that_is_the_caption_is_named_once() -> None:
    cited = cite_passage(ITEM, "甲：1", headings=["专栏1"], caption="专栏1", tabular=True)
    assert cited.locator == "专栏1"


def test_the_place_stands_behind_the_entry() -> None:
    assert "[Z]. 2021. 见：第3页。）" in cite_passage(ITEM, "目标", page=3).text


def test_rich_text_escapes_what_html_would_act_upon() -> None:
    assert "平昌县&lt;低碳&gt;发展规划" in cite_passage(ITEM, "a & b").html


def test_markdown_escapes_its_own_marks() -> None:
    assert "\\*重点\\*" in cite_passage(ITEM, "*重点*").markdown


@pytest.mark.parametrize(
    ("quote", "want"),
    [
        ("1.到2025年", "> 1\\.到2025年\n"),
        ("2) 到2030年", "> 2\\) 到2030年\n"),
        ("- 甲", "> \\- 甲\n"),
    ],
)
def test_a_numbered_paragraph_is_no_list_in_markdown(quote: str, want: str) -> None:
    assert cite_passage(ITEM, quote).markdown.startswith(want)


def test_the_address_is_a_link_in_markdown() -> None:
    item = replace(
        ITEM, fields={**ITEM.fields, "URL": "https://www.example.gov.cn/a_b_c.htm?x=1*2"}
    )
    assert " <https://www.example.gov.cn/a_b_c.htm?x=1*2>.\n" in cite_passage(item, "甲").markdown


def test_a_paper_document_is_dated_by_its_own_date() -> None:
    want = "平昌县人民政府. 平昌县低碳发展规划：平府发〔2021〕9号[Z]. 2021."
    assert format_item(item_from_document(document())) == want


def test_an_online_document_is_dated_by_the_day_it_went_online() -> None:
    item = item_from_document(document(url="https://www.example.gov.cn/1"), accessed="2026-02-03")
    assert "（2021-08-20）[2026-02-03]" in format_item(item)


def test_an_article_of_a_compilation_names_its_host() -> None:
    article = document(compilation="低碳快讯", kind="news", document_number=None, issuers=())
    assert format_item(item_from_document(article)) == "平昌县低碳发展规划[M]//低碳快讯. 2021."


def test_personal_authors_come_before_their_house() -> None:
    paper = document(kind="research", authors=("李一", "王二"), document_number=None)
    assert format_item(item_from_document(paper)).startswith("李一，王二. ")


@pytest.mark.parametrize(
    ("changes", "want"),
    [
        ({}, ["无网址"]),
        (
            {"issuers": (), "written_on": None, "published_on": None},
            ["发文机关或作者不详", "日期不详", "无网址"],
        ),
        ({"document_number": None, "url": "https://www.example.gov.cn/1"}, ["发文字号不详"]),
    ],
    ids=["only the address", "author, date and address", "only the number"],
)
def test_what_a_reference_lacks_is_said(changes: dict[str, Any], want: list[str]) -> None:
    assert gaps(document(**changes)) == want


def test_pages_name_each_issuer_in_a_tag_of_its_own() -> None:
    tags = meta_tags(ITEM, canonical="/documents/d1")
    creators = [content for name, content in tags if name == "DC.creator"]
    assert creators == ["平昌县人民政府", "平昌县发展和改革局"]


def test_pages_give_item_type_and_number_for_zotero() -> None:
    tags = dict(meta_tags(ITEM, canonical="/documents/d1"))
    assert (tags["z:itemType"], tags["z:publicLawNumber"], tags["z:extra"]) == (
        "statute",
        "平府发〔2021〕9号",
        "Type: regulation",
    )


def test_json_ld_cannot_close_its_script_element() -> None:
    text = json_ld(ITEM, canonical="https://www.example.gov.cn/1")
    assert "<" not in text
    assert json.loads(text)["name"] == "平昌县<低碳>发展规划"
