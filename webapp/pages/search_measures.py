"""What the measures say to a search that names a metric: how many match, and the first of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indexer.search import MeasureRequest, MeasuresAsked, measures_asked
from kb.compare.words import value_words
from kb.models import Document, Measure
from kb.store import MeasureFilter
from kb.vocab import metrics
from webapp.filters import year_text
from webapp.labels import LABELS
from webapp.navigation import address
from webapp.pages.places import place_name
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["MatchingMeasures", "matching_measures"]

SHOWN, LOOKED_AT = 3, 40


@dataclass(frozen=True, slots=True)
class MatchingMeasures:
    """Measures beside the documents found. `words`: metric, status, place and years asked for.

    `without`: of these, the status and years that no measure has and that were left aside.
    """

    total: int
    words: str
    without: str
    url: str
    measures: tuple[Measure, ...]
    documents: Mapping[str, Document]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        shown = [
            {
                "id": m.id,
                "document_id": m.document_id,
                "metric": m.metric,
                "region": m.region,
                "year": year_text(m),
                "value": value_words(m),
                "status": m.status,
            }
            for m in self.measures
        ]
        return {"total": self.total, "words": self.words, "without": self.without,
                "url": self.url, "first": shown}  # fmt: skip


def matching_measures(asked: Asked, services: Services) -> MatchingMeasures | None:
    """Those a plain search is after, on its first page; None where it names no metric, or where
    the library holds none."""
    wanted = measures_asked(asked.text) if asked.page == 1 and not asked.is_narrowed else None
    if wanted is None:
        return None
    for tried in wanted.wider():
        request = MeasureRequest(filters=tried.filters, size=LOOKED_AT, facets=("status",))
        found = services.engine.search_measures(request)
        if found.total:
            held = services.store.measures(MeasureFilter(ids=found.ids, include_editions=True))
            first = tuple(sorted(held, key=lambda m: _order(m, tried))[:SHOWN])
            return MatchingMeasures(
                total=found.total,
                words=_words(tried),
                without=_without(wanted, tried),
                url=address("/measures", _pairs(tried)),
                measures=first,
                documents=services.documents({m.document_id for m in first}),
            )
    return None


def _order(measure: Measure, asked: MeasuresAsked) -> tuple[Any, ...]:
    """The very place first, then the country, values before milestones, targets, late years."""
    places = asked.regions or ("000000",)
    return (
        measure.region_code not in places,
        measure.value is None,
        measure.status != "target",
        -(measure.year or 0),
        measure.id,
    )


def _pairs(asked: MeasuresAsked) -> list[tuple[str, str]]:
    return [(name, value) for name, values in asked.filters.items() for value in values]


def _words(asked: MeasuresAsked) -> str:
    names = [metrics.metric(metric_id).name for metric_id in asked.metrics]
    names += [LABELS["status"][status] for status in asked.statuses]
    names += [place_name(code) for code in asked.regions]
    return " · ".join([*names, *_years(asked)])


def _years(asked: MeasuresAsked) -> list[str]:
    if not asked.years:
        return []
    first, last = asked.years[0], asked.years[-1]
    return [str(first) if first == last else f"{first}–{last}"]


def _without(wanted: MeasuresAsked, tried: MeasuresAsked) -> str:
    """“2025 目标” where measures of that year and status were asked for and none is held."""
    years = [] if tried.years else _years(wanted)
    statuses = [] if tried.statuses else [LABELS["status"][s] for s in wanted.statuses]
    return " ".join([*(f"{span} 年" for span in years), *statuses])
