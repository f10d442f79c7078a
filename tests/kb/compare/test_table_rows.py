"""Table rows as evidence: cells under their heads, the one in question told apart."""

from __future__ import annotations

import pytest

from kb.compare import table_rows
from kb.compare.table_rows import Part, Rows, row_parts, row_words
from kb.models import CleanText, Table, TableRow

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


class Shelf:
    """A store of one-row tables that counts how often a text is read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def version(self) -> int:
        return 1

    def text(self, document_id: str) -> CleanText:
        self.read.append(document_id)
        row = TableRow(("森林覆盖率", "63"), 0, 10, None, False)
        return CleanText("", "森林覆盖率 | 63", (), (Table(("指标", "2025年"), (row,), ""),))


def test_rows_of_the_last_documents_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "MOST_KEPT", 2)
    shelf = Shelf()
    rows = Rows(shelf)  # type: ignore[arg-type]  # asked for texts alone
    heads = [rows.at(name, 0, "森林覆盖率 | 63")[1].head for name in "甲甲乙丙乙甲"]
    assert (heads, shelf.read) == (["2025年"] * 6, ["甲", "乙", "丙", "甲"])
