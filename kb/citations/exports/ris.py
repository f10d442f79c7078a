"""RIS: government documents are STAT with the number in M1, the way Zotero keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import author_line, pages, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item

__all__ = ["ris"]

NUMBER_TAGS = {"STAT": "M1", "RPRT": "SN", "STAND": "SN"}
FIELDS = (("T2", "container-title"), ("VL", "volume"), ("IS", "issue"), ("CY", "publisher-place"),
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
    for tag, names in (("AU", item.author), ("A2", item.editor), ("A4", item.translator)):
        for name in names:
            yield tag, author_line(name)
    yield "PY", str(item.issued.parts[0]) if item.issued.parts else ""
    yield "DA", "/".join(f"{part:02d}" for part in item.issued.parts)
    yield NUMBER_TAGS.get(kind, "M1"), safe(item.get("number"))
    for tag, field in FIELDS:
        yield tag, safe(item.get(field))
    first, last = pages(item)
    yield "SP", first
    yield "EP", last
    yield "Y2", "/".join(f"{part:02d}" for part in item.accessed.parts)
