"""The units of kb are read in running text; a library's own are too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.measures.lexing.lexicon import words
from kb.vocab import configure, units
from tests.indexer.measures.making import line_of, read


@pytest.fixture
def own_units(tmp_path: Path) -> Iterator[None]:
    """A library that knows a unit of its own."""
    own = "units: [{symbol: 立方英尺, dimension: volume, factor: 0.028316846592}]"
    (tmp_path / "units.yaml").write_text(own, encoding="utf-8")
    configure(tmp_path)
    yield
    configure(None)


def lines(text: str) -> list[str]:
    return [line_of(measure, "湖州市") for measure in read(text).measures]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("到2025年，储能电池产能达到10吉瓦时。", "=10吉瓦时"),
        ("到2025年，海运周转量达到200亿吨海里。", "=200亿吨海里"),
        ("到2025年，变电容量达到500兆伏安。", "=500兆伏安"),
        ("到2025年，乙烯综合能耗降到590千克标准油/吨。", "=590千克标准油/吨"),
    ],
)
def test_a_unit_is_read_to_its_end(text: str, value: str) -> None:
    assert [line.split(" | ")[1] for line in lines(text)] == [value]


@pytest.mark.usefixtures("own_units")
def test_a_unit_of_the_library_is_read() -> None:
    assert lines("到2025年，年供气量达到20亿立方英尺。") == [
        "年供气量 | =20亿立方英尺 | level | 2025"
    ]


@pytest.mark.parametrize("name", ["alone_words", "alone_signs"])
def test_what_stands_alone_is_a_unit(name: str) -> None:
    assert [surface for surface in words("units", name) if units.lookup(surface) is None] == []


@pytest.mark.parametrize("name", ["amounts", "counters", "durations"])
def test_what_is_said_of_a_unit_is_said_once(name: str) -> None:
    alone = {*words("units", "alone_words"), *words("units", "alone_signs")}
    assert alone.isdisjoint(words("units", name))
