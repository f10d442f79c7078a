"""CSV: a data table gives a table; long texts in a column give a document for each row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from corpus.encoding import looks_binary
from corpus.loaders.protocol import RawDocument, RawItem, RawPart, RawTable
from corpus.loaders.text import decoded, encoding_notes, head_text
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["CsvLoader"]

LONG_TEXT = 400
MOST_ROWS = 50_000
_COLUMNS = {
    "title": "title",
    "标题": "title",
    "题名": "title",
    "名称": "title",
    "文件名称": "title",
    "source_url": "url",
    "url": "url",
    "link": "url",
    "链接": "url",
    "网址": "url",
    "publish_date": "published_on",
    "published": "published_on",
    "pub_date": "published_on",
    "date": "published_on",
    "发布日期": "published_on",
    "发布时间": "published_on",
    "日期": "published_on",
    "成文日期": "written_on",
    "issuer": "issuer",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "发文字号": "document_number",
    "文号": "document_number",
    "source": "source_name",
    "来源": "source_name",
    "province": "region",
    "region": "region",
    "city": "region",
    "省份": "region",
    "地区": "region",
}
_BLANKS = re.compile(r"\s+")


class CsvLoader:
    """`.csv` and `.tsv`."""

    name = "csv"
    version = "1"
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
        column = _text_column(rows)
        if column is None:
            size = max(len(row) for row in rows)
            grid = [row + [""] * (size - len(row)) for row in rows]
            raw.items.append(RawItem("table", table=RawTable(grid, 1)))
            return raw
        _documents(rows, column, raw)
        return raw


def _rows(text: str, name: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    csv.field_size_limit(100_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as exc:
        raise ReadError(name, f"CSV 表格无法解析：{exc}") from exc
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise ReadError(name, "表格是空的")
    return rows


def _text_column(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that holds whole texts; None for a table of data."""
    if len(rows) < 2:
        return None
    body = rows[1:]
    for column in range(len(rows[0])):
        cells = [row[column] for row in body if column < len(row)]
        if cells and sum(len(cell) for cell in cells) / len(cells) >= LONG_TEXT:
            return column
    return None


def _documents(rows: Sequence[Sequence[str]], column: int, raw: RawDocument) -> None:
    header = [_BLANKS.sub("", cell).lower() for cell in rows[0]]
    many = len(rows) > 2
    for number, row in enumerate(rows[1:], 1):
        hints = _hints(header, row, column)
        if many:
            raw.parts.append(RawPart(f"r{number:02d}", len(raw.items), hints))
        else:
            raw.hints.extend(hints)
        text = row[column].replace("\r\n", "\n").replace("\r", "\n") if column < len(row) else ""
        raw.items.extend(RawItem("line", line) for line in text.split("\n"))


def _hints(header: Sequence[str], row: Sequence[str], text: int) -> list[Hint]:
    hints = []
    for i, name in enumerate(header):
        field = _COLUMNS.get(name)
        if field and i != text and i < len(row) and row[i].strip():
            hints.append(Hint(field, row[i].strip(), "csv_column"))
    return hints
