"""What every loader offers and what it hands to cleaning.

A loader turns the bytes of one file into raw items in reading order; it never judges what is
furniture or where a sentence ends (cleaning does), unless the container itself says so.

Two forms of raw text, which cleaning treats differently:

* `line`: one line as laid out (PDF, text dumps). Wraps are still in it; cleaning joins them.
* `paragraph`, `heading`, `list_item`, `caption`, `footnote`: a whole block (HTML, DOCX, Markdown).
  A line break inside its text is a soft break that cleaning joins or splits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from kb.models import Hint, ReadingNote

__all__ = [
    "MARK_CLOSE",
    "MARK_OPEN",
    "Loader",
    "RawDocument",
    "RawItem",
    "RawKind",
    "RawPart",
    "RawTable",
]

RawKind = Literal[
    "line",  # as laid out: may be a part of a sentence
    "paragraph",
    "heading",
    "list_item",
    "caption",
    "footnote",
    "furniture",  # known to be no text of the document (running head, page number, menu)
    "table",
]

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""A loader that knows a footnote mark (superscript, note reference) puts it between these two;
cleaning takes mark and brackets out of the sentence. A footnote's own text starts with its mark
in the same brackets, so that it stays recognisable in the footnote block."""


@dataclass(slots=True)
class RawTable:
    """A grid with merged cells resolved (their text repeated in every place they cover).

    All rows have the same number of cells. A table continued over pages is one RawTable with
    the repeated header dropped and broken rows made whole, where the loader can tell. Cells may
    hold line breaks: cleaning joins them.
    """

    rows: list[list[str]]
    header_rows: int | None = None
    """How many first rows are headers; None: the container does not say, cleaning decides."""
    caption: str = ""
    """Only where the container states it (`<caption>`); else leave the line before as an item."""
    unit_note: str = ""
    pages: list[int | None] = field(default_factory=list)
    """Page of each row; empty where the format has no pages."""
    hard_breaks: bool = False
    """Line breaks in its cells are the author's, so that figures on two lines are two figures;
    else they are wraps of what is laid out on a page."""


@dataclass(slots=True)
class RawItem:
    """One raw line, block or table.

    `text`: as the loader saw it, for lines with their leading blanks where these are laid out.
    `page`: 1-based; None where the format has no pages.
    `level`: for headings whose depth the container states, else 0.
    `indent`: how far the line starts right of the column's left edge, in character widths;
    `slack`: how much room it leaves at the right edge, in character widths. Both None where the
    loader cannot measure; cleaning then looks at leading blanks and line lengths.
    `bold`, `size`: type face, `size` relative to the body text (1.0); None: unknown.
    """

    kind: RawKind
    text: str = ""
    page: int | None = None
    level: int = 0
    indent: float | None = None
    slack: float | None = None
    bold: bool = False
    size: float | None = None
    table: RawTable | None = None

    def raw_text(self) -> str:
        """Its share of the raw text: a table's cells by tab, its rows by line break."""
        if self.table is None:
            return self.text
        return "\n".join("\t".join(row) for row in self.table.rows)


@dataclass(slots=True)
class RawPart:
    """Where the container itself begins another document, such as the next row of a CSV."""

    key: str
    first_item: int
    hints: list[Hint] = field(default_factory=list)


@dataclass(slots=True)
class RawDocument:
    """A loader's output: items in reading order, and what the container says beside them."""

    items: list[RawItem]
    hints: list[Hint] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)
    placed: list[tuple[int, ReadingNote]] = field(default_factory=list)
    """Notes on what stands before the item of this number, such as an image that is not read."""
    encoding: str | None = None
    parts: list[RawPart] = field(default_factory=list)

    def raw_text(self) -> str:
        """The raw text that segments point into: all items, joined by line breaks."""
        return "\n".join(item.raw_text() for item in self.items)


class Loader(Protocol):
    """Reads one family of formats. Must be importable by name and hold no open files."""

    @property
    def name(self) -> str:
        """Short name, such as "pdf"; stored with every document."""

    @property
    def version(self) -> str:
        """Raised whenever the same bytes may give another output."""

    @property
    def formats(self) -> tuple[str, ...]:
        """File name endings it usually reads, lower case, without dot."""

    def score(self, head: bytes, name: str) -> int:
        """How sure it is that it can read this: 0 not at all, 100 by its content, less by name.

        `head`: the first 8,192 bytes. `name`: the file's name, for its ending only.
        """

    def load(self, data: bytes, name: str) -> RawDocument:
        """Read it; `ReadError` with a clear Chinese reason where that is impossible."""
