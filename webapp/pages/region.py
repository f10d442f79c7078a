"""`/regions` and `/regions/<code>`: what a place has promised, by sector and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.compare.concepts import metric_name, metric_of
from kb.compare.coverage import Coverage, CoverageRow, build_coverage
from kb.compare.facts import Fact, load_facts
from kb.compare.holdings import Holding, holdings
from kb.compare.request import below
from kb.compare.words import address_of, place_name, value_words
from kb.errors import NotFoundError
from kb.store import MeasureFilter
from kb.vocab import metrics, regions

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = ["RegionPage", "RegionsPage", "build_region", "build_regions", "coverage"]

OTHER = "词表以外"


def coverage(services: Services) -> Coverage:
    """The coverage of the library, kept until it changes."""
    return services.remembered("coverage", lambda: build_coverage(services.store))


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """All places with documents or values."""

    rows: tuple[CoverageRow, ...]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "regions": [
                {"code": r.code, "name": r.name, "documents": len(r.documents),
                 "documents_within": r.within,
                 "targets": r.targets, "actuals": r.actuals, "metrics": r.metrics}
                for r in self.rows
            ]
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One value with the words and the address it is shown by."""

    fact: Fact
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One metric of the place: its values by year."""

    concept: str
    name: str
    known: bool
    by_year: dict[int, tuple[Held, ...]]
    undated: tuple[Held, ...]


@dataclass(frozen=True)
class RegionPage:
    """A place: above, below, documents, and values by sector."""

    code: str
    name: str
    above: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str, int], ...]
    documents: tuple[Holding, ...]
    sectors: tuple[tuple[str, tuple[MetricRow, ...], tuple[int, ...]], ...]
    status: str
    counts: Mapping[str, int]  # of targets and of actual values

    @property
    def known(self) -> tuple[tuple[str, tuple[MetricRow, ...]], ...]:
        """The vocabulary's metrics by sector."""
        return tuple((sector, rows) for sector, rows, _ in self.sectors if sector != OTHER)

    @property
    def others(self) -> tuple[MetricRow, ...]:
        """The metrics outside the vocabulary."""
        return next((rows for sector, rows, _ in self.sectors if sector == OTHER), ())

    @staticmethod
    def years(rows: Iterable[MetricRow]) -> tuple[int, ...]:
        """The years that rows have values for."""
        return tuple(sorted({year for row in rows for year in row.by_year}))

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "code": self.code,
            "name": self.name,
            "above": [code for code, _ in self.above],
            "below": [{"code": code, "name": name, "documents": n} for code, name, n in self.below],
            "documents": [
                {"id": d.id, "title": d.title, "date": d.written_on} for d in self.documents
            ],
            "status": self.status,
            "values": [
                {"sector": sector, "metric": row.concept, "name": row.name, "year": held.fact.year,
                 "value": held.words, "measure_id": held.fact.id,
                 "document_id": held.fact.document_id, "start": held.fact.start,
                 "end": held.fact.end, "evidence": held.fact.evidence}
                for sector, rows, _ in self.sectors for row in rows
                for many in (*row.by_year.values(), row.undated) for held in many
            ],
        }  # fmt: skip


def build_regions(services: Services) -> RegionsPage:
    """The index of places."""
    return RegionsPage(coverage(services).rows)


def build_region(code: str, status: str, services: Services) -> RegionPage:
    """The page of a place; `status` is target or actual."""
    place = regions.region(code)
    held = holdings(services.store)
    wanted = MeasureFilter(region_codes=(code,), statuses=(status,))
    found = [f for f in load_facts(services.store, wanted) if f.document_id in held.by_id]
    if place is None and not found:
        raise NotFoundError("地区", code)
    path = place.path.split("/") if place else [code]
    children = [(c, place_name(c), len(held.by_region.get(c, ()))) for c in below(code)]
    children.sort(key=lambda child: (-child[2], child[0]))
    return RegionPage(
        code,
        place_name(code),
        tuple((above, place_name(above)) for above in path if above != code),
        tuple(children),
        tuple(held.by_region.get(code, ())),
        tuple(_sectors(found, held.outdated_ids())),
        status,
        _counts(code, services),
    )


def _counts(code: str, services: Services) -> dict[str, int]:
    row = next((row for row in coverage(services).rows if row.code == code), None)
    return {"target": row.targets, "actual": row.actuals} if row else {}


def _sectors(
    found: list[Fact], outdated: frozenset[str]
) -> list[tuple[str, tuple[MetricRow, ...], tuple[int, ...]]]:
    grouped: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in found:
        if fact.document_id in outdated:
            continue
        known = metric_of(fact.concept)
        grouped[known.sector if known else OTHER][fact.concept].append(fact)
    order = [*metrics.sectors(), OTHER]
    sectors = []
    for sector in sorted(grouped, key=order.index):
        rows = [_row(concept, facts) for concept, facts in grouped[sector].items()]
        rows.sort(key=lambda row: (-sum(map(len, row.by_year.values())), row.name))
        years = tuple(sorted({year for row in rows for year in row.by_year}))
        sectors.append((sector, tuple(rows), years))
    return sectors


def _row(concept: str, facts: list[Fact]) -> MetricRow:
    by_year: dict[int, list[Held]] = defaultdict(list)
    undated: list[Held] = []
    seen: set[tuple[int | None, str, str]] = set()
    for fact in facts:
        held = Held(fact, _words(fact), address_of(fact))
        key = (fact.year, held.words, fact.scope or "")
        if key in seen:
            continue
        seen.add(key)
        (by_year[fact.year] if fact.year is not None else undated).append(held)
    kept = {year: tuple(many) for year, many in sorted(by_year.items())}
    name = metric_name(concept) if not concept.startswith("=") else facts[0].metric
    return MetricRow(concept, name, metric_of(concept) is not None, kept, tuple(undated))


def _words(fact: Fact) -> str:
    base = f"（比 {fact.base_year} 年{'*' if not fact.base_is_known else ''}）" if (
        fact.base_year and fact.change in ("increase", "decrease")
    ) else ""  # fmt: skip
    return f"{value_words(fact)}{base}"
