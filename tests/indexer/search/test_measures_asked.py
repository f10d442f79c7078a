"""Which measures a plain search names."""

from __future__ import annotations

import pytest

from indexer.search import MeasuresAsked, measures_asked

FIVE_YEARS = (2021, 2022, 2023, 2024, 2025)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("森林覆盖率 目标", MeasuresAsked(("forest_cover",), statuses=("target",))),
        ("广元市森林覆盖率", MeasuresAsked(("forest_cover",), ("510800",))),
        ("单位GDP能耗 十四五 四川", MeasuresAsked(("energy_intensity",), ("510000",), FIVE_YEARS)),
        ("成都 PM2.5", MeasuresAsked(("pm25",), ("510100",))),
        ("2021-2025年森林覆盖率", MeasuresAsked(("forest_cover",), (), FIVE_YEARS)),
        (
            "浙江研发投入强度现状",
            MeasuresAsked(("rd_intensity",), ("330000",), (), ("actual",)),
        ),
        (
            "四川省2025年森林覆盖率目标是多少",
            MeasuresAsked(("forest_cover",), ("510000",), (2025,), ("target",)),
        ),
    ],
)
def test_metric_place_years_and_status_are_read(query: str, asked: MeasuresAsked) -> None:
    assert measures_asked(query) == asked


@pytest.mark.parametrize("query", ["", "规划", "四川 能源", "“森林覆盖率”", "标题:森林覆盖率"])
def test_no_metric_or_no_plain_query_asks_for_none(query: str) -> None:
    assert measures_asked(query) is None
