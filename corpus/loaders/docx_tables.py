"""Tables of Word: a grid with merged cells resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corpus.loaders.docx_numbering import whole
from corpus.loaders.docx_runs import W
from corpus.loaders.protocol import RawTable

__all__ = ["is_frame", "own_cells", "table_of"]

Element = Any  # lxml has no type information here
MOST_COLUMNS = 100


def is_frame(table: Element) -> bool:
    """Whether it only draws a frame around text, such as a 专栏."""
    return all(len(row.findall(f"{W}tc")) == 1 for row in _own(table, "tr"))


def own_cells(table: Element) -> Iterator[Element]:
    """The cells of a table without those of tables within them."""
    return _own(table, "tc")


def table_of(table: Element, text_of: Callable[[Element], str]) -> RawTable:
    """Its rows, all of one length; `text_of` gives the text of a cell."""
    rows: list[list[str]] = []
    headers = 0
    for y, row in enumerate(_own(table, "tr")):
        rows.append(_row(row, rows[-1] if rows else [], text_of))
        if row.find(f"{W}trPr/{W}tblHeader") is not None and headers == y:
            headers = y + 1
    size = max((len(row) for row in rows), default=0)
    grid = [row + [""] * (size - len(row)) for row in rows]
    return RawTable(grid, headers or None, hard_breaks=True)


def _row(row: Element, above: list[str], text_of: Callable[[Element], str]) -> list[str]:
    skipped = row.find(f"{W}trPr/{W}gridBefore")
    cells = [""] * (_count(skipped, 0) if skipped is not None else 0)
    table = next(row.iterancestors(f"{W}tbl"))
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tbl")) is not table:
            continue
        text = text_of(cell)
        at = len(cells)
        if _continues(cell, "vMerge"):
            text = above[at] if at < len(above) else text
        elif _continues(cell, "hMerge"):
            text = cells[-1] if cells else text
        cells += [text] * max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
    return cells


def _own(table: Element, kind: str) -> Iterator[Element]:
    nodes = table.iter(f"{W}{kind}")
    return (node for node in nodes if next(node.iterancestors(f"{W}tbl")) is table)


def _count(node: Element | None, otherwise: int) -> int:
    return (
        min(whole(node.get(f"{W}val"), otherwise), MOST_COLUMNS) if node is not None else otherwise
    )


def _continues(cell: Element, merge: str) -> bool:
    """Whether a cell is merged with the one above, or the one before."""
    node = cell.find(f"{W}tcPr/{W}{merge}")
    return node is not None and node.get(f"{W}val", "continue") == "continue"
