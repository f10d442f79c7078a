"""Which place a record holds for: zones, the places above, the nation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from indexer.measures import extract
from tests.indexer.measures.making import PLAN, document, read, tabular

ZONE = {**PLAN, "title": "湖州南太湖新区碳达峰行动计划"}
COUNTY = {**PLAN, "title": "德清县综合发展规划", "region": ["330521", "德清县"]}


def places(text: str, facts: dict[str, Any] | None = None) -> list[str | None]:
    return [measure.region for measure in read(text, facts).measures]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("兰州新区工业增加值增长8%。", ["兰州新区"]),
        ("到2025年，江北新区地区生产总值达到500亿元。", ["江北新区"]),
        ("到2025年，湖北自贸试验区新增企业30家。", ["湖北自贸试验区"]),
        ("湖北高新区达到30家。", ["湖北省"]),
        ("新疆生产建设兵团森林覆盖率达到19%。", ["新疆生产建设兵团"]),
        ("城市新区绿化覆盖率达到40%。", ["湖州市"]),
        ("滨海新区森林覆盖率达到20%。", ["滨海新区"]),
        ("高新区、凤凰经开区产值分别达到90亿元、70亿元。", ["高新区", "凤凰经开区"]),
        ("吴兴区、高新区和织里经开区的林地率达到20%。", ["吴兴区", "高新区", "织里经开区"]),
        ("高新区、经开区、综保区达到10个。", ["湖州市"]),
    ],
)
def test_a_zone_is_not_its_city(text: str, named: list[str]) -> None:
    assert places(text) == named


def test_a_province_has_many_zones_of_a_kind() -> None:
    province = {**PLAN, "title": "浙江省综合发展规划", "region": ["330000", "浙江省"]}
    assert places("高新区、经开区利用外资增长20%。", province) == ["浙江省"]


def test_a_zone_has_no_code_of_its_city() -> None:
    (found,) = read("兰州新区工业增加值增长8%。").measures
    assert found.region_code is None


def test_the_plan_of_a_zone_is_about_the_zone_and_its_city_is_the_city() -> None:
    text = "到2025年，绿化覆盖率达到40%，全区森林覆盖率达到30%。全市森林覆盖率达到50%。"
    assert places(text, ZONE) == ["湖州南太湖新区", "湖州南太湖新区", "湖州市"]


def test_words_for_what_lies_above_the_document() -> None:
    text = "全县森林覆盖率达到50%。全市森林覆盖率达到45%。全省森林覆盖率达到60%。"
    assert places(text, COUNTY) == ["德清县", "湖州市", "浙江省"]


def test_a_city_of_county_rank_is_called_a_city() -> None:
    city = {**PLAN, "title": "义乌市综合发展规划", "region": ["330782", "义乌市"]}
    assert places("全市森林覆盖率达到45%。", city) == ["义乌市"]


def test_all_the_region_is_the_autonomous_region_in_its_cities() -> None:
    city = {**PLAN, "title": "桂林市综合发展规划", "region": ["450300", "桂林市"]}
    assert places("全区森林覆盖率达到45%。", city) == ["广西壮族自治区"]


def test_a_comparison_with_all_the_province_is_about_the_county() -> None:
    assert places("在全省率先完成20个试点。对全省的贡献率达到5%。", COUNTY) == ["德清县"] * 2


def test_what_follows_without_a_name_is_of_the_same_place() -> None:
    text = "到2025年，长兴县工业产值达到324亿元，增长38%，安吉县工业产值达到200亿元。"
    assert places(text) == ["长兴县", "长兴县", "安吉县"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("江北新区将新建变电站7座，改造变电站4座。", ["江北新区", "江北新区"]),
        ("江北新区将新建变电站7座；改造变电站4座。", ["江北新区", "湖州市"]),
        ("长兴县垃圾处理率达到90%，其他县达到80%。", ["长兴县", "湖州市"]),
    ],
)
def test_what_the_place_that_opens_a_sentence_does_next(text: str, named: list[str]) -> None:
    assert places(text) == named


def test_the_next_sentence_is_of_the_document_again() -> None:
    assert places("长兴县工业产值达到324亿元。增长38%。")[1:] == ["湖州市"]


def test_a_table_is_of_the_place_that_its_title_is() -> None:
    clean, passages = tabular(["指标", "单位", "2025年"], [["森林覆盖率", "%", "52"]])
    titled = [replace(passage, headings=("各县区目标", "二、安吉县")) for passage in passages]
    found = extract(document(PLAN, len(clean.text)), clean, titled).measures
    assert [measure.region for measure in found] == ["安吉县"]
