"""Same region, metric, scope and year, different value: found, classed, never resolved."""

from __future__ import annotations

from kb.compare.conflict import CLASS_WORDS, KIND_WORDS, Conflict
from kb.compare.conflict_sums import averages, parts
from kb.compare.conflict_values import values
from kb.compare.facts import load_facts
from kb.compare.holdings import holdings
from kb.store import MeasureFilter, Store

__all__ = ["CLASS_WORDS", "KIND_WORDS", "Conflict", "find_conflicts"]

_ORDER = {"likely": 0, "scope": 1, "revision": 2, "rounding": 3}


def find_conflicts(store: Store, wanted: MeasureFilter | None = None) -> list[Conflict]:
    """All conflicts among the wanted measures, likely ones first."""
    held = holdings(store)
    facts = [
        fact
        for fact in load_facts(store, wanted or MeasureFilter())
        if fact.region_code is not None
        and fact.year is not None
        and fact.value is not None
        and fact.origin("year") != "convention"
        and not fact.origin("metric").startswith("inherited")  # its clause does not name it
        and fact.document_id in held.by_id
    ]
    found = [*values(facts, held), *averages(facts), *parts(facts)]
    found.sort(key=lambda c: (_ORDER[c.cls], not c.within, c.concept, c.region, c.year, _ids(c)))
    return found


def _ids(conflict: Conflict) -> tuple[str, ...]:
    return tuple(fact.id for fact in conflict.facts)
