"""All facts about one metric, whether the vocabulary or only the texts know it."""

from __future__ import annotations

from kb.compare.facts import Fact, load_facts
from kb.compare.suggest import surface_names
from kb.store import MeasureFilter, Store

__all__ = ["facts_about"]


def facts_about(store: Store, concept: str, *, regions: tuple[str, ...] = ()) -> list[Fact]:
    """The facts of a concept, in the regions given or everywhere."""
    if concept.startswith("="):
        written = tuple(surface_names(store).get(concept, ()))
        if not written:
            return []
        wanted = MeasureFilter(metrics=written, region_codes=regions)
    else:
        wanted = MeasureFilter(metric_ids=(concept,), region_codes=regions)
    return [fact for fact in load_facts(store, wanted) if fact.concept == concept]
