"""`/metrics`: the vocabulary of metrics by sector, those with values first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.vocab import metrics
from kb.vocab.metrics import Metric
from webapp.pages.choices import Choices, build_choices

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = ["MetricsPage", "build_metrics"]


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


def build_metrics(services: Services) -> MetricsPage:
    """The index of metrics."""
    choices = build_choices(services)
    used = {choice.id for found in choices.by_sector.values() for choice in found}
    unused = [
        (s, tuple(m for m in metrics.all_metrics() if m.sector == s and m.id not in used))
        for s in metrics.sectors()
    ]
    return MetricsPage(choices, tuple((s, many) for s, many in unused if many))
