"""What may be compared: metrics, regions and years that the library has values for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kb.compare.places import spec_words
from kb.compare.presets import presets
from kb.compare.words import place_name
from kb.store import MeasureFilter
from kb.vocab import metrics

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = ["Choices", "MetricChoice", "build_choices"]


@dataclass(frozen=True, slots=True)
class MetricChoice:
    """A metric with how many targets and actuals, in how many regions, the library holds."""

    id: str
    name: str
    targets: int
    actuals: int
    regions: int


@dataclass(frozen=True)
class Choices:
    """What the form offers. `by_sector` holds only metrics with values."""

    by_sector: Mapping[str, tuple[MetricChoice, ...]]
    years: tuple[tuple[int, int], ...]
    regions: tuple[tuple[str, str, int], ...]
    presets: tuple[tuple[str, str], ...]

    @cached_property
    def typed(self) -> tuple[tuple[str, int], ...]:
        """The regions as they are typed, each with how many values it has."""
        return tuple((spec_words(code), count) for code, _, count in self.regions)

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "metrics": [
                {"id": m.id, "name": m.name, "sector": sector, "targets": m.targets,
                 "actuals": m.actuals, "regions": m.regions}
                for sector, found in self.by_sector.items() for m in found
            ],
            "years": [{"year": year, "values": count} for year, count in self.years],
            "regions": [{"code": c, "name": n, "values": v} for c, n, v in self.regions],
        }  # fmt: skip


def build_choices(services: Services) -> Choices:
    """The choices of a library, counted once for each of its states."""
    return services.remembered("compare choices", lambda: _count(services))


def _count(services: Services) -> Choices:
    columns = ("metric_id", "status", "year", "region_code")
    values: Counter[tuple[str, str]] = Counter()
    places: dict[str, set[str]] = {}
    years: Counter[int] = Counter()
    regions: Counter[str] = Counter()
    for metric_id, status, year, region in services.store.measure_rows(MeasureFilter(), columns):
        if metric_id is None:
            continue
        values[metric_id, status] += 1
        if year is not None:
            years[year] += 1
        if region is not None:
            regions[region] += 1
            places.setdefault(metric_id, set()).add(region)
    by_sector: dict[str, list[MetricChoice]] = {sector: [] for sector in metrics.sectors()}
    for known in metrics.all_metrics():
        targets, actuals = values[known.id, "target"], values[known.id, "actual"]
        if targets or actuals or values[known.id, "forecast"]:
            count = len(places.get(known.id, ()))
            choice = MetricChoice(known.id, known.name, targets, actuals, count)
            by_sector[known.sector].append(choice)
    return Choices(
        {
            sector: tuple(sorted(found, key=lambda m: (-m.targets - m.actuals, m.id)))
            for sector, found in by_sector.items()
            if found
        },
        tuple(sorted(years.items())),
        tuple((code, place_name(code), n) for code, n in sorted(regions.items())),
        presets(),
    )
