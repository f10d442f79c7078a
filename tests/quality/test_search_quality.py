"""Search quality on real documents: the floors of the issue, and the gate that keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.gate import Floors, check, read_floors
from tests.quality.judging import Score, judged_queries
from tests.quality.measured_search import measure_bundles, read_bundles

pytestmark = [pytest.mark.slow, pytest.mark.shared]
WANTED = {
    "ndcg_at_10": 0.94,
    "margin_over_best_plain": 0.03,
    "known_item_mrr": 0.95,
    "right_passage": 0.88,
    "with_hits": 1.0,
}


@pytest.fixture(scope="module")
def measured(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Floors, list[Score]]:
    folder = tmp_path_factory.mktemp("quality")
    return measure_bundles(read_bundles(folder / "library"), folder)


@pytest.mark.parametrize("name", sorted(WANTED))
def test_search_is_as_good_as_asked(measured: tuple[Floors, list[Score]], name: str) -> None:
    floors, scores = measured
    worst = sorted(scores, key=lambda score: score.ndcg)[:5]
    why = "\n".join(score.explain() for score in worst)
    assert floors.figures[name] >= WANTED[name], why


def test_search_is_as_good_as_it_was(measured: tuple[Floors, list[Score]]) -> None:
    assert check(read_floors("search"), measured[0]) == []


def test_there_are_enough_judged_queries() -> None:
    assert len(judged_queries()) >= 80
