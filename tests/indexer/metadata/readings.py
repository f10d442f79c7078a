"""Readings made by hand for the tests of metadata and structure."""

from __future__ import annotations

from typing import Literal

from indexer.metadata import describe
from kb.models import Block, CleanText, Document, Hint, Reading, ReadingNote, SourceFile
from kb.models.text import BlockKind
from tests.reading import source_of

Line = str | tuple[BlockKind, str] | tuple[BlockKind, str, int]


def clean(
    *lines: Line,
    part: str = "",
    hints: tuple[Hint, ...] = (),
    notes: tuple[ReadingNote, ...] = (),
) -> CleanText:
    """A clean text of these blocks; a bare string is a paragraph, a third value is its level."""
    blocks, start = [], 0
    for line in lines:
        kind: BlockKind = "paragraph" if isinstance(line, str) else line[0]
        body = line if isinstance(line, str) else line[1]
        level = line[2] if not isinstance(line, str) and len(line) == 3 else 0
        blocks.append(Block(kind, start, start + len(body), level=level))
        start += len(body) + 1
    text = "\n".join(line if isinstance(line, str) else line[1] for line in lines)
    return CleanText(part, text, tuple(blocks), hints=hints, notes=notes)


def reading(
    *documents: CleanText,
    name: str = "文件.txt",
    family: Literal["", "compilation", "notice"] = "",
) -> Reading:
    """A reading of these documents out of one file."""
    return Reading(SourceFile(name, "ab" * 32, 100, "text", "1", "utf-8"), documents, family)


def described(
    *documents: CleanText,
    name: str = "文件.txt",
    family: Literal["", "compilation", "notice"] = "",
) -> tuple[Document, ...]:
    """What `describe` makes of these documents."""
    made = reading(*documents, name=name, family=family)
    return describe(made, source_of(made))


def one(*lines: Line, name: str = "文件.txt", hints: tuple[Hint, ...] = ()) -> Document:
    """The one document of these lines."""
    return described(clean(*lines, hints=hints), name=name)[0]
