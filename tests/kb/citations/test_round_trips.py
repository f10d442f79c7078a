"""References of the real documents come back whole from other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from pybtex.database import parse_string as parse_pybtex

from corpus import read, walk
from indexer.metadata import describe
from kb.citations.csl import item_from_csl
from kb.citations.document_item import item_from_document
from kb.citations.exports import EXPORTS
from kb.citations.item import Item
from kb.errors import ReadError
from kb.store import SourceRecord

pytestmark = pytest.mark.shared


def documents(folder: Path) -> Iterator[Item]:
    """Every document of the folder as a reference; files without text are left out."""
    refused: list[ReadError] = []
    for number, found in enumerate(walk([folder], on_problem=refused.append)):
        try:
            reading = read(found)
        except ReadError as error:
            refused.append(error)
            continue
        record = SourceRecord(
            id=f"{folder.name}{number}",
            name=found.name,
            path=str(found.path),
            sha256="0" * 64,
            size=1,
            loader="",
            added_at="2026-01-01T00:00:00Z",
        )
        yield from (item_from_document(document) for document in describe(reading, record))


@pytest.fixture(scope="module")
def items(shared: Path) -> list[Item]:
    found = [*documents(shared / "seeds"), *documents(shared / "corpus")]
    assert len(found) >= 60
    return found


def numbers(items: list[Item]) -> list[str]:
    return [item.get("number") for item in items if item.get("number")]


def test_ris(items: list[Item]) -> None:
    records = rispy.loads("".join(EXPORTS["ris"].write(items)))
    assert [record["title"] for record in records] == [item.get("title") for item in items]
    assert [len(record.get("authors", [])) for record in records] == [len(i.author) for i in items]
    kept = json.dumps(records, ensure_ascii=False)
    assert [number for number in numbers(items) if number not in kept] == []


def test_bibtex_by_pybtex(items: list[Item]) -> None:
    entries = parse_pybtex("".join(EXPORTS["bibtex"].write(items)), "bibtex").entries.values()
    assert [e.fields["title"] for e in entries] == [item.get("title") for item in items]
    assert [e.fields.get("date", "") for e in entries] == [item.issued.iso for item in items]
    assert [e.fields["number"] for e in entries if "number" in e.fields] == numbers(items)


def test_bibtex_by_bibtexparser(items: list[Item]) -> None:
    entries = parse_bibtex("".join(EXPORTS["bibtex"].write(items))).entries
    fields = [{field.key: field.value for field in entry.fields} for entry in entries]
    assert [entry["title"] for entry in fields] == [item.get("title") for item in items]
    assert [entry["number"] for entry in fields if "number" in entry] == numbers(items)


def test_csl_json(items: list[Item]) -> None:
    records = json.loads("".join(EXPORTS["csl-json"].write(items)))
    assert [item_from_csl(record) for record in records] == items
