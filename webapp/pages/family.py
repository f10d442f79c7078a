"""The family of a document: the notice and its plan, its compilation, other editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.models import Document
from kb.store import DocumentFilter

if TYPE_CHECKING:
    from kb.store import Store

__all__ = ["Family", "build_family"]


@dataclass(frozen=True, slots=True)
class Family:
    """Relatives in reading order. `kind`: notice, compilation, editions or "" for none."""

    kind: str
    members: tuple[Document, ...]
    previous: Document | None
    next: Document | None

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        members = [{"id": d.id, "title": d.title, "role": d.family_role} for d in self.members]
        return {"kind": self.kind, "members": members}


def build_family(document: Document, store: Store) -> Family:
    """All documents of the family, this one among them."""
    members = tuple(store.documents(DocumentFilter(family_ids=[document.family_id])))
    if len(members) < 2:
        return Family("", (), None, None)
    members = tuple(sorted(members, key=lambda d: (d.source_id, d.part)))
    if document.family_role != "article":
        kind = "editions" if any(d.family_role == "edition" for d in members) else "notice"
        return Family(kind, members, None, None)
    at = [member.id for member in members].index(document.id)
    before = members[at - 1] if at else None
    after = members[at + 1] if at + 1 < len(members) else None
    return Family("compilation", members, before, after)
