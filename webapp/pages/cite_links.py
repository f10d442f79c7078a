"""What templates say about citing: metadata for the head of a page, links to reference files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from kb.citations.document_item import item_from_document
from kb.citations.exports import EXPORTS, Export
from kb.citations.gbt7714 import Style
from kb.citations.page_metadata import json_ld, meta_tags
from kb.models import Document
from webapp.pages.cite import PLAIN

__all__ = ["CitationHead", "citation_files", "citation_head"]


@dataclass(frozen=True, slots=True)
class CitationHead:
    """Meta tags, JSON-LD and export formats of a document page."""

    tags: list[tuple[str, str]]
    json_ld: str
    exports: Mapping[str, Export]


def citation_head(document: Document) -> CitationHead:
    """What a document's page tells reference managers; its own address, else that of our page."""
    item = item_from_document(document)
    ours = url_for("documents.show", document_id=document.id, _external=True)
    canonical = document.url or ours
    pdf = ""
    if document.source.lower().endswith(".pdf"):
        pdf = url_for("documents.original", document_id=document.id, _external=True)
    tags = meta_tags(item, canonical=canonical, pdf=pdf)
    return CitationHead(tags, json_ld(item, canonical=canonical), EXPORTS)


def citation_files(endpoint: str, *, style: Style, **values: str) -> list[tuple[str, str]]:
    """(label, address) of the reference files an endpoint offers, in the chosen style."""
    chosen = {"style": style.name, "form": style.form, "code": style.government_code or "",
              "number": "" if style.with_number else "no"}  # fmt: skip
    labels = {kind: label for kind, (_, _, label) in PLAIN.items()}
    labels |= {kind: export.label for kind, export in EXPORTS.items()}
    replaced = ("at", "format", "undo", *chosen)
    kept = {key: texts for key, texts in request.args.lists() if key not in replaced}
    given: dict[str, Any] = {
        **values,
        **kept,
        **{key: text for key, text in chosen.items() if text},
    }
    return [(label, url_for(endpoint, kind=kind, **given)) for kind, label in labels.items()]
