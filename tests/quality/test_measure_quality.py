"""Extraction quality on hand-made records: the floors of the issue, and the pinned ones."""

from __future__ import annotations

import pytest

from tests.quality.gate import Floors, check, read_floors
from tests.quality.measured_measures import measure

pytestmark = [pytest.mark.slow, pytest.mark.shared, pytest.mark.usefixtures("shared")]
WANTED = {
    "targets_found_f1": 0.95,
    "targets_exact_f1": 0.88,
    "milestones_found_f1": 0.60,
    "actuals_found_precision": 0.60,
    "actuals_found_recall": 0.85,
    "actuals_metric": 0.80,
    "tables_exact_f1": 0.92,
}


@pytest.fixture(scope="module")
def measured() -> Floors:
    return measure()


@pytest.mark.parametrize("figure", sorted(WANTED))
def test_the_floors_of_the_issue_are_reached(measured: Floors, figure: str) -> None:
    assert measured.figures[figure] >= WANTED[figure]


def test_nothing_fell_below_what_was_pinned(measured: Floors) -> None:
    assert check(read_floors("measures"), measured) == []
