"""What the library finds out about the sample documents is what their manifest says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import corpus.sample
from corpus import read, walk
from corpus.sample import FOLDER
from kb.models import Document
from tests.reading import with_texts

MANIFEST = Path(corpus.sample.__file__).with_name("manifest.jsonl")
EXPECTED = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = {}
    for file in walk([FOLDER]):
        reading = read(file)
        document, _ = next(with_texts(reading))
        found[file.name.removeprefix(f"{FOLDER.name}/")] = document
    return found


def case(entry: dict[str, Any]) -> str:
    return str(entry["file"].rsplit("!")[-1][:2])


@pytest.mark.parametrize("entry", EXPECTED, ids=case)
@pytest.mark.parametrize("field", ["title", "kind", "level", "document_number"])
def test_stated_facts(documents: dict[str, Document], entry: dict[str, Any], field: str) -> None:
    assert getattr(documents[entry["file"]], field) == entry[field]


@pytest.mark.parametrize("entry", EXPECTED, ids=case)
def test_issuers_and_periods(documents: dict[str, Document], entry: dict[str, Any]) -> None:
    document = documents[entry["file"]]
    assert (list(document.issuers), list(document.periods)) == (entry["issuers"], entry["periods"])


@pytest.mark.parametrize("entry", EXPECTED, ids=case)
def test_date_and_main_region(documents: dict[str, Document], entry: dict[str, Any]) -> None:
    document = documents[entry["file"]]
    assert (document.written_on or document.published_on) == entry["written_on"]
    name = "全国" if document.regions[0].code == "000000" else document.regions[0].name
    assert name == entry["region"]
