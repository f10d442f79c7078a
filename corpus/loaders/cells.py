"""Sheets whose cells hold whole texts: a document for each row, its other cells as metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.loaders.html import read_fragment
from corpus.loaders.html_labels import OTHER, field_of
from corpus.loaders.inline import Images, plain_inline
from corpus.loaders.protocol import RawDocument, RawItem, RawPart
from kb.models import Hint
from kb.vocab import lists

__all__ = ["plain_cell", "take_documents", "text_column"]

LONG_TEXT, SHORT_TEXT = 400, 40
_TEXTS = frozenset(
    ("content", "text", "body", "html", "正文", "内容", "全文", "文本", "正文内容", "文章内容")
)
"""Beside a title these hold texts, however short."""
_BLANKS = re.compile(r"\s+")
_MARKUP = re.compile(
    r"</(?:p|div|span|td|tr|li|h[1-6]|strong|b|a|font|script|style)\s*>|<br\s*/?>", re.IGNORECASE
)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def text_column(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that holds whole texts; None for a table of data."""
    if len(rows) < 2:
        return None
    header = [_plain_name(cell) for cell in rows[0]]
    titled = not {"标题", *lists.words("sheet_labels.yaml", "title")}.isdisjoint(header)
    for column, name in enumerate(header):
        cells = [row[column] for row in rows[1:] if column < len(row)]
        least = SHORT_TEXT if titled and name in _TEXTS else LONG_TEXT
        if cells and sum(len(cell) for cell in cells) / len(cells) >= least:
            return column
    return None


def _plain_name(cell: str) -> str:
    return _BLANKS.sub("", cell).lower()


def take_documents(
    rows: Sequence[Sequence[str]], column: int, raw: RawDocument, *, prefix: str = "r"
) -> None:
    """A part of `raw` for each row after the first; a single row is the whole file.

    `prefix`: what the keys of the parts begin with, so that sheets stay apart.
    """
    header = [_plain_name(cell) for cell in rows[0]]
    many = len(rows) > 2 or bool(raw.items) or prefix != "r"
    for number, row in enumerate(rows[1:], 1):
        hints = _hints(header, row, column)
        if many:
            raw.parts.append(RawPart(f"{prefix}{number:02d}", len(raw.items), hints))
        else:
            raw.hints.extend(hints)
        _take_text(row[column] if column < len(row) else "", raw)


def _take_text(text: str, raw: RawDocument) -> None:
    """A cell's text: as lines, or as the piece of a web page that it is."""
    if _MARKUP.search(text):
        read_fragment(text, raw)
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    raw.items.extend(RawItem("line", line) for line in lines)


def plain_cell(text: str) -> str:
    """A cell of a data table without the markup of the web page it was copied from."""
    if not _MARKUP.search(text):
        return text
    return plain_inline(_SCRIPT.sub("", text), Images()).strip()


def _hints(header: Sequence[str], row: Sequence[str], text: int) -> list[Hint]:
    hints = []
    columns = lists.meanings("sheet_labels.yaml")
    for i, name in enumerate(header):
        field = columns.get(name) or field_of(name)
        if field and field != OTHER and i != text and i < len(row) and row[i].strip():
            hints.append(Hint(field, row[i].strip(), "csv_column"))
    return hints
