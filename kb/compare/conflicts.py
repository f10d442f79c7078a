"""Same region, metric, scope and year, different value: found, classed, never resolved."""

from __future__ import annotations

from kb.compare.candidates import candidates
from kb.compare.conflict import CLASS_WORDS, KIND_WORDS, Conflict
from kb.compare.conflict_sums import averages, parts
from kb.compare.conflict_values import values
from kb.compare.facts import Fact, load_facts
from kb.compare.holdings import holdings
from kb.store import MeasureFilter, Store

__all__ = ["CLASS_WORDS", "KIND_WORDS", "Conflict", "find_conflicts"]

FACTS_AT_ONCE = 500
_ORDER = {"likely": 0, "scope": 1, "revision": 2, "rounding": 3}


def find_conflicts(store: Store, wanted: MeasureFilter | None = None) -> list[Conflict]:
    """All conflicts among the wanted measures, likely ones first."""
    held = holdings(store)
    ids = candidates(store, wanted or MeasureFilter(), held)
    facts: list[Fact] = []
    for at in range(0, len(ids), FACTS_AT_ONCE):
        facts += load_facts(store, MeasureFilter(ids=ids[at : at + FACTS_AT_ONCE]))
    found = [*values(facts, held), *averages(facts), *parts(facts)]
    found.sort(key=lambda c: (_ORDER[c.cls], not c.within, c.concept, c.region, c.year, _ids(c)))
    return found


def _ids(conflict: Conflict) -> tuple[str, ...]:
    return tuple(fact.id for fact in conflict.facts)
