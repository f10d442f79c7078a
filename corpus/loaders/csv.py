"""CSV: data give tables; long texts in a column give a document for each row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter

from corpus.encoding import looks_binary
from corpus.loaders.cells import take_documents, text_column
from corpus.loaders.protocol import RawDocument
from corpus.loaders.sheets import sheet_items, title_of
from corpus.loaders.text import decoded, encoding_notes, head_text
from kb.errors import ReadError
from kb.models import ReadingNote

__all__ = ["CsvLoader"]

MOST_ROWS = 50_000
DELIMITERS, LINES_TRIED = ",\t;，|", 50
_TOLD = re.compile(r"\s*sep=([,\t;|])\s*\n", re.IGNORECASE)
"""Excel's own line on the delimiter of a file."""


class CsvLoader:
    """`.csv` and `.tsv`."""

    name = "csv"
    version = "6"
    formats = ("csv", "tsv")

    def score(self, head: bytes, name: str) -> int:
        """By name only: many a text has commas."""
        if looks_binary(head):
            return 0
        if not name.lower().endswith((".csv", ".tsv")):
            return 0
        return 62 if head_text(head).lstrip("\ufeff \r\n")[:1] != "<" else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Rows and columns, or the documents in its cells."""
        source = decoded(data, name)
        rows = _rows(source.text, name)
        raw = RawDocument([], notes=encoding_notes(source), encoding=source.encoding)
        if len(rows) > MOST_ROWS:
            raw.notes.append(
                ReadingNote("truncated", f"表格有 {len(rows)} 行，只读取前 {MOST_ROWS} 行")
            )
            rows = rows[:MOST_ROWS]
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        column = text_column(filled)
        if column is None:
            raw.items.extend(sheet_items(rows))
            raw.hints.extend(title_of(raw.items))
        else:
            take_documents(filled, column, raw)
        return raw


def _rows(text: str, name: str) -> list[list[str]]:
    told = _TOLD.match(text)
    text = text[told.end() :] if told is not None else text
    delimiter = told[1] if told is not None else _delimiter(text)
    csv.field_size_limit(100_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as exc:
        raise ReadError(
            name, "CSV 表格无法解析，引号可能没有配对；请用 Excel 或 WPS 打开并另存后再加入"
        ) from exc
    if not any(cell.strip() for row in rows for cell in row):
        raise ReadError(name, "表格是空的")
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the head; under a title, the one that parts most lines alike."""
    start = list(itertools.islice(io.StringIO(text), LINES_TRIED))
    head = max(DELIMITERS, key=start[0].count) if start else DELIMITERS[0]
    if start and head in start[0]:
        return head

    def parted(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in start if sign in line)
        cells, rows = max(counts.items(), key=lambda found: found[::-1], default=(0, 0))
        return rows, cells

    return max(DELIMITERS, key=parted)
