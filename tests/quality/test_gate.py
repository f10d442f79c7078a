from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.gate import Floors, check, digest, read_floors, update

GOOD = Floors("d1", {"ndcg": 0.95, "mrr": 1.0})


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    file = tmp_path / "baseline.json"
    assert update("search", GOOD, file=file) == []
    return file


def test_what_is_pinned_is_read_again(pinned: Path) -> None:
    assert read_floors("search", file=pinned) == GOOD


def test_equal_figures_pass(pinned: Path) -> None:
    assert check(read_floors("search", file=pinned), GOOD) == []


def test_better_figures_pass() -> None:
    assert check(GOOD, Floors("d1", {"ndcg": 0.99, "mrr": 1.0})) == []


@pytest.mark.parametrize(
    "worse",
    [
        Floors("d1", {"ndcg": 0.94, "mrr": 1.0}),
        Floors("d1", {"ndcg": 0.95}),
        Floors("d2", {"ndcg": 0.99, "mrr": 1.0}),
    ],
    ids=["a figure fell", "a figure is gone", "other inputs"],
)
def test_the_gate_closes(worse: Floors) -> None:
    assert len(check(GOOD, worse)) == 1


def test_without_floors_the_gate_is_closed() -> None:
    assert check(None, GOOD) != []


def test_a_lower_floor_is_refused(pinned: Path) -> None:
    problems = update("search", Floors("d1", {"ndcg": 0.5, "mrr": 1.0}), file=pinned)
    assert (len(problems), read_floors("search", file=pinned)) == (1, GOOD)


def test_a_lower_floor_is_taken_when_it_is_meant(pinned: Path) -> None:
    lower = Floors("d2", {"ndcg": 0.5, "mrr": 1.0})
    assert update("search", lower, allow_regression=True, file=pinned) == []
    assert read_floors("search", file=pinned) == lower


def test_the_digest_changes_with_the_content(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    before = digest([file])
    file.write_text("two")
    assert digest([file]) != before
