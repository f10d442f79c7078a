"""Tables of small PDF files that have few rules or none, and text that only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import RawDocument
from corpus.sample.make_pdf import PdfPage, write_pdf

ROWS = [
    ["指标", "单位", "2020年", "2025年"],
    ["造林面积", "万亩", "3.1", "4"],
    ["单位产值水耗", "吨", "51", "44"],
    ["湿地保护率", "%", "52.5", "55"],
    ["公园个数", "个", "17", "30"],
]


def load(page: PdfPage) -> RawDocument:
    return PdfLoader().load(write_pdf([page]), "表.pdf")


def found(document: RawDocument) -> list[list[list[str]]]:
    return [item.table.rows for item in document.items if item.table is not None]


def columns(
    page: PdfPage, rows: Sequence[Sequence[str]], *, y: float = 140, step: float = 20
) -> None:
    for number, row in enumerate(rows):
        for column, word in enumerate(row):
            page.text(90 + column * 110, y + number * step, word, 10)


def test_three_lines_make_a_table() -> None:
    page = PdfPage()
    columns(page, ROWS)
    for y in (125, 146, 228):
        page.rule(80, y, 510, y)
    assert found(load(page)) == [ROWS]


def test_header_without_a_rule_above_belongs_to_the_table() -> None:
    page = PdfPage()
    columns(page, ROWS)
    for y in (146, 166, 186, 206, 226):
        page.rule(80, y, 510, y)
    assert found(load(page)) == [ROWS]


def test_two_tables_of_one_width_are_parted_by_the_title_between() -> None:
    page = PdfPage()
    for top in (140, 320):
        page.text(200, top - 30, f"表{top} 示例指标", 12)
        columns(page, ROWS, y=top)
        for y in (top - 15, top + 6, top + 88):
            page.rule(80, y, 510, y)
    assert found(load(page)) == [ROWS, ROWS]


def test_columns_without_any_rule_make_a_table_and_a_note() -> None:
    page = PdfPage()
    page.text(90, 100, "下列各项逐年公布，由主管部门核实后汇总成表。", 10)
    columns(page, ROWS)
    document = load(page)
    assert found(document) == [ROWS]
    assert [note.code for note in document.notes] == ["table_doubtful"]


def test_wrapped_names_of_rows_set_wide_apart_are_made_whole() -> None:
    page = PdfPage()
    columns(page, ROWS, step=28)
    page.text(90, 140 + 2 * 28 + 14, "下降", 10)
    page.text(200, 140 + 4 * 28 + 14, "（含在建）", 10)
    page.text(90, 300, "以上各项由主管部门核实后公布，每年一次，接受社会监督。", 10)
    (table,) = found(load(page))
    assert [row[0] for row in table[2:]] == ["单位产值水耗\n下降", "湿地保护率", "公园个数"]
    assert table[4][1] == "个\n（含在建）"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[f"第{n}章 总则......", "......", f"{n}"] for n in range(6)], id="contents"),
        pytest.param([["张三", "李四", "王五"], ["赵六", "钱七", "孙八"]] * 3, id="names"),
        pytest.param([["甲市人民政府", "", "2022年4月2日"]], id="signature"),
    ],
)
def test_words_in_columns_are_not_always_a_table(rows: Sequence[Sequence[str]]) -> None:
    page = PdfPage()
    columns(page, rows)
    assert found(load(page)) == []


def test_a_table_without_uprights_goes_on_over_the_page() -> None:
    pages = [PdfPage(), PdfPage()]
    later = [["森林抚育", "万亩", "12.25", "14"], ["退耕还林和林保护", "万亩", "3.1", "4"]]
    later.append(["水库", "座", "7", "8"])
    for page, top, body in ((pages[0], 640, ROWS), (pages[1], 90, later)):
        columns(page, body, y=top)
        for line in range(len(body) + 1):
            page.rule(80, top - 14 + line * 20, 510, top - 14 + line * 20)
    document = PdfLoader().load(write_pdf(pages), "表.pdf")
    assert found(document) == [ROWS + later]
