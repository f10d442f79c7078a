"""Which years a plan is for, where its title does not say."""

from __future__ import annotations

import pytest

from indexer.measures.document.facts import read_facts
from tests.indexer.measures.making import PLAN, document, prose


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        (("十四五",), (2021, 2025)),
        (("十三五", "十四五"), (2021, 2025)),
        (("十三五",), (None, None)),
    ],
)
def test_a_period_that_is_over_is_not_planned_for(
    periods: tuple[str, ...], years: tuple[int | None, int | None]
) -> None:
    facts = PLAN | {"title": "湖州市水环境治理试点实施方案", "written_on": "2022-01-10"}
    clean, _ = prose("治理河道四条。")
    read = read_facts(document(facts, 7).model_copy(update={"periods": periods}), clean)
    assert (read.first, read.last) == years


@pytest.mark.parametrize("nought", ["〇", "○", "零", "O", "0"])
def test_the_year_at_the_end_of_a_title_names_no_old_plan(nought: str) -> None:
    title = f"湖州市国民经济和社会发展第十四个五年规划和二{nought}三五年远景目标纲要"
    clean, _ = prose("治理河道四条。")
    read = read_facts(document(PLAN | {"title": title}, 7), clean)
    assert (read.first, read.last) == (2021, 2025)


def test_the_changes_of_a_plan_for_one_year_count_from_the_year_before() -> None:
    facts = PLAN | {"title": "湖州市2022年绿色转型行动计划", "written_on": "2022-03-10"}
    clean, _ = prose("治理河道四条。")
    assert read_facts(document(facts, 7), clean).base == 2021
