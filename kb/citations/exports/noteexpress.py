"""NoteExpress: `{Field}: value` lines.

Types and fields are those that exports of CNKI, VIP and patent databases show; every other kind
is Generic, as VIP writes standards, and says in `Type of Work` what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import host, pages, safe
from kb.citations.exports.types import type_names
from kb.citations.item import MAKERS, Item

__all__ = ["noteexpress"]

FIELDS = (("Volume", "volume"), ("Issue", "issue"), ("Place Published", "publisher-place"),
          ("Publisher", "publisher"), ("Abstract", "abstract"), ("URL", "URL"), ("DOI", "DOI"),
          ("Notes", "number"), ("Language", "language"))  # fmt: skip
CONTAINERS = {"Journal Article": "Journal", "Conference Proceedings": "Tertiary Title"}


def noteexpress(items: Iterable[Item]) -> Iterator[str]:
    """Records set apart by a blank line."""
    for item in items:
        yield "".join(f"{{{field}}}: {text}\n" for field, text in _lines(item) if text) + "\n"


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    names = type_names(item)
    kind = names.noteexpress
    yield "Reference Type", kind
    yield "Type of Work", names.said if kind == "Generic" else ""
    yield "Title", safe(item.get("title"))
    for name in item.first_names(*MAKERS):
        yield "Author", safe(name.plain)
    yield CONTAINERS.get(kind, "Secondary Title"), host(item)
    yield "Year", item.issued.first_year
    yield "Date", item.issued.iso
    for field, csl in FIELDS:
        yield field, safe(item.get(csl))
    yield "Pages", pages(item)
