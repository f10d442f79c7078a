"""Numbers of some counties, of a park, a basin, a project or a trade are not their region's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.indexer.measures.making import PLAN, read

REPORT: dict[str, Any] = PLAN | {
    "title": "2012年湖州市政府工作报告",
    "kind": "report",
    "written_on": "2012-01-10",
}


def told(text: str) -> list[tuple[str, str | None]]:
    """The metrics of a review and whose they are."""
    return [(m.metric, m.scope) for m in read(text, REPORT).measures]


def test_what_is_told_of_some_counties_is_theirs_in_the_next_item_too() -> None:
    found = told("31个县（市）地区生产总值增长14%；财政收入316亿元，增长19%。")
    assert {scope for _, scope in found} == {"31个县（市）"}
    assert [name for name, _ in found] == ["地区生产总值", "财政收入", "财政收入"]


def test_what_is_told_of_the_whole_region_is_not_the_counties() -> None:
    found = told("31个县（市）地区生产总值增长14%；全市财政收入316亿元。")
    assert found[-1] == ("财政收入", None)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("园区完成营收820亿元，进出口总额290亿元。", "园区"),
        ("苕溪流域水量8.5亿立方米，水资源总量12.4亿立方米。", "苕溪流域"),
        ("太湖东路酒店项目已成为全市样板，年节水28万立方米。", "太湖东路酒店项目"),
    ],
)
def test_what_opens_an_item_is_the_scope_of_its_totals(text: str, who: str | None) -> None:
    assert told(text)[-1][1] == who


def test_the_output_of_a_group_of_trades_is_not_that_of_all_industry() -> None:
    text = "规模以上工业增加值204亿元；纺织等八大产业集群发展水平提升，产值917亿元，增长12%。"
    assert [name for name, _ in told(text)][1:] == ["八大产业集群产值"] * 2


def test_what_is_sold_is_what_was_made() -> None:
    assert [name for name, _ in told("蓝莓综合产值增长9%、出口增长41%。")] == [
        "蓝莓综合产值",
        "蓝莓出口",
    ]


def test_a_sentence_that_opens_with_a_zone_is_about_it() -> None:
    found = told(
        "湖州东部新区“三城一港”格局加快形成，两个项目落户；研究与试验发展经费投入强度达4.6%。"
    )
    assert found[-1][1] == "湖州东部新区"


def test_a_subject_told_by_its_rank_is_what_the_next_clause_measures() -> None:
    text = (
        "实际利用外资107亿美元，增长31%。城镇居民人均可支配收入由第八位上升到第五位，实际增长9.2%。"
    )
    assert told(text)[-1][0] == "城镇居民人均可支配收入"


def test_a_ratio_to_the_mean_of_others_is_no_level() -> None:
    found = read("单位地区生产总值能耗、水耗分别约为全国平均的65%、55%。").measures
    assert [(measure.metric, measure.metric_id) for measure in found] == [
        ("单位地区生产总值能耗相当于全国平均的比例", None),
        ("水耗相当于全国平均的比例", None),
    ]


def test_two_shares_of_one_thing_lend_each_other_what_they_lack() -> None:
    assert [name for name, _ in told("非化石能源装机和消费比重分别达到55%和25%。")] == [
        "非化石能源装机比重",
        "非化石能源消费比重",
    ]


def test_what_is_rebuilt_is_not_what_is_built() -> None:
    assert [name for name, _ in told("新建中小学校26座，改扩建98座。")] == [
        "新建中小学校数",
        "改扩建中小学校数",
    ]
