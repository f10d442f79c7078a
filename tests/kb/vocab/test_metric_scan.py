"""A metric is named where its whole name stands, and not within another's."""

from __future__ import annotations

import pytest

from kb.vocab.metric_scan import named_in


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("不设地区生产总值增长目标", {"gdp"}),
        ("单位地区生产总值能耗完成下达任务", {"energy_intensity"}),
        ("单位生产总值二氧化碳排放量下降", {"co2_intensity"}),
        ("13 | 万元地区生产总值用水量（立方米） | 按核定执行", {"water_intensity"}),
        ("绿化投入占地区生产总值比重达到要求", set()),
        ("单位GDP某物耗用", set()),
        ("森林覆盖率和粮食产量达到要求", {"forest_cover", "grain"}),
        ("单位地区生产总值能耗、二氧化碳排放达到要求", {"energy_intensity"}),
    ],
)
def test_the_longest_name_at_a_place_is_the_one_meant(text: str, named: set[str]) -> None:
    assert named_in(text) == named


def test_a_name_outside_the_vocabulary_is_found_as_it_is_written() -> None:
    assert named_in("石漠化治理完成率达到省级要求", also="石漠化治理完成率") == {
        "=石漠化治理完成率"
    }
