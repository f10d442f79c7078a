"""Reports given before the year they plan for, and what 今年, 明年 and 五年内 mean in a text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.indexer.measures.making import PLAN, line_of, read

REPORT = PLAN | {"title": "长兴县政府工作报告", "kind": "report", "region": ["330522", "长兴县"]}
EARLY = (
    "一、今年工作回顾\n今年新建公园12个。\n"
    "二、明年主要任务\n明年经济发展的主要预期目标是：地区生产总值增长6%。"
)


def records(text: str, facts: dict[str, Any]) -> list[str]:
    return [line_of(measure, facts["region"][1]) for measure in read(text, facts).measures]


@pytest.mark.parametrize("title", ["长兴县政府工作报告", "2022年长兴县政府工作报告"])
def test_a_report_of_december_that_plans_for_next_year(title: str) -> None:
    assert records(EARLY, REPORT | {"title": title, "written_on": "2021-12-26"}) == [
        "新建公园数 | =12个 | level | 2021 | actual",
        "地区生产总值 | =6% | increase | 2022 | base 2021",
    ]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("今年，全县森林覆盖率达到58%。", "森林覆盖率 | =58% | level | 2024"),
        ("今年以来，全县新建公园3个。", "新建公园数 | =3个 | level | 2024 | actual"),
        ("去年，全县新建公园3个。", "新建公园数 | =3个 | level | 2023 | actual"),
    ],
)
def test_this_year_of_a_report_without_headings(text: str, record: str) -> None:
    facts = REPORT | {"title": "长兴县2024年政府工作报告", "written_on": None}
    assert records(text, facts) == [record]


def test_a_goal_may_be_compared_with_the_year_before() -> None:
    text = "二、2022年主要任务\n今年主要调控目标是：单位生产总值能耗比上年降低4%左右。"
    facts = REPORT | {"written_on": "2022-01-10"}
    assert records(text, facts) == ["单位生产总值能耗 | ~4% | decrease | 2022 | base 2021"]


@pytest.mark.parametrize(
    ("title", "text", "years"),
    [
        ("湖州市“十三五”农业规划", "五年内新建公园30个。", "2016-2020"),
        ("湖州市“十三五”农业规划", "今后五年新建公园30个。", "2016-2020"),
        ("湖州市“十三五”农业规划", "三年内新建公园30个。", "2016-2019"),
        ("湖州市关于公园建设的通知", "今后五年新建公园30个。", "2016-2020"),
        ("湖州市关于公园建设的通知", "五年内新建公园30个。", "2016-2021"),
    ],
)
def test_five_years_of_a_five_year_plan_are_its_own(title: str, text: str, years: str) -> None:
    facts = PLAN | {"title": title, "written_on": "2016-03-01"}
    assert records(text, facts) == [f"新建公园数 | =30个 | level | {years} | cumulative"]


def test_the_year_of_a_title_comes_before_that_of_the_peak() -> None:
    facts = PLAN | {"title": "2021年度湖州市碳达峰专项工作要点", "written_on": None}
    assert records("新建公园5个。", facts) == ["新建公园数 | =5个 | level | 2021"]


def test_a_plan_without_a_date_is_written_when_its_years_begin() -> None:
    text = "2020年全市细颗粒物浓度为28微克/立方米，较“十二五”末下降27%。\n2019年试点水质提升。"
    facts = PLAN | {"title": "湖州市生态环境保护“十四五”规划", "written_on": None}
    assert records(text, facts) == [
        "细颗粒物浓度 | =28微克/立方米 | level | 2020 | actual",
        "细颗粒物浓度 | =27% | decrease | 2020 | base 2015 | actual",
    ]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (
            "一、2021年工作回顾\n工业增加值跃升到2016年的3.5倍。",
            "工业增加值 | =3.5倍 | level | 2021 | base 2016 | actual",
        ),
        (
            "一、2020年工作回顾\n过去一年是“十三五”收官之年。全县地区生产总值增长5%。",
            "地区生产总值 | =5% | increase | 2020 | base 2019 | actual",
        ),
    ],
)
def test_years_that_are_not_when(text: str, record: str) -> None:
    year = int(text[2:6]) + 1
    facts = REPORT | {"title": f"{year}年长兴县政府工作报告", "written_on": f"{year}-01-10"}
    assert records(text, facts) == [record]


@pytest.mark.parametrize(
    ("second", "year"),
    [("森林覆盖率达到66%。", 2024), ("（二）森林覆盖率达到66%。", 2025)],
)
def test_goals_broken_at_a_semicolon_keep_their_year(second: str, year: int) -> None:
    found = records(f"到2024年，节能任务顺利推进；\n{second}", PLAN)
    assert found == [f"森林覆盖率 | =66% | level | {year}"]
