"""Headings, outline and passages; all sentences are made up for these tests."""

from __future__ import annotations

from functools import partial

import pytest

from indexer.structure import make_passages, outline
from kb.models import CleanText
from tests.indexer.metadata.readings import Line, clean
from tests.work import calls


def paths(*lines: Line) -> list[tuple[str, ...]]:
    return [passage.headings for passage in make_passages("d", clean(*lines))]


def heads(*lines: Line) -> list[tuple[int, str]]:
    return [(entry.depth, entry.title) for entry in outline(make_passages("d", clean(*lines)))]


def test_every_block_becomes_one_passage_with_its_own_text() -> None:
    text = clean("第一章 总则", "山上有树。", ("list_item", "1.种树，护林，防火。"))
    made = make_passages("d", text)
    assert [passage.text for passage in made] == [text.block_text(block) for block in text.blocks]
    assert [passage.id for passage in made] == ["d:0", "d:1", "d:2"]


def test_chinese_numbering_nests() -> None:
    assert heads(
        "第一编 基础",
        "第一章 现状",
        "第一节 林地",
        "一、面积",
        "（一）分布",
        "1.乔木",
        "第二章 目标",
    ) == [
        (0, "第一编 基础"),
        (1, "第一章 现状"),
        (2, "第一节 林地"),
        (3, "一、面积"),
        (4, "（一）分布"),
        (5, "1.乔木"),
        (1, "第二章 目标"),
    ]


def test_a_paragraph_knows_the_headings_above_it() -> None:
    assert paths("一、总体要求", "（一）原则", "坚持绿色发展。", "二、保障", "加强领导。")[
        2::2
    ] == [
        ("一、总体要求", "（一）原则"),
        ("二、保障",),
    ]


def test_a_heading_that_runs_into_its_paragraph_counts_for_what_follows() -> None:
    made = paths("一、任务", "（一）扩大造林。到明年完成两万亩。", "优先安排退化林地。")
    assert made[2] == ("一、任务", "（一）扩大造林")


def test_the_outline_names_headings_that_run_into_paragraphs() -> None:
    assert heads("一、任务", "（一）扩大造林。到明年完成两万亩。", "（二）管护。落实责任。") == [
        (0, "一、任务"),
        (1, "（一）扩大造林"),
        (1, "（二）管护"),
    ]


def test_an_article_of_a_law_heads_its_paragraphs() -> None:
    made = paths("第一章 总则", "第三条 县级以上部门负责护林。", "乡镇协助开展巡查。")
    assert made[2] == ("第一章 总则", "第三条")


@pytest.mark.parametrize(
    "sentence",
    [
        "一是坚持绿色发展，二是坚持创新。",
        "1.完成造林三万亩，抚育五万亩，改造低产林一万亩；",
        "第三方机构应当独立开展评估。",
        "第二条例外情形由主管部门另行规定。",
        "2020年全市森林覆盖率达到六成。",
        "1.2亿元用于造林。",
    ],
)
def test_a_sentence_is_no_heading(sentence: str) -> None:
    assert heads("一、任务", sentence) == [(0, "一、任务")]


def test_levels_that_the_file_states_are_kept() -> None:
    assert heads(
        ("heading", "纲要", 1),
        ("heading", "第一篇 起步", 2),
        ("heading", "概况", 3),
        ("heading", "第二篇 目标", 2),
    ) == [(0, "纲要"), (0, "第一篇 起步"), (1, "概况"), (0, "第二篇 目标")]


def test_numbers_nest_headings_that_all_bear_one_style() -> None:
    assert heads(
        ("heading", "一、工作回顾", 1),
        ("heading", "（一）种树", 1),
        ("heading", "（二）护林", 1),
        ("heading", "二、今后目标", 1),
        ("heading", "附表", 1),
    ) == [
        (0, "一、工作回顾"),
        (1, "（一）种树"),
        (1, "（二）护林"),
        (0, "二、今后目标"),
        (0, "附表"),
    ]


def test_the_title_heads_no_passage() -> None:
    made = paths(("heading", "某市茶业规划", 1), ("heading", "一、目标", 2), "茶园面积扩大。")
    assert made == [(), (), ("一、目标",)]


def test_a_preface_ends_with_the_first_chapter_and_a_conclusion_ends_the_last() -> None:
    assert heads("前 言", "茶香四溢。", "第一章 现状", "一、产量", "结语", "茶业大有可为。") == [
        (0, "前 言"),
        (0, "第一章 现状"),
        (1, "一、产量"),
        (0, "结语"),
    ]


def test_a_table_of_contents_gives_no_headings() -> None:
    assert heads(
        "目录", "一、现状……………3", "二、目标……………9", "一、现状", "林地面积大。", "二、目标"
    ) == [(0, "目录"), (0, "一、现状"), (0, "二、目标")]


def test_lines_in_a_row_that_end_in_page_numbers_are_contents() -> None:
    contents = [f"第{n}章 林业{n}{page}" for n, page in zip("一二三四五", range(3, 8), strict=True)]
    assert heads(*contents, "第一章 林业一", "林地面积大。") == [(0, "第一章 林业一")]


def test_an_annex_begins_anew() -> None:
    assert heads("一、任务", "（一）造林", "附件 1", "一、清单")[2:] == [
        (0, "附件 1"),
        (1, "一、清单"),
    ]


def test_table_rows_keep_their_kind_and_place() -> None:
    made = make_passages("d", clean("一、指标", ("table_row", "指标 | 2025年")))
    assert (made[1].kind, made[1].headings) == ("table_row", ("一、指标",))


def hostile_blocks(count: int) -> CleanText:
    """Lines of nothing but numbers, so many of them, and as many headings with the same number."""
    return clean("一、" * count, "（一）" * count, "1." * count, *["二、发展目标"] * count)


def test_twice_the_numbers_are_twice_the_work() -> None:
    once, twice = (
        calls(partial(make_passages, "d", hostile_blocks(count))) for count in (1_000, 2_000)
    )
    assert twice < 2.1 * once
