"""Which facts people may mend by hand, and how an edit shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from kb.errors import UserError
from kb.models import Document
from kb.store.records import Override

__all__ = ["EDITABLE", "by_document", "laid_over"]

EDITABLE: tuple[str, ...] = (
    "title",
    "kind",
    "level",
    "issuers",
    "authors",
    "document_number",
    "written_on",
    "published_on",
    "effective_on",
    "validity",
    "superseded_by",
    "source_name",
    "publication",
    "url",
    "regions",
    "periods",
    "topics",
    "section",
)
"""What people may mend; everything else follows from the file."""


def laid_over(document: Document, edits: Mapping[str, Any]) -> Document:
    """The document with these fields replaced and marked as coming from the user."""
    if not edits:
        return document
    plain = document.model_dump()
    origins = {**plain["origins"], **dict.fromkeys(edits, "user")}
    try:
        return Document.model_validate({**plain, **edits, "origins": origins})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        given = first["input"]
        why = f"的值“{given}”不合要求" if given else "不能为空"
        raise UserError(f"{document.title}：字段 {place} {why}。") from error


def by_document(overrides: Iterable[Override]) -> dict[str, dict[str, Any]]:
    """Document id -> field -> the latest value; `overrides` oldest first."""
    found: dict[str, dict[str, Any]] = {}
    for override in overrides:
        found.setdefault(override.document_id, {})[override.field] = override.value
    return found
