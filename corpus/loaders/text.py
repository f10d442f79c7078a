"""Plain text, and text dumps of PDF files with form feeds between pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.encoding import Decoded, UndecodableError, decode, looks_binary
from corpus.loaders.protocol import RawDocument, RawItem, RawTable
from kb.errors import ReadError
from kb.models import ReadingNote

__all__ = ["TextLoader", "decoded", "encoding_notes", "head_text"]

DATA_FILES = (
    *(".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".toml", ".xml", ".opf", ".ncx"),
    *(".py", ".js", ".css", ".sql", ".ini", ".bat", ".sh"),
)
MOST_BYTES = 40_000_000
FEWEST_TABS, FEWEST_CELLS = 2, 2
_FIGURE = re.compile(r"\s*[-－]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?\s*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")


class TextLoader:
    """`.txt` and everything else that decodes as text."""

    name = "text"
    version = "3"
    formats = ("txt", "text", "log")

    def score(self, head: bytes, name: str) -> int:
        """30 for anything that is text, 60 where the name says so too."""
        if looks_binary(head):
            return 0
        return 60 if name.lower().endswith(self.formats) else 30

    def load(self, data: bytes, name: str) -> RawDocument:
        """Lines as they stand; a form feed begins a new page."""
        if name.lower().endswith(DATA_FILES):
            raise ReadError(name, "是程序或数据文件而不是文献，未读取")
        if head_text(data[:100]).lstrip("\ufeff \r\n").startswith("<?xml"):
            raise ReadError(name, "是 XML 数据文件而不是文献，未读取；请导出为 HTML、TXT 再加入")
        source = decoded(data, name)
        text = source.text.replace("\r\n", "\n").replace("\r", "\n")
        items: list[RawItem] = []
        pages = text.split("\f")
        for number, page in enumerate(pages, 1):
            numbered = number if len(pages) > 1 else None
            items.extend(_items(page.split("\n"), numbered))
        return RawDocument(items, notes=encoding_notes(source), encoding=source.encoding)


def _items(lines: Sequence[str], page: int | None) -> Iterator[RawItem]:
    """Lines as they stand; those that tabs part into cells are a table."""
    for tabbed, group in itertools.groupby(lines, key=lambda line: line.count("\t") >= FEWEST_TABS):
        held = list(group)
        rows = [line.split("\t") for line in held]
        if tabbed and _is_table(rows):
            size = max(map(len, rows))
            grid = [row + [""] * (size - len(row)) for row in rows]
            table = RawTable(grid, pages=[page] * len(grid), hard_breaks=True)
            yield RawItem("table", page=page, table=table)
        else:
            yield from (RawItem("line", line, page) for line in held)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells with figures stand under a head without any, as they do in no list of
    contents."""
    filled = all(sum(bool(cell.strip()) for cell in row) >= FEWEST_CELLS for row in rows)
    below = (cell for row in rows[1:] for cell in row[1:])
    return filled and _has_figures(below) and not _has_figures(rows[0][1:])


def _has_figures(cells: Iterable[str]) -> bool:
    return any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells)


def decoded(data: bytes, name: str) -> Decoded:
    """The text of a text-like file; `ReadError` where it is none, or too much."""
    if len(data) > MOST_BYTES:
        size, limit = len(data) // 1_000_000, MOST_BYTES // 1_000_000
        raise ReadError(name, f"文本过大（{size} MB，上限 {limit} MB），请拆分后再加入")
    try:
        source = decode(data)
    except UndecodableError as exc:
        raise ReadError(name, str(exc)) from exc
    if not source.text.strip():
        raise ReadError(name, "文件中没有文字，只有空白")
    return source


def encoding_notes(source: Decoded) -> list[ReadingNote]:
    """What was doubtful in decoding."""
    return [ReadingNote("encoding_doubtful", source.doubt)] if source.doubt else []


def head_text(head: bytes) -> str:
    """The first bytes as text, good enough to look for markup."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    text = head.decode("utf-8", errors="ignore")
    return text if len(text) * 4 > len(head) else head.decode("gb18030", errors="ignore")
