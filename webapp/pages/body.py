"""The text of a document as HTML: headings, paragraphs and tables, with marks laid over.

Written by hand rather than by templates, because a long plan has thousands of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from kb.models import Block, CleanText
from webapp.pages.spans import Layer, render

__all__ = ["Outline", "anchor", "render_body"]

CELL_GAP = 3  # len(" | "), which joins the cells of a row in the clean text
DEEPEST = 6
Outline = Mapping[int, int]
"""Start of each heading -> its depth, 1 for the outermost."""


def anchor(start: int) -> str:
    """The id of the block that begins at `start`."""
    return f"c{start}"


def render_body(
    text: CleanText, outline: Outline, layers: Sequence[Layer], *, page_url: str | None
) -> Markup:
    """All blocks in order. `page_url`: the original's address, to which `#page=n` is added."""
    writer = _Writer(text, outline, layers, page_url)
    return Markup("".join(writer.blocks()))  # every text is escaped by render or escape


class _Writer:
    def __init__(
        self, text: CleanText, outline: Outline, layers: Sequence[Layer], page_url: str | None
    ) -> None:
        self.text, self.outline, self.layers, self.page_url = text, outline, layers, page_url
        self.page: int | None = None

    def blocks(self) -> Iterator[str]:
        runs = groupby(self.text.blocks, key=lambda b: b.table if b.kind == "table_row" else None)
        for table, run in runs:
            if table is None:
                for block in run:
                    yield self._page_mark(block)
                    yield self._block(block)
            else:
                rows = list(run)
                yield self._page_mark(rows[0])
                yield self._table(table, rows)

    def _inline(self, start: int, end: int) -> str:
        return render(self.text.text, start, end, self.layers)

    def _page_mark(self, block: Block) -> str:
        if block.page is None or block.page == self.page or block.kind == "footnote":
            return ""
        self.page = block.page
        label = f"第 {block.page} 页"
        if self.page_url:
            address = f"{escape(self.page_url)}#page={block.page}"
            label = f'<a href="{address}" title="打开原件的这一页">{label}</a>'
        return f'<p class="page-mark" id="page-{block.page}">{label}</p>\n'

    def _block(self, block: Block) -> str:
        inner = self._inline(block.start, block.end)
        own = f'id="{anchor(block.start)}"'
        if block.start in self.outline:
            depth = min(self.outline[block.start] + 1, DEEPEST)
            return f"<h{depth} {own}>{inner}</h{depth}>\n"
        if block.kind == "heading":
            return f'<p {own} class="lead-line">{inner}</p>\n'
        if block.kind == "paragraph":
            return f"<p {own}>{inner}</p>\n"
        return f'<p {own} class="{block.kind.replace("_", "-")}">{inner}</p>\n'

    def _table(self, number: int, rows: Sequence[Block]) -> str:
        tables = self.text.tables
        table = tables[number] if 0 <= number < len(tables) else None
        out = ['<div class="wide" tabindex="0" role="group" aria-label="表格"><table class="book">']
        if table is not None and table.unit_note:
            out.append(f'<caption class="unit-note">{escape(table.unit_note)}</caption>')
        for block in rows:
            held = table is not None and block.row is not None and block.row < len(table.rows)
            row = table.rows[block.row] if held and table and block.row is not None else None
            cells = row.cells if row else tuple(self.text.block_text(block).split(" | "))
            tag = "th" if row and row.is_header else "td"
            out.append(f'<tr id="{anchor(block.start)}">{self._cells(block, cells, tag)}</tr>')
        return "".join([*out, "</table></div>\n"])

    def _cells(self, block: Block, cells: Sequence[str], tag: str) -> str:
        joined = " | ".join(cells)
        if joined != self.text.block_text(block):  # not cut as promised: show the row unbroken
            return f"<{tag}>{self._inline(block.start, block.end)}</{tag}>"
        out, at = [], block.start
        for cell in cells:
            numeric = ' class="num"' if _is_number(cell) else ""
            out.append(f"<{tag}{numeric}>{self._inline(at, at + len(cell))}</{tag}>")
            at += len(cell) + CELL_GAP
        return "".join(out)


def _is_number(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    return digits > 0 and digits >= len(cell.strip()) / 2 and len(cell) < 16
