"""EndNote XML. A statute's number survives only in `misc1`, a report's in `isbn`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.citations.exports.common import author_line, host, number_and_pages, people, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item

__all__ = ["endnote_xml"]

NUMBER_FIELDS = {
    "Report": ("isbn",),
    "Standard": ("isbn",),
    "Government Document": ("number", "misc1"),
    "Statute": ("number", "misc1"),
}
FIELDS = (("volume", "volume"), ("pub-location", "publisher-place"), ("publisher", "publisher"),
          ("edition", "edition"), ("electronic-resource-num", "DOI"), ("abstract", "abstract"),
          ("language", "language"))  # fmt: skip
ROLES = ("authors", "secondary-authors", "tertiary-authors")


def endnote_xml(items: Iterable[Item]) -> Iterator[str]:
    """One XML document, streamed record by record."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
    for item in items:
        yield tostring(_record(item), encoding="unicode") + "\n"
    yield "</records></xml>\n"


def _record(item: Item) -> Element:
    kind, code = type_names(item).endnote
    record = Element("record")
    SubElement(record, "ref-type", name=kind).text = str(code)
    contributors = SubElement(record, "contributors")
    for group, names in zip(ROLES, people(item), strict=True):
        if names:
            parent = SubElement(contributors, group)
            for name in names:
                SubElement(parent, "author").text = author_line(name)
    titles = SubElement(record, "titles")
    _add(titles, "title", item.get("title"))
    _add(titles, "secondary-title", host(item))
    number, pages = number_and_pages(item)
    for tag in NUMBER_FIELDS.get(kind, ("number",)):
        _add(record, tag, number)
    if "isbn" not in NUMBER_FIELDS.get(kind, ()):
        _add(record, "isbn", item.get("ISSN") or item.get("ISBN"))
    for tag, field in FIELDS:
        _add(record, tag, item.get(field))
    _add(record, "pages", pages)
    _add_dates(record, item)
    if item.get("URL"):
        _add(SubElement(SubElement(record, "urls"), "web-urls"), "url", item.get("URL"))
    _add(record, "access-date", item.accessed.iso)
    _add(record, "label", item.id)
    return record


def _add_dates(record: Element, item: Item) -> None:
    if item.issued.parts:
        dates = SubElement(record, "dates")
        _add(dates, "year", item.issued.first_year)
        _add(SubElement(dates, "pub-dates"), "date", item.issued.iso)


def _add(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = safe(text)
