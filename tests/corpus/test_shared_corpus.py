"""The real documents: articles, whole sentences, and what holds for every clean text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from corpus import FoundFile, read, walk
from corpus.splitting.heads import iso_date
from kb.errors import ReadError
from kb.models import CleanText, Reading

pytestmark = pytest.mark.shared
_BLANK = re.compile(r"\s+|<[a-z/]+>|\|")  # the gold keeps the markup of one Markdown file


def plain(text: str | None) -> str:
    return _BLANK.sub("", text or "")


def files(shared: Path) -> dict[str, FoundFile]:
    found = walk([shared / "seeds", shared / "corpus"])
    return {Path(f.name).name.rsplit(".", 1)[0]: f for f in found if "jsonl" not in f.name}


@cache
def reading_of(found: FoundFile) -> Reading:
    return read(found)


def hints(document: CleanText) -> dict[str, str]:
    return {hint.field: hint.value for hint in document.hints}


def lines(path: Path) -> Iterator[dict[str, str]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def test_article_boundaries_of_the_newsletter(shared: Path) -> None:
    found = reading_of(files(shared)["002_7a50f6c7c16db8ff"])
    known = {plain(hints(d)["title"]): hints(d) for d in found.documents}
    right = 0
    for article in lines(shared / "gold" / "articles" / "002.jsonl"):
        mine = known.get(plain(article["title"]), {})
        facts = (mine.get("published_on"), plain(mine.get("source_name")), mine.get("section"))
        right += facts == (article["published"], plain(article["source"]), article["section"])
    assert (found.family, len(found.documents)) == ("compilation", 30)
    assert right >= 29


@pytest.mark.parametrize(
    "gold",
    [
        "000",
        "001",
        "002",
        "003",
        "004",
        "c002",
        "c476",
        "c485",
        "c569",
        "govcn_5365341",
        "guangyuan-gwr-2023",
    ],
)
def test_every_sentence_with_a_number_is_whole(shared: Path, gold: str) -> None:
    known = files(shared)
    broken, checked = [], 0
    for record in lines(shared / "gold" / "records" / f"{gold}.jsonl"):
        quote = plain(record["quote"])
        if not re.search(r"\d", quote):
            continue
        checked += 1
        documents = reading_of(known[record["doc"].split("#")[0]]).documents
        if not any(quote in plain(d.block_text(b)) for d in documents for b in d.blocks):
            broken.append(quote)
    assert checked >= 15
    assert broken == []


def test_every_document_is_read_or_has_a_true_reason(shared: Path) -> None:
    reasons = {}
    for name, found in files(shared).items():
        try:
            reading_of(found)
        except ReadError as exc:
            reasons[name] = exc.reason
    assert all("OCR" in reason for reason in reasons.values())
    assert all(name.startswith("W0202204") for name in reasons)


def test_blocks_and_tables_of_every_document_hold_together(shared: Path) -> None:
    for found in files(shared).values():
        if found.name.endswith("jpg"):
            continue
        for document in reading_of(found).documents:
            blocks = [document.block_text(block) for block in document.blocks]
            assert "\n".join(blocks) == document.text
            assert not any("\n" in block for block in blocks)
            for table in document.tables:
                assert {len(row.cells) for row in table.rows} <= {len(table.columns)}


def test_the_metadata_table_of_gov_cn_pages_is_read(shared: Path) -> None:
    for record in lines(shared / "corpus" / "manifest.jsonl"):
        if record["format"] != "html":
            continue
        found = reading_of(files(shared)[record["file"].removesuffix(".html")])
        facts = hints(found.documents[0])
        assert facts["document_number"] == record["doc_number"]
        assert facts["issuer"] == record["issuer"]
        assert iso_date(facts["written_on"]) == record["date"]
        assert iso_date(facts["published_on"]) == iso_date(record["publish_date"])
