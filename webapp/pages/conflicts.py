"""`/conflicts`: contradictions with both quotes side by side; `/coverage`: what is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from kb.coded import known_code
from kb.compare.conflicts import CLASS_WORDS, Conflict, find_conflicts
from kb.compare.coverage import Coverage
from kb.compare.holdings import Holdings, holdings
from kb.compare.words import value_words
from kb.errors import UserError
from webapp.navigation import address

if TYPE_CHECKING:
    from kb.compare.facts import Fact
    from webapp.services import Services

__all__ = ["ConflictsPage", "CoveragePage", "build_conflicts"]

PAGE_SIZE = 50


@dataclass(frozen=True)
class ConflictsPage:
    """One page of conflicts. `counts`: how many of each class, whatever is chosen."""

    shown: tuple[Conflict, ...]
    counts: Mapping[str, int]
    chosen: str
    total: int
    number: int
    pages: int
    held: Holdings

    classes: ClassVar = CLASS_WORDS

    def title(self, fact: Fact) -> str:
        """The title of a fact's document."""
        found = self.held.by_id.get(fact.document_id)
        return found.title if found else fact.document_id

    def date(self, fact: Fact) -> str:
        """The date of a fact's document."""
        found = self.held.by_id.get(fact.document_id)
        return (found.written_on or "") if found else ""

    def url(self, *, cls: str = "", page: int = 1) -> str:
        """The address of another part of the list."""
        pairs = [("class", cls)] if cls else []
        return address("/conflicts", pairs + ([("page", str(page))] if page > 1 else []))

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "total": self.total, "counts": self.counts, "page": self.number,
            "conflicts": [
                {"class": c.cls, "kind": c.kind, "metric": c.concept, "region": c.region,
                 "year": c.year, "within_one_document": c.within, "explanation": c.explanation,
                 "values": [
                     {"measure_id": f.id, "value": value_words(f), "document_id": f.document_id,
                      "start": f.start, "end": f.end, "evidence": f.evidence} for f in c.facts
                 ]}
                for c in self.shown
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What the library holds, by region and period."""

    coverage: Coverage

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "documents": self.coverage.documents, "measures": self.coverage.measures,
            "periods": self.coverage.periods,
            "regions": [
                {"code": r.code, "name": r.name, "documents": len(r.documents),
                 "documents_within": r.within,
                 "by_period": r.by_period, "by_kind": r.by_kind, "targets": r.targets,
                 "actuals": r.actuals, "metrics": r.metrics, "not_fully_read": r.unread,
                 "replaced": r.outdated}
                for r in self.coverage.rows
            ],
            "without_region": [d.id for d in self.coverage.placeless],
        }  # fmt: skip


def build_conflicts(chosen: str, number: int, services: Services) -> ConflictsPage:
    """A page of conflicts of one class, or of all."""
    chosen = known_code("类别", CLASS_WORDS, chosen) if chosen else ""
    found = services.remembered("conflicts", lambda: find_conflicts(services.store))
    wanted = [c for c in found if not chosen or c.cls == chosen]
    pages = max(1, -(-len(wanted) // PAGE_SIZE))
    if number > pages:
        raise UserError(f"没有第 {number} 页，一共 {pages} 页。")
    at = (number - 1) * PAGE_SIZE
    return ConflictsPage(
        tuple(wanted[at : at + PAGE_SIZE]),
        dict(Counter(c.cls for c in found)),
        chosen,
        len(wanted),
        number,
        pages,
        holdings(services.store),
    )
