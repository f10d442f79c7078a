"""Lists of products printed a line each: what there was and how it compares."""

from __future__ import annotations

import pytest

from tests.indexer.measures.making import line_of, read

BULLETIN = {
    "title": "中华人民共和国1988年国民经济和社会发展统计公报",
    "kind": "statistics",
    "written_on": "1989-02-20",
    "region": ["000000", "全国"],
}
HEAD = "主要工业产品产量如下：\n1988年 比上年增长％\n"


def records(*rows: str, head: str = HEAD) -> list[str]:
    """The records of a list of such rows."""
    return [line_of(found, "全国") for found in read(head + "\n".join(rows), BULLETIN).measures]


@pytest.mark.parametrize(
    ("row", "amount", "growth"),
    [
        ("搪瓷 35 万吨 4．2", "搪瓷产量 | =35万吨 | level", "搪瓷产量 | =4.2% | increase"),
        ("搪 瓷 1，035 万吨 -4．2", "搪瓷产量 | =1035万吨 | level", "搪瓷产量 | =4.2% | decrease"),
        (
            "搪瓷（折干品） 3．5 吨 1．4倍",
            "搪瓷产量 | =3.5吨 | level",
            "搪瓷产量 | =1.4倍 | increase",
        ),
        (
            "羊年末存栏数 65 万头 2．0",
            "羊年末存栏数 | =65万头 | level",
            "羊年末存栏数 | =2.0% | increase",
        ),
    ],
    ids=["grew", "fell", "times", "with-a-head-of-its-own"],
)
def test_a_row_says_how_much_and_how_that_compares(row: str, amount: str, growth: str) -> None:
    assert records(row) == [f"{amount} | 1988 | actual", f"{growth} | 1988 | base 1987 | actual"]


def test_unchanged_is_no_number() -> None:
    assert records("搪瓷 35 万吨 持 平") == ["搪瓷产量 | =35万吨 | level | 1988 | actual"]


def test_parts_take_the_head_of_what_they_are_of() -> None:
    rows = records("货物周转量 900 亿吨公里 2．9", "其中：铁 路 500 亿吨公里 2．1")
    assert rows[2] == "铁路货物周转量 | =500亿吨公里 | level | 1988 | actual"


def test_a_unit_in_brackets_holds_for_the_rows_below() -> None:
    rows = records("旅客周转量（亿人公里） 900 3．7", "公路 500 2．1", "港口吞吐量 80 1．0")
    assert rows[2].startswith("公路旅客周转量 | =500亿人公里 | level | 1988")
    assert len(rows) == 4


def test_a_head_may_name_two_years_on_two_lines() -> None:
    head = "一九八八年产量 一九八七年产量 一九八八年比\n一九八七年增长％\n"
    assert records("搪瓷 35 万吨 30 万吨 16．7", head=head) == [
        "搪瓷产量 | =35万吨 | level | 1988 | actual",
        "搪瓷产量 | =30万吨 | level | 1987 | actual",
        "搪瓷产量 | =16.7% | increase | 1988 | base 1987 | actual",
    ]


def test_a_remark_between_the_rows_does_not_end_the_list() -> None:
    assert len(records("搪瓷 35 万吨 4．2", "（按干品计算）", "陶瓷 36 万吨 5．2")) == 4


def test_a_sentence_ends_the_list() -> None:
    after = records("搪瓷 35 万吨 4．2", "以上产品均按合格品计算。", "陶瓷 36 万吨 5．2")
    assert not any("5.2%" in record for record in after)
