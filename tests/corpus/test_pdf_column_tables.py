"""Tables that stand in one of two columns of text."""

from __future__ import annotations

from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import RawItem
from corpus.sample.make_pdf import PdfPage, Row, write_pdf

HEAD: Row = ["类别", "指标", "目标"]
WIDTHS = [50, 100, 50]


def page_of_columns(left: int, right: int) -> PdfPage:
    """Two columns of text, so many lines left from the top, and right from further down."""
    page = PdfPage()
    for row in range(left):
        page.text(60, 80 + row * 18, f"左{row:02d}" + "栏" * 20, 10)
    for row in range(right):
        page.text(320, 205 + row * 18, f"右{row:02d}" + "栏" * 20, 10)
    return page


def read(page: PdfPage) -> list[RawItem]:
    return PdfLoader().load(write_pdf([page]), "a.pdf").items


def test_a_table_is_read_where_its_column_has_it() -> None:
    page = page_of_columns(20, 20)
    page.table(60, 440, WIDTHS, [HEAD, ["生态", "森林覆盖率", "50"]])
    order = [item.kind if item.table else item.text[:1] for item in read(page)]
    assert order == ["左"] * 20 + ["table"] + ["右"] * 20


def test_a_table_cut_at_the_foot_of_a_column_is_made_whole() -> None:
    page = page_of_columns(20, 20)
    upper: list[Row] = [HEAD, ["生态", "森林覆盖率", "50"], ["^", "湿地保护率", "55"]]
    page.table(60, 440, WIDTHS, upper)
    page.table(320, 80, WIDTHS, [["", "草原盖度", "60"], ["水务", "用水总量", "5"]])
    (table,) = [item.table for item in read(page) if item.table is not None]
    assert table.rows == [
        ["类别", "指标", "目标"],
        ["生态", "森林覆盖率", "50"],
        ["生态", "湿地保护率", "55"],
        ["生态", "草原盖度", "60"],
        ["水务", "用水总量", "5"],
    ]
