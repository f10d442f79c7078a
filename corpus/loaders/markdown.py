"""Markdown: blocks as marked, all markup taken out of the text."""

from __future__ import annotations

import re

from corpus.encoding import looks_binary
from corpus.loaders.html_tables import table_items
from corpus.loaders.inline import Images, plain_inline
from corpus.loaders.latex import plain_formulas
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawDocument, RawItem, RawTable
from corpus.loaders.text import decoded, encoding_notes, head_text
from kb.models import Hint

__all__ = ["MarkdownLoader"]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+(.+?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
_LIST = re.compile(r"[ \t]{0,8}(?:[-*+])[ \t]+(?=\S)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:[ \t]*")
_PIPE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?<!\\)\|")
_BOLD_LINE = re.compile(r"(\*\*|__)[^*_]{1,60}\1\s*$")
_PAGE = re.compile(
    r"\s*(?:<!--\s*(?:page|p\.|第)\s*[:=]?\s*(\d{1,3})\s*页?\s*-->|\{(\d{1,3})\}-{8,})\s*$",
    re.IGNORECASE,
)
"""What converters of PDF files put between pages."""
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_FRONT = {
    "title": "title",
    "source": "url",
    "url": "url",
    "link": "url",
    "date": "published_on",
    "issuer": "issuer",
}


class MarkdownLoader:
    """`.md`, and text files that turn out to be Markdown."""

    name = "markdown"
    version = "6"
    formats = ("md", "markdown")

    def score(self, head: bytes, name: str) -> int:
        """By its name, or by headings and emphasis in the first bytes."""
        if looks_binary(head):
            return 0
        if name.lower().endswith((".md", ".markdown")):
            return 75
        text = head_text(head)
        headings = len(re.findall(r"^#{1,6} \S", text, re.MULTILINE))
        bold = len(re.findall(r"\*\*\S[^*\n]*\*\*", text))
        tables = len(re.findall(r"^\|.*\|[ \t]*$", text, re.MULTILINE))
        return 70 if headings >= 2 or headings + bold >= 3 or tables >= 4 else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Headings, list items, tables; body text line by line, so that wraps can be joined."""
        source = decoded(data, name)
        lines = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        raw = RawDocument([], notes=encoding_notes(source), encoding=source.encoding)
        images = Images(raw.items)
        start = _front_matter(lines, raw)
        reader = _Reader(lines, raw, images)
        while start < len(lines):
            start = reader.take(start)
        raw.placed.extend(images.notes())
        return raw


class _Reader:
    def __init__(self, lines: list[str], raw: RawDocument, images: Images) -> None:
        self.lines, self.raw, self.images = lines, raw, images
        self.add = raw.items.append

    def take(self, i: int) -> int:
        """Read the block that begins at line `i`; return where the next one begins."""
        line = self.lines[i]
        head = line.lstrip()[:1]
        if not head or head not in "#-*_=|<[>`~+{":
            if "|" in line and self._is_table(i):
                return self._table(i)
            self._body(line)
            return i + 1
        if head == "#" and (found := _HEADING.match(line)):
            self.add(
                RawItem("heading", self._plain(found[2]).replace("\n", " "), level=len(found[1]))
            )
            return i + 1
        if head in "-*_=" and _RULE.match(line):
            self.add(RawItem("line", ""))
            return i + 1
        if head == "|" and self._is_table(i):
            return self._table(i)
        if head == "<" and line.lstrip()[:6].lower() == "<table":
            return self._html_table(i)
        if head in "<{" and (page := _PAGE.match(line)):
            self.add(RawItem("line", f"第{page[1] or page[2]}页"))
            return i + 1
        if head in "`~" and _FENCE.match(line):
            return i + 1
        self._marked(line, head)
        return i + 1

    def _marked(self, line: str, head: str) -> None:
        if head == "[" and (note := _NOTE.match(line)):
            text = f"{MARK_OPEN}[{note[1]}]{MARK_CLOSE}{self._plain(line[note.end() :])}"
            self.add(RawItem("footnote", text))
        elif head in "-*+" and (item := _LIST.match(line)):
            self.add(RawItem("list_item", self._plain(line[item.end() :])))
        elif head == ">":
            self._body(re.sub(r"^[ \t>]+", "", line))
        else:
            self._body(line)

    def _body(self, line: str) -> None:
        bold = line.startswith(("**", "__")) and _BOLD_LINE.match(line) is not None
        for part in self._plain(line).split("\n"):
            self.add(RawItem("line", part, bold=bold))

    def _plain(self, text: str) -> str:
        return plain_inline(plain_formulas(text), self.images)

    def _is_table(self, i: int) -> bool:
        following = self.lines[i + 1] if i + 1 < len(self.lines) else ""
        return "-" in following and "|" in following and _PIPE_RULE.match(following) is not None

    def _table(self, i: int) -> int:
        rows = []
        end = i
        while end < len(self.lines) and "|" in self.lines[end]:
            if end != i + 1:
                rows.append(self._cells(self.lines[end]))
            end += 1
        size = max(len(row) for row in rows)
        header = 1 if any(rows[0]) else 0
        grid = [row + [""] * (size - len(row)) for row in rows if header or any(row)]
        self.add(RawItem("table", table=RawTable(grid, header, hard_breaks=True)))
        return end

    def _cells(self, line: str) -> list[str]:
        body = line.strip().removeprefix("|")
        body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
        return [self._plain(cell.replace("\\|", "|")).strip() for cell in _CELL.split(body)]

    def _html_table(self, i: int) -> int:
        end, depth = i, 0
        while end < len(self.lines):
            lowered = self.lines[end].lower()
            depth += lowered.count("<table") - lowered.count("</table")
            end += 1
            if depth <= 0:
                break
        self.raw.items.extend(table_items("\n".join(self.lines[i:end])))
        return end


def _front_matter(lines: list[str], raw: RawDocument) -> int:
    """Hints from the block between two --- lines at the top; where the text begins."""
    if not lines or lines[0].strip() != "---":
        return 0
    for end in range(1, min(len(lines), 40)):
        if lines[end].strip() == "---":
            break
    else:
        return 0
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        value = value.strip().strip("\"'")
        name = _FRONT.get(key.strip().lower())
        if not colon or name is None or not value:
            continue
        if name == "url" and not value.startswith(("http://", "https://")):
            name = "source_name"
        raw.hints.append(Hint(name, value, "front_matter"))
    return end + 1
