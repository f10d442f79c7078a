"""Words that say by what a value is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.vocab import bases, configure


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("按不变价计算", "constant"),
        ("实际增长5%", "constant"),
        ("年均实际", "constant"),
        ("现价总产值", "current"),
        ("按现价计算，实际增长", "constant"),
        ("实际到位资金", None),
    ],
)
def test_prices(text: str, basis: str | None) -> None:
    assert bases.prices(text) == basis


@pytest.mark.parametrize(
    ("text", "basis"),
    [("常住人口", "resident"), ("户籍人口", "registered"), ("常住和户籍", None), ("人口", None)],
)
def test_population(text: str, basis: str | None) -> None:
    assert bases.population(text) == basis


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("出口30亿美元，增长", "美元"),
        ("以美元计后折合人民币", ""),
        ("出口增长", ""),
        ("港元", "港元"),
    ],
)
def test_the_currency_named_last_counts(text: str, money: str) -> None:
    assert bases.foreign_money(text) == money


@pytest.mark.parametrize(
    ("clause", "does"), [("按可比价格计算", True), ("扣除价格因素", True), ("按人均计算", False)]
)
def test_a_clause_that_only_reckons(clause: str, does: bool) -> None:
    assert bases.reckons(clause) is does


def test_growth_of_output_is_at_constant_prices() -> None:
    assert bases.at_constant_prices("gdp")
    assert bases.at_constant_prices("va_primary")
    assert not bases.at_constant_prices("retail_sales")


def test_a_library_adds_its_own_words(own_words: Path) -> None:
    (own_words / "bases.yaml").write_text("striven: [冲刺]\nmoney: {foreign: [卢布]}\n", "utf-8")
    configure(own_words)
    assert bases.is_striven("全年冲刺")
    assert bases.is_striven("力争达到")
    assert bases.foreign_money("万卢布") == "卢布"
    assert bases.validate() == []


def test_mistakes_are_named(own_words: Path) -> None:
    own = "prices: {other: [甲]}\nmoney: {own: [美元]}\n"
    (own_words / "bases.yaml").write_text(own, encoding="utf-8")
    configure(own_words)
    assert len(bases.validate()) == 2
