"""Passages: the blocks of a text with the headings above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.structure.headings import (
    PLAIN_RANK,
    NumberedHead,
    article_of,
    heading_of,
    is_contents_line,
    run_in_title,
)
from kb.models import Block, CleanText, Passage

__all__ = ["Heading", "make_passages", "outline"]

_PAGED = re.compile(r"[一-龥”’）)》][\s.．…·]*\d{1,3}$")
_DEFAULT_RANK = 3  # of a heading that the reader marked and that bears no number


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline. `depth` counts from 0, `number` is the passage's."""

    number: int
    depth: int
    title: str
    start: int
    page: int | None


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is open. `level`: stated by the file's format, 0 if not."""

    title: str
    rank: int
    level: int


class _Stack:
    """The headings above the current block, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.titles: tuple[str, ...] = ()

    def push(self, title: str, rank: int, level: int) -> None:
        """Close the sections that end here and open this one."""
        closing = 2 if rank == PLAIN_RANK else rank
        while self._open and self._closes(self._open[-1], closing, level):
            self._open.pop()
        self._open.append(_Open(title, rank, level))
        self.titles = tuple(entry.title for entry in self._open)

    @staticmethod
    def _closes(above: _Open, rank: int, level: int) -> bool:
        if level and level == above.level and _DEFAULT_RANK not in (rank, above.rank):
            return above.rank >= rank  # one style for 一、 and （一）: the numbers tell
        if level and above.level:
            return above.level >= level
        if level and not above.level:
            return above.rank >= rank or rank == _DEFAULT_RANK
        return above.rank >= rank and not (above.level and rank == _DEFAULT_RANK)


def _heading(block: Block, text: str) -> NumberedHead | None:
    if block.kind == "heading":
        known = heading_of(text)
        if known is None and is_contents_line(text):
            return None
        if known is None and text.rstrip().endswith(("。", "；")):
            return _sentence_heading(text)
        return known or NumberedHead(_DEFAULT_RANK, text.strip())
    if block.kind in {"paragraph", "list_item"}:
        return heading_of(text)
    return None


def _sentence_heading(text: str) -> NumberedHead | None:
    """A heading that ends with a full stop; what states figures or clauses is a list item."""
    bare = text.rstrip("。； ")
    return None if re.search(r"[，,；;。]|\d{2}", bare) else heading_of(bare)


def _contents(texts: list[str], blocks: tuple[Block, ...]) -> range:
    """The blocks of a table of contents: from 目录 to where its first entry comes again."""
    for number, text in enumerate(texts[:80]):
        if "".join(text.split()) not in {"目录", "目次", "Contents"}:
            continue
        first = _entry(texts[number + 1]) if number + 1 < len(texts) else ""
        for later in range(number + 2, min(len(texts), number + 400)):
            if first and _entry(texts[later]) == first:
                return range(number + 1, later)
            if len(texts[later]) > 120:
                break
        end = number + 1
        while end < len(texts) and is_contents_line(texts[end]):
            end += 1
        return range(number + 1, end)
    return _paged_run(texts)


def _paged_run(texts: list[str]) -> range:
    """A table of contents without its own heading: five lines in a row that end in page numbers."""
    start = None
    for number, text in enumerate([*texts[:250], ""]):
        if len(text) < 60 and _PAGED.search(text):
            start = number if start is None else start
            continue
        if start is not None and number - start >= 5:
            return range(start, number)
        start = None
    return range(0)


def _title_blocks(texts: list[str], blocks: tuple[Block, ...]) -> int:
    """How many blocks at the beginning are the document's own title, marked as headings."""
    count = 0
    while count < min(4, len(blocks)) and blocks[count].kind == "heading":
        level = blocks[count].level
        again = any(b.kind == "heading" and b.level == level for b in blocks[count + 1 :])
        if heading_of(texts[count]) or (level and again and count == 0):
            break
        count += 1
    return count


def _entry(text: str) -> str:
    """A heading without blanks, leaders and page number."""
    return "".join(text.split()).rstrip("0123456789.…·-—_()（）").strip()


def make_passages(document_id: str, text: CleanText) -> tuple[Passage, ...]:
    """One passage for each block, with the path of headings above it."""
    stack, made = _Stack(), []
    texts = [text.text[block.start : block.end] for block in text.blocks]
    contents = _contents(texts, text.blocks)
    titles = _title_blocks(texts, text.blocks)
    for number, (block, body) in enumerate(zip(text.blocks, texts, strict=True)):
        head = None if number in contents or number < titles else _heading(block, body)
        kind, above = block.kind, stack.titles
        if head:
            kind = "heading"
            stack.push(head.title, head.rank, block.level if block.kind == "heading" else 0)
            above = stack.titles[:-1]
        elif kind in {"paragraph", "list_item"} and number not in contents:
            opened = article_of(body) or run_in_title(body)
            if opened:
                stack.push(opened.title, opened.rank, 0)
                above = stack.titles
        elif kind == "heading" and number >= titles:
            kind = "paragraph"
        made.append(
            Passage(
                f"{document_id}:{number}",
                document_id,
                number,
                kind,
                block.start,
                block.end,
                body,
                above,
                block.page,
                block.table,
                block.row,
            )
        )
    return tuple(made)


def outline(passages: Sequence[Passage]) -> tuple[Heading, ...]:
    """The headings of a document in order, with their depth; those that open a paragraph too."""
    found = []
    for p in passages:
        if p.kind == "heading":
            found.append(Heading(p.number, len(p.headings), p.text, p.start, p.page))
        elif p.headings and p.kind in {"paragraph", "list_item"}:
            title = p.headings[-1]
            if p.text.startswith(title) and len(p.text) > len(title) and not article_of(title):
                found.append(Heading(p.number, len(p.headings) - 1, title, p.start, p.page))
    return tuple(found)
