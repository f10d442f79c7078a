"""`/metrics`, `/metrics/<id>` and one metric in one place: chain, progress, cascade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.charts import png_available
from kb.compare.cascade import Cascade, build_cascade
from kb.compare.chain import Chain, Reported, build_chain, facts_of_region
from kb.compare.facts import Fact
from kb.compare.gather import facts_about
from kb.compare.holdings import Holdings, holdings
from kb.compare.matrix import Entry, common_unit, in_unit, line_of, metric_name, metric_of
from kb.compare.progress import Progress, Standpoint, build_progress
from kb.compare.words import STATUS_WORDS, address_of, number_words, place_name, value_words
from kb.errors import NotFoundError
from kb.vocab import metrics
from kb.vocab.metrics import Metric
from webapp.navigation import address
from webapp.pages.choices import Choices, build_choices
from webapp.pages.pictures import FEWEST_YEARS, has_trajectory

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = [
    "MetricPage",
    "MetricsPage",
    "PlacePage",
    "build_metric",
    "build_metrics",
    "build_place",
    "facts_of_metric",
]

SHOWN = 600  # values in the table of a metric; the rest is reached by the list of measures
BETTER = {"higher": "升为好", "lower": "降为好", "none": "不分好坏"}


@dataclass(frozen=True, slots=True)
class MetricsPage:
    """The vocabulary by sector, those with values first."""

    choices: Choices
    unused: tuple[tuple[str, tuple[Metric, ...]], ...]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            **self.choices.facts(),
            "without_values": [
                {"id": m.id, "name": m.name, "sector": sector}
                for sector, many in self.unused
                for m in many
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a metric."""

    fact: Fact
    place: str
    words: str
    common: str
    status: str
    href: str
    document: str
    date: str
    outdated: bool


@dataclass(frozen=True)
class MetricPage:
    """A metric: what it is, all its values, its pictures."""

    concept: str
    name: str
    known: Metric | None
    better: str
    unit: str
    parent: tuple[str, str] | None
    parts: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    total: int
    regions: int
    pictures: tuple[tuple[str, str], ...]

    @property
    def png(self) -> bool:
        """Whether pictures can be had as PNG."""
        return png_available()

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "id": self.concept, "name": self.name, "unit": self.unit, "better": self.better,
            "sector": self.known.sector if self.known else None, "names": self.names,
            "additive": self.known.additive if self.known else None,
            "parent": self.parent[0] if self.parent else None, "total": self.total,
            "values": [
                {"measure_id": r.fact.id, "region": r.fact.region_code, "year": r.fact.year,
                 "status": r.fact.status, "value": r.words, "common": r.common,
                 "document_id": r.fact.document_id, "start": r.fact.start, "end": r.fact.end,
                 "evidence": r.fact.evidence, "replaced": r.outdated}
                for r in self.rows
            ],
        }  # fmt: skip


@dataclass(frozen=True)
class PlacePage:
    """One metric in one place."""

    concept: str
    name: str
    code: str
    place: str
    years: tuple[int, ...]
    year: int | None
    chain: Chain
    progress: tuple[Progress, ...]
    cascade: Cascade | None
    facts_held: tuple[Fact, ...]
    held: Holdings

    words = staticmethod(value_words)
    href = staticmethod(address_of)
    place_name = staticmethod(place_name)

    @staticmethod
    def point_words(point: Reported | Standpoint) -> str:
        """A reported value or a point of the path as its text states it."""
        if not point.as_base:
            return value_words(point.fact)
        gap = "" if point.fact.unit in ("%", "‰", "") else " "
        return f"{number_words(point.fact.base_value)}{gap}{point.fact.unit or ''}"

    def title(self, fact: Fact) -> str:
        """The title of a fact's document."""
        found = self.held.by_id.get(fact.document_id)
        return found.title if found else fact.document_id

    @staticmethod
    def gap_unit(fact: Fact) -> str:
        """What the difference of two such values is in."""
        return "个百分点" if fact.canonical_unit == "%" else fact.canonical_unit or ""

    @staticmethod
    def entry_words(entry: Entry) -> str:
        """An entry's stated value."""
        return value_words(entry.fact)

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "metric": self.concept, "region": self.code, "year": self.year,
            "chain": [
                {"period": link.period, "target": link.target.id, "value": value_words(link.target),
                 "outcome": link.outcome, "reason": link.reason,
                 "reported": [{"measure_id": r.fact.id, "value": number_words(r.value),
                               "unit": r.unit, "as_base": r.as_base} for r in link.reported]}
                for link in self.chain.links
            ],
            "unusable_base_values": [f.id for f in self.chain.unusable],
            "progress": [
                {"target": p.target.id, "state": p.state, "reason": p.reason,
                 "actuals": [{"year": a.year, "measure_id": a.fact.id} for a in p.actuals],
                 "expected": p.expected.formula if p.expected else None,
                 "required": p.required.formula if p.required else None}
                for p in self.progress
            ],
            "cascade": [
                {"region": s.region, "measure_id": s.entry.fact.id if s.entry else None,
                 "above": s.above, "stricter": s.stricter,
                 "difference": number_words(s.difference) or None,
                 "verdict": s.verdict.kind if s.verdict else None,
                 "absence": s.cell.absence.kind if s.cell.absence else None}
                for s in (self.cascade.steps if self.cascade else ())
            ],
        }  # fmt: skip


def build_metrics(services: Services) -> MetricsPage:
    """The index of metrics."""
    choices = build_choices(services)
    used = {choice.id for found in choices.by_sector.values() for choice in found}
    unused = [
        (s, tuple(m for m in metrics.all_metrics() if m.sector == s and m.id not in used))
        for s in metrics.sectors()
    ]
    return MetricsPage(choices, tuple((s, many) for s, many in unused if many))


def facts_of_metric(services: Services, concept: str) -> list[Fact]:
    """All facts of a metric, by place, year and document."""
    found = facts_about(services.store, concept)
    found.sort(key=lambda f: (f.region_code or "~", f.year or 0, f.status, f.document_id, f.start))
    return found


def build_metric(concept: str, services: Services) -> MetricPage:
    """The page of a metric; an id without an entry and without values is not found."""
    known = metric_of(concept)
    found = facts_of_metric(services, concept)
    if known is None and not found:
        raise NotFoundError("指标", concept)
    held, unit = holdings(services.store), common_unit(concept, found)
    parent = (known.parent, metric_name(known.parent)) if known and known.parent else None
    parts = tuple((m.id, m.name) for m in metrics.all_metrics() if known and m.parent == known.id)
    names = tuple(sorted({f.metric for f in found}, key=lambda name: (len(name), name)))
    years = {f.year for f in found if f.year}
    pictures = [("years", "年份分布")] if len(years) >= FEWEST_YEARS else []
    if has_trajectory(found, unit):
        pictures.insert(0, ("trajectory", "历年走势"))
    addresses = [(address(f"/metrics/{concept}/picture", [("picture", k)]), w) for k, w in pictures]
    if any(_can_be_spread(f, held) for f in found):
        spread = address("/compare/picture", [("metric", concept), ("picture", "dumbbell")])
        addresses.insert(0, (spread, "各地区的目标"))
    return MetricPage(
        concept,
        metric_name(concept),
        known,
        BETTER[known.better] if known else "",
        unit,
        parent,
        parts,
        names,
        tuple(_value_row(fact, unit, held) for fact in found[:SHOWN]),
        len(found),
        len({f.region_code for f in found}),
        tuple(addresses),
    )


def _can_be_spread(fact: Fact, held: Holdings) -> bool:
    """Whether a fact is a target level of a whole place, in force."""
    line, document = line_of(fact), held.by_id.get(fact.document_id)
    whole = line.status == "target" and line.shape == "level" and not line.scope
    dated = fact.year is not None and fact.region_code is not None
    return whole and dated and document is not None and not document.outdated


def _value_row(fact: Fact, unit: str, held: Holdings) -> ValueRow:
    document = held.by_id.get(fact.document_id)
    converted = in_unit(fact, unit)
    return ValueRow(
        fact,
        place_name(fact.region_code) if fact.region_code else fact.region or "",
        value_words(fact),
        f"{number_words(converted)} {unit}" if converted is not None else "",
        STATUS_WORDS[fact.status],
        address_of(fact),
        document.title if document else fact.document_id,
        (document.written_on or "") if document else "",
        document.outdated if document else False,
    )


def build_place(code: str, concept: str, year: int | None, services: Services) -> PlacePage:
    """One metric in one place; the cascade is for `year`, else for the latest target's."""
    found = facts_of_region(services.store, concept, code)
    if metric_of(concept) is None and not found:
        raise NotFoundError("指标", concept)
    years = tuple(sorted({f.year for f in found if f.year and f.status == "target"}))
    year = year or (years[-1] if years else None)
    return PlacePage(
        concept,
        metric_name(concept),
        code,
        place_name(code),
        years,
        year,
        build_chain(services.store, concept, code),
        build_progress(services.store, concept, code),
        build_cascade(services.store, concept, code, year) if year else None,
        tuple(found),
        holdings(services.store),
    )
