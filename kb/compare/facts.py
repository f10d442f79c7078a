"""A fact is a measure as the comparison sees it: plain, exact, quick to make by the thousand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from kb.models import Measure
from kb.store import MeasureFilter, Store
from kb.vocab.metric_names import name_key

__all__ = ["COLUMNS", "Fact", "concept_of", "fact_of", "load_facts", "read_slots"]


class Fact(NamedTuple):
    """The fields of a measure that a comparison needs, in the order of `COLUMNS`."""

    id: str
    document_id: str
    doc: str
    metric: str
    metric_id: str | None
    value: Decimal | None
    value_max: Decimal | None
    op: str
    unit: str | None
    change: str
    base_year: int | None
    base_value: Decimal | None
    year: int | None
    period_start: int | None
    basis: str
    status: str
    region: str | None
    region_code: str | None
    scope: str | None
    binding: str | None
    reported_from: str | None
    shape: str
    canonical_value: Decimal | None
    canonical_max: Decimal | None
    canonical_unit: str | None
    start: int
    end: int
    evidence: str
    value_start: int | None
    value_end: int | None
    slots: dict[str, str]
    confidence: float

    @property
    def concept(self) -> str:
        """What is measured: the vocabulary's id, else "=" and the unified surface name."""
        return concept_of(self.metric_id, self.metric)

    def origin(self, slot: str) -> str:
        """Where a slot came from; "stated" where nothing else is recorded."""
        return self.slots.get(slot, "stated")

    @property
    def base_is_known(self) -> bool:
        """Whether the base year stands in the text, and was not set by convention."""
        return self.base_year is not None and self.origin("base_year") != "convention"


def concept_of(metric_id: str | None, metric: str) -> str:
    """The vocabulary's id where a metric has one, else "=" and the unified surface name."""
    return metric_id or "=" + name_key(metric)


COLUMNS: tuple[str, ...] = Fact._fields
_DECIMALS = tuple(
    COLUMNS.index(name)
    for name in ("value", "value_max", "base_value", "canonical_value", "canonical_max")
)
_SLOTS = COLUMNS.index("slots")


@lru_cache(maxsize=4096)  # a few hundred combinations serve a whole library
def read_slots(text: str) -> dict[str, str]:
    """The origin of each slot of a measure."""
    read: dict[str, str] = json.loads(text)
    return read


_decimal = lru_cache(maxsize=65536)(Decimal)


def _from_row(row: tuple[Any, ...]) -> Fact:
    values = list(row)
    for place in _DECIMALS:
        if values[place] is not None:
            values[place] = _decimal(values[place])
    values[_SLOTS] = read_slots(values[_SLOTS])
    return Fact(*values)


def load_facts(store: Store, wanted: MeasureFilter) -> list[Fact]:
    """The wanted measures by one query, in the order of documents and places."""
    return [_from_row(row) for row in store.measure_rows(wanted, COLUMNS)]


def fact_of(measure: Measure) -> Fact:
    """One measure as a fact."""
    return Fact(*(getattr(measure, name) for name in COLUMNS))


def facts_of(measures: Iterable[Measure]) -> list[Fact]:
    """Several measures as facts."""
    return [fact_of(measure) for measure in measures]
