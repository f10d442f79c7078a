"""References of the real documents come back whole from other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from csl_reference import Reference
from pybtex.database import parse_string as parse_pybtex

from corpus import read, walk
from indexer.metadata import describe
from kb.citations.csl import item_from_csl
from kb.citations.document_item import item_from_document
from kb.citations.exports import EXPORTS
from kb.citations.item import Item
from kb.errors import ReadError
from kb.store import SourceRecord
from tests.kb.citations.hostile import HOSTILE, plain

pytestmark = pytest.mark.shared
ACCESSED = "2026-09-01"


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
        yield from (
            item_from_document(document, accessed=ACCESSED)
            for document in describe(reading, record)
        )


@pytest.fixture(scope="module")
def items(shared: Path) -> list[Item]:
    """Every document twice: as it is, and with a hostile title."""
    found = [*documents(shared / "seeds"), *documents(shared / "corpus")]
    assert len(found) >= 60
    hostile = [
        replace(
            item,
            id=f"{item.id}x",
            fields={**item.fields, "title": f"{item.get('title')}：{title}"},
        )
        for item, title in zip(found, cycle(HOSTILE), strict=False)
    ]
    return [*found, *hostile]


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def year(item: Item) -> str:
    return item.issued.iso[:4]


RIS_FIELDS = {
    "secondary_title": "container-title",
    "volume": "volume",
    "number": "issue",
    "place_published": "publisher-place",
    "publisher": "publisher",
    "doi": "DOI",
    "language": "language",
}


def ris_facts(item: Item) -> dict[str, object]:
    """What rispy must find: its names, the values of the item."""
    number_name = "issn" if item.type in ("report", "document", "standard") else "note"
    facts = {
        "id": item.id,
        "title": one_line(item.get("title")),
        "authors": [name.literal + "," for name in item.author],
        "year": year(item),
        "date": item.issued.iso.replace("-", "/"),
        "access_date": item.accessed.iso.replace("-", "/"),
        "urls": [item.get("URL")] if item.get("URL") else [],
        number_name: item.get("number"),
        **{ours: item.get(csl) for ours, csl in RIS_FIELDS.items()},
    }
    return {key: value for key, value in facts.items() if value}


def test_ris(items: list[Item]) -> None:
    records = rispy.loads("".join(EXPORTS["ris"].write(items)))
    pages = {"type_of_reference", "start_page", "end_page"}
    found = [{k: v for k, v in record.items() if k not in pages} for record in records]
    assert found == [ris_facts(item) for item in items]


BIBTEX_FIELDS = {
    "number": "number",
    "volume": "volume",
    "location": "publisher-place",
    "publisher": "publisher",
    "url": "URL",
    "doi": "DOI",
}
MADE_FOR_PROGRAMS = {"note", "mark", "type", "langid", "entrysubtype", "pages", "issue"}
CONTAINERS = ("journaltitle", "booktitle", "maintitle")


def bibtex_facts(item: Item) -> dict[str, str]:
    facts = {
        "title": one_line(item.get("title")),
        "date": item.issued.iso,
        "urldate": item.accessed.iso,
        "container": item.get("container-title"),
        **{ours: item.get(csl) for ours, csl in BIBTEX_FIELDS.items()},
    }
    return {key: value for key, value in facts.items() if value}


def found_facts(fields: dict[str, str]) -> dict[str, str]:
    named = {"container" if key in CONTAINERS else key: fields[key] for key in fields}
    return {
        key: value if key in ("url", "doi") else plain(value)
        for key, value in named.items()
        if key not in MADE_FOR_PROGRAMS and key != "author"
    }


def test_bibtex_by_pybtex(items: list[Item]) -> None:
    entries = parse_pybtex("".join(EXPORTS["bibtex"].write(items)), "bibtex").entries.values()
    assert [found_facts(dict(e.fields)) for e in entries] == [bibtex_facts(i) for i in items]
    people = [[plain(str(p).strip("{}")) for p in e.persons.get("author", [])] for e in entries]
    assert people == [[name.literal for name in item.author] for item in items]


def test_bibtex_by_bibtexparser(items: list[Item]) -> None:
    entries = parse_bibtex("".join(EXPORTS["bibtex"].write(items))).entries
    fields = [{field.key: field.value for field in entry.fields} for entry in entries]
    assert [found_facts(entry) for entry in fields] == [bibtex_facts(item) for item in items]


def test_csl_json(items: list[Item]) -> None:
    records = json.loads("".join(EXPORTS["csl-json"].write(items)))
    assert [item_from_csl(record) for record in records] == items


def test_csl_json_is_valid_by_the_schema(items: list[Item]) -> None:
    records = json.loads("".join(EXPORTS["csl-json"].write(items)))
    assert [Reference.model_validate(record).csl_dump() for record in records] == records
