"""Cells of the matrix on real documents, each checked by hand against its source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indexer.pipeline import Run, add
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.rates import Derived, derive_rate
from kb.compare.request import Request
from kb.library import Library

pytestmark = [pytest.mark.shared, pytest.mark.slow]
FILE = Path(__file__).with_name("cells.jsonl")
CELLS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
METRICS = tuple(dict.fromkeys(cell["metric"] for cell in CELLS))


@pytest.fixture(scope="module")
def matrix(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with Library.init(tmp_path_factory.mktemp("real") / "library") as library:
        add(Run(library, in_workers=False), [shared / "seeds", shared / "corpus"])
        asked = Request(metrics=METRICS, statuses=("target", "actual"))
        yield build_matrix(library.store, asked)


def told(fact: Fact) -> dict[str, Any]:
    """What a cell says, in the form of the file."""
    return {
        "metric": fact.concept,
        "region": fact.region_code,
        "year": fact.year,
        "status": fact.status,
        "op": fact.op,
        "value": str(fact.value),
        "unit": fact.unit,
        "change": fact.change,
        "base_year": fact.base_year,
        "doc": fact.doc,
        "start": fact.start,
        "end": fact.end,
        "sha256": hashlib.sha256(fact.evidence.encode()).hexdigest()[:16],
    }


def values(matrix: Matrix, cell: dict[str, Any]) -> list[dict[str, Any]]:
    """All values told of a cell's place and year."""
    try:
        found = matrix.cell(cell["metric"], cell["region"], cell["year"])
    except KeyError:
        return []
    return [told(f) for entry in found.entries for f in (*entry.agreeing, *entry.differing)]


def test_there_are_enough_cells() -> None:
    assert len(CELLS) >= 60


@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c['metric']}-{c['region']}-{c['year']}")
def test_cell_is_as_checked_by_hand(matrix: Matrix, cell: dict[str, Any]) -> None:
    assert cell in values(matrix, cell)


@pytest.mark.parametrize(
    ("region", "year", "rate"),
    [("430000", 2020, "-3.43"), ("000000", 2025, "-2.86"), ("340000", 2025, "-2.97"),
     ("440000", 2025, "-3.08")],
)  # fmt: skip
def test_annual_rates_are_right_to_a_hundredth(
    matrix: Matrix, region: str, year: int, rate: str
) -> None:
    entry = matrix.cell("energy_intensity", region, year).entries[0]
    derived = derive_rate(entry.fact)
    assert isinstance(derived, Derived)
    assert derived.value == Decimal(rate)


def test_targets_of_different_plans_are_comparable_as_annual_rates(matrix: Matrix) -> None:
    hunan = matrix.cell("energy_intensity", "430000", 2020).entries[0]
    anhui = matrix.cell("energy_intensity", "340000", 2025).entries[0]
    verdict = matrix.verdict(hunan, anhui)
    assert (verdict.kind, [r.code for r in verdict.reasons]) == ("after_conversion", ["base_year"])
