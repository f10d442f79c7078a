"""What a page about a document says to reference managers and search engines.

The recipe and the traps behind it are in docs/citations.md: one DC.creator a body, `z:itemType`
so that Zotero does not guess, highwire tags only where they do not override it.
"""

from __future__ import annotations

import json
from typing import Any

from kb.citations.exports.types import type_names
from kb.citations.item import Item

__all__ = ["json_ld", "meta_tags"]

NUMBER_TAGS = {"statute": "z:publicLawNumber", "report": "z:reportNumber", "standard": "z:number"}
CONTAINER_TAGS = {"journalArticle": "z:publicationTitle", "newspaperArticle": "z:publicationTitle",
                  "bookSection": "z:bookTitle"}  # fmt: skip


def meta_tags(item: Item, *, canonical: str, pdf: str = "") -> list[tuple[str, str]]:
    """(name, content) pairs for `<meta>`, in order.

    `canonical`: the document's own address, else that of our page; `pdf`: address of the original.
    """
    kind = type_names(item).zotero
    number = item.get("number")
    tags = [("DC.title", item.get("title"))]
    tags += [("DC.creator", name.plain) for name in item.author]
    tags += [("DC.date", item.issued.iso), ("DC.language", item.get("language")),
             ("z:itemType", kind), ("DC.type", kind)]  # fmt: skip
    tags += [(NUMBER_TAGS.get(kind, "z:number"), number), ("prism.number", number)]
    if item.type == "regulation":
        tags.append(("z:extra", "Type: regulation"))
    tags.append((CONTAINER_TAGS.get(kind, ""), item.get("container-title")))
    tags += [("z:url", canonical), ("DCTERMS.abstract", item.get("abstract"))]
    tags += [("citation_title", item.get("title")), ("citation_publication_date", item.issued.iso)]
    tags += [("citation_author", name.plain) for name in item.author]
    tags.append(("citation_pdf_url", pdf))
    return [(name, content) for name, content in tags if name and content]


def json_ld(item: Item, *, canonical: str) -> str:
    """schema.org JSON-LD, safe inside a `<script>` element."""
    schema = type_names(item).schema
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": schema,
        "name": item.get("title"),
        "headline": item.get("title"),
        "inLanguage": item.get("language"),
        "datePublished": item.issued.iso,
        "url": canonical,
        "identifier": item.get("number"),
    }
    if item.author:
        data["author"] = [_agent(name.plain, is_person=bool(name.family)) for name in item.author]
    if schema == "Legislation":
        data["legislationIdentifier"] = item.get("number")
        data["legislationDate"] = item.issued.iso
    elif schema == "Report":
        data["reportNumber"] = item.get("number")
    if container := item.get("container-title"):
        data["isPartOf"] = {"@type": "CreativeWork", "name": container}
    kept = {key: value for key, value in data.items() if value}
    return json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def _agent(name: str, *, is_person: bool) -> dict[str, str]:
    return {"@type": "Person" if is_person else "Organization", "name": name}
