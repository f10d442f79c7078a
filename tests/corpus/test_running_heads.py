"""Running heads are left out; lines of the text that look alike are not."""

from __future__ import annotations

import pytest

from corpus.cleaning.furniture import contents_lines, running_heads
from corpus.loaders.protocol import RawItem
from corpus.page_numbers import count_pages


def pages(first: str, last: str, *, count: int = 6) -> list[RawItem]:
    """Pages of five lines; `first` and `last` may name the page as {page}, a line as {line}."""
    items, line = [], 0
    for page in range(1, count + 1):
        texts = [first, "甲区第{line}街", "乙区第{line}街食堂均已开放", "丙区第{line}街", last]
        for text in texts:
            line += 1
            items.append(RawItem("line", text.format(page=page, line=line), page=page))
    return items


def dropped(items: list[RawItem]) -> set[str]:
    return {items[i].text for i in running_heads(items)}


def test_a_head_and_a_page_number_on_each_page_are_left_out() -> None:
    found = dropped(pages("社区食堂规划", "第 {page} 页 共 6 页"))
    assert {"社区食堂规划", "第 1 页 共 6 页", "第 6 页 共 6 页"} <= found


def test_lines_of_a_list_that_differ_by_their_figures_are_kept() -> None:
    items = pages("（{line}）建成食堂{line}家", "配套厨师{line}名")
    assert dropped(items) == set()


def test_a_phrase_that_fills_the_text_is_kept_at_the_edge_of_a_page_too() -> None:
    items = [RawItem("line", "由街道牵头。", page=p) for p in range(1, 6) for _ in range(9)]
    assert dropped(items) == set()


def test_only_a_number_that_grows_with_the_page_counts_pages() -> None:
    assert count_pages([(p, f"规划 {p + 3}") for p in range(1, 6)])
    assert not count_pages([(p, f"规划 {p * p}") for p in range(1, 6)])
    assert not count_pages([(1, "（14）"), (2, "（15）"), (2, "（29）"), (3, "（30）")])


CONTENTS = ["目　　录", "前言", "第一章 发展基础{}", "第二章 目标任务{}", "第一节 发展目标{}"]
BODY = ["前言", "食堂服务居民。", "第一章 发展基础", "已有食堂八家。", "第二章　目标任务"]
BODY += ["第一节 发展目标", "建成食堂一百家。"]


@pytest.mark.parametrize("page", ["", " 3", "\t12", "　— 5 —"])
def test_contents_without_leaders_are_left_out(page: str) -> None:
    lines = [line.format(page) for line in CONTENTS] + BODY
    items = [RawItem("line", line) for line in lines]
    assert contents_lines(items) == set(range(len(CONTENTS)))


def test_lines_under_a_head_that_do_not_stand_again_are_no_contents() -> None:
    lines = ["目录", "一、食堂名单", "二、补助标准", "三、联系方式", "食堂名单见后。"]
    assert contents_lines([RawItem("line", line) for line in lines]) == set()
