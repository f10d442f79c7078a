"""Amounts are found in other notations than the one typed, and this can be switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.search import Text, answer, open_engine, parse_query, texts
from indexer.search.amounts import pieces
from tests.indexer.search.library import bundle


def others(typed: str) -> set[str]:
    """The notations that are searched for besides."""
    return {way[0] for piece in pieces(typed) for way in piece.ways if len(way) == 1}


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("1.8亿吨", {"18000万吨", "18,000万吨", "180000000吨", "180,000,000吨"}),
        ("180,000,000吨", {"1.8亿吨", "18000万吨"}),
        ("两万亿元", {"2万亿元", "20000亿元"}),
        ("1,570.5万亩", {"1570.5万亩", "15705000亩", "104.7万公顷"}),
        ("百分之十五", {"15%"}),
        ("千分之七点五", {"7.5‰", "0.75%"}),
        ("三成", {"30%"}),
        ("1/4", {"四分之一"}),
        ("三分之二", {"2/3"}),
        ("第二十三届", {"第23届"}),
        ("第3批", {"第三批"}),
        ("20%", {"百分之二十"}),
        ("963亿度", {"963亿千瓦时"}),
        ("30GW", {"3000万千瓦"}),
        ("17849万tce", {"1.7849亿吨标准煤"}),
        ("650万吨", {"130亿斤"}),
        ("粗钢10.35243亿吨", {"103524.3万吨"}),
        ("2021.10.24", {"2021年10月24日", "2021-10-24"}),
        ("1996年7月17日", {"1996-07-17", "一九九六年七月十七日"}),
        ("1996年7月", {"一九九六年七月"}),
        ("2035年", {"二〇三五年", "二○三五年"}),
        ("一九九六年", {"1996年"}),
        ("2021至2025年", {"十四五", "2021-2025年", "2021年-2025年"}),
        ("2018年—2022年", {"2018-2022年", "2018年至2022年"}),
        ("二○二一年十月二十四日", {"2021年10月24日", "2021.10.24"}),
        ("３万人", {"30000人"}),
    ],
)
def test_an_amount_has_other_notations(typed: str, also: set[str]) -> None:
    assert also - {typed} <= others(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "一二三四年级",
        "1.2.3",
        "十四五",
        "三线一单",
        "PM2.5",
        "13.5%",
        "455个",
        "国发2021",
        "一带一路",
    ],
)
def test_what_is_no_amount_or_has_one_notation_is_left_alone(typed: str) -> None:
    assert others(typed) == set()


@pytest.mark.parametrize("typed", ["1.8亿吨", "42.3万公顷", "7.7万亩"])
def test_no_notation_is_rounded(typed: str) -> None:
    digits = {"".join(filter(str.isdigit, way)).strip("0") for way in others(typed)}
    assert all(len(found) <= 3 for found in digits)


def test_words_beside_an_amount_are_words_still() -> None:
    node = parse_query("汽车保有量3.2亿辆以内").node
    assert {Text("汽车保有量"), Text("3.2亿辆"), Text("以内")} <= set(texts(node or Text("")))


def test_the_notations_are_told_and_can_be_switched_off() -> None:
    told = dict(parse_query("煤炭 1.8亿吨").also_searched)
    assert "18000万吨" in told["1.8亿吨"]
    assert parse_query("煤炭 1.8亿吨", expand=False).also_searched == ()


def test_many_amounts_are_of_a_copied_sentence() -> None:
    query = "、".join(f"{number}.5万吨" for number in range(100, 140))
    assert len(parse_query(query).also_searched) == 3


def test_a_figure_is_found_in_a_table_that_parts_it_from_its_unit(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    rows = ["产品 | 单位 | 产量", "粗钢 | 万吨 | 4321.5"]
    engine.rebuild([bundle("steel", "各市产量", rows), bundle("iron", "各市产能", ["粗钢 | 万吨"])])
    found = answer(engine, "粗钢0.43215亿吨")
    assert [hit.document_id for hit in found.page.hits] == ["steel"]


def test_a_unit_alone_is_neither_shown_nor_marked(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    lines = ["煤炭储量480亿吨，铁矿20亿吨。", "运输煤炭18000万吨。"]
    engine.rebuild([bundle("plan", "某省计划", lines)])
    shown = answer(engine, "1.8亿吨").page.hits[0].passages
    assert [[p.text[b - p.start : e - p.start] for b, e in p.marks] for p in shown] == [
        ["18000万吨"]
    ]


def test_a_short_amount_is_found_only_with_its_unit(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    apart = bundle("apart", "某市14条措施", ["共14家，增长14%。" * 9, "用水7亿立方米。"])
    engine.rebuild([apart, bundle("whole", "某省计划", ["应急储备14亿立方米。"])])
    found = [hit.document_id for hit in answer(engine, "14亿立方米").page.hits]
    assert found == ["whole"]


@pytest.mark.parametrize(
    ("apart", "together"),
    [("1400 亿度", "1400亿度"), ("50 亿吨标煤", "50亿吨标煤"), ("2025 年", "2025年")],
)
def test_a_blank_before_the_unit_changes_nothing(apart: str, together: str) -> None:
    assert parse_query(apart).node == parse_query(together).node


@pytest.mark.parametrize("typed", ["2025 万元GDP能耗", "3 次会议", "14 兰州"])
def test_a_number_and_what_is_no_unit_of_it_stay_two_words(typed: str) -> None:
    node = parse_query(typed).node
    assert Text(typed.split()[0]) in texts(node or Text(""))


def test_a_number_typed_comes_before_a_longer_one_that_holds_it(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    longer = bundle("longer", "某市计划", ["资产共214亿元。" * 5, "另有3.14亿元。"])
    engine.rebuild([longer, bundle("whole", "某省计划", ["其他的话。" * 20, "出资14亿元。"])])
    found = answer(engine, "14亿")
    assert [hit.document_id for hit in found.page.hits] == ["whole", "longer"]
    assert "1 份的正文没有单独写出“14亿”，列在后面。" in found.notices


def test_where_no_sentence_holds_all_a_whole_number_still_comes_first(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    longer = bundle("longer", "某市计划", ["资产共214亿元。" * 5, "为了人民。" * 5])
    whole = bundle("whole", "某省计划", ["其他的话。" * 20, "出资14亿元。", "人民满意。"])
    engine.rebuild([longer, whole])
    assert [h.document_id for h in answer(engine, "14亿人民").page.hits] == ["whole", "longer"]


@pytest.mark.parametrize("typed", ["14亿人民", "5万人口"])
def test_a_unit_that_begins_a_word_is_none(typed: str) -> None:
    assert not any("人" in piece.text and piece.ways for piece in pieces(typed))
