"""Peaks of emissions: who is to reach one by when, and where the word is only mentioned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.indexer.measures.making import PLAN, read

NEWS: dict[str, Any] = PLAN | {"title": "城市的减排", "kind": "news", "written_on": "2015-03-01"}


def peaks(text: str, facts: dict[str, Any] = PLAN) -> list[tuple[str, int | None, str | None]]:
    """What reaches its peak, when, and in which trades."""
    found = read(text, facts).measures
    return [(m.metric, m.year, m.scope) for m in found if m.rule == "milestone:peak"]


@pytest.mark.parametrize(
    "text",
    [
        "到2027年，与碳达峰相适应的统计监测制度基本建立。",
        "2022年的会议要求正确认识和把握碳达峰碳中和。",
        "抓住“十四五”碳达峰关键期，争取更多用能指标。",
        "到2030年，着眼碳中和战略目标，绿色技术取得积极进展。",
        "制定2030年前碳排放达峰实施方案，绘制路线图。",
    ],
)
def test_a_peak_that_is_only_mentioned_is_no_goal(text: str) -> None:
    assert peaks(text) == []


def test_a_goal_that_is_put_into_a_paper_is_not_reached_that_year() -> None:
    assert peaks("2014年，杭州市委率先将这一峰值目标写进并纳入五年规划。", NEWS) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("力争水泥、造纸、纺织等行业在2029年前实现碳排放达峰。", "水泥、造纸、纺织等行业"),
        ("推动钢铁等重点行业2028年前碳排放率先达峰。", "钢铁等重点行业"),
        ("支持有条件的地区2028年前率先达峰。", "有条件的地区"),
        ("推进滨海绿色发展示范区，2027年前实现碳排放达峰。", "滨海绿色发展示范区"),
        ("全市2029年前实现碳排放达峰。", None),
    ],
)
def test_the_trades_that_reach_a_peak_are_its_scope(text: str, scope: str | None) -> None:
    assert [who for _, _, who in peaks(text)] == [scope]


@pytest.mark.parametrize(
    "text",
    [
        "我国力争2030年前实现碳达峰，2060年前实现碳中和。",
        "2030年前力争碳达峰、2060年前实现碳中和，是党中央作出的重大决策。",
        "总书记多次强调，要采取有力措施，力争2030年前实现碳达峰，2060年前实现碳中和。",
    ],
)
def test_peak_and_neutrality_of_one_sentence_have_one_owner(text: str) -> None:
    found = read(text, PLAN).measures
    assert {m.region for m in found} == {"全国"}
    assert [m.metric for m in found] == ["碳达峰", "碳中和"]
