"""A passage: a paragraph, list item or table row of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kb.models.text import BlockKind

__all__ = ["Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is `Document text[start:end]`; `headings` the titles above it, outermost first.

    `id` is `<document_id>:<number>`, numbers counting from 0 in reading order. Headings are
    passages too (kind `heading`), so that every character of a document is in some passage.
    """

    id: str
    document_id: str
    number: int
    kind: BlockKind
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    table: int | None = None
    row: int | None = None
