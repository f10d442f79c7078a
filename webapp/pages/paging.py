"""Links to the pages of a list, and to longer or shorter ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.requests import MAX_SIZE, Asked

__all__ = ["Paging", "build_paging"]

LONGER = (1, 2, 5)  # lengths of a page offered, as times the usual one


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list stands: `links` are (page number, address), number 0 is a gap; `sizes` are
    (results on a page, address, whether it is so now)."""

    first: int
    last: int
    total: int
    page: int
    pages: int
    links: tuple[tuple[int, str], ...]
    previous: str | None
    next: str | None
    sizes: tuple[tuple[int, str, bool], ...]


def build_paging(asked: Asked, total: int) -> Paging:
    """First, last and the neighbours of the page asked for."""
    pages = max(1, -(-total // asked.size))
    near = range(asked.page - 2, asked.page + 3)
    numbers = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})
    links: list[tuple[int, str]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append((0, ""))
        links.append((number, asked.on_page(number).url))
    return Paging(
        first=min(asked.offset + 1, total),
        last=min(asked.offset + asked.size, total),
        total=total,
        page=asked.page,
        pages=pages,
        links=tuple(links) if pages > 1 else (),
        previous=asked.on_page(asked.page - 1).url if 1 < asked.page <= pages else None,
        next=asked.on_page(asked.page + 1).url if asked.page < pages else None,
        sizes=tuple(_sizes(asked)) if total > min(asked.size, asked.default_size) else (),
    )


def _sizes(asked: Asked) -> Iterator[tuple[int, str, bool]]:
    for times in LONGER:
        size = min(asked.default_size * times, MAX_SIZE)
        yield size, asked.sized(size).url, size == asked.size
