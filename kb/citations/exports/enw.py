"""ENW, EndNote's tagged format: the full date (%8) stands before the year (%D)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import author_line, host, number_and_pages, people, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item

__all__ = ["enw"]

NUMBER_TAGS = {"Report": "%@", "Standard": "%@"}
FIELDS = (("%V", "volume"), ("%C", "publisher-place"),
          ("%I", "publisher"), ("%7", "edition"), ("%U", "URL"), ("%R", "DOI"), ("%X", "abstract"),
          ("%G", "language"))  # fmt: skip


def enw(items: Iterable[Item]) -> Iterator[str]:
    """Records set apart by a blank line."""
    for item in items:
        yield "".join(f"{tag} {text}\n" for tag, text in _lines(item) if text) + "\n"


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    kind = type_names(item).enw
    yield "%0", kind
    for tag, names in zip(("%A", "%E", "%?"), people(item), strict=True):
        for name in names:
            yield tag, author_line(name)
    yield "%T", safe(item.get("title"))
    yield "%8", item.issued.iso
    yield "%D", item.issued.first_year
    yield "%J" if item.type.startswith("article") else "%B", host(item)
    for tag, field in FIELDS:
        yield tag, safe(item.get(field))
    number, pages = number_and_pages(item)
    yield NUMBER_TAGS.get(kind, "%N"), number
    yield "%@", "" if kind in NUMBER_TAGS else safe(item.get("ISSN") or item.get("ISBN"))
    yield "%P", pages
    yield "%[", item.accessed.iso
    yield "%F", safe(item.id)
