"""The substring guarantee on plain texts; the full count runs in the bench."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer.search import SearchEngine, open_engine
from kb.store import DocumentBundle
from tests.indexer.search.library import bundle
from tests.indexer.search.substrings import exact_queries, facts_queries, misses, plain_queries

pytestmark = [pytest.mark.shared, pytest.mark.slow]
COUNTS = {"tantivy": 4000, "memory": 1500, "whoosh": 500}
ARCHIVES = ("dual_carbon_pdf_text", "lawtext_gov_md")
TEXTS_EACH = 60


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((*shared.glob("seeds/*.txt"), *shared.glob("corpus/*.md"))):
        yield path.stem, path.read_text(encoding="utf-8", errors="replace")
    for name in ARCHIVES:
        with tarfile.open(shared / "bulk" / f"{name}.tar.xz") as archive:
            taken = 0
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and taken < TEXTS_EACH:
                    taken += 1
                    yield Path(member.name).stem, file.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[DocumentBundle]:
    made = []
    for number, (title, text) in enumerate(texts(shared)):
        lines = [line for line in text.splitlines() if line.strip()]
        if lines:
            made.append(bundle(f"d{number}", title, lines))
    return made


@pytest.fixture(scope="module", params=sorted(COUNTS))
def filled(
    request: pytest.FixtureRequest,
    documents: Sequence[DocumentBundle],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SearchEngine]:
    engine = open_engine(request.param, tmp_path_factory.mktemp("substrings"))
    engine.rebuild(documents)
    yield engine
    engine.close()


def test_every_exact_substring_finds_its_document(
    filled: SearchEngine, documents: Sequence[DocumentBundle]
) -> None:
    assert misses(filled, exact_queries(documents, COUNTS[filled.name])) == []


def test_every_plain_substring_finds_its_document(
    filled: SearchEngine, documents: Sequence[DocumentBundle]
) -> None:
    assert misses(filled, plain_queries(documents, COUNTS[filled.name])) == []


def test_every_title_finds_its_document(
    filled: SearchEngine, documents: Sequence[DocumentBundle]
) -> None:
    assert misses(filled, facts_queries(documents)) == []
