"""Documents that come near a query are listed too: of each place named, of a title half
remembered, with the one word that is rare."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.search import Answer, SearchEngine, answer, open_engine
from tests.indexer.search.library import bundle, engines_over


def ids(found: Answer) -> list[str]:
    return [hit.document_id for hit in found.page.hits]


COMPARED = [
    bundle(
        "a",
        "成都市能源方案",
        ["能耗持续降低，用水总量50亿立方米。"],
        places=["000000/510000/510100"],
    ),
    bundle("b", "重庆市规划", ["用水总量控制在90亿立方米。"], places=["000000/500000"]),
    bundle("c", "某省规划", ["与成都和重庆相比，那里的用水总量较少。"], places=["000000/620000"]),
]


compared = engines_over(COMPARED)


@pytest.mark.parametrize("query", ["成都 重庆 用水总量", "成都和重庆的用水总量"])
def test_of_several_places_each_has_its_own_documents_first(
    compared: SearchEngine, query: str
) -> None:
    found = answer(compared, query)
    assert (set(ids(found)[:2]), ids(found)[2:]) == ({"a", "b"}, ["c"])


def test_a_comparison_is_said(compared: SearchEngine) -> None:
    assert "成都、重庆" in " ".join(answer(compared, "成都 重庆 用水总量").notices)


def test_a_place_within_another_is_no_comparison(compared: SearchEngine) -> None:
    assert "几个地方" not in " ".join(answer(compared, "四川 成都 用水总量").notices)


HALF_REMEMBERED = [
    bundle("title", "各国代表称赞绿色转型成就", ["成就得到称赞。"]),
    bundle("all", "其他文件", ["各国代表如何评价绿色转型成就，有不同意见。"]),
    bundle("slogan", "重要讲话", ["荒山变青山再变金山银山，这是转型之路。"]),
    bundle("words", "某县规划", ["荒山变绿，青山常在，再接再厉，变化很大，金山银山，县里讲话。"]),
]


remembered = engines_over(HALF_REMEMBERED)


def test_a_title_that_is_most_of_the_query_is_listed_too(remembered: SearchEngine) -> None:
    assert set(ids(answer(remembered, "各国代表评价绿色转型成就"))) == {"title", "all"}


def test_a_slogan_as_it_was_typed_comes_before_its_words(remembered: SearchEngine) -> None:
    assert ids(answer(remembered, "荒山变青山再变金山银山 县里"))[0] == "slogan"


def test_what_is_listed_too_is_told_with_the_word_it_lacks(remembered: SearchEngine) -> None:
    assert "缺“评价”" in " ".join(answer(remembered, "各国代表评价绿色转型成就").notices)


def test_a_rare_word_is_kept_when_others_are_given_up(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    common = [bundle(str(n), "某市规划", ["海滩保护，垃圾分类，瓶子回收。"]) for n in range(4)]
    engine.rebuild([*common, bundle("rare", "某地消息", ["海滩边做香皂。"])])
    found = answer(engine, "海滩 垃圾 瓶子 香皂 工厂")
    assert (ids(found)[0], "少见的“香皂”" in found.notices[-1]) == ("rare", True)


def test_a_correction_that_finds_nothing_does_not_change_what_is_loosened(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    lines = ["教育改革的实施方案，印发通知。"]
    engine.rebuild([bundle("plan", "国务院文件", lines), bundle("other", "同知", ["国务院同知"])])
    assert ids(answer(engine, "教育改革方案 国务院通知")) == ["plan"]


def test_particles_are_given_up_before_words(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle("a", "甲文件", ["发布23号令。"]), bundle("b", "乙文件", ["第一章"])])
    assert ids(answer(engine, "第23号")) == ["a"]


@pytest.mark.parametrize(("typed", "meant"), [("NOT", None), ("None", None), ("GPD", "gdp")])
def test_letters_are_no_slip_for_other_letters(
    tmp_path: Path, typed: str, meant: str | None
) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle("a", "某市规划", ["NOx减排，GDP增长。"])])
    assert answer(engine, typed).replaced_by == meant


def test_a_rare_word_with_one_other_is_better_than_nothing(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle("rare", "某地消息", ["海滩边做香皂。"])])
    found = answer(engine, "海滩 垃圾 瓶子 香皂 工厂")
    assert (ids(found), "少见的“" in found.notices[-1]) == (["rare"], True)
