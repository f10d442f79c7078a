"""Table rows as evidence: cells under their heads, the one in question told apart."""

from __future__ import annotations

import pytest

from kb.compare.table_rows import Part, row_parts, row_words

HEADS = ("类别", "指标", "指标", "单位", "2020年", "2025年")
CELLS = ("生态", "森林覆盖率", "森林覆盖率", "%", "62", "63.4")
ROW = " | ".join(CELLS)


def shown(value: str) -> list[Part]:
    return row_parts(HEADS, CELLS, 100, 100 + ROW.rindex(value))


def test_each_cell_stands_under_its_head() -> None:
    heads = [(part.head, part.text) for part in shown("63.4")]
    assert heads == [
        ("类别", "生态"), ("指标", "森林覆盖率"), ("单位", "%"), ("2020年", "62"),
        ("2025年", "63.4"),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "head"), [("62", "2020年"), ("63.4", "2025年")])
def test_the_cell_of_the_value_is_told_apart(value: str, head: str) -> None:
    assert [part.head for part in shown(value) if part.value] == [head]


def test_equal_figures_of_two_years_both_stand() -> None:
    found = row_parts(("指标", "2020年", "2025年"), ("湿地保护率", "52", "52"), 0, 8)
    assert [(part.head, part.value) for part in found] == [
        ("指标", False), ("2020年", True), ("2025年", False),
    ]  # fmt: skip


def test_a_row_is_quoted_with_its_heads() -> None:
    words = row_words(shown("63.4"))
    assert words == "类别：生态；指标：森林覆盖率；单位：%；2020年：62；2025年：63.4"
