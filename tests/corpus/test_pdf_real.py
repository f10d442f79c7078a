"""The PDF loader on real plans: every quoted row and sentence is found whole."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from corpus import FoundFile, read
from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import RawTable
from kb.models import Reading

pytestmark = pytest.mark.shared


def bare(text: str) -> str:
    """Without white space and cell separators."""
    return re.sub(r"[\s|]", "", text)


def document(shared: Path, start: str) -> Path:
    (path,) = (shared / "corpus").glob(f"{start}、*.pdf")
    return path


@cache
def reading(path: Path) -> Reading:
    return read(FoundFile(path, None, path.name))


@cache
def raw_tables(path: Path) -> list[RawTable]:
    raw = PdfLoader().load(path.read_bytes(), path.name)
    return [item.table for item in raw.items if item.table is not None]


def blocks(path: Path, *, rows: bool) -> list[str]:
    return [
        bare(text.block_text(block))
        for text in reading(path).documents
        for block in text.blocks
        if (block.kind == "table_row") == rows
    ]


def quotes(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return sorted({json.loads(line)["quote"] for line in lines})


def test_every_quoted_table_row_is_one_row(shared: Path) -> None:
    rows = blocks(document(shared, "418"), rows=True)
    wanted = quotes(shared / "gold" / "tables" / "c418.jsonl")
    assert [quote for quote in wanted if not any(bare(quote) in row for row in rows)] == []


@pytest.mark.parametrize(
    ("start", "gold"), [("2", "c002"), ("476", "c476"), ("485", "c485"), ("569", "c569")]
)
def test_every_quoted_sentence_is_in_one_block(shared: Path, start: str, gold: str) -> None:
    path = document(shared, start)
    held = blocks(path, rows=False) + blocks(path, rows=True)
    wanted = quotes(shared / "gold" / "records" / f"{gold}.jsonl")
    assert [quote for quote in wanted if not any(bare(quote) in block for block in held)] == []


SHAPES = {  # checked against the printed pages: rows without header, columns, first and last page
    "346": [(20, 8, 21, 21), (6, 10, 22, 22), (5, 5, 61, 61)],
    "418": [(15, 7, 7, 9), (35, 6, 17, 20)],
    "427": [(37, 4, 19, 21)],
    "444": [(22, 13, 8, 8), (28, 6, 17, 18)],
    "459": [(29, 8, 10, 11), (31, 8, 21, 22)],
    "540": [(37, 10, 11, 12), (21, 5, 21, 22)],
    "564": [(35, 6, 13, 15)],
    "569": [(19, 4, 8, 9), (16, 6, 16, 16)],
}


@pytest.mark.parametrize("start", SHAPES)
def test_tables_have_all_their_rows(shared: Path, start: str) -> None:
    shapes = [
        (
            len(table.rows) - (table.header_rows or 0),
            len(table.rows[0]),
            table.pages[0],
            table.pages[-1],
        )
        for table in raw_tables(document(shared, start))
    ]
    assert shapes == SHAPES[start]


@pytest.mark.parametrize("start", ["2", "185", "469", "476", "485"])
def test_plans_without_tables_have_none(shared: Path, start: str) -> None:
    assert raw_tables(document(shared, start)) == []


@pytest.mark.parametrize(
    ("start", "code", "pages"),
    [
        ("434", "ocr_text", 1),
        ("506", "ocr_text", 1),
        ("506", "page_without_text", 1),
        ("346", "image", 5),
    ],
)
def test_what_was_not_read_for_sure_is_noted(
    shared: Path, start: str, code: str, pages: int
) -> None:
    raw = PdfLoader().load(document(shared, start).read_bytes(), "a.pdf")
    assert sum(note.code == code for note in raw.notes) == pages
