"""What is known about a document, each value with where it came from."""

from __future__ import annotations

from dataclasses import dataclass

from kb.models import Document
from webapp.filters import date_text
from webapp.labels import FIELD_NAMES, label

__all__ = ["Fact", "build_facts"]

ALWAYS = ("issuers", "document_number", "written_on", "published_on", "regions")
DATES = ("written_on", "published_on", "effective_on")
FILTERS = {"issuers": "issuer", "periods": "period", "topics": "topic", "source_name": "source"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table. `values`: (words, facet, value); empty: the text does not say."""

    field: str
    name: str
    values: tuple[tuple[str, str, str], ...]
    origin: str


def build_facts(document: Document) -> tuple[Fact, ...]:
    """The lines that have a value, and those that a reader would miss."""
    lines = (_fact(document, field) for field in FIELD_NAMES if field not in ("title", "url"))
    missed = [field for field in ALWAYS if field != "issuers" or not document.authors]
    return tuple(line for line in lines if line.values or line.field in missed)


def _fact(document: Document, field: str) -> Fact:
    codes = document.origins.get(field, "").split("+")
    origin = "、".join(label("origin", code) for code in codes if code)
    return Fact(field, FIELD_NAMES[field], tuple(_values(document, field)), origin)


def _values(document: Document, field: str) -> list[tuple[str, str, str]]:
    """The words of a value, and the facet and value that find more of the same."""
    stored = getattr(document, field)
    if stored is None or (field == "validity" and stored == "unknown"):
        return []
    if field == "regions":
        return [(region.name, "region", region.code) for region in document.regions]
    if field in ("kind", "level"):
        return [(label(field, stored), field, stored)]
    if field == "validity":
        return [(label(field, stored), "", "")]
    if field in DATES:
        return [(date_text(stored), "", "")]
    if field == "authors":
        return [(name, "q", f"作者:“{name}”") for name in document.authors]
    several = stored if isinstance(stored, tuple) else (stored,)
    return [(words, FILTERS.get(field, ""), words) for words in several]
