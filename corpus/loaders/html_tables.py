"""HTML tables: a grid with merged cells resolved, or only a frame for the page's layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html

from corpus.loaders.html_inline import block_text
from corpus.loaders.protocol import RawItem, RawTable

__all__ = ["grid", "is_layout", "own_rows", "table_items"]

LARGEST_SPAN = 200
LONGEST_CELL = 600
Element = Any  # lxml has no type information here


def table_items(markup: str) -> list[RawItem]:
    """Items of the tables in a piece of HTML, as found inside Markdown."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    items = []
    for table in root.iter("table"):
        if next(table.iterancestors("table"), None) is None:
            items.append(RawItem("table", table=grid(table)))
    return items


def is_layout(table: Element) -> bool:
    """Whether it only places parts of the page: tables within, one column, prose."""
    if table.find(".//table") is not None:
        return True
    rows = list(own_rows(table))
    cells = [cell for row in rows for cell in row]
    if all(len(row) <= 1 for row in rows):
        return True
    return any(
        len(cell.text_content()) > LONGEST_CELL and len(cell.findall(".//p")) > 3 for cell in cells
    )


def own_rows(table: Element) -> Iterator[list[Element]]:
    """The cells of each row that belongs to this table and not to one inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield [cell for cell in row if cell.tag in ("td", "th")]


def grid(table: Element) -> RawTable:
    """Rows of equal length; a merged cell's text stands in every place it covers."""
    filled: dict[tuple[int, int], str] = {}
    headers, height, size = 0, 0, 0
    only_headers = True
    for y, cells in enumerate(own_rows(table)):
        x = 0
        for cell in cells:
            while (y, x) in filled:
                x += 1
            text = block_text(cell)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for dy in range(down):
                for dx in range(across):
                    filled[(y + dy, x + dx)] = text
            x += across
            size = max(size, x)
        height = y + 1
        if only_headers and cells and all(_is_header(cell) for cell in cells):
            headers = y + 1
        else:
            only_headers = False
    rows = [[filled.get((y, x), "") for x in range(size)] for y in range(height)]
    caption = table.find("caption")
    title = block_text(caption) if caption is not None else ""
    return RawTable(rows, headers or None, title, hard_breaks=True)


def _is_header(cell: Element) -> bool:
    parent = cell.getparent().getparent()
    return cell.tag == "th" or (parent is not None and parent.tag == "thead")


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), LARGEST_SPAN)) if value.isdecimal() else 1
