"""Documents and measures of which a test says only what matters to it."""

from __future__ import annotations

from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

from kb.models import Document, Measure

__all__ = ["plain_document", "plain_measure"]

_Model = TypeVar("_Model", bound=BaseModel)
_BLANK = {str: "", int: 0, float: 0.0}


def plain_document(document_id: str, **facts: Any) -> Document:
    """A document about which nothing is known but these facts."""
    known = {
        "id": document_id,
        "source_id": document_id,
        "family_id": document_id,
        "doc": document_id,
        "source": f"{document_id}.txt",
        "kind": "plan",
        "validity": "unknown",
        "family_role": "main",
        "added_at": "2026-01-02T03:04:05Z",
        "sha256": "0" * 64,
        "loader": "text",
    }
    return _filled(Document, {**known, **facts})


def plain_measure(document_id: str, **facts: Any) -> Measure:
    """A target of a level in a document, of which nothing else is known."""
    known = {
        "id": f"{document_id}-m",
        "document_id": document_id,
        "doc": document_id,
        "op": "=",
        "change": "level",
        "basis": "point",
        "status": "target",
        "shape": "level",
    }
    return _filled(Measure, {**known, **facts})


def _filled(model: type[_Model], known: dict[str, Any]) -> _Model:
    fields = model.model_fields.items()
    rest = {name: _blank(field.annotation) for name, field in fields if name not in known}
    return model.model_validate({**rest, **known})


def _blank(annotation: Any) -> Any:
    """An empty value that a field of this type accepts."""
    if NoneType in get_args(annotation):
        return None
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)[0]
    return origin() if origin in (tuple, dict) else _BLANK.get(annotation)
