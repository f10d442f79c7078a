"""The measures explorer: a table of statements, filtered by facets, value and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indexer.search import MEASURE_FACETS, MeasureHits, MeasureRequest
from kb.compare.concepts import metric_of
from kb.compare.suggest import unknown_metrics
from kb.errors import UserError
from kb.models import Document, Measure
from kb.store import MeasureFilter
from kb.vocab import metrics
from kb.vocab.units import Unit
from webapp.facet_values import metric_key
from webapp.filters import common_unit
from webapp.navigation import address
from webapp.pages.facets import (
    Chosen,
    Facet,
    build_facets,
    chosen_options,
    facet_facts,
    facet_label,
)
from webapp.pages.paging import Paging, build_paging
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["MEASURE_SORTS", "MeasuresView", "build_measures", "by_key", "measure_request"]

MEASURE_SORTS = {"relevance": "默认", "year": "年份", "value": "数值"}


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """All that the explorer shows. `unit`: of the value bounds, where one metric is chosen."""

    asked: Asked
    total: int
    measures: tuple[Measure, ...]
    documents: Mapping[str, Document]
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    notices: tuple[str, ...]
    unit: str
    without_filters: int
    paging: Paging

    def table_url(self, form: str) -> str:
        """The address of everything found as a table, `csv` or `xlsx`."""
        return address(f"/measures.{form}", self.asked.page_free_pairs())

    @property
    def sorts(self) -> dict[str, str]:
        """The orders offered."""
        return MEASURE_SORTS

    def facts(self) -> dict[str, Any]:
        """The JSON form; each record with its document's title."""
        records = [
            {**measure.model_dump(), "title": self.documents[measure.document_id].title}
            for measure in self.measures
        ]
        return {
            "query": self.asked.text,
            "total": self.total,
            "page": self.asked.page,
            "size": self.asked.size,
            "filters": self.asked.filters,
            "options": self.asked.options,
            "results": records,
            "facets": facet_facts(self.facets),
            "notices": self.notices,
        }


def measure_request(asked: Asked, services: Services) -> MeasureRequest:
    """What the engine is asked; `UserError` for bounds that cannot be."""
    unit = _unit(asked)
    low, high = _bound(asked, "low", unit), _bound(asked, "high", unit)
    if low is not None and high is not None and low > high:
        raise UserError(f"数值下限 {asked.options['low']} 大于上限 {asked.options['high']}。")
    return MeasureRequest(
        node=services.parse(asked.text, expand=asked.expand).node,
        filters=asked.filters,
        low=low,
        high=high,
        sort=asked.sort,
        offset=asked.offset,
        size=asked.size,
    )


def by_key(asked: Asked, services: Services) -> Asked:
    """Metrics given by their names, where no statement is filed under such a name, by their keys.

    Statements of the vocabulary's metrics are filed under keys, all others under their names.
    """
    chosen = asked.filters.get("metric", ())
    keys = tuple(dict.fromkeys(map(metric_key, chosen)))
    if keys == chosen:
        return asked
    filed = MeasureRequest(filters={"metric": chosen}, size=0)
    if services.engine.search_measures(filed).total:
        return asked
    return asked.chosen_only("metric", keys)


def build_measures(asked: Asked, services: Services) -> MeasuresView:
    """Ask the engine, and fetch the measures and their documents."""
    parsed = services.parse(asked.text, expand=asked.expand)
    request = measure_request(asked, services)
    found = services.engine.search_measures(request)
    wide = found
    if asked.is_narrowed:
        wide = services.engine.search_measures(MeasureRequest(node=parsed.node, size=0))
    unknown = () if found.total else _unknown(asked, services)
    measures, words, unit = _measures(found, services), facet_words(), _unit(asked)
    return MeasuresView(
        asked=asked,
        total=found.total,
        measures=measures,
        documents=_documents(measures, services),
        facets=build_facets(asked, found.facets, {}, names=MEASURE_FACETS, label=words),
        chosen=(*chosen_options(asked, words), *_chosen_bounds(asked)),
        notices=(*asked.notices, *parsed.notices, *unknown),
        unit=unit.symbol if unit else "",
        without_filters=wide.total,
        paging=build_paging(asked, found.total),
    )


def _unknown(asked: Asked, services: Services) -> tuple[str, ...]:
    """What to tell of metrics that neither the vocabulary nor the library knows."""
    asked_for = asked.filters.get("metric", ())
    outside = tuple(f"={name}" for name in asked_for if metric_of(name) is None)
    return tuple(found.words for found in unknown_metrics(services.store, outside))


def _bound(asked: Asked, name: str, unit: Unit | None) -> float | None:
    """A bound in canonical units; it is given in the unit of the metric chosen, if one is."""
    text = asked.options.get(name, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as exc:
        raise UserError(f"参数 {name} 应为数字，而不是“{text[:40]}”。") from exc
    return value if unit is None else value * float(unit.factor)


def _chosen_bounds(asked: Asked) -> tuple[Chosen, ...]:
    words = {"low": "数值不小于", "high": "数值不大于"}
    return tuple(
        Chosen(words[name], value, asked.with_option(name, "").url)
        for name, value in asked.options.items()
        if name in words and value
    )


def _measures(found: MeasureHits, services: Services) -> tuple[Measure, ...]:
    wanted = MeasureFilter(ids=found.ids, include_editions=True)
    held = {m.id: m for m in services.store.measures(wanted)} if found.ids else {}
    return tuple(held[measure_id] for measure_id in found.ids if measure_id in held)


def _documents(measures: tuple[Measure, ...], services: Services) -> dict[str, Document]:
    return services.documents({measure.document_id for measure in measures})


def _unit(asked: Asked) -> Unit | None:
    """The usual unit of the only metric chosen; None for several, and for unknown ones."""
    chosen = asked.filters.get("metric", ())
    return common_unit(chosen[0]) if len(chosen) == 1 else None


def facet_words() -> Callable[[str, str], str]:
    """Gives the word for a facet's value; metrics by their names."""
    names = {metric.id: metric.name for metric in metrics.all_metrics()}

    def word(name: str, value: str) -> str:
        if name == "metric":
            return names.get(value, value)
        return facet_label(name, value)

    return word
