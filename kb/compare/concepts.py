"""Concepts: ids of the vocabulary, or "=" and a surface name outside it; their names and units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kb.compare.facts import Fact
from kb.errors import NotFoundError
from kb.vocab import units
from kb.vocab.metrics import Metric, metric

__all__ = ["common_unit", "in_unit", "metric_name", "metric_of"]


def metric_of(concept: str) -> Metric | None:
    """The vocabulary's metric, None for a surface name and for an id it no longer has."""
    try:
        return None if concept.startswith("=") else metric(concept)
    except NotFoundError:
        return None


def metric_name(concept: str) -> str:
    """The name a concept is shown by."""
    known = metric_of(concept)
    return known.name if known else concept.removeprefix("=")


def common_unit(concept: str, facts: Iterable[Fact]) -> str:
    """The unit in which a row is read."""
    known = metric_of(concept)
    if known is not None:
        return known.unit
    counted = Counter(f.unit for f in facts if f.unit is not None)
    return min(counted, key=lambda unit: (-counted[unit], unit)) if counted else ""


def in_unit(fact: Fact, unit: str) -> Decimal | None:
    """The value in another unit; None where that is no conversion or no other unit."""
    if fact.canonical_value is None or fact.canonical_unit is None or fact.unit is None:
        return None
    stated_in, wanted = units.lookup(fact.unit), units.lookup(unit)
    if stated_in is None or wanted is None or stated_in.factor == wanted.factor:
        return None  # the same unit, perhaps written otherwise
    return units.convert(fact.canonical_value, fact.canonical_unit, unit)
