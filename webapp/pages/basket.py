"""The basket: documents collected for citing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kb.citations.document_item import gaps, item_from_document
from kb.citations.gbt7714 import Style
from kb.citations.listing import labelled, reference_lines
from kb.errors import UserError
from kb.models import Document
from webapp.pages.cite import documents_of

if TYPE_CHECKING:
    from kb.store.baskets import Baskets
    from webapp.services import Services

__all__ = ["MOVES", "BasketView", "Line", "build_basket", "change_basket"]

MOVES = {"up": -1, "down": 1}
SHOWN = 500  # entries on the page; files hold them all


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the basket with its entry and what the entry lacks."""

    document: Document
    entry: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BasketView:
    """All that the basket page shows. `gone`: titles of what the library no longer holds."""

    style: Style
    total: int
    lines: tuple[Line, ...]
    gone: tuple[tuple[str, str], ...]
    undo: str

    @property
    def text(self) -> str:
        """The entries shown, to be pasted into a paper."""
        return "".join(labelled((line.entry for line in self.lines), self.style))

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "total": self.total,
            "style": self.style.name,
            "form": self.style.form,
            "entries": [
                {"document_id": line.document.id, "entry": line.entry, "gaps": line.gaps}
                for line in self.lines
            ],
            "gone": [{"document_id": key, "title": title} for key, title in self.gone],
        }


def build_basket(
    basket: str, baskets: Baskets, services: Services, style: Style, *, undo: str = ""
) -> BasketView:
    """The first documents of a basket with their entries; `basket` "" is an empty one."""
    kept = baskets.documents(basket) if basket else []
    shown = kept[:SHOWN]
    documents = list(documents_of([key for key, _ in shown], services))
    held = {document.id for document in documents}
    today = date.today().isoformat()
    items = (item_from_document(document, accessed=today) for document in documents)
    entries = reference_lines(items, style)
    lines = tuple(
        Line(document, entry, tuple(gaps(document)))
        for document, entry in zip(documents, entries, strict=True)
    )
    gone = tuple((key, title) for key, title in shown if key not in held)
    return BasketView(style, len(kept), lines, gone, undo)


def change_basket(
    basket: str,
    baskets: Baskets,
    services: Services,
    *,
    action: str,
    ids: Iterable[str],
    batch: str,
) -> str:
    """Do what a form asked; the batch to undo, "" where there is nothing to undo."""
    if action == "add":
        found = documents_of(ids, services)
        baskets.add(basket, ((document.id, document.title) for document in found))
        return ""
    if action == "remove":
        return baskets.remove(basket, ids)
    if action in MOVES:
        for document_id in ids:
            baskets.move(basket, document_id, MOVES[action])
        return ""
    if action == "clear":
        return baskets.remove(basket)
    if action == "undo":
        baskets.undo(basket, batch)
        return ""
    raise UserError(f"引文篮不认识操作“{action[:40]}”；可用：add、remove、up、down、clear、undo。")
