"""Builds documents for search tests from plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.models import Block, CleanText, Document, Passage, RegionRef
from kb.store import DocumentBundle

__all__ = ["bundle"]


def bundle(
    document_id: str,
    title: str,
    lines: Iterable[str] = (),
    *,
    headings: Iterable[int] = (),
    **facts: Any,
) -> DocumentBundle:
    """A document whose passages are the lines; `headings` numbers those that are headings."""
    lines = list(lines)
    blocks, passages, at = [], [], 0
    for number, line in enumerate(lines):
        kind = "heading" if number in set(headings) else "paragraph"
        blocks.append(Block(kind, at, at + len(line)))
        passages.append(
            Passage(f"{document_id}:{number}", document_id, number, kind, at, at + len(line), line)
        )
        at += len(line) + 1
    text = "\n".join(lines)
    document = Document(**{**_plain(document_id, title), **_given(facts), "length": len(text)})
    return DocumentBundle(document, CleanText("", text, tuple(blocks)), tuple(passages))


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    given = dict(facts)
    if "places" in given:
        given["regions"] = tuple(_place(path) for path in given.pop("places"))
    return given


def _place(path: str) -> RegionRef:
    code = path.rsplit("/", 1)[-1]
    return RegionRef(code=code, name=code, path=path)


def _plain(document_id: str, title: str) -> dict[str, Any]:
    return {
        "id": document_id,
        "source_id": document_id,
        "part": "",
        "doc": document_id,
        "source": f"{document_id}.txt",
        "title": title,
        "kind": "policy",
        "level": None,
        "issuers": (),
        "document_number": None,
        "written_on": None,
        "published_on": None,
        "effective_on": None,
        "validity": "unknown",
        "superseded_by": None,
        "source_name": None,
        "url": None,
        "regions": (),
        "periods": (),
        "topics": (),
        "key_phrases": (),
        "section": None,
        "compilation": None,
        "family_id": document_id,
        "family_role": "main",
        "origins": {},
        "notes": (),
        "versions": {},
        "added_at": "2025-01-01T00:00:00Z",
        "length": 0,
        "sha256": "0" * 64,
        "loader": "text",
        "encoding": "utf-8",
    }
