"""What is marked in a passage, and what of a query is literal."""

from __future__ import annotations

import pytest

from indexer.search import Text, parse_query, texts
from indexer.search.loosen import pieces
from indexer.search.marks import marked_texts, marks
from kb.fold import search_text


def marked(clean: str, query: str) -> list[str]:
    node = parse_query(query, expand=False).node
    assert node is not None
    spans = marks(clean, search_text(clean), marked_texts(texts(node), "body"))
    return [clean[begin:end] for begin, end in spans]


@pytest.mark.parametrize(
    ("clean", "query", "shown"),
    [
        ("邮箱是 office@shandong.cn", "and", []),
        ("Coal and Gas 周刊", "AND", ["and"]),
        ("到2030年新增30个站点", "30", ["30"]),
        ("下降13.5个百分点", "5", []),
        ("占比分别为 5.0、15%", "15", ["15"]),
        ("推进VOCs治理", "VOC", ["VOC"]),
        ("SO2和CO2排放", "CO2", ["CO2"]),
        ("发展低碳经济和低碳生活", "低碳", ["低碳", "低碳"]),
        ("climate change", "cli*", ["cli"]),
        ("a climate", "lima*", []),
        ("Rubber 周刊", '"ubber"', ["ubber"]),
        ("ＧＤＰ增长", "gdp", ["ＧＤＰ"]),
        ("提高森林的覆盖率", "森林 的 覆盖率", ["森林", "覆盖率"]),
        ("提高森林的覆盖率", "的", ["的"]),
        ("森林 覆盖率", "森林覆盖率", ["森林 覆盖率"]),
    ],
)
def test_marks_are_whole_words_and_numbers(clean: str, query: str, shown: list[str]) -> None:
    assert marked(clean, query) == shown


@pytest.mark.parametrize(
    ("query", "literal"),
    [
        ("12:30", "12:30"),
        ("12：30", "12:30"),
        ("a@b.com", "a@b.com"),
        ("<script>alert(1)</script>", "script>alert(1)</script"),
        ("I/M", "i/m"),
        ("GB/T7714", "gb/t7714"),
    ],
)
def test_what_signs_hold_together_is_one_literal_text(query: str, literal: str) -> None:
    parsed = parse_query(query)
    assert parsed.node == Text(literal, exact=True)
    assert "按字面检索" in "".join(parsed.notices)


@pytest.mark.parametrize("query", ["COD/BOD5", "NOx、VOC", "(甲) 乙"])
def test_lists_are_parted(query: str) -> None:
    node = parse_query(query, expand=False).node
    assert node is not None
    assert len(texts(node)) == 2


@pytest.mark.parametrize("query", ["）", "[", "("])
def test_a_lone_bracket_is_said_to_be_literal(query: str) -> None:
    assert "按字面" in "".join(parse_query(query).notices)


def test_a_loosened_query_keeps_latin_names_whole() -> None:
    assert list(pieces("县域pm2.5治理")) == ["县域", "pm2.5", "治理"]


def test_a_text_that_a_stale_index_folded_otherwise_is_marked_as_it_is_folded_now() -> None:
    clean, folded_once = "实行能耗“双控”", '实行能耗"双控"'
    assert marks(clean, folded_once, [Text("双控")]) == ((5, 7),)
    assert marks("ＧＤＰ“双控”ＧＤＰ", 'gdp"双控"gdp', [Text("gdp")]) == ((0, 3), (7, 10))
