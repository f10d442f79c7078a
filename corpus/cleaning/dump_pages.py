"""Pages of a printed document in a dump of its text, told by the page numbers left in it.

Formats without pages give lines without a page. Where numbers that grow by one stand alone, a
page of text apart, the lines between them are a page: then running heads, page numbers and
sentences that go on over the page are treated as in a PDF file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.cleaning.draft import Unit
from corpus.loaders.protocol import RawItem

__all__ = ["forget_pages", "page_marks", "with_pages"]

FIRST_PAGE = 1_000_000
"""Pages counted here are numbered from it: they are no pages that anyone could open."""
FEWEST_PAGES, COVERED = 4, 0.5
SHORTEST_PAGE, LONGEST_PAGE = 200, 6000
"""Characters between two page numbers; the number of a page may be lost."""
LONGEST_MARK = 24
_MARK = re.compile(
    r"\s*(?:[-—–─－·~\s]{0,4}(\d{1,3})[-—–─－·~\s]{0,4}|第\s*(\d{1,3})\s*页(?:[\s,，/]*共\s*\d+\s*页)?"
    r"|(\d{1,3})\s*[/／]\s*\d{1,3}|[Pp]age\s*(\d{1,3})(?:\s*of\s*\d+)?)\s*"
)


@dataclass(slots=True)
class _Chain:
    """Page numbers in a row: the last one's place in items and characters, and all before it."""

    at: int
    chars: int
    marks: tuple[int, ...]


def page_marks(items: Sequence[RawItem]) -> tuple[int, ...]:
    """Indexes of the lines that number the pages; nothing where the pages are known or not told."""
    if any(item.page is not None for item in items):
        return ()
    chains: dict[int, _Chain] = {}
    best, chars = _Chain(0, 0, ()), 0
    for i, item in enumerate(items):
        number = _number(item)
        if number is None:
            chars += len(item.text)
            continue
        earlier = [chains[n] for n in (number - 1, number - 2) if n in chains]
        before = next((c for c in earlier if _a_page(chars - c.chars)), None)
        chain = _Chain(i, chars, (*before.marks, i) if before else (i,))
        if number not in chains or len(chain.marks) >= len(chains[number].marks):
            chains[number] = chain
        best = max(best, chain, key=lambda c: len(c.marks))
    if len(best.marks) < FEWEST_PAGES:
        return ()
    covered = sum(len(item.text) for item in items[best.marks[0] : best.marks[-1]])
    return best.marks if covered >= COVERED * chars else ()


def _a_page(chars: int) -> bool:
    return SHORTEST_PAGE <= chars <= LONGEST_PAGE


def _number(item: RawItem) -> int | None:
    """The number of a line that is nothing else."""
    if item.table is not None or not 0 < len(item.text) <= LONGEST_MARK:
        return None
    found = _MARK.fullmatch(item.text)
    return int(next(filter(None, found.groups()))) if found else None


def with_pages(items: Sequence[RawItem], marks: Sequence[int]) -> list[RawItem]:
    """The items, each on the page that the next of these numbers ends."""
    page, ends, paged = FIRST_PAGE, frozenset(marks), []
    for i, item in enumerate(items):
        paged.append(replace(item, page=page))
        page += i in ends
    return paged


def forget_pages(units: Sequence[Unit]) -> None:
    """Take the counted pages away again: they served to join what belongs together."""
    for unit in units:
        unit.page = None
        if unit.table is not None:
            unit.table.pages = []
        for cell in (cell for row in unit.cells or () for cell in row):
            cell.page = None
