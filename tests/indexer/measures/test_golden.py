"""Hand-checked sentences and tables: the records each of them must give, no more and no fewer.

A file of `tests/golden/measures` begins with the facts of the document its cases stand in. A record
is written as `line_of` writes it: metric | operator, value, unit | change | year | what is unusual.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.measures import extract
from tests.indexer.measures.making import document, line_of, read, tabular

FOLDER = Path(__file__).parents[2] / "golden" / "measures"


def cases(*, tables: bool) -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        facts, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            if ("rows" in row) == tables:
                name = row["text"] if not tables else row["caption"]
                yield pytest.param(facts, row, id=f"{path.stem}: {name[:40]}")


def test_there_are_enough_cases() -> None:
    assert len(list(cases(tables=False))) >= 150


@pytest.mark.parametrize(("facts", "case"), list(cases(tables=False)))
def test_sentence(facts: dict[str, Any], case: dict[str, Any]) -> None:
    found = read(case["text"], facts).measures
    assert [line_of(measure, facts["region"][1]) for measure in found] == case["records"]


@pytest.mark.parametrize(("facts", "case"), list(cases(tables=True)))
def test_table(facts: dict[str, Any], case: dict[str, Any]) -> None:
    clean, passages = tabular(
        case["columns"], case["rows"], caption=case["caption"], unit_note=case.get("unit_note", "")
    )
    found = extract(document(facts, len(clean.text)), clean, passages).measures
    assert [line_of(measure, facts["region"][1]) for measure in found] == case["records"]
