"""ENW, EndNote's tagged format: the full date (%8) stands before the year (%D)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import author_line, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item
from kb.citations.normalise import page_range

__all__ = ["enw"]

NUMBER_TAGS = {"Report": "%@", "Standard": "%@"}
FIELDS = (("%B", "container-title"), ("%V", "volume"), ("%C", "publisher-place"),
          ("%I", "publisher"), ("%7", "edition"), ("%U", "URL"), ("%R", "DOI"), ("%X", "abstract"),
          ("%G", "language"))  # fmt: skip


def enw(items: Iterable[Item]) -> Iterator[str]:
    """Records set apart by a blank line."""
    for item in items:
        yield "".join(f"{tag} {text}\n" for tag, text in _lines(item) if text) + "\n"


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    kind = type_names(item).enw
    yield "%0", kind
    for tag, names in (("%A", item.author), ("%E", item.editor), ("%?", item.translator)):
        for name in names:
            yield tag, author_line(name)
    yield "%T", safe(item.get("title"))
    yield "%8", item.issued.iso
    yield "%D", str(item.issued.parts[0]) if item.issued.parts else ""
    for tag, field in FIELDS:
        text = safe(item.get(field))
        yield ("%J" if tag == "%B" and item.type.startswith("article") else tag), text
    number = safe(item.get("number"))
    yield NUMBER_TAGS.get(kind, "%N"), number or safe(item.get("issue"))
    yield "%P", page_range(item.get("page"))
    yield "%[", item.accessed.iso
    yield "%F", safe(item.id)
