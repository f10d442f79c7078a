"""Words that narrow a value within its region."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.vocab import configure, scopes


@pytest.mark.parametrize("scope", ["全市", "全省范围内", "县域范围", "行政区域内", " 全 国 "])
def test_words_for_the_region_itself_narrow_nothing(scope: str) -> None:
    assert scopes.standard(scope) == ""


@pytest.mark.parametrize(
    ("scope", "wanted"), [("规上工业", "规模以上工业"), ("乡村", "农村"), ("牧区", "牧区")]
)
def test_a_scope_has_one_way_to_be_written(scope: str, wanted: str) -> None:
    assert scopes.standard(scope) == wanted


@pytest.mark.parametrize(
    ("metric", "wanted"),
    [
        ("城区绿地率", "城区"),
        ("新建大型及以上数据中心PUE", "新建大型及以上"),
        ("地级及以上城市空气质量优良天数比例", ""),
        ("森林覆盖率", ""),
    ],
)
def test_a_scope_within_a_name(metric: str, wanted: str) -> None:
    assert scopes.in_name(metric) == wanted


def test_words_that_tell_two_values_apart() -> None:
    assert scopes.telling("中心城区农村污水") == {"城区", "中心城区", "农村"}


def test_a_library_adds_its_own_scopes(own_words: Path) -> None:
    own = "same: {牧区: [草原牧区]}\ntelling: [林区]\n"
    (own_words / "scopes.yaml").write_text(own, encoding="utf-8")
    configure(own_words)
    assert scopes.standard("草原牧区") == "牧区"
    assert scopes.telling("林区") == {"林区"}
    assert scopes.standard("乡村") == "农村"


def test_contradictions_are_named(own_words: Path) -> None:
    assert scopes.validate() == []
    own = "whole: [城区]\nsame: {乡村: [村里]}\n"
    (own_words / "scopes.yaml").write_text(own, encoding="utf-8")
    configure(own_words)
    assert scopes.validate() == ["“城区”既是整个地区又是范围", "“乡村”自己又另有写法"]


def test_a_scope_in_front_is_no_part_of_the_concept() -> None:
    assert scopes.without("中心城区绿地率") == "绿地率"
    assert scopes.without("绿地率") == "绿地率"


def test_bodies_are_named_where_they_are_counted() -> None:
    assert scopes.bodies("妇幼卫生机构3254个，") == {"妇幼卫生机构"}
    assert scopes.bodies("全市企业（含分支）1.2万家，") == {"全市企业"}
    assert scopes.bodies("企业增加值3254亿元，") == frozenset()
