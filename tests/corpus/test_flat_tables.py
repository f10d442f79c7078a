"""Tables that a dump printed one cell a line."""

from __future__ import annotations

from tests.corpus.conftest import Read

PROSE = [
    "全市社区食堂建设按照分步实施、逐年推进的原则展开，各区结合实际制定方案，落",
    "实场地、人员和经费，保证食堂按期开放。市级财政安排专项资金给予补助，对进度",
    "较快的区加大支持力度，对进度滞后的区进行约谈，并在年度考核中予以扣分处理。",
]
HEADER = ["指", "标", "2023 年", "2026 年", "五年累", "计", "指标属", "性"]
ROWS = [
    ["（一）建设"],
    ["（1）社区食堂数量（家）", "45", "120", "-", "约束性"],
    ["（2）老年人就餐补贴覆盖", "率（%）", "62.5", "≥95", "-", "预期性"],
    ["（3）新增就餐座位（个）", "-", "-", "3600", "约束性"],
    ["（二）管理"],
    ["（4）食品检查合格率（%）", "97.1", "完成省下", "达目标", "-", "约束性"],
]


def dump(rows: list[list[str]], header: list[str]) -> str:
    cells = [cell for row in rows for cell in row]
    table = ["表1 社区食堂主要指标", *header, *cells]
    return "\n".join([*PROSE * 2, *table, *PROSE * 2])


def test_an_indicator_table_is_rebuilt(reading: Read) -> None:
    (document,) = reading(dump(ROWS, HEADER)).documents
    (table,) = document.tables
    assert table.caption == "表1 社区食堂主要指标"
    assert table.columns == ("指标", "2023 年", "2026 年", "五年累计", "指标属性")
    assert [row.cells for row in table.rows if row.cells[1] != row.cells[2]][1:] == [
        ("（1）社区食堂数量（家）", "45", "120", "-", "约束性"),
        ("（2）老年人就餐补贴覆盖率（%）", "62.5", "≥95", "-", "预期性"),
        ("（4）食品检查合格率（%）", "97.1", "完成省下达目标", "-", "约束性"),
    ]
    assert table.rows[4].cells == ("（3）新增就餐座位（个）", "-", "-", "3600", "约束性")


def test_the_text_around_a_rebuilt_table_stays_whole(reading: Read) -> None:
    (document,) = reading(dump(ROWS, HEADER)).documents
    body = [document.block_text(b) for b in document.blocks if b.kind == "paragraph"]
    assert "".join(body) == "".join(PROSE) * 4
    row = document.tables[0].rows[1]
    assert document.raw_offset(row.start) is not None


def test_groups_and_numbers_of_rows_are_told_apart(reading: Read) -> None:
    header = ["类别", "序号", "指标", "单位", "2023 年", "属性"]
    rows = [
        ["建设", "任务", "1", "社区食堂数量", "家", "45", "约束性"],
        ["2", "就餐座位", "个", "900", "约束性"],
        ["管理", "3", "检查合格率", "%", "97.1", "预期性"],
        ["4", "投诉办结率", "%", "100", "预期性"],
    ]
    (document,) = reading(dump(rows, header)).documents
    assert [row.cells for row in document.tables[0].rows[1:]] == [
        ("建设任务", "1", "社区食堂数量", "家", "45", "约束性"),
        ("建设任务", "2", "就餐座位", "个", "900", "约束性"),
        ("管理", "3", "检查合格率", "%", "97.1", "预期性"),
        ("管理", "4", "投诉办结率", "%", "100", "预期性"),
    ]


def test_rows_that_do_not_fit_their_columns_are_noted_and_not_guessed(reading: Read) -> None:
    rows = [
        ["社区食堂数量（家）", "45", "约束性"],
        ["就餐座位（个）", "900", "1200", "2400", "约束性"],
    ] * 3
    (document,) = reading(dump(rows, HEADER)).documents
    assert document.tables == ()
    assert [note.code for note in document.notes] == ["table_doubtful"]


def test_a_binding_in_the_wrong_column_stops_the_rebuilding(reading: Read) -> None:
    header = ["指标", "2023 年", "2026 年", "指标属性"]
    rows = [["食堂数量（家）", "45", "约束性", "120"]] * 4
    (document,) = reading(dump(rows, header)).documents
    assert document.tables == ()


def test_headers_and_cells_printed_on_one_line_are_told_apart(reading: Read) -> None:
    header = ["序号", "指标名称", "单位 2023 年 2026 年 指标属性"]
    rows = [
        ["1", "社区食堂覆盖率", "%", "45", "≥60", "约束性"],
        ["2", "就餐座位", "万个 1.2", "≥2.5", "约束性"],
        ["3", "热线办结率", "%", "91 95", "预期性"],
    ]
    (document,) = reading(dump(rows, header)).documents
    (table,) = document.tables
    assert table.columns[3:] == ("2023 年", "2026 年", "指标属性")
    assert [row.cells[2:] for row in table.rows[1:]] == [
        ("%", "45", "≥60", "约束性"),
        ("万个", "1.2", "≥2.5", "约束性"),
        ("%", "91", "95", "预期性"),
    ]


def test_a_class_without_a_number_ends_where_a_line_is_not_filled(reading: Read) -> None:
    header = ["类别", "指标", "单位", "属性", "2026 年"]
    rows = [
        ["便民", "服务", "社区食堂每百人平均就餐", "座位数", "个", "约束性", "3"],
        ["热线办结率", "%", "预期性", "95"],
        ["安全", "食品检查合格率", "%", "约束性", "98"],
    ]
    (document,) = reading(dump(rows, header)).documents
    assert [row.cells[:2] for row in document.tables[0].rows[1:]] == [
        ("便民服务", "社区食堂每百人平均就餐座位数"),
        ("便民服务", "热线办结率"),
        ("安全", "食品检查合格率"),
    ]


def test_a_row_that_cannot_be_told_stays_text_and_the_rest_is_read(reading: Read) -> None:
    header = ["序号", "指标", "2023 年", "2026 年", "属性"]
    rows = [
        ["1", "社区食堂（家）", "45", "60", "约束性"],
        ["2", "就餐座位（个）", "1", "900", "1200", "约束性"],
        ["3", "热线办结率（%）", "91", "95", "预期性"],
        ["4", "检查合格率（%）", "97", "完成市级", "下达任务", "预期性"],
    ]
    (document,) = reading(dump(rows, header)).documents
    assert [row.cells[0] for row in document.tables[0].rows[1:]] == ["1", "3", "4"]
    assert document.tables[0].rows[3].cells[3] == "完成市级下达任务"
    assert "就餐座位（个）" in document.text
    assert "table_doubtful" in [note.code for note in document.notes]


def test_a_broken_number_is_no_cell(reading: Read) -> None:
    header = ["序号", "指标", "2023 年", "2026 年", "属性"]
    rows = [[str(n), f"第{n}项合格率（%）", "11", "05", "18", "约束性"] for n in range(1, 5)]
    (document,) = reading(dump(rows, header)).documents
    assert document.tables == ()


def test_heads_below_a_head_may_be_printed_after_all_others(reading: Read) -> None:
    header = ["指标", "规划目标", "2020 年", "完成值", "属性", "完成情况"]
    header += ["2020 年目标值", "[累计]"]
    rows = [
        [f"第{n}项食堂达标比例（%）", str(70 + n), "-", str(80 + n), "约束性", "完成"]
        for n in range(1, 5)
    ]
    (document,) = reading(dump(rows, header)).documents
    (table,) = document.tables
    assert table.columns[-5:] == (
        "2020 年目标值",
        "[累计]",
        "2020 年完成值",
        "属性",
        "完成情况",
    )
    assert table.rows[1].cells[-5:] == ("71", "-", "81", "约束性", "完成")


def cells(reading: Read, rows: list[list[str]], header: list[str]) -> list[tuple[str, ...]]:
    (document,) = reading(dump(rows, header)).documents
    return [row.cells for table in document.tables for row in table.rows if not row.is_header]


def test_the_number_of_a_row_may_stand_before_its_name(reading: Read) -> None:
    header = ["序号", "指标", "2023 年 2026 年", "属性"]
    rows = [
        ["9", "食堂数量（家）", "45", "120 约束性"],
        ["10 就餐座位（个）", "800 900", "约束性"],
        ["11 食品检查合格率（%）", "≥97", "≥97 预期性"],
    ]
    assert cells(reading, [["1", "菜品（种）", "3", "4", "预期性"], *_upto(9), *rows], header)[
        8:
    ] == [
        ("9", "食堂数量（家）", "45", "120", "约束性"),
        ("10", "就餐座位（个）", "800", "900", "约束性"),
        ("11", "食品检查合格率（%）", "≥97", "≥97", "预期性"),
    ]


def _upto(end: int) -> list[list[str]]:
    return [[str(n), f"第{n}类餐具（件）", "5", "6", "约束性"] for n in range(2, end)]


def test_a_header_printed_again_in_other_lines_is_no_row(reading: Read) -> None:
    header = ["类别", "序号", "指标", "2023 年", "属性"]
    rows = [["1", "食堂（家）", "45", "约束性"], ["2", "座位（个）", "900", "约束性"]]
    more = [["3", "合格率（%）", "97.1", "预期性"], ["4", "办结率（%）", "100", "预期性"]]
    found = cells(
        reading,
        [["建设", *rows[0]], rows[1], ["类别 序号", "指", "标", "2023 年 属性"], *more],
        header,
    )
    assert [row[1:] for row in found] == [tuple(row) for row in [*rows, *more]]


def test_places_over_years_make_a_table(reading: Read) -> None:
    rows = [["东山市  12.5", "13", "14 15.5"], ["西河县", "3", "4", "5 6"], ["南江区 1", "2 3 4"]]
    assert cells(reading, rows, ["地区", "2020 年", "2021 年 2022 年", "2023 年"]) == [
        ("东山市", "12.5", "13", "14", "15.5"),
        ("西河县", "3", "4", "5", "6"),
        ("南江区", "1", "2", "3", "4"),
    ]


def test_a_year_that_no_figure_stands_under_makes_the_table_unsure(reading: Read) -> None:
    rows = [["食堂", "12", "13"], ["座位", "3", "4"], ["菜品", "1", "2"]]
    assert cells(reading, rows, ["指标", "2020 年", "2021 年", "2022 年"]) == []


WRAPPED = (
    "社区食堂每日开放，账目按月公示，街道派人逐月核对，\n"
    "结果张贴在门口，居民可以随时查看，并可以提出意见。\n"
)


def test_figures_on_lines_of_their_own_never_run_together(reading: Read) -> None:
    (document,) = reading(f"{WRAPPED * 3}食堂达标的比例(%）\n100\n95\n完成\n").documents
    assert document.text.split("\n")[1:] == ["食堂达标的比例(%）100", "95", "完成"]


def test_many_figures_on_lines_of_their_own_are_noted(reading: Read) -> None:
    cells = [f"{place}街食堂\n{n}.5\n{n}0\n{n}7\n" for n, place in enumerate("东西南北", 1)]
    (document,) = reading(WRAPPED + "".join(cells)).documents
    assert [note.code for note in document.notes] == ["table_doubtful"]


def test_lines_that_tabs_part_into_cells_are_a_table(reading: Read) -> None:
    lines = ["社区食堂情况", "街道\t家数\t人数", "东街\t3\t1,200", "西街\t12\t4,500"]
    (document,) = reading("\n".join(lines)).documents
    assert [row.cells for row in document.tables[0].rows][1:] == [
        ("东街", "3", "1,200"),
        ("西街", "12", "4,500"),
    ]


def test_tabs_of_a_list_of_contents_make_no_table(reading: Read) -> None:
    lines = ["第一章\t食堂\t1", "第二章\t账目\t5", "第三章\t监督\t9"]
    (document,) = reading("\n".join([*lines, "社区食堂按月公示账目。"])).documents
    assert document.tables == ()
