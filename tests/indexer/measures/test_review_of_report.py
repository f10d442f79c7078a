"""What a report did stays done, whatever its headings call it; its goals begin where it says so."""

from __future__ import annotations

import pytest

from indexer.measures import extract
from indexer.structure import make_passages
from tests.indexer.measures.making import document, prose

REPORT = {
    "title": "政府工作报告",
    "kind": "report",
    "written_on": "2024-01-20",
    "region": ["220200", "吉林市"],
}


def statuses(text: str) -> dict[str, str]:
    """Status of each record by its unit, as every line of a case has a unit of its own."""
    clean, _ = prose(text)
    made = document(REPORT, len(text))
    found = extract(made, clean, make_passages("d", clean)).measures
    return {str(measure.unit): measure.status for measure in found}


@pytest.mark.parametrize(
    "line",
    [
        "（一）扎实做好冬奥保供任务",
        "一年来，按照市委的部署，我们做了这些工作：",
        "（二）完成安排的重点任务",
    ],
)
def test_tasks_named_in_the_review_are_behind(line: str) -> None:
    found = statuses(
        "一、2023年工作回顾\n新开工厂12座。\n"
        f"{line}\n修成乡村公路300公里。\n"
        "二、2024年工作安排\n新建学校5所。"
    )
    assert found == {"座": "actual", "公里": "actual", "所": "target"}


def test_goals_without_a_year_still_turn_a_report_without_headings() -> None:
    found = statuses("去年修成乡村公路300公里。\n主要目标和任务\n新建学校5所。")
    assert found == {"公里": "actual", "所": "target"}


def turned(review: str, plan: str, *, body: str = "新建学校5所。") -> dict[str, str]:
    """A report of two headings: a road built below the first, a school below the second."""
    return statuses(f"{review}\n修成乡村公路300公里。\n{plan}\n{body}")


@pytest.mark.parametrize(
    ("review", "plan"),
    [
        ("2023年工作回顾", "2024年政府工作"),
        ("一、过去一年工作回顾", "二、奋力前行的2024年"),
        ("一、2023年工作回顾", "二、全力推动工业强市"),
        ("一、稳中求进，发展迈上新台阶", "二、守正创新，再上新水平"),
        ("一、人代会所定任务执行情况", "二、2024年的任务"),
        ("一、“十三五”时期发展回顾和2023年重点工作", "二、今年的安排"),
        ("一、2023年工作回顾和2024年工作目标", "2024年是爬坡过坎的一年。"),
    ],
)
def test_the_chapter_behind_the_review_plans(review: str, plan: str) -> None:
    assert turned(review, plan) == {"公里": "actual", "所": "target"}


@pytest.mark.parametrize(
    "second", ["二、“十三五”发展成就", "二、几点体会", "二、2022年民生实事完成情况"]
)
def test_a_second_chapter_may_review_too(second: str) -> None:
    found = turned("一、2023年工作回顾", second, body="建成学校5所。")
    assert found == {"公里": "actual", "所": "actual"}


def test_goals_begin_a_paragraph_below_no_heading() -> None:
    found = statuses("去年修成乡村公路300公里。\n全市发展的主要预期目标是：新建学校5所。")
    assert found == {"公里": "actual", "所": "target"}


def test_carrying_out_a_budget_is_no_review_once_goals_are_set() -> None:
    found = turned("一、2023年工作回顾", "二、2024年工作安排\n（五）监督预算执行情况")
    assert found["所"] == "target"


@pytest.mark.parametrize(
    "note",
    [
        "〔3〕亩产论效益：指以每亩30万元的税收评价企业。",
        "5.“小巨人”企业：“小巨人”企业是指营业收入在1亿元以上的企业。",
        "《政府工作报告》有关内容名词解释\n四好公路：建设300公里。",
    ],
)
def test_notes_on_names_state_nothing(note: str) -> None:
    found = turned("一、2023年工作回顾", "二、2024年工作安排", body=f"新建学校5所。\n{note}")
    assert found == {"公里": "actual", "所": "target"}


def test_a_chapter_may_open_in_the_line_of_its_first_paragraph() -> None:
    found = statuses(
        "一、2023年工作回顾 过去的一年，是全市上下应对多重考验的一年，成绩来之不易。\n"
        "新开工厂12座。\n"
        "二、今后五年总体设想 今后五年，是我市打造区域中心、建设宜居家园的关键时期。\n"
        "——交通更便捷。到2028年，修成乡村公路300公里。"
    )
    assert found == {"座": "actual", "公里": "target"}


def changes(text: str) -> dict[str, tuple[int | None, int | None]]:
    """First year and base of each record of a report, by its value."""
    clean, _ = prose(text)
    found = extract(document(REPORT, len(text)), clean, make_passages("d", clean)).measures
    return {str(measure.value): (measure.period_start, measure.base_year) for measure in found}


FIVE_YEARS = "五年来，我们走过了不平凡的历程。"


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (FIVE_YEARS, {"31": (None, 2018), "52": (2019, None)}),
        (f"2023年是规划收官之年。{FIVE_YEARS}", {"31": (None, 2018), "52": (2019, None)}),
        (f"{FIVE_YEARS}\n2023年，全市经济平稳运行。", {"31": (None, 2022), "52": (None, None)}),
    ],
)
def test_an_account_of_five_years_goes_on_until_one_of_the_last_year_begins(
    account: str, expected: dict[str, tuple[int | None, int | None]]
) -> None:
    items = "——民生不断改善。居民人均可支配收入增长31%，新建中小学52所。"
    assert changes(f"一、工作回顾\n{account}\n{items}\n二、2024年安排") == expected


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("引进企业8家，实际利用外资19亿美元，分别较“十三五”增长1.4倍、1.5倍。", (2023, 2019)),
        ("实际利用外资19亿美元，比“十三五”末增长1.5倍。", (2023, None)),
        ("各级财政累计投入民生资金19亿元。", (2023, 2019)),
        ("五年水利投资19亿元。", (2023, 2019)),
        ("实际利用外资累计达到19亿美元，是“十五”的2.9倍。", (2023, 2019)),
        ("引进企业8家，实际利用外资19亿美元。", (None, None)),
        ("引进企业8家，实际利用外资达到19亿美元。", (2023, None)),
        ("目前有企业8家，实际利用外资19亿美元。", (2023, None)),
        ("2023年营收8亿元。新增上市企业19家。", (2023, 2019)),
        ("认定总部30家，服务业增加值突破19亿元。", (2023, None)),
    ],
)
def test_what_came_in_within_five_years_is_their_total_or_of_no_year(
    sentence: str, years: tuple[int | None, int | None]
) -> None:
    clean, _ = prose(f"一、工作回顾\n{FIVE_YEARS}{sentence}\n二、2024年安排")
    made = document(REPORT, len(clean.text))
    found = extract(made, clean, make_passages("d", clean)).measures
    total = next(measure for measure in found if str(measure.value) == "19")
    assert (total.year, total.period_start) == years


@pytest.mark.parametrize(
    ("turn", "years"),
    [
        ("\n2024年是开局之年。\n主要预期目标是：新建学校5所。", {"41": 2028, "9": 2028, "5": 2024}),
        ("", {"41": 2024, "9": None}),
    ],
)
def test_goals_of_a_period_stand_before_those_of_the_year(
    turn: str, years: dict[str, int | None]
) -> None:
    clean, _ = prose(
        "一、2023年工作回顾\n修路3条。\n二、今后五年目标和2024年工作\n"
        f"生态环境明显改善。森林覆盖率达到41%。\n全市生产总值年均增长9%。{turn}"
    )
    found = extract(document(REPORT, 99), clean, make_passages("d", clean)).measures
    assert {str(each.value): each.year for each in found if each.status == "target"} == years


@pytest.mark.parametrize(
    "opening",
    [
        "五年来，我们攻坚克难。",
        "各位代表！2023年的任务圆满完成，这一届工作顺利收官。五年来，我们攻坚克难。",
        "2018年到2023年，我们走得很稳。",
    ],
)
def test_growth_in_a_review_of_five_years_is_counted_from_the_year_before_them(
    opening: str,
) -> None:
    text = f"一、过去五年工作回顾\n{opening}盐湖提锂产量增长3.1倍，湖羊存栏年均增长6%。"
    clean, _ = prose(text)
    found = extract(document(REPORT, len(text)), clean, make_passages("d", clean)).measures
    assert {(measure.base_year, measure.year) for measure in found} == {(2018, 2023)}
