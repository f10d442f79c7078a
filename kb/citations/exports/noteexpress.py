"""NoteExpress: `{Field}: value` lines. Names of types beyond journal articles are unverified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item
from kb.citations.normalise import page_range

__all__ = ["noteexpress"]

FIELDS = (("Title", "title"), ("Journal", "container-title"), ("Volume", "volume"),
          ("Issue", "issue"), ("Publisher", "publisher"), ("Abstract", "abstract"), ("URL", "URL"),
          ("DOI", "DOI"), ("Notes", "number"))  # fmt: skip


def noteexpress(items: Iterable[Item]) -> Iterator[str]:
    """Records set apart by a blank line."""
    for item in items:
        yield "".join(f"{{{field}}}: {text}\n" for field, text in _lines(item) if text) + "\n"


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "Reference Type", type_names(item).noteexpress
    for name in item.author:
        yield "Author", safe(name.plain)
    for field, csl in FIELDS:
        yield field, safe(item.get(csl))
    yield "Year", str(item.issued.parts[0]) if item.issued.parts else ""
    yield "Date", item.issued.iso
    yield "Pages", page_range(item.get("page"))
