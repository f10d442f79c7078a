"""What is held before what is concluded: documents and values by region and planning period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.compare.holdings import Holding, holdings
from kb.store import MeasureFilter, Store
from kb.vocab import periods, regions

__all__ = ["Coverage", "CoverageRow", "build_coverage"]


@dataclass(frozen=True)
class CoverageRow:
    """One region itself: its documents, by period and by kind, values, and what was not read.

    `within`: how many documents it has with all places below it.
    """

    code: str
    name: str
    path: str
    documents: tuple[Holding, ...]
    within: int
    by_period: dict[str, int]
    by_kind: dict[str, int]
    targets: int
    actuals: int
    metrics: int
    unread: int
    outdated: int


@dataclass(frozen=True)
class Coverage:
    """All regions with a document or a value; `placeless` documents speak for no region."""

    rows: tuple[CoverageRow, ...]
    periods: tuple[str, ...]
    placeless: tuple[Holding, ...]
    documents: int
    measures: int


def build_coverage(store: Store) -> Coverage:
    """The coverage of a library."""
    held = holdings(store)
    values: Counter[tuple[str | None, str]] = Counter()
    concepts: dict[str | None, set[str]] = {}
    rows = store.measure_rows(MeasureFilter(), ("region_code", "status", "metric_id", "metric"))
    for code, status, metric_id, name in rows:
        values[code, status] += 1
        concepts.setdefault(code, set()).add(metric_id or name)
    known = periods.all_periods()
    used = {p for h in held.by_id.values() for p in h.periods if p in known}
    paths = {code: _path(code) for code in {*held.by_region, *(c for c in concepts if c)}}
    within: Counter[str] = Counter()
    for code, many in held.by_region.items():
        within.update(dict.fromkeys(paths[code].split("/"), len(many)))
    above = {code for path in paths.values() for code in path.split("/")}
    codes = sorted({*paths, *above}, key=_place)
    made = []
    for code in codes:
        documents = tuple(held.by_region.get(code, ()))
        place = regions.region(code)
        made.append(
            CoverageRow(
                code,
                place.name if place else code,
                _path(code),
                documents,
                within[code],
                dict(Counter(p for h in documents for p in h.periods)),
                dict(Counter(h.kind for h in documents)),
                values[code, "target"],
                values[code, "actual"],
                len(concepts.get(code, ())),
                sum(1 for h in documents if h.unread),
                sum(1 for h in documents if h.outdated),
            )
        )
    placeless = tuple(h for h in held.by_id.values() if not h.regions)
    order = tuple(name for name in known if name in used)
    return Coverage(tuple(made), order, placeless, len(held.by_id), sum(values.values()))


def _path(code: str) -> str:
    place = regions.region(code)
    return place.path if place else code


def _place(code: str) -> tuple[bool, str]:
    return (not code.isdigit(), _path(code))
