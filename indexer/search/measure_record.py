"""What every engine indexes of a measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.search.places import codes_of
from kb.fold import search_text
from kb.models import Measure
from kb.store import Indexable, MeasureFacts

__all__ = ["MeasureRecord", "make_measure", "measure_records"]


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """A measure as engines see it. `place`: the code of the region; the facet holds those above it
    too. `rank` orders measures when nothing else does, high first."""

    id: str
    document_id: str
    text: str
    facets: dict[str, tuple[str, ...]]
    value: float | None
    year: int | None
    rank: int
    place: str | None = None


def measure_records(bundle: Indexable) -> Iterator[MeasureRecord]:
    """The measures of a document; those of other editions of a text are left out."""
    if bundle.document.family_role == "edition":
        return
    for measure in bundle.measures:
        yield make_measure(measure)


def make_measure(measure: Measure | MeasureFacts) -> MeasureRecord:
    """The record of one measure."""
    names = _names(measure.metric, measure.region, measure.scope)
    text = f"{names}\n{_folded(measure.evidence)}"
    value = measure.canonical_value
    return MeasureRecord(
        id=measure.id,
        document_id=measure.document_id,
        text=text,
        facets={
            "metric": (measure.metric_id or measure.metric,),
            "region": codes_of(measure.region_code) if measure.region_code else (),
            "year": (str(measure.year),) if measure.year else (),
            "status": (measure.status,),
            "binding": (measure.binding,) if measure.binding else (),
            "change": (measure.change,),
            "sector": (measure.sector,) if measure.sector else (),
        },
        value=float(value) if value is not None else None,
        year=measure.year,
        rank=_rank(measure),
        place=measure.region_code,
    )


@lru_cache(maxsize=4096)  # the same over and over in a yearbook
def _names(*parts: str | None) -> str:
    return search_text("\n".join(part for part in parts if part))


@lru_cache(maxsize=16)  # the measures of one sentence come one after another
def _folded(evidence: str) -> str:
    return search_text(evidence)


def _rank(measure: Measure | MeasureFacts) -> int:
    """Binding targets first, then known metrics, then sure readings."""
    known = 2 if measure.metric_id else 0
    return (4 if measure.binding == "约束性" else 0) + known + round(measure.confidence)
