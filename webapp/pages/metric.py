"""`/metrics/<id>`: one metric: what it is, all its values, its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.charts import png_available
from kb.compare.cells import line_of
from kb.compare.concepts import common_unit, in_unit, metric_name, metric_of
from kb.compare.facts import Fact
from kb.compare.gather import facts_about
from kb.compare.holdings import Holdings, holdings
from kb.compare.words import STATUS_WORDS, address_of, number_words, place_name, value_words
from kb.errors import NotFoundError
from kb.vocab import metrics
from kb.vocab.metrics import Metric
from webapp.navigation import address
from webapp.pages.pictures import FEWEST_YEARS
from webapp.pages.points import has_trajectory

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = ["MetricPage", "build_metric", "facts_of_metric"]

SHOWN = 600  # values in the table of a metric; the rest is reached by the list of measures
BETTER = {"higher": "升为好", "lower": "降为好", "none": "不分好坏"}


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
    whole = line.status == "target" and line.shape == "level" and not line.narrowed
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
