"""Tables printed one cell a line whose rows are numbered, and heads that are hard to tell."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import Read
from tests.corpus.test_flat_tables import cells

HEADER = ["指标", "2023 年", "2026 年", "指标属性"]
CANTEENS = ("食堂数量（家）", "45", "120", "约束性")
SEATS = ("就餐座位（个）", "900", "1200", "约束性")
CHECKS = ("检查合格率（%）", "97.1", "98", "预期性")
ALL = [CANTEENS, SEATS, CHECKS]


def numbered(first: int = 1) -> list[list[str]]:
    return [[str(number), *row] for number, row in enumerate(ALL, first)]


def test_rows_are_numbered_where_no_head_says_so(reading: Read) -> None:
    assert [row[1:] for row in cells(reading, numbered(), HEADER)] == ALL


def test_a_group_stands_above_numbered_rows(reading: Read) -> None:
    rows = [["（一）建设"], *numbered()[:2], ["（二）管理"], numbered(3)[0]]
    assert [row[-5:] for row in cells(reading, rows, HEADER)] == [
        ("（一）建设",) * 5,
        ("1", *CANTEENS),
        ("2", *SEATS),
        ("（二）管理",) * 5,
        ("3", *CANTEENS),
    ]


def test_a_number_is_broken_over_two_lines(reading: Read) -> None:
    many = [[str(n), f"第{n}类餐具（件）", "5", "6", "约束性"] for n in range(1, 10)]
    tenth = ["1", "0", *CANTEENS]
    assert cells(reading, [*many, tenth], ["序号", *HEADER])[-1] == ("10", *CANTEENS)


def test_number_name_and_binding_share_a_line(reading: Read) -> None:
    header = ["序", "号", "指标名称", "属性", "2023 年", "2026 年"]
    rows = [
        ["1 食堂数量（家）约束性", "45", "120"],
        ["2 检查合格率（%）预期性", "97.1", "98"],
        ["3 就餐座位（个）", "约束性 ［900］ ［1200］"],
    ]
    assert cells(reading, rows, header) == [
        ("1", "食堂数量（家）", "约束性", "45", "120"),
        ("2", "检查合格率（%）", "预期性", "97.1", "98"),
        ("3", "就餐座位（个）", "约束性", "［900］", "［1200］"),
    ]


def test_numbers_of_two_levels_may_be_missing(reading: Read) -> None:
    header = ["序号", "类别", "单位", "2023 年2026 年", "属性"]
    rows = [
        ["一", "建设"],
        ["1.1", "食堂", "家", "45", "120", "约束性"],
        ["1.1.1", "城区", "家", "30", "80", "约束性"],
        ["农村", "家", "15", "40", "约束性"],
        ["二", "管理"],
        ["2.1", "检查合格率", "97.1%", ">98%", "预期性"],
    ]
    found = cells(reading, rows, header)
    assert [row for row in found if len(set(row)) > 1] == [
        ("1.1", "食堂", "家", "45", "120", "约束性"),
        ("1.1.1", "城区", "家", "30", "80", "约束性"),
        ("", "农村", "家", "15", "40", "约束性"),
        ("2.1", "检查合格率", "", "97.1%", ">98%", "预期性"),
    ]
    assert [row[0] for row in found if len(set(row)) == 1] == ["建设", "管理"]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["指标", "2023", "年", "2026 年", "指标属", "性"], id="年 on its own line"),
        pytest.param(["指　　标", "２０２３年", "２０２６年", "指标", "性质"], id="full width"),
        pytest.param(["指标体系2023 年现状", "2026 年目标指标属性"], id="run together"),
        pytest.param(
            ["项目", "指标", "发展规模", "属性", "2023 年", "2026 年"], id="head over two"
        ),
    ],
)
def test_heads_are_told_however_they_are_printed(reading: Read, header: list[str]) -> None:
    rows = [list(row) for row in ALL]
    if header[0] == "项目":
        rows = [["建设", *rows[0]], rows[1], ["管理", *rows[2]]]
    assert [row[-4:] for row in cells(reading, rows, header)] == ALL


def test_what_became_of_a_goal_is_a_column_of_its_own(reading: Read) -> None:
    header = ["指标", "2023 年目标值", "2023 年完成值", "达标情况", "属性"]
    rows = [
        [*row[:3], said, row[3]] for row, said in zip(ALL, ["达标", "未完成", "是"], strict=True)
    ]
    assert cells(reading, rows, header) == [tuple(row) for row in rows]


def test_a_title_behind_the_last_row_is_no_group(reading: Read) -> None:
    rows = [*map(list, ALL), ["三、加强保障，落实责任"]]
    assert cells(reading, rows, HEADER) == ALL
