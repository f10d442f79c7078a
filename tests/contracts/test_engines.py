"""The contract of `SearchEngine`: one parsed query, one set of documents, on every engine."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.search import SearchEngine, parse_query
from tests.contracts.engine_cases import CASES, Case
from tests.contracts.engine_library import ALL_IDS, LIBRARY


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


def test_each_case_says_something_of_its_own() -> None:
    assert [why for why, count in Counter(case.why for case in CASES).items() if count > 1] == []


def test_the_library_is_what_the_cases_speak_of(engine: SearchEngine) -> None:
    assert engine.rebuild(LIBRARY) == len(ALL_IDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_engine_finds_exactly_the_expected(engine: SearchEngine, case: Case) -> None:
    node = parse_query(case.query, expand=case.expand).node
    assert node is not None
    assert engine.matching_ids(node) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_case_tells_a_working_engine_from_a_broken_one(case: Case) -> None:
    assert case.degenerate == (case.expected in (frozenset(), frozenset(ALL_IDS)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_case_names_documents_of_the_library(case: Case) -> None:
    assert case.expected <= ALL_IDS
