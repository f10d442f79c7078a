"""The nation is meant where it is spoken of, not where a name or an honour holds its word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.indexer.measures.making import PLAN, read

WENSHAN: dict[str, Any] = PLAN | {
    "title": "文山壮族苗族自治州政府工作报告",
    "kind": "report",
    "region": ["532600", "文山壮族苗族自治州"],
}


@pytest.mark.parametrize(
    "sentence",
    [
        "新增中国驰名商标4件。",
        "中国铁塔新建基站300座。",
        "接待国内旅游人数120万人次。",
        "全国文明村镇增加到9个。",
        "中国（浙江）自贸试验区推出制度创新成果35项。",
        "净增中国制造“隐形冠军”企业21家。",
        "中国—东盟产业园工业产值达到30亿元。",
    ],
)
def test_a_name_or_an_honour_is_of_the_place_itself(sentence: str) -> None:
    assert {measure.region for measure in read(sentence).measures} == {"湖州市"}


@pytest.mark.parametrize(
    "sentence",
    ["到2025年，全国森林覆盖率达到24.1%。", "我国旅游外汇收入达到50亿美元。"],
)
def test_the_nation_is_meant_as_a_subject(sentence: str) -> None:
    assert {measure.region for measure in read(sentence).measures} == {"全国"}


def test_all_of_a_prefecture_is_no_county_of_that_name() -> None:
    (measure,) = read("全州森林覆盖率达到59%。", WENSHAN).measures
    assert measure.region == "文山壮族苗族自治州"


COUNTY: dict[str, Any] = PLAN | {
    "title": "平昌县情",
    "kind": "other",
    "region": ["511923", "平昌县"],
}


def test_where_a_place_lies_is_not_what_is_spoken_of() -> None:
    found = read("平昌县位于四川省东北部，全县森林覆盖率达54%，优良率达99%。", COUNTY).measures
    assert {measure.region for measure in found} == {"平昌县"}


def test_a_year_may_stand_between_the_nation_and_what_it_measures() -> None:
    (measure,) = read("全国2025年非化石能源消费比重达到20%左右。").measures
    assert (measure.region, measure.metric) == ("全国", "非化石能源消费比重")


def test_what_the_nation_announced_next_is_the_nations_too() -> None:
    found = read("随后又进一步宣布，到2030年非化石能源消费比重达到25%左右。").measures
    assert [measure.region for measure in found] == ["全国"]
