"""The years a part of a document speaks of: where they begin and where they end."""

from __future__ import annotations

import pytest

from indexer.measures.timeline.horizons import Ahead, goal_years, headed_ahead, look_ahead
from indexer.measures.timeline.lookback import Back, headed_years, look_back
from indexer.measures.timeline.outline import Outline, Years, looks_headed

PLAN, GOAL = Years(2021, 2025), Years(2021, 2035)


def entered(*headings: tuple[str, Years | None]) -> Outline:
    outline = Outline()
    for text, years in headings:
        outline.enter(text, years)
    return outline


@pytest.mark.parametrize(
    ("headings", "years"),
    [
        ([("一、今后五年目标", PLAN), ("（一）经济", None)], PLAN),
        ([("一、今后五年目标", PLAN), ("二、今年工作", None)], None),
        ([("（一）“十四五”目标", PLAN), ("（二）远景目标", GOAL)], GOAL),
        ([("一、“十四五”目标", PLAN), ("（一）远景", GOAL), ("（二）任务", None)], PLAN),
        ([("一、“十四五”目标", PLAN), ("发展格局", None)], PLAN),
        ([("发展目标", PLAN), ("远景目标", GOAL)], GOAL),
        ([("第一章 目标", PLAN), ("第一节 指标", None), ("1.能源", None)], PLAN),
        ([("第一章 目标", PLAN), ("第二章 保障", None)], None),
    ],
)
def test_a_heading_holds_until_one_of_its_rank(
    headings: list[tuple[str, Years | None]], years: Years | None
) -> None:
    assert entered(*headings).years == years


def test_a_lead_in_holds_until_the_next_or_a_heading_above() -> None:
    outline = entered(("一、目标", None))
    outline.lead_in(PLAN)
    outline.enter("——经济发展", None)
    assert outline.years == PLAN
    outline.lead_in(GOAL)
    assert outline.years == GOAL
    outline.enter("二、任务", None)
    assert outline.years is None


@pytest.mark.parametrize(
    ("line", "headed"),
    [
        ("能源结构调整目标", True),
        ("今年我们将建成公园三座。", False),
        ("湖州市人民政府", False),
        ("目标", False),
    ],
)
def test_a_short_line_without_a_sentence_is_a_heading(line: str, headed: bool) -> None:
    assert looks_headed(line) is headed


@pytest.mark.parametrize(
    ("text", "headed", "ahead"),
    [
        ("三、今后五年的奋斗目标", True, Ahead(Years(2021, 2025), leads=True)),
        ("“十四五”时期主要目标", True, Ahead(Years(2021, 2025), leads=True)),
        ("今后五年，全市工业产值翻番，经济更强。", False, Ahead(Years(2021, 2025), leads=False)),
        ("今后五年发展的总体要求是：", False, Ahead(Years(2021, 2025), leads=True)),
        ("2021年工作重点", True, Ahead(None, leads=True)),
        ("今年要重点做好以下工作：", False, Ahead(None, leads=True)),
        ("到2027年的主要目标是：", False, Ahead(Years(2021, 2027), leads=True)),
        ("“十三五”时期主要成绩", True, None),
        ("城乡面貌不断改善。", False, None),
    ],
)
def test_what_a_report_of_2021_says_about_the_years_ahead(
    text: str, headed: bool, ahead: Ahead | None
) -> None:
    assert look_ahead(text, 2021, headed=headed) == ahead


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2030年的具体目标是：", Years(2021, 2030)),
        ("到2020年的具体目标是：", None),
        ("到2030年的具体目标是明确的。", None),
    ],
)
def test_a_lead_in_to_goals_ends_with_a_colon_and_names_a_later_year(
    text: str, years: Years | None
) -> None:
    assert goal_years(text, 2021) == years


@pytest.mark.parametrize(
    ("text", "headed", "back"),
    [
        ("过去五年工作回顾", True, Back(Years(2016, 2020), leads=True)),
        ("“十三五”时期，全市经济稳步增长。", False, Back(Years(2016, 2020), leads=True)),
        ("各位代表！五年来，我们办成了许多实事。", False, Back(Years(2016, 2020), leads=True)),
        (
            "2020年是规划收官之年。五年来，我们写下新篇。",
            False,
            Back(Years(2016, 2020), leads=True),
        ),
        ("城区面貌一新，五年来，修路300公里。", False, Back(Years(2016, 2020), leads=False)),
        ("五年来，主要做了这些事：", False, Back(Years(2016, 2020), leads=True)),
        ("2020年和过去五年工作回顾", True, Back(None, leads=True)),
        ("一年来，我们办了三件事。", False, Back(None, leads=True)),
        ("各位代表，过去的2020年，我们攻坚克难。", False, Back(Years(None, 2020), leads=True)),
        ("“十三五”计划完成情况", True, Back(Years(2016, 2020), leads=True)),
        ("大豆产量去年达到9万吨。", False, Back(None, leads=False)),
        ("面对去年的旱情，我们多方找水。", False, Back(None, leads=False)),
        ("去年，我们多方找水。", False, Back(None, leads=True)),
        ("2020年是不平凡的一年。", False, Back(Years(None, 2020), leads=True)),
        ("2016年11月换届以来，我们多方找水。", False, None),
        ("与2015年相比，用水下降一成。", False, None),
        ("2018年，城区新建学校三所。", False, Back(None, leads=False, ends=True)),
        ("一、2020年工作的回顾过去的一年很不平凡。", False, Back(Years(None, 2020), leads=True)),
        ("“十四五”时期前景广阔。", False, None),
        ("农业生产稳定。", False, None),
    ],
)
def test_what_a_report_of_2021_says_about_the_years_behind(
    text: str, headed: bool, back: Back | None
) -> None:
    assert look_back(text, 2021, headed=headed) == back


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("“十三五”时期主要成就", Years(2016, 2020)),
        ("2018年以来工作回顾", Years(None, 2018)),
        ("2016—2020年完成情况", Years(2016, 2020)),
        ("“十三五”成效与“十四五”展望", None),
        ("“十三五”成效和“十二五”回顾", None),
        ("“十五五”工作总结", None),
        ("发展基础", None),
    ],
)
def test_a_heading_of_a_plan_gives_account_of_one_period_behind_it(
    heading: str, years: Years | None
) -> None:
    assert headed_years(heading, 2020) == years


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("二、“十三五”建设成就和“十四五”主要目标任务", PLAN),
        ("二、过去五年回顾与今后五年奋斗目标", PLAN),
        ("一、“十三五”建设成就", None),
    ],
)
def test_a_heading_of_both_parts_plans_for_the_years_it_names_last(
    heading: str, years: Years | None
) -> None:
    assert headed_ahead(heading, 2021) == years


def test_the_goals_of_a_plan_laid_before_the_hearers_hold_for_what_follows() -> None:
    led = "对标全省要求，《纲要（草案）》提出了今后五年全市发展的主要目标：一是产业更强。"
    assert look_ahead(led, 2021, headed=False) == Ahead(PLAN, leads=True)


@pytest.mark.parametrize(
    ("heading", "ahead"),
    [
        ("二、“十四五”目标任务和2021年工作安排", Ahead(PLAN, leads=True, shared=True)),
        ("二、今后五年奋斗目标及今年工作", Ahead(PLAN, leads=True, shared=True)),
        ("二、2021年工作和“十四五”目标任务", Ahead(None, leads=True)),
        ("二、“十四五”开局和2021年工作安排", Ahead(None, leads=True)),
    ],
)
def test_a_heading_of_a_period_and_its_first_year_begins_with_the_period(
    heading: str, ahead: Ahead
) -> None:
    assert look_ahead(heading, 2021, headed=True) == ahead


def test_the_first_year_of_a_period_begins_where_the_text_says_what_year_it_is() -> None:
    turn = "各位代表！2021年是“十四五”开局之年，做好工作十分重要。"
    assert look_ahead(turn, 2021, headed=False) == Ahead(None, leads=True)
