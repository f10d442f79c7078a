"""What of a query counts how much, and the data of corrections."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest
import yaml

from indexer.search import Text, parse_query
from indexer.search.ranking import joints, period_of, ranked_texts, whole_phrase


def weights(query: str) -> dict[str, float]:
    node = parse_query(query, expand=False).node
    return {text.text: text.weight for text in ranked_texts(node)}


def test_the_aspect_of_a_thing_counts_less_than_the_thing() -> None:
    found = weights("森林覆盖率 目标")
    assert found["目标"] < found["森林覆盖率"]


@pytest.mark.parametrize(
    ("query", "word", "counts"),
    [
        ("森林覆盖率 目标", "目标", False),
        ("森林覆盖率 目标", "森林覆盖率", True),
        ("森林覆盖率 “目标”", "目标", True),
        ("目标", "目标", True),
    ],
)
def test_the_aspect_of_a_thing_says_nothing_in_a_title(query: str, word: str, counts: bool) -> None:
    texts = {text.text: text for text in ranked_texts(parse_query(query, expand=False).node)}
    fields = [field for field, _ in texts[word].fields]
    assert ("w_title" in fields, texts[word].in_title > 0) == (counts, counts)


def test_a_quoted_word_counts_in_full_whatever_it_is() -> None:
    assert weights("“目标” 森林")["目标"] == weights("“森林” 目标")["森林"]


@pytest.mark.parametrize(
    ("query", "meeting"),
    [
        ("流域 横向 补偿", [(1, "域横"), (3, "向补")]),
        ("流域 补偿", [(1, "域补")]),
        ("流域", []),
        ("流域 “横向” -补偿", []),
    ],
)
def test_joints_are_where_the_words_of_a_plain_query_meet(
    query: str, meeting: list[tuple[int, str]]
) -> None:
    assert joints(parse_query(query, expand=False).node) == meeting


def test_words_in_a_row_are_the_whole_plain_query() -> None:
    assert whole_phrase(parse_query("乡村振兴 促进 法", expand=False).node) == "乡村振兴促进法"


def test_years_of_a_plan_are_searched_by_its_name_too() -> None:
    assert ("2016—2020年", ("十三五",)) in parse_query("2016—2020年 能耗").also_searched


@pytest.mark.parametrize(
    ("typed", "period"), [("2021-2025年", "十四五"), ("2023年", "十四五"), ("2018-2022年", None)]
)
def test_years_are_of_the_plan_for_them(typed: str, period: str | None) -> None:
    assert period_of(Text(typed)) == period


def confused() -> list[str]:
    path = files("indexer.search").joinpath("data").joinpath("confused.yaml")
    groups: list[str] = yaml.safe_load(path.read_text(encoding="utf-8"))["confused"]
    return groups


def test_each_group_of_confused_characters_is_told_once() -> None:
    assert [
        g for g, n in Counter("".join(sorted(group)) for group in confused()).items() if n > 1
    ] == []


def test_a_group_of_confused_characters_has_several() -> None:
    assert [group for group in confused() if len(set(group)) < max(2, len(group))] == []


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        (
            "国家发改委",
            ("国家发展和改革委员会", "国家发展改革委", "国家计委", "国家发展计划委员会"),
        ),
        ("住建厅", ("住房和城乡建设厅", "住房城乡建设厅")),
        ("央行", ("中国人民银行", "人民银行")),
    ],
)
def test_an_organ_is_searched_by_all_its_names(typed: str, also: tuple[str, ...]) -> None:
    assert parse_query(typed).also_searched == ((typed, also),)
