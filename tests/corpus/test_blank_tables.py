"""Tables of plain text whose columns are set apart by blanks."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import Read

BEFORE = "各区食堂建设情况由主管部门核实后公布，每年一次，接受社会监督。"
HEAD = "区县        食堂（家）    座位（个）"
ROWS = [
    "东区        12            1,200",
    "西区        8             900",
    "全市        20            2,100",
]


def tables(reading: Read, lines: list[str]) -> list[list[tuple[str, ...]]]:
    (document,) = reading("\n".join([BEFORE, "", *lines, "", BEFORE])).documents
    assert document.text.count(BEFORE) == 2
    return [[row.cells for row in table.rows] for table in document.tables]


@pytest.mark.parametrize("gap", ["blanks", "tabs"])
def test_columns_set_apart_make_a_table(reading: Read, gap: str) -> None:
    lines = [HEAD, *ROWS]
    if gap == "tabs":
        lines = ["\t".join(line.split()) for line in lines]
    assert tables(reading, lines) == [
        [
            ("区县", "食堂（家）", "座位（个）"),
            ("东区", "12", "1,200"),
            ("西区", "8", "900"),
            ("全市", "20", "2,100"),
        ]
    ]


def test_rows_may_be_numbered_and_have_units(reading: Read) -> None:
    lines = [
        "序号  指标  单位  2025年",
        "1  食堂数量  家  20",
        "2  座位  个  900",
        "3  菜品  种  40",
    ]
    assert tables(reading, lines)[0][2] == ("2", "座位", "个", "900")


@pytest.mark.parametrize(
    "lines",
    [
        [HEAD, *ROWS[:2]],
        [HEAD, ROWS[0], "西区        8", *ROWS[2:]],
        ["甲  乙  丙", "张某  李某  王某", "赵某  钱某  孙某", "周某  吴某  郑某"],
        ["1  2  3", "4  5  6", "7  8  9", "10  11  12"],
    ],
    ids=["too few rows", "a cell is missing", "names", "figures alone"],
)
def test_what_is_not_sure_stays_text(reading: Read, lines: list[str]) -> None:
    assert tables(reading, lines) == []
