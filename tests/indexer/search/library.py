"""Builds documents for search tests from plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.models import Block, CleanText, Document, Measure, Passage, RegionRef
from kb.models.text import BlockKind
from kb.store import DocumentBundle

__all__ = ["bundle", "measure"]


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
        kind: BlockKind = "heading" if number in set(headings) else "paragraph"
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


def measure(document_id: str, number: int, metric: str, **facts: Any) -> Measure:
    """A measure of a document; what is not given is the plainest there is."""
    plain: dict[str, Any] = {
        "id": f"{document_id}.m{number}",
        "document_id": document_id,
        "doc": document_id,
        "passage": 0,
        "metric": metric,
        "metric_id": None,
        "value": None,
        "value_max": None,
        "op": "=",
        "unit": "%",
        "change": "level",
        "base_year": None,
        "base_value": None,
        "year": None,
        "period_start": None,
        "basis": "point",
        "status": "target",
        "region": None,
        "region_code": None,
        "scope": None,
        "binding": None,
        "reported_from": None,
        "sector": None,
        "shape": "level",
        "canonical_value": None,
        "canonical_max": None,
        "canonical_unit": None,
        "start": 0,
        "end": 1,
        "evidence": metric,
        "value_start": None,
        "value_end": None,
        "slots": {},
        "rule": "test",
        "confidence": 0.5,
    }
    return Measure(**{**plain, **facts})
