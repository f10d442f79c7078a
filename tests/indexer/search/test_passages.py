"""Which passages of a found document are shown, and which of them first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.search import answer, open_engine
from indexer.search.lead_ins import lead_ins
from kb.models import Passage, Table
from kb.store import DocumentBundle
from tests.indexer.search.library import bundle


def with_tables(
    lines: list[str], tables: dict[int, int], heads: tuple[tuple[str, ...], ...]
) -> DocumentBundle:
    """A document of which some lines (number -> table) are rows under these heads."""
    plain = bundle("plan", "某市规划", lines)
    passages = tuple(_row(p, tables.get(p.number)) for p in plain.passages)
    tables_of = tuple(Table(columns, ()) for columns in heads)
    return replace(plain, passages=passages, text=replace(plain.text, tables=tables_of))


def _row(passage: Passage, table: int | None) -> Passage:
    return passage if table is None else replace(passage, kind="table_row", table=table, row=1)


def first_shown(document: DocumentBundle, query: str, folder: Path) -> str:
    engine = open_engine("memory", folder)
    engine.rebuild([document])
    return answer(engine, query).page.hits[0].passages[0].text


ROWS = ["到2025年建成美丽家园。", "林地覆盖率 | 41 | 43", "林地覆盖率 | 43 | 46"]
HEADS = (("指标", "2015年", "2020年"), ("指标", "2020年", "2025年"))


def test_the_row_is_shown_whose_columns_are_of_the_year_asked_for(tmp_path: Path) -> None:
    document = with_tables(ROWS, {1: 0, 2: 1}, HEADS)
    assert first_shown(document, "林地覆盖率 2025年", tmp_path) == ROWS[2]


def test_a_word_of_nearly_all_passages_counts_in_the_last_ones_too(tmp_path: Path) -> None:
    lines = [f"2025年完成第{number}件实事，产量提高。" for number in range(40)]
    asked = "茶叶，2025年生产9800吨。"
    document = bundle("plan", "某县计划", [*lines, "茶叶很香。", asked])
    assert first_shown(document, "2025年茶叶产量", tmp_path) == asked


LIST = ["1990年，主要产品的产量安排如下：", "陶瓷300万件，增长8%。", "纸张40万吨，增长2%。"]


def test_an_item_of_a_list_has_what_leads_in_to_it(tmp_path: Path) -> None:
    others = [f"1990年完成第{number}件事，产量提高。" for number in range(20)]
    document = bundle("plan", "某省计划", [*others, *LIST, "陶瓷很美。"])
    assert first_shown(document, "1990年纸张产量", tmp_path) == LIST[2]


DEEDS = dict.fromkeys((1, 2), "今年要做好以下三件大事：")


@pytest.mark.parametrize(
    ("lines", "led"),
    [
        (LIST, {1: LIST[0], 2: LIST[0]}),
        (["要点。今年要做好以下三件大事：", "一是修路。", "二是架桥。", "都要办好。"], DEEDS),
        (["各县人民政府，市直各部门：", "现将2020年的规划印发给你们。", "市政府"], {}),
        (["资料来源：", "1.统计局。", "2.税务局。"], {}),
    ],
)
def test_what_leads_in_to_a_list_ends_with_a_colon_and_has_items(
    lines: list[str], led: dict[int, str]
) -> None:
    assert lead_ins(bundle("plan", "某市规划", lines).passages) == led


def test_words_in_a_row_are_found_where_each_is_common(tmp_path: Path) -> None:
    lines = [f"第{number}处发展绿色产业，外运货物。" for number in range(40)]
    asked = "新建绿色货物外运通道。"
    document = bundle("plan", "某市规划", [*lines, asked])
    assert first_shown(document, "绿色货物外运", tmp_path) == asked


@pytest.mark.parametrize(
    ("query", "shown"), [("2025年棉花产量", "今年棉花产量"), ("2024年棉花产量", "去年，棉花产量")]
)
def test_a_report_calls_its_own_year_this_year(query: str, shown: str, tmp_path: Path) -> None:
    lines = ["去年，棉花产量30万吨。", "2024年、2025年", "今年棉花产量32万吨。"]
    report = bundle("report", "2025年某省工作报告", lines, written_on="2025-01")
    assert first_shown(report, query, tmp_path).startswith(shown)


def test_a_quoted_phrase_is_not_taken_apart(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle("plan", "某县计划", ["建成湿地公园3处。", "湿地面积不减少。"])])
    shown = answer(engine, "“湿地公园”").page.hits[0].passages
    assert [passage.number for passage in shown] == [0]
