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
