"""The text of a document as HTML: headings, paragraphs and tables, with marks laid over.

Written by hand rather than by templates, because a long plan has thousands of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from kb.models import Block, CleanText, TableRow
from webapp.pages.spans import Layer, render

__all__ = ["Outline", "anchor", "render_body", "repeated_cells"]

CELL_GAP = 3  # len(" | "), which joins the cells of a row in the clean text
DEEPEST = 6
LONGEST_HEADING = 60  # characters; a longer one is a paragraph that begins with its heading
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
        return f'<p class="page-mark" id="page-{block.page}">{self._page_link(block.page)}</p>\n'

    def _page_link(self, page: int) -> str:
        label = f"第 {page} 页"
        if not self.page_url:
            return label
        address = f"{escape(self.page_url)}#page={page}"
        return f'<a href="{address}" title="打开原件的这一页">{label}</a>'

    def _page_row(self, block: Block) -> str:
        """Where a table goes on on the next page."""
        if block.page is None or block.page == self.page:
            return ""
        self.page = block.page
        mark = f'<td class="page-mark" colspan="99">{self._page_link(block.page)}</td>'
        return f'<tr id="page-{block.page}">{mark}</tr>'

    def _block(self, block: Block) -> str:
        own = f'id="{anchor(block.start)}"'
        if block.kind == "heading" and block.end - block.start > LONGEST_HEADING:
            return self._run_in(block, own)
        inner = self._inline(block.start, block.end)
        if block.start in self.outline:
            depth = min(self.outline[block.start] + 1, DEEPEST)
            return f"<h{depth} {own}>{inner}</h{depth}>\n"
        if block.kind == "heading":
            return f'<p {own} class="lead-line">{inner}</p>\n'
        if block.kind == "paragraph":
            return f"<p {own}>{inner}</p>\n"
        return f'<p {own} class="{block.kind.replace("_", "-")}">{inner}</p>\n'

    def _run_in(self, block: Block, own: str) -> str:
        """A paragraph whose first sentence is its heading: “1. 推进清洁取暖。加快……”."""
        lead_end = self.text.text.find("。", block.start, block.end) + 1
        lead = f"<b>{self._inline(block.start, lead_end)}</b>" if lead_end else ""
        return f"<p {own}>{lead}{self._inline(lead_end or block.start, block.end)}</p>\n"

    def _table(self, number: int, rows: Sequence[Block]) -> str:
        tables = self.text.tables
        table = tables[number] if 0 <= number < len(tables) else None
        out = ['<div class="wide" tabindex="0" role="group" aria-label="表格"><table class="book">']
        if table is not None and table.unit_note:
            out.append(f'<caption class="unit-note">{escape(table.unit_note)}</caption>')
        for block in rows:
            row = _row(self.text, block)
            tag = "th" if row and row.is_header else "td"
            inner = "".join(self._cell(tag, *cell) for cell in _cells(self.text, block))
            out.append(f'{self._page_row(block)}<tr id="{anchor(block.start)}">{inner}</tr>')
        return "".join([*out, "</table></div>\n"])

    def _cell(self, tag: str, start: int, end: int, width: int) -> str:
        numeric = ' class="num"' if _is_number(self.text.text[start:end]) else ""
        wide = f' colspan="{width}"' if width > 1 else ""
        return f"<{tag}{numeric}{wide}>{self._inline(start, end)}</{tag}>"


def repeated_cells(text: CleanText) -> list[tuple[int, int]]:
    """Where merged cells are stored once more, in order; the page shows them once."""
    again: list[tuple[int, int]] = []
    for block in text.blocks:
        if block.kind == "table_row":
            again += [(end, last) for _, end, last, width in _stretches(text, block) if width > 1]
    return again


def _row(text: CleanText, block: Block) -> TableRow | None:
    if block.table is None or block.row is None or not 0 <= block.table < len(text.tables):
        return None
    rows = text.tables[block.table].rows
    return rows[block.row] if block.row < len(rows) else None


def _stretches(text: CleanText, block: Block) -> list[tuple[int, int, int, int]]:
    """The cells of a row as shown: start, end, the end of its repetitions, columns it covers."""
    row = _row(text, block)
    cells = row.cells if row else tuple(text.block_text(block).split(" | "))
    if " | ".join(cells) != text.block_text(block):  # not cut as promised: shown unbroken
        return [(block.start, block.end, block.end, 1)]
    columns = text.tables[block.table].columns if row and block.table is not None else ()
    heads = columns if columns and row and not row.is_header else cells
    shown: list[tuple[int, int, int, int]] = []
    at = block.start
    for number, cell in enumerate(cells):
        last = at + len(cell)
        if number and _repeats(cells, heads, number):
            start, end, _, width = shown.pop()
            shown.append((start, end, last, width + 1))
        else:
            shown.append((at, last, last, 1))
        at = last + CELL_GAP
    return shown


def _cells(text: CleanText, block: Block) -> Iterator[tuple[int, int, int]]:
    """The cells of a row: start, end, columns it covers."""
    return ((start, end, width) for start, end, _, width in _stretches(text, block))


def _repeats(cells: Sequence[str], heads: Sequence[str], number: int) -> bool:
    """Whether a cell is the one before it once more: a merged cell is stored in each column."""
    cell = cells[number]
    if not cell.strip() or cell != cells[number - 1] or _is_number(cell):
        return False
    return len(set(cells)) == 1 or (number < len(heads) and heads[number] == heads[number - 1])


def _is_number(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    return digits > 0 and digits >= len(cell.strip()) / 2 and len(cell) < 16
