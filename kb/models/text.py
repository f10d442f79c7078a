"""What `corpus` hands to `indexer`: clean text with blocks, tables and a map back to the raw file.

Plain frozen dataclasses, because they are made by the hundred thousand and cross process borders.
All offsets are code points (`str` indexes), end exclusive, into `CleanText.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Block",
    "BlockKind",
    "CleanText",
    "Hint",
    "NoteCode",
    "Reading",
    "ReadingNote",
    "Segment",
    "SourceFile",
    "Table",
    "TableRow",
]

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "caption", "footnote"]

NoteCode = Literal[
    "page_without_text",  # a scanned page, nothing read from it
    "ocr_text",  # text comes from an OCR layer and may hold wrong characters
    "image",  # an image in the text that may hold a table or words
    "page_failed",  # a page that could not be parsed
    "table_doubtful",  # a table whose cells could not be told apart safely
    "encoding_doubtful",  # some bytes did not fit the detected encoding
    "attachment_missing",  # the text names an attachment that is not in the file
    "truncated",  # only a part was read, because of a size limit
]


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the page flow. A block's text never holds a line break.

    `level`: 1.. for headings whose depth the container states (Markdown `#`, Word style),
    0 where it does not. `page`: 1-based, None where the format has no pages.
    `table`, `row`: indexes into `CleanText.tables` and its rows for `table_row` blocks.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One logical row. Its clean text is its cells joined by ` | `, merged cells repeated."""

    cells: tuple[str, ...]
    start: int
    end: int
    page: int | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table made whole over page breaks. All rows have `len(columns)` cells.

    `columns`: for each column its header, levels joined by `/`; "" where there is none.
    `caption`: the line above that names it ("表1 …", "专栏2 …"), "" if none.
    `unit_note`: what a line such as 单位：万吨 above the table says, "" if none.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    unit_note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """`text[clean_start : clean_start + length]` equals raw text from `raw_start`."""

    clean_start: int
    raw_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Hint:
    """A fact the container states outside the running text.

    `field`: title, issuer, document_number, written_on, published_on, effective_on, source_name,
    url, index_number, topic, validity, section, compilation. `origin`: where it stood
    (html_table, html_meta, docx_properties, article_head, file_name, csv_column, sheet_title …).
    """

    field: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Something a reader must know about how well the file was read."""

    code: NoteCode
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CleanText:
    """One document as it is stored, shown, cited and pointed into.

    `part`: "" for a file that is one document, else a stable key within the file ("a03" for the
    third article of a compilation, "n"/"p" for a notice and the plan it prints).
    Blocks are in reading order, do not overlap, and are separated by one "\\n" in `text`.
    Footnotes are blocks of kind `footnote` at the end of the text.
    """

    part: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    segments: tuple[Segment, ...] = ()
    hints: tuple[Hint, ...] = ()
    notes: tuple[ReadingNote, ...] = ()

    def block_text(self, block: Block) -> str:
        """The text of one block."""
        return self.text[block.start : block.end]

    def raw_offset(self, offset: int) -> int | None:
        """Where a clean offset stood in the raw text; None for inserted characters."""
        index = bisect_right(self.segments, offset, key=lambda s: s.clean_start) - 1
        if index < 0:
            return None
        segment = self.segments[index]
        inside = offset - segment.clean_start
        return segment.raw_start + inside if inside < segment.length else None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as found. `name`: the path shown to the user, `a.zip!b.docx` for a zip's member."""

    name: str
    sha256: str
    size: int
    loader: str
    loader_version: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All documents of one source file. `family`: why they belong together, "" for one alone.

    family is "compilation" (articles of one newsletter) or "notice" (a notice and its plan).
    """

    source: SourceFile
    documents: tuple[CleanText, ...]
    family: Literal["", "compilation", "notice"] = ""
    notes: tuple[ReadingNote, ...] = field(default=())
