"""RIS: government documents are STAT with the number in M1, the way Zotero keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import author_line, host, pages, people, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item

__all__ = ["ris"]

NUMBER_TAGS = {"STAT": "M1", "RPRT": "SN", "STAND": "SN"}
FIELDS = (("VL", "volume"), ("IS", "issue"), ("CY", "publisher-place"),
          ("PB", "publisher"), ("ET", "edition"), ("UR", "URL"), ("DO", "DOI"), ("AB", "abstract"),
          ("LA", "language"))  # fmt: skip


def ris(items: Iterable[Item]) -> Iterator[str]:
    """Records with CRLF line ends, each closed by `ER  - `."""
    for item in items:
        lines = [f"{tag}  - {text}" for tag, text in _lines(item) if text]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    kind = type_names(item).ris
    yield "TY", kind
    yield "ID", safe(item.id)
    yield "TI", safe(item.get("title"))
    for tag, names in zip(("AU", "A2", "A4"), people(item), strict=True):
        for name in names:
            yield tag, author_line(name)
    yield "PY", item.issued.first_year
    yield "DA", "/".join(f"{part:02d}" for part in item.issued.parts)
    number_tag = NUMBER_TAGS.get(kind, "M1")
    yield number_tag, safe(item.get("number"))
    yield "SN", "" if number_tag == "SN" else safe(item.get("ISSN") or item.get("ISBN"))
    yield "T2", host(item)
    for tag, field in FIELDS:
        yield tag, safe(item.get(field))
    first, _, last = pages(item).partition("-")
    yield "SP", first
    yield "EP", last
    yield "Y2", "/".join(f"{part:02d}" for part in item.accessed.parts)
