"""On the bundled samples: the planted contradiction and nothing else; cascade, absences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.pipeline import Run, add
from kb.compare.cascade import build_cascade
from kb.compare.conflicts import find_conflicts
from kb.compare.matrix import build_matrix
from kb.compare.request import Request
from kb.library import Library
from kb.store import Store

FILES = Path(__file__).parents[3] / "corpus" / "sample" / "files"
GUANGYUAN = "510800"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Library.init(tmp_path_factory.mktemp("sample") / "library") as library:
        report = add(Run(library, in_workers=False), [FILES])
        assert report.failed == []
        yield library.store


def test_the_planted_contradiction_is_the_only_one(store: Store) -> None:
    found = find_conflicts(store)
    assert [(c.concept, c.region, c.year, c.cls) for c in found] == [
        ("forest_cover", "area:qinba", 2025, "likely")
    ]
    assert sorted(str(fact.value) for fact in found[0].facts) == ["63.5", "65"]


def test_both_sides_of_the_contradiction_stand_in_their_texts(store: Store) -> None:
    (found,) = find_conflicts(store)
    texts = [store.text(f.document_id).text[f.start : f.end] for f in found.facts]
    assert texts == [f.evidence for f in found.facts]


def test_the_cascade_leads_from_the_country_to_the_city(store: Store) -> None:
    found = build_cascade(store, "forest_cover", GUANGYUAN, 2025)
    line = [(s.region, str(s.entry.fact.value) if s.entry else None) for s in found.steps[:3]]
    assert line == [("000000", "24.1"), ("510000", "41"), (GUANGYUAN, "58")]
    assert [s.stricter for s in found.steps[:3]] == [None, 1, 1]


def test_what_was_achieved_is_no_target(store: Store) -> None:
    asked = Request(metrics=("forest_cover",), regions=(GUANGYUAN,), years=(2021,))
    assert build_matrix(store, asked).cell("forest_cover", GUANGYUAN, 2021).entries == ()
