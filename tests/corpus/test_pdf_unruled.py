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


def two_pages(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> list[list[str]]:
    """The one table of two pages: lines at the foot of a page and at the top of the next."""
    pages = [PdfPage(), PdfPage()]
    for page in pages:
        page.text(90, 60, "甲市人民政府公报", 10)
    columns(pages[0], first, y=760 - 20 * len(first))
    columns(pages[1], second, y=110)
    for line in range(6):
        pages[0].text(90, 120 + 40 * line, "这一段文字只是说明表格之前还有别的内容，" * 2, 10)
        pages[1].text(90, 400 + 40 * line, "这一段文字只是说明表格之后还有别的内容，" * 2, 10)
    document = PdfLoader().load(write_pdf(pages), "表.pdf")
    (table,) = found(document)
    return [["".join(cell.split()) for cell in row] for row in table]


@pytest.mark.parametrize("cut", range(1, len(ROWS)))
def test_a_table_without_rules_is_whole_wherever_the_page_ends(cut: int) -> None:
    rows = [*ROWS, ["森林抚育", "万亩", "12.25", "14"], ["水库", "座", "7", "8"]]
    assert two_pages(rows[:cut], rows[cut:]) == rows


def test_a_header_repeated_on_the_next_page_is_dropped() -> None:
    later = [["森林抚育", "万亩", "12.25", "14"], ["水库", "座", "7", "8"]]
    assert two_pages(ROWS, [ROWS[0], *later, *later[:1]]) == [*ROWS, *later, *later[:1]]


def test_a_wrapped_name_is_whole_where_the_page_ends_within_it() -> None:
    rest = [["", "（含在建）", "", ""], ["水库", "座", "7", "8"]]
    assert two_pages(ROWS, rest)[4:] == [
        ["公园个数", "个（含在建）", "17", "30"],
        ["水库", "座", "7", "8"],
    ]


def test_a_column_that_is_empty_on_one_page_keeps_its_place() -> None:
    head = ["指标", "单位", "2020年", "2025年", "备注"]
    rows = [head, *([*row, "约束性"] for row in ROWS[1:])]
    later = [["森林抚育", "万亩", "12.25", "14"], ["水库", "座", "7", "8"]] * 2
    assert two_pages(rows, later)[5:] == [[*row, ""] for row in later]


def test_a_wrapped_header_is_one_row() -> None:
    page = PdfPage()
    columns(page, [["", "", "（实际）", "（目标）"]], y=152)
    columns(page, ROWS[:1])
    columns(page, ROWS[1:], y=172)
    (table,) = found(load(page))
    assert [row[2].replace("\n", "") for row in table[:2]] == ["2020年（实际）", "3.1"]


@pytest.mark.parametrize("ruled", [False, True], ids=["no rules", "three rules"])
def test_words_over_several_years_head_each_of_them(ruled: bool) -> None:
    page = PdfPage()
    page.text(305, 138, "现状值", 10)
    page.text(415, 138, "目标值", 10)
    for column, words in enumerate(["指标", "单位", "2019年", "2020年", "2025年", "2035年"]):
        page.text([90, 200, 280, 335, 390, 445][column], 156, words, 10)
    for number in range(5):
        row = [f"示例指标{number}", "万亩", "3.1", "4", "5.2", "6"]
        for column, words in enumerate(row):
            page.text([90, 200, 280, 335, 390, 445][column], 180 + 20 * number, words, 10)
    for y in (122, 162, 270) if ruled else ():
        page.rule(80, y, 500, y)
    (table,) = found(load(page))
    assert [row[2:] for row in table[:2]] == [
        ["现状值", "现状值", "目标值", "目标值"],
        ["2019年", "2020年", "2025年", "2035年"],
    ]
    assert [row[:2] for row in table[:2]] == [["指标", "单位"]] * 2


def test_the_name_of_a_group_of_rows_is_a_row() -> None:
    page = PdfPage()
    columns(page, ROWS[:1])
    for top, name in ((160, "一、资源"), (220, "二、环境")):
        page.text(190, top, name, 10)
        columns(page, ROWS[1:3] if top < 200 else ROWS[3:], y=top + 20)
    (table,) = found(load(page))
    assert [row[0] for row in table] == [
        "指标", "一、资源", "造林面积", "单位产值水耗", "二、环境", "湿地保护率", "公园个数",
    ]  # fmt: skip


def test_the_rest_of_a_last_row_on_the_next_page_belongs_to_it() -> None:
    pages = [PdfPage(), PdfPage()]
    pages[0].table(
        90, 600, [120, 60, 60], [["指标", "2020年", "2025年"], *ROWS_OF_THREE], height=40
    )
    pages[1].table(90, 80, [120, 60, 60], [["化率", "", ""]], height=24)
    pages[1].text(90, 200, "表后的一段文字说明数据的来源和口径。", 12)
    document = PdfLoader().load(write_pdf(pages), "表.pdf")
    (table,) = found(document)
    assert table[-1] == ["农作物耕种收综合机械\n化率", "78", "85"]


ROWS_OF_THREE = [["造林面积", "3.1", "4"], ["农作物耕种收综合机械", "78", "85"]]


def centred(page: PdfPage, y: float, name: Sequence[str], figures: Sequence[str]) -> None:
    """A row whose name has two lines, with its figures beside the middle of them."""
    for line, words in enumerate(name):
        page.text(90, y + 14 * (line - (len(name) - 1) / 2), words, 10)
    for column, words in enumerate(figures, start=1):
        page.text(90 + column * 110, y, words, 10)


def test_figures_beside_the_middle_of_a_wrapped_name_are_its_own() -> None:
    names = [
        ["造林面积"],
        ["主要农作物耕种", "综合机械化率"],
        ["湿地面积"],
        ["农村居民人均", "可支配收入"],
    ]
    pages = [PdfPage(), PdfPage()]
    columns(pages[0], ROWS[:1], y=640)
    for number, name in enumerate([*names[1:], names[0]]):
        centred(pages[0], 668 + number * 28, name, ["万亩", f"3{number}.1", f"4{number}"])
    for number, name in enumerate(names[::-1]):
        centred(pages[1], 100 + number * 28, name, ["万亩", f"5{number}.1", f"6{number}"])
    document = PdfLoader().load(write_pdf(pages), "表.pdf")
    (table,) = found(document)
    assert [(row[0].replace("\n", ""), row[2]) for row in table[1:]] == [
        ("主要农作物耕种综合机械化率", "30.1"),
        ("湿地面积", "31.1"),
        ("农村居民人均可支配收入", "32.1"),
        ("造林面积", "33.1"),
        ("农村居民人均可支配收入", "50.1"),
        ("湿地面积", "51.1"),
        ("主要农作物耕种综合机械化率", "52.1"),
        ("造林面积", "53.1"),
    ]


GROUPED = [["", *row] for row in ROWS]
GROUPED[0][0] = "类别"


def grouped(page: PdfPage, labels: Sequence[tuple[float, str]]) -> list[str]:
    """The first column of a table whose rows are 20 apart, with words at these heights in it."""
    for number, row in enumerate(GROUPED):
        for column, word in enumerate(row):
            page.text(70 + column * 95, 140 + number * 20, word, 10)
    for y, word in labels:
        page.text(70, y, word, 10)
    (table,) = found(load(page))
    assert [row[1:] for row in table] == ROWS
    return [row[0] for row in table[1:]]


@pytest.mark.parametrize(
    ("labels", "read"),
    [
        ([(180, "生态"), (220, "民生")], ["生态", "生态", "生态", "民生"]),
        ([(170, "生态"), (210, "民生")], ["生态", "生态", "民生", "民生"]),
        ([(170, "一、生态"), (210, "二、民生")], ["一、生态"] * 2 + ["二、民生"] * 2),
        ([(173, "生态"), (187, "环境"), (220, "民生")], ["生态\n环境"] * 3 + ["民生"]),
        ([(160, "生态"), (200, "民生")], ["生态", "", "民生", ""]),
    ],
    ids=["three rows", "two rows each", "numbered", "in two lines", "each at its first row"],
)
def test_a_cell_set_to_the_middle_of_its_rows_is_over_all_of_them(
    labels: Sequence[tuple[float, str]], read: list[str]
) -> None:
    assert grouped(PdfPage(), labels) == read


def test_last_cells_set_lower_than_their_row_belong_to_it() -> None:
    page = PdfPage()
    columns(page, [*ROWS[:3], ["湿地保护率", "%"], [], ROWS[4]])
    page.text(310, 140 + 3 * 20 + 9, "52.5", 10)
    page.text(420, 140 + 3 * 20 + 9, "55", 10)
    assert found(load(page))[0][3] == ROWS[3]


@pytest.mark.parametrize(
    ("below", "marked"),
    [(["东区", "西区"], True), (["东区", "西区"], False), (["东区", "西区", "南区"], True)],
    ids=["two columns, ruled", "two columns", "three columns, ruled"],
)
def test_words_over_the_middle_of_columns_head_all_of_them(below: list[str], marked: bool) -> None:
    page, count = PdfPage(), len(below)
    right = 170 + 60 * 2 * count
    for y in (140, 190, 260):
        page.rule(80, y, right, y)
    for y, name in ((172, "指标"), (215, "食堂（家）"), (240, "员工（人）")):
        page.text(90, y, name, 10)
    for number in range(2):
        left = 180 + 60 * count * number
        middle = left + (60 * (count - 1) + 20) / 2
        page.text(middle - 15, 157, f"20{25 + number}年", 10)
        if marked:
            page.rule(left - 4, 165, left + 60 * (count - 1) + 26, 165)
        for column, place in enumerate(below):
            page.text(left + 60 * column, 182, place, 10)
            for y in (215, 240):
                page.text(left + 60 * column, y, str(11 + column), 10)
    (rows,) = found(load(page))
    assert rows[0] == ["指标", *["2025年"] * count, *["2026年"] * count]
    assert rows[1] == ["指标", *below, *below]
