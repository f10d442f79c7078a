"""Tables of small PDF files made here: cells, merging, page breaks, what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import RawDocument, RawTable
from corpus.sample.make_pdf import PdfPage, Row, write_pdf

HEAD: Row = ["指标", "单位", "2020年", "2025年"]
WIDTHS = [200.0, 60.0, 80.0, 80.0]


def load(*pages: PdfPage) -> RawDocument:
    return PdfLoader().load(write_pdf(pages), "表.pdf")


def tables(document: RawDocument) -> list[RawTable]:
    return [item.table for item in document.items if item.table is not None]


def rows(table: RawTable) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in table.rows]


def texts(document: RawDocument) -> list[str]:
    return [item.text for item in document.items if item.kind == "line"]


def page_with(
    body: Sequence[Row], *, y: float = 120, widths: Sequence[float] = WIDTHS, sides: bool = True
) -> PdfPage:
    page = PdfPage()
    page.table(80, y, widths, body, sides=sides)
    return page


def test_cells_stand_in_rows_and_not_in_the_text() -> None:
    page = page_with([HEAD, ["湿地保护率", "%", "51", "55"]])
    page.text(80, 80, "表1 甲省示例指标", 14)
    page.text(80, 250, "表后的一段文字。", 16)
    document = load(page)
    (table,) = tables(document)
    assert rows(table) == [list(HEAD), ["湿地保护率", "%", "51", "55"]]
    assert (table.header_rows, table.pages) == (1, [1, 1])
    assert [item.text or "表" for item in document.items] == [
        "表1 甲省示例指标",
        "表",
        "表后的一段文字。",
    ]


def test_wraps_in_a_cell_stay_line_breaks() -> None:
    (table,) = tables(load(page_with([HEAD, ["城镇生活污水\n集中处理率", "%", "95", "97"]])))
    assert table.rows[1][0] == "城镇生活污水\n集中处理率"


@pytest.mark.parametrize(
    ("width", "text"), [(80.0, "32.6；\n12.1"), (26.0, "32.6\n12.1")], ids=["with room", "full"]
)
def test_figures_on_two_lines_are_two_where_one_had_room(width: float, text: str) -> None:
    body: list[Row] = [HEAD, ["湿地面积\n林地面积", "万亩", "32.6\n12.1", "40"]]
    (table,) = tables(load(page_with(body, widths=[200, 60, width, 80])))
    assert table.rows[1][2] == text


def test_merged_cells_are_repeated_where_they_reach() -> None:
    body: list[Row] = [
        ["类别", "指标", None, "2025年"],
        ["环境", "空气质量", "优良天数（%）", "92"],
        ["^", "^", "细颗粒物", "28"],
        ["^", "森林覆盖率（%）", None, "59"],
    ]
    (table,) = tables(load(page_with(body, widths=[60, 120, 120, 60])))
    assert rows(table) == [
        ["类别", "指标", "指标", "2025年"],
        ["环境", "空气质量", "优良天数（%）", "92"],
        ["环境", "空气质量", "细颗粒物", "28"],
        ["环境", "森林覆盖率（%）", "森林覆盖率（%）", "59"],
    ]


def test_two_header_levels_are_known_as_headers() -> None:
    body: list[Row] = [
        ["能源品种", "2020年", None, "2025年", None],
        ["^", "实物量", "比重", "实物量", "比重"],
        ["煤炭（万吨）", "135", "1.5", "100", "0.9"],
    ]
    (table,) = tables(load(page_with(body, widths=[120, 60, 60, 60, 60])))
    assert table.header_rows == 2
    assert [row[3] for row in rows(table)] == ["2025年", "实物量", "100"]


def test_outer_uprights_may_be_missing() -> None:
    (table,) = tables(load(page_with([HEAD, ["林地面积", "万亩", "10", "12"]], sides=False)))
    assert rows(table) == [list(HEAD), ["林地面积", "万亩", "10", "12"]]


def test_table_with_rules_between_rows_only() -> None:
    page = PdfPage()
    for y in (100, 124, 200):
        page.rule(80, y, 500, y)
    for row, y in enumerate((116, 142, 166, 190)):
        words = (
            HEAD,
            ["造林面积", "万亩", "3.1", "4"],
            ["水耗", "吨", "51", "44"],
            ["能耗", "吨", "0.5", "0.4"],
        )[row]
        for column, word in enumerate(words):
            page.text(84 + column * 110, y, str(word), 10)
    (table,) = tables(load(page))
    assert rows(table)[1:3] == [["造林面积", "万亩", "3.1", "4"], ["水耗", "吨", "51", "44"]]


def test_imprint_between_rules_is_no_table() -> None:
    page = PdfPage()
    for y in (700, 725, 750):
        page.rule(80, y, 515, y)
    page.text(84, 717, "抄送：市委办公室，市人大常委会办公室。", 12)
    page.text(84, 742, "甲市人民政府办公室", 12)
    page.text(380, 742, "2022年4月2日印发", 12)
    document = load(page)
    assert tables(document) == []
    assert "2022年4月2日印发" in texts(document)[1]


def test_box_around_text_is_no_table() -> None:
    page = PdfPage()
    page.table(80, 100, [420], [["专栏1 重点工程"]], size=12)
    page.table(80, 124, [420], [["实施山区造林与退化林修复工程。"]], size=12)
    document = load(page)
    assert tables(document) == []
    assert texts(document) == ["专栏1 重点工程", "实施山区造林与退化林修复工程。"]


def test_title_and_notes_inside_the_frame_leave_the_table() -> None:
    body: list[Row] = [
        ["专栏2 主要指标", None, None, None],
        HEAD,
        ["湿地保护率", "%", "51", "55"],
        ["注：带方括号的为累计数。", None, None, None],
    ]
    document = load(page_with(body))
    (table,) = tables(document)
    assert rows(table) == [list(HEAD), ["湿地保护率", "%", "51", "55"]]
    assert texts(document) == ["专栏2 主要指标", "注：带方括号的为累计数。"]


BODY: list[Row] = [[f"指标{i}", "%", str(40 + i), str(50 + i)] for i in range(6)]


def two_pages(first: Sequence[Row], second: Sequence[Row], **more: object) -> RawDocument:
    upper = page_with(first, y=600)
    upper.text(280, 810, "— 1 —", 12)
    lower = page_with(second, y=70)
    lower.text(280, 810, "— 2 —", 12)
    return load(upper, lower)


def test_table_over_two_pages_is_one_without_its_repeated_header() -> None:
    (table,) = tables(two_pages([HEAD, *BODY[:3]], [HEAD, *BODY[3:]]))
    assert rows(table) == [list(HEAD), *[list(row) for row in BODY]]
    assert table.pages == [1, 1, 1, 1, 2, 2, 2]


def test_table_over_two_pages_without_repeated_header() -> None:
    (table,) = tables(two_pages([HEAD, *BODY[:3]], BODY[3:]))
    assert rows(table) == [list(HEAD), *[list(row) for row in BODY]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(
            ["规模以上工业企业每万元新增产值的平均用", "%", "30", "36"],
            ["水量下降率", "", "", ""],
            id="name cut",
        ),
        pytest.param(
            ["规模以上工业企业每万元新增产值的平均用", "", "", ""],
            ["水量下降率", "%", "30", "36"],
            id="low",
        ),
        pytest.param(
            ["规模以上工业企业每万元新增产值的平均用", "%", "", ""],
            ["水量下降率", "", "30", "36"],
            id="mixed",
        ),
    ],
)
def test_row_cut_by_the_page_break_is_made_whole(above: Row, below: Row) -> None:
    (table,) = tables(two_pages([HEAD, *BODY[:3], above], [HEAD, below, *BODY[3:]]))
    assert rows(table)[4] == ["规模以上工业企业每万元新增产值的平均用水量下降率", "%", "30", "36"]
    assert len(table.rows) == 8


def test_complete_rows_on_both_sides_of_the_break_stay_two() -> None:
    (table,) = tables(two_pages([HEAD, *BODY[:3]], BODY[3:]))
    assert len(table.rows) == 7


def test_rows_with_empty_cells_are_not_taken_for_cut_ones() -> None:
    above: Row = ["供热", "", "", ""]
    below: Row = ["地热能", "万平方米", "75", "100"]
    (table,) = tables(two_pages([HEAD, *BODY[:3], ["风电", "", "", ""], above], [HEAD, below]))
    assert rows(table)[-2:] == [["供热", "", "", ""], ["地热能", "万平方米", "75", "100"]]


@pytest.mark.parametrize("upper", ["生态环境", ""])
def test_category_cut_by_the_page_break_reaches_over_it(upper: str) -> None:
    widths = [60.0, 160.0, 80.0]
    head: Row = ["类别", "指标", "2025年"]
    first = page_with(
        [head, [upper, "优良天数", "92"], ["^", "细颗粒物", "28"]], y=600, widths=widths
    )
    lower = "" if upper else "生态环境"
    second = page_with([[lower, "湿地", "55"], ["^", "森林", "59"]], y=70, widths=widths)
    (table,) = tables(load(first, second))
    assert [row[0] for row in rows(table)] == ["类别", *["生态环境"] * 4]


def test_tables_of_other_shape_on_the_next_page_stay_apart() -> None:
    first = page_with([HEAD, *BODY[:3]], y=600)
    second = page_with([["地区", "责任单位"], ["甲市", "林业局"]], y=70, widths=[120, 300])
    assert len(tables(load(first, second))) == 2


def test_text_between_tables_keeps_them_apart() -> None:
    first = page_with([HEAD, *BODY[:3]], y=600)
    second = page_with([HEAD, *BODY[3:]], y=150)
    second.text(80, 90, "表2 乙省的示例指标", 14)
    assert len(tables(load(first, second))) == 2


def test_landscape_and_turned_tables_are_read() -> None:
    page = PdfPage(size=(842, 595), rotate=90)
    page.table(
        60,
        100,
        [150, *[60.0] * 9],
        [[f"{y}年" for y in range(2015, 2025)], [str(n) for n in range(10)]],
    )
    (table,) = tables(load(page))
    assert rows(table)[1] == [str(n) for n in range(10)]


def test_note_marks_leave_the_figures_of_a_table() -> None:
    page = page_with([HEAD, ["达标率", "%", "100", "98"]])
    page.text(358, 137 + 16, "", 6)
    page.text(303, 154, "a", 6)
    page.text(80, 200, "注：a.按国考断面计算。", 10)
    (table,) = tables(load(page))
    assert rows(table)[1] == ["达标率", "%", "100", "98"]


def test_cells_cut_by_several_page_breaks_are_healed() -> None:
    widths = [60.0, 40.0, 160.0, 80.0]
    head: Row = ["类别", "序号", "指标", "2025年"]
    pages = [
        page_with(
            [head, ["环境", "1", "单位工业增加值用水量下降比例", "92"]], y=700, widths=widths
        ),
        page_with(
            [["", "", "（全口径）", ""], ["^", "2", "湿地", "55"], ["^", "3", "森林", "59"]],
            y=70,
            widths=widths,
        ),
        page_with([["", "4", "草原", "80"], ["^", "5", "荒漠", "9"]], y=70, widths=widths),
    ]
    (table,) = tables(load(*pages))
    assert rows(table)[1] == ["环境", "1", "单位工业增加值用水量下降比例（全口径）", "92"]
    assert [row[0] for row in rows(table)[1:]] == ["环境"] * 5


def test_tables_may_be_left_in_the_text() -> None:
    data = write_pdf([page_with([HEAD, ["湿地保护率", "%", "51", "55"]])])
    document = PdfLoader(tables=False).load(data, "表.pdf")
    assert tables(document) == []
    assert [text.split() for text in texts(document)] == [
        list(HEAD),
        ["湿地保护率", "%", "51", "55"],
    ]
