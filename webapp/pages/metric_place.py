"""`/regions/<code>/metrics/<id>`: one metric in one place: chain, progress, cascade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.compare.cascade import Cascade, build_cascade
from kb.compare.chain import Chain, Reported, build_chain, facts_of_region
from kb.compare.concepts import metric_name, metric_of
from kb.compare.facts import Fact
from kb.compare.holdings import Holdings, holdings
from kb.compare.progress import Progress, Standpoint, build_progress
from kb.compare.words import number_words, place_name, value_words
from kb.errors import NotFoundError

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = ["PlacePage", "build_place"]


@dataclass(frozen=True)
class PlacePage:
    """One metric in one place."""

    concept: str
    name: str
    code: str
    place: str
    years: tuple[int, ...]
    year: int | None
    chain: Chain
    progress: tuple[Progress, ...]
    cascade: Cascade | None
    facts_held: tuple[Fact, ...]
    held: Holdings

    @staticmethod
    def point_words(point: Reported | Standpoint) -> str:
        """A reported value or a point of the path as its text states it."""
        if not point.as_base:
            return value_words(point.fact)
        gap = "" if point.fact.unit in ("%", "‰", "") else " "
        return f"{number_words(point.fact.base_value)}{gap}{point.fact.unit or ''}"

    def title(self, fact: Fact) -> str:
        """The title of a fact's document."""
        found = self.held.by_id.get(fact.document_id)
        return found.title if found else fact.document_id

    @staticmethod
    def gap_unit(fact: Fact) -> str:
        """What the difference of two such values is in."""
        return "个百分点" if fact.canonical_unit == "%" else fact.canonical_unit or ""

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "metric": self.concept, "region": self.code, "year": self.year,
            "chain": [
                {"period": link.period, "target": link.target.id, "value": value_words(link.target),
                 "outcome": link.outcome, "reason": link.reason,
                 "reported": [{"measure_id": r.fact.id, "value": number_words(r.value),
                               "unit": r.unit, "as_base": r.as_base} for r in link.reported]}
                for link in self.chain.links
            ],
            "unusable_base_values": [f.id for f in self.chain.unusable],
            "progress": [
                {"target": p.target.id, "state": p.state, "reason": p.reason,
                 "actuals": [{"year": a.year, "measure_id": a.fact.id} for a in p.actuals],
                 "expected": p.expected.formula if p.expected else None,
                 "required": p.required.formula if p.required else None}
                for p in self.progress
            ],
            "cascade": [
                {"region": s.region, "measure_id": s.entry.fact.id if s.entry else None,
                 "above": s.above, "stricter": s.stricter,
                 "difference": number_words(s.difference) or None,
                 "verdict": s.verdict.kind if s.verdict else None,
                 "absence": s.cell.absence.kind if s.cell.absence else None}
                for s in (self.cascade.steps if self.cascade else ())
            ],
        }  # fmt: skip


def build_place(code: str, concept: str, year: int | None, services: Services) -> PlacePage:
    """One metric in one place; the cascade is for `year`, else for the latest target's."""
    found = facts_of_region(services.store, concept, code)
    if metric_of(concept) is None and not found:
        raise NotFoundError("指标", concept)
    years = tuple(sorted({f.year for f in found if f.year and f.status == "target"}))
    year = year or (years[-1] if years else None)
    return PlacePage(
        concept,
        metric_name(concept),
        code,
        place_name(code),
        years,
        year,
        build_chain(services.store, concept, code),
        build_progress(services.store, concept, code),
        build_cascade(services.store, concept, code, year) if year else None,
        tuple(found),
        holdings(services.store),
    )
