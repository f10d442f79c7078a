"""How the region tables are derived, and how a library lays its own vocabulary over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import vocab
from kb.vocab.regions import find
from kb.vocab.regions_derive import former_rows, parent_of, short_name
from kb.vocab.regions_scan import scan
from kb.vocab.topics import topics_of


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("四川省", "四川"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("恩施土家族苗族自治州", "恩施"),
        ("东乡族自治县", "东乡"),
        ("浦东新区", "浦东"),
        ("神农架林区", "神农架"),
        ("和县", ""),
        ("阿拉善左旗", ""),
    ],
)
def test_a_short_name_drops_suffix_and_peoples(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("code", "parent"),
    [("510000", "000000"), ("511900", "510000"), ("511923", "511900"), ("500101", "500000")],
)
def test_a_code_stands_below_the_next_one_in_the_table(code: str, parent: str) -> None:
    assert parent_of(code, {"510000", "511900", "511923", "500000"}) == parent


def test_names_of_the_past_carry_their_years_and_what_became_of_them() -> None:
    revisions = {
        "199012": {"513700": "巴中地区", "510000": "四川省"},
        "199912": {"513700": "巴中地区", "510000": "四川省"},
        "200112": {"511900": "巴中市", "510000": "四川省"},
    }
    assert former_rows(revisions, revisions["200112"]) == [
        ("巴中地区", "513700", "1990", "1999", "511900")
    ]


def test_a_library_adds_its_own_areas_and_topics(own_words: Path) -> None:
    (own_words / "regions_areas.yaml").write_text(
        "- {id: bashan, names: [巴山片区], members: [四川省: [通江县, 南江县]]}\n", encoding="utf-8"
    )
    (own_words / "topics.yaml").write_text("银耳: [银耳, 段木]\n", encoding="utf-8")
    vocab.configure(own_words)
    assert [place.name for _, _, place in scan("支持巴山片区发展。")] == ["巴山片区"]
    assert topics_of("银耳产业意见", "") == ("银耳",)


def test_without_the_overlay_its_words_are_unknown(own_words: Path) -> None:
    vocab.configure(own_words)
    assert find("巴山片区") is None
