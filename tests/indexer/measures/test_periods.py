"""What holds at the end of a period, and what is done in all of its years."""

from __future__ import annotations

from typing import Any

import pytest

from tests.indexer.measures.making import PLAN, line_of, read

REPORT = {**PLAN, "title": "2021年湖州市政府工作报告", "kind": "report", "written_on": "2021-02-01"}


def lines(text: str, facts: dict[str, Any] | None = None) -> list[str]:
    return [line_of(measure, "湖州市") for measure in read(text, facts).measures]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("“十四五”期间，森林覆盖率达到52%。", "森林覆盖率 | =52% | level | 2025"),
        (
            "“十三五”期间，地区生产总值突破3000亿元。",
            "地区生产总值 | >3000亿元 | level | 2020 | actual",
        ),
        (
            "“十三五”期间，关闭小水泥厂44家。",
            "关闭小水泥厂数 | =44家 | level | 2016-2020 | cumulative | actual",
        ),
        (
            "“十三五”期间，煤电机组由54台减少到29台。",
            "煤电机组数 | =29台 | level | 2020 | from 54 | actual",
        ),
        (
            "全市工业产值年均增长8%。",
            "工业产值 | =8% | increase | 2021-2025 | base 2020 | annual_average",
        ),
    ],
)
def test_a_state_holds_at_the_end_and_what_is_done_covers_the_years(text: str, line: str) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("“十三五”前四年新建公园30座。", (2016, 2019)),
        ("“十三五”后三年新建公园30座。", (2018, 2020)),
        ("2016 2020 年新建公园30座。", (2016, 2020)),
    ],
)
def test_part_of_a_plan_and_a_lost_dash(text: str, years: tuple[int, int]) -> None:
    (found,) = read(text).measures
    assert (found.period_start, found.year) == years


def test_the_year_things_were_built_in_says_which_things() -> None:
    (found,) = read("到2025年，改造2000年底前建成的小区30个。").measures
    assert found.year == 2025


def test_a_review_dates_what_follows_in_its_own_paragraph() -> None:
    text = "一、2020年工作的回顾 过去的一年很不平凡。\n城镇居民人均可支配收入达到6万元。"
    assert [m.year for m in read(text, REPORT).measures] == [2020]


def test_what_was_done_below_a_heading_of_five_years_is_their_sum() -> None:
    text = (
        "一、过去五年工作回顾\n新建公园30座。森林覆盖率达到52%。\n二、2021年工作安排\n新建公园8座。"
    )
    assert lines(text, REPORT) == [
        "新建公园数 | =30座 | level | 2016-2020 | cumulative | actual",
        "森林覆盖率 | =52% | level | 2020 | actual",
        "新建公园数 | =8座 | level | 2021",
    ]


def test_a_plan_of_three_years_counts_from_the_year_before() -> None:
    plan = {**PLAN, "title": "湖州市节能行动计划（2022—2024年）", "written_on": "2022-03-01"}
    assert lines("单位能耗下降10%。", plan) == ["单位能耗 | =10% | decrease | 2024 | base 2021"]
