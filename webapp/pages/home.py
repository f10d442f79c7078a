"""The first page: what the library holds, where it has gaps, and what came in lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from indexer.search import SearchRequest
from kb.models import Document
from kb.store import DocumentFilter, Problem
from webapp.pages.facets import Facet, build_facets, facet_facts, facet_label
from webapp.pages.places import place_name, place_path
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["CoverageRow", "HomeView", "build_home"]

RECENT = 8
PERIODS_SHOWN = 4
FACET_SIZE = 400


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Documents of one region: all, and by planning period. `depth` 0 for provinces."""

    code: str
    name: str
    depth: int
    total: int
    by_period: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the first page says."""

    counts: Mapping[str, int]
    facets: Mapping[str, Facet]
    periods: tuple[str, ...]
    coverage: tuple[CoverageRow, ...]
    recent: tuple[tuple[str, tuple[Document, ...]], ...]  # (day added, documents of one file)
    problems: tuple[Problem, ...]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "counts": self.counts,
            "documents_by": facet_facts(self.facets.values()),
            "periods": self.periods,
            "coverage": self.coverage,
            "recent": [
                {"added": day, "id": d.id, "title": d.title}
                for day, many in self.recent
                for d in many
            ],
            "problems": [{"source": p.source, "reason": p.reason} for p in self.problems],
        }


def build_home(services: Services) -> HomeView:
    """Counted once for each state of the library."""
    return services.remembered("home", lambda: _build(services))


def _build(services: Services) -> HomeView:
    found = services.engine.search(SearchRequest(node=None, size=0, facet_size=FACET_SIZE))
    facets = build_facets(
        Asked("/search"),
        found.facets,
        {},
        names=("kind", "region", "year", "level", "period", "topic"),
        label=facet_label,
    )
    periods = _periods(found.facets)
    return HomeView(
        counts=services.store.counts(),
        facets={facet.name: facet for facet in facets},
        periods=periods,
        coverage=_coverage(services, found.facets, periods),
        recent=_recent(services),
        problems=tuple(services.store.problems()),
    )


def _counts(facets: Mapping[str, Any], name: str) -> dict[str, int]:
    return {count.value: count.count for count in facets.get(name, ())}


def _periods(facets: Mapping[str, Any]) -> tuple[str, ...]:
    """The periods most documents belong to, in order of time."""
    counted = _counts(facets, "period")
    usual = nlargest(PERIODS_SHOWN, counted, key=lambda name: counted[name])
    return tuple(sorted(usual, key=_ordinal))


def _ordinal(period: str) -> int:
    """13 for 十三五; unknown names come last."""
    digits = {char: place for place, char in enumerate("一二三四五六七八九", start=1)}
    head = period.removesuffix("五")
    if not head or any(char not in digits and char != "十" for char in head):
        return 99
    tens = 10 if head.startswith("十") else 0
    return tens + digits.get(head[-1], 0)


def _coverage(
    services: Services, facets: Mapping[str, Any], periods: tuple[str, ...]
) -> tuple[CoverageRow, ...]:
    """One row for the country and each province, their numbers with what is below."""
    totals = _counts(facets, "region")
    by_period = {}
    for period in periods:
        wanted = SearchRequest(
            node=None,
            filters={"period": (period,)},
            size=0,
            facets=("region",),
            facet_size=FACET_SIZE,
        )
        by_period[period] = _counts(services.engine.search(wanted).facets, "region")
    rows = []
    for code in sorted(totals, key=place_path):
        depth = len([above for above in place_path(code)[:-1] if above in totals])
        counted = {period: by_period[period].get(code, 0) for period in periods}
        rows.append(CoverageRow(code, place_name(code), depth, totals[code], counted))
    # the page /coverage has them all
    return tuple(row for row in rows if row.depth <= 1 and row.code.isdigit())


def _recent(services: Services) -> tuple[tuple[str, tuple[Document, ...]], ...]:
    """The files added last, each with its documents."""
    latest = nlargest(RECENT, services.store.sources(), key=lambda source: source.added_at)
    wanted = DocumentFilter(source_ids=[source.id for source in latest])
    held: dict[str, list[Document]] = {}
    for document in services.store.documents(wanted) if latest else ():
        held.setdefault(document.source_id, []).append(document)
    return tuple(
        (source.added_at[:10], tuple(held[source.id])) for source in latest if source.id in held
    )
