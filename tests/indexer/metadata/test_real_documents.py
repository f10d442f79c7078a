"""Metadata of real documents against the manifest, the newsletter's articles and the bulk index."""

from __future__ import annotations

import json
import re
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kb.models import Document, Reading
from kb.vocab.issuers import resolve
from kb.vocab.regions import covers, find
from tests.reading import read_path, with_texts

pytestmark = pytest.mark.shared

WHEN = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Known:
    """A file, what is known about it, and what was read."""

    facts: dict[str, Any]
    reading: Reading
    documents: tuple[Document, ...]


def load(path: Path, name: str, facts: dict[str, Any]) -> Known:
    made = read_path(path, name)
    return Known(facts, made, tuple(document for document, _ in with_texts(made)))


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def share(results: list[bool]) -> float:
    assert results
    return sum(results) / len(results)


@pytest.fixture(scope="module")
def corpus_files(shared: Path) -> list[Known]:
    lines = (shared / "corpus" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["format"] != "jpg"]
    return [load(shared / "corpus" / row["file"], row["file"], row) for row in rows]


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[tuple[dict[str, Any], Document]]:
    lines = (shared / "gold" / "articles" / "002.jsonl").read_text(encoding="utf-8").splitlines()
    seed = next((shared / "seeds").glob("002_*.txt"))
    known = load(seed, seed.name, {})
    by_title = {bare(document.title): document for document in known.documents}
    return [(row, by_title[bare(row["title"])]) for row in map(json.loads, lines)]


def titled(known: Known) -> bool:
    wanted, titles = bare(known.facts["title"]), [bare(d.title) for d in known.documents]
    return wanted in titles or wanted == "".join(titles)


def place(known: Known) -> str:
    name = known.facts["region"]
    found = find("中国" if name == "全国" else name)
    assert found is not None
    return found.code


def printed_issuers(known: Known) -> set[str]:
    """The manifest's issuers that the file prints at its head or tail, not in a citation."""
    text = "".join("".join(d.text.split()) for d in known.reading.documents)
    near = re.sub(r"《[^》]*》", "", text[:700] + text[-700:])
    names = re.split("[,，]", known.facts["issuer"])
    return {resolve(name, within=place(known)) for name in names if name in near}


def held_issuers(known: Known) -> set[str]:
    """The issuers read, and for each office the organ it belongs to."""
    names = {name for document in known.documents for name in document.issuers}
    return names | {re.sub("办公[厅室]$", "", name) for name in names}


def test_titles_agree_with_the_manifest(corpus_files: list[Known]) -> None:
    assert share([titled(known) for known in corpus_files]) >= 0.95


def test_places_agree_with_the_manifest(corpus_files: list[Known]) -> None:
    assert [known.facts["file"] for known in corpus_files if not placed(known)] == []


def placed(known: Known) -> bool:
    return any(d.regions and d.regions[0].code == place(known) for d in known.documents)


def test_printed_issuers_agree_with_the_manifest(corpus_files: list[Known]) -> None:
    results = []
    for known in corpus_files:
        wanted = printed_issuers(known)
        held = held_issuers(known)
        results += [wanted <= held] if wanted else []
    assert share(results) >= 0.9


def test_no_issuer_is_made_up(corpus_files: list[Known]) -> None:
    """Each issuer named is one of the manifest's, or that organ's own office."""
    results = []
    for known in corpus_files:
        names = re.split("[,，]", known.facts["issuer"].replace("（测试样例）", ""))
        wanted = {resolve(name, within=place(known)) for name in names}
        held = held_issuers(known)
        results += [bool(held & wanted)] if held else []
    assert share(results) >= 0.95


def test_stated_dates_agree_with_the_manifest(corpus_files: list[Known]) -> None:
    stated = [known for known in corpus_files if known.facts.get("date_stated_in_file")]
    results = []
    for known in stated:
        dates = {d.written_on for d in known.documents} | {d.published_on for d in known.documents}
        wanted = known.facts["date"]
        results.append(any(date and wanted.startswith(date) for date in dates))
    assert share(results) >= 0.95


def test_document_numbers_agree_with_the_manifest(corpus_files: list[Known]) -> None:
    printed = {
        k.facts["file"]: k.facts["doc_number"] for k in corpus_files if "doc_number" in k.facts
    }
    assert {
        known.facts["file"]: known.documents[0].document_number
        for known in corpus_files
        if known.facts["file"] in printed
    } == printed


def test_articles_have_the_numbers_of_the_gold(
    articles: list[tuple[dict[str, Any], Document]],
) -> None:
    assert [document.document_number for _, document in articles] == [
        row["doc_no"] for row, _ in articles
    ]


def test_articles_have_the_issuers_of_the_gold(
    articles: list[tuple[dict[str, Any], Document]],
) -> None:
    wanted = [
        tuple(resolve(name) for name in row["issuer"].split("、")) if row["issuer"] else ()
        for row, _ in articles
    ]
    assert [document.issuers for _, document in articles] == wanted


def test_articles_lie_in_the_places_of_the_gold(
    articles: list[tuple[dict[str, Any], Document]],
) -> None:
    wrong = []
    for row, document in articles:
        first = find(row["region"].split("、")[0])
        assert first is not None
        if not document.regions or not covers(first.code, document.regions[0].code):
            wrong.append(row["title"])
    assert len(wrong) <= 1  # one holds nothing but a picture: no place is told


@pytest.fixture(scope="module")
def bulk_sample(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    """Every fortieth plan of the bulk index, unpacked; titles must come from the text alone."""
    lines = (shared / "bulk" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("title") and row.get("province")]
    chosen = {row["file"]: row for row in rows[::15]}
    folder = tmp_path_factory.mktemp("bulk")
    with tarfile.open(shared / "bulk" / "dual_carbon_pdf_text.tar.xz") as archive:
        for member in archive:
            if member.name in chosen:
                archive.extract(member, folder, filter="data")
    return [load(folder / name, "文件.txt", row) for name, row in chosen.items()]


def test_titles_of_plans_in_bulk_are_found_without_their_file_names(
    bulk_sample: list[Known],
) -> None:
    results = []
    for known in bulk_sample:
        wanted = bare(known.facts["title"].split("关于", 1)[-1])
        results.append(any(wanted in bare(document.title) for document in known.documents))
    assert share(results) >= 0.8  # the index words some titles in its own way


def test_places_of_plans_in_bulk_agree_with_the_index(bulk_sample: list[Known]) -> None:
    results = []
    for known in bulk_sample:
        above = find(known.facts["province"])
        if above:
            held = [document.regions[0].code for document in known.documents if document.regions]
            results.append(any(covers(above.code, code) for code in held))
    assert share(results) >= 0.95
