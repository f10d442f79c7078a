"""The main targets of a document: of its own place and its own years, binding ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.models import Document, Measure
from kb.vocab import periods

__all__ = ["key_targets"]

MOST = 8
ONE_YEAR = ("report", "statistics")  # these set targets for the year they are written in
LONGEST = 30  # years ahead


def key_targets(document: Document, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """One target of each known metric; none of another place, of the last period or reported."""
    own = [m for m in measures if _is_own(document, m)]
    years = _own_years(document)
    ahead = [m for m in own if m.year is not None and m.year >= years[0]]
    usual = _usual_year([m for m in ahead if m.year in years] or ahead)
    chosen: dict[str, Measure] = {}
    for measure in sorted(ahead, key=lambda m: _fitness(m, usual)):
        chosen.setdefault(measure.metric_id or "", measure)
    return tuple(sorted(chosen.values(), key=lambda m: _weight(m, usual))[:MOST])


def _is_own(document: Document, measure: Measure) -> bool:
    if measure.status != "target" or not measure.metric_id or measure.value is None:
        return False
    places: list[str | None] = [region.code for region in document.regions[:1]] or [None]
    return measure.region_code in places and measure.reported_from is None


def _own_years(document: Document) -> range:
    """The years a document sets targets for: its latest period, or from its writing on."""
    written = document.written_on or document.published_on or document.effective_on
    year = int(written[:4]) if written else None
    if document.kind in ONE_YEAR and year is not None:
        return range(year, year + 1)
    if spans := [span for name in document.periods if (span := periods.period(name))]:
        first, last = max(spans, key=lambda span: span[1])
        return range(first, last + 1)
    return range(year or 0, (year or 0) + LONGEST) if year else range(3000)


def _usual_year(measures: Sequence[Measure]) -> int | None:
    """The year most of the targets are for, the later of two."""
    counted = Counter(m.year for m in measures if m.year is not None)
    return max(counted, key=lambda year: (counted[year], year), default=None)


def _fitness(measure: Measure, usual: int | None) -> tuple[bool, bool, bool, bool, int]:
    """Which of the targets of one metric is shown: of the whole place, binding, from the table."""
    return (
        measure.year != usual,
        measure.scope is not None,
        measure.binding is None,
        not _is_row(measure),
        measure.start,
    )


def _weight(measure: Measure, usual: int | None) -> tuple[bool, bool, bool, bool, int]:
    """Which metrics come first."""
    return (
        measure.year != usual,
        measure.binding != "约束性",
        not _is_row(measure),
        measure.scope is not None,
        measure.start,
    )


def _is_row(measure: Measure) -> bool:
    return " | " in measure.evidence
