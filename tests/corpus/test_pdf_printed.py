"""A web page printed to PDF: the browser's head and foot are no text, its address is kept."""

from __future__ import annotations

import pytest

from corpus.loaders.pdf import PdfLoader
from corpus.loaders.pdf_printed import mark_browser_print
from corpus.loaders.protocol import RawItem
from corpus.sample.make_pdf import PdfPage, write_pdf

ADDRESS = "https://www.example.gov.cn/zwgk/2023/a.html"
SITE_TITLE = "甲县社区食堂规划全文_甲县人民政府"
TEXT = ["甲县社区食堂规划", "新建食堂十家。"]

CHROMIUM = (f"11/22/23, 7:27 AM  {SITE_TITLE}", f"{ADDRESS}  1/1")
CHROMIUM_ZH = (f"2023/11/22 15:27  {SITE_TITLE}", f"{ADDRESS}  1/1")
EDGE_ZH = (f"2023/11/22 下午3:27 {SITE_TITLE}", f"{ADDRESS} 1/1")
FIREFOX = (f"{SITE_TITLE}  {ADDRESS}", "第 1 页，共 1 页  2023/11/22 15:27")


def printed(head: str, foot: str) -> list[RawItem]:
    return [RawItem("line", text, page=1) for text in (head, *TEXT, foot)]


@pytest.mark.parametrize("edges", [CHROMIUM, CHROMIUM_ZH, EDGE_ZH, FIREFOX])
def test_the_head_and_foot_of_a_browser_leave_the_text(edges: tuple[str, str]) -> None:
    items = printed(*edges)
    assert mark_browser_print(items) == ADDRESS
    assert [item.text for item in items if item.kind == "line"] == TEXT


@pytest.mark.parametrize(
    "edges",
    [
        ("2023/11/22 15:27  全县安全生产会议", "参加单位：各乡镇。"),
        ("甲县社区食堂规划", f"全文见 {ADDRESS}"),
        (f"{ADDRESS}", "2023/11/22 15:27"),
    ],
    ids=["a time alone", "an address alone", "no page number"],
)
def test_a_time_or_an_address_alone_is_text(edges: tuple[str, str]) -> None:
    items = printed(*edges)
    assert mark_browser_print(items) is None
    assert {item.kind for item in items} == {"line"}


@pytest.mark.parametrize("address", ["file:///C:/a.html", "https://www.example.gov.cn/zwgk/20…"])
def test_an_address_that_leads_nowhere_is_not_kept(address: str) -> None:
    items = printed(CHROMIUM[0], f"{address}  1/1")
    assert mark_browser_print(items) is None
    assert items[-1].kind == "furniture"


def test_the_title_in_the_file_does_not_count_for_the_head_of_the_browser() -> None:
    page = PdfPage()
    for row, text in enumerate((CHROMIUM_ZH[0], *TEXT, CHROMIUM_ZH[1])):
        page.text(90, 60 + row * 40, text, 12)
    document = PdfLoader().load(write_pdf([page], title=SITE_TITLE), "打印.pdf")
    assert [(hint.field, hint.value) for hint in document.hints] == [("url", ADDRESS)]
