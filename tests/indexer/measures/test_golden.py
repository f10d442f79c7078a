"""Hand-checked sentences and tables: the records each of them must give, no more and no fewer.

A file of `tests/golden/measures` begins with the facts of the document its cases stand in. A record
is written as `line_of` writes it: metric | operator, value, unit | change | year | what is unusual.
`python -m tests.quality.records golden FILE` writes what is found into a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.indexer.measures.making import lines_of

FOLDER = Path(__file__).parents[2] / "golden" / "measures"


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        facts, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            name = row["caption"] if "rows" in row else row["text"]
            yield pytest.param(facts, row, id=f"{path.stem}: {name[:40]}")


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) >= 150


@pytest.mark.parametrize(("facts", "case"), list(cases()))
def test_case(facts: dict[str, Any], case: dict[str, Any]) -> None:
    assert lines_of(facts, case) == case["records"]
