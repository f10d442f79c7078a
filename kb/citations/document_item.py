"""Library documents as references."""

from __future__ import annotations

import re

from kb.citations.item import Item, Name, PartDate
from kb.citations.normalise import one_line, six_corner
from kb.models import Document

__all__ = ["gaps", "item_from_document"]

# Our kinds as CSL types; see the mapping table in docs/citations.md.
CSL_TYPES: dict[str, str] = {
    "plan": "regulation",
    "policy": "regulation",
    "law": "legislation",
    "report": "report",
    "statistics": "report",
    "research": "report",
    "news": "webpage",
    "speech": "speech",
    "standard": "standard",
    "other": "document",
}
_ENGLISH = re.compile(r"^[^㐀-鿿]*[A-Za-z]{2,} [A-Za-z]{2,}[^㐀-鿿]*$")  # words, none Chinese
PUBLICATION = {
    "container": "container-title", "volume": "volume", "issue": "issue", "page": "page",
    "publisher": "publisher", "place": "publisher-place", "doi": "DOI",
}  # fmt: skip
GAPS = {
    "author": "发文机关或作者不详",
    "issued": "日期不详",
    "number": "发文字号不详",
    "URL": "无网址",
}


def item_from_document(document: Document, *, accessed: str = "") -> Item:
    """The reference of a document; what the document does not say stays empty.

    `accessed`: ISO day on which a web address was opened, printed by editions that ask for it.
    """
    fields = {
        "title": one_line(document.title),
        "number": six_corner(document.document_number or ""),
        "URL": document.url or "",
        "language": "en-US" if _ENGLISH.search(document.title) else "zh-CN",
        **{csl: document.publication.get(ours, "") for ours, csl in PUBLICATION.items()},
    }
    if document.compilation and not fields["container-title"]:
        fields["container-title"] = one_line(document.compilation)
    names = document.authors or document.issuers
    return Item(
        id=document.id,
        type=_csl_type(document, fields["container-title"]),
        fields={key: text for key, text in fields.items() if text},
        author=tuple(Name(literal=one_line(name)) for name in names),
        issued=_issued(document),
        accessed=_part_date(accessed) if document.url else PartDate(),
    )


def gaps(document: Document) -> list[str]:
    """What a complete reference would need and the document does not tell, in words for a page."""
    item = item_from_document(document)
    known = {"author": bool(item.author), "issued": bool(item.issued), "URL": bool(item.get("URL"))}
    if item.type == "regulation":
        known["number"] = bool(item.get("number"))
    return [GAPS[field] for field, there in known.items() if not there]


def _csl_type(document: Document, container: str) -> str:
    if document.compilation:
        return "chapter"
    if container:
        newspaper = container.endswith(("日报", "晚报", "时报", "报"))
        return "article-newspaper" if newspaper else "article-journal"
    if document.kind in ("plan", "law") and not document.issuers and document.authors:
        return "document"
    return CSL_TYPES[document.kind]


def _issued(document: Document) -> PartDate:
    """The day it went online where there is an address, else the day on the document itself."""
    written, published = document.written_on, document.published_on
    first, second = (published, written) if document.url else (written, published)
    return _part_date(first or second or "")


def _part_date(iso: str) -> PartDate:
    return PartDate(tuple(int(part) for part in iso.split("-"))) if iso else PartDate()
