"""The matrix: metrics × regions × years, each cell with its values, its sources or its absence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.compare.absence import AbsenceFinder
from kb.compare.cells import Cell, Entry, entries_of
from kb.compare.concepts import common_unit, metric_of
from kb.compare.facts import Fact, load_facts
from kb.compare.holdings import Holdings, holdings
from kb.compare.request import MAX_CELLS, Request
from kb.compare.suggest import surface_names
from kb.compare.table_rows import Rows
from kb.compare.verdict import Verdict, judge
from kb.errors import UserError
from kb.store import MeasureFilter, Store
from kb.vocab import forget_on_configure, units

__all__ = ["Matrix", "build_matrix"]

USUAL_YEARS = 3  # asked for where a place has no value of the metric at all
Place = tuple[str, str, int]
"""Metric, region and year."""


@dataclass(frozen=True)
class Matrix:
    """A request and its cells; `cells` holds every metric × region × year.

    `unplaced`: what has no cell, because its place was not recognised or its year is not stated.
    """

    request: Request
    metrics: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]
    cells: dict[Place, Cell]
    holdings: Holdings
    library_version: int
    rows: Rows
    unplaced: tuple[Fact, ...] = ()

    def cell(self, concept: str, region: str, year: int) -> Cell:
        """The cell of these three."""
        return self.cells[concept, region, year]

    def row(self, concept: str) -> Iterator[Cell]:
        """All cells of one metric."""
        return (self.cells[concept, r, y] for r in self.regions for y in self.years)

    def entries(self, concept: str) -> list[Entry]:
        """All values of one metric."""
        return [entry for cell in self.row(concept) for entry in cell.entries]

    def unit(self, concept: str) -> str:
        """The common unit of a row: the vocabulary's, else the one most often stated."""
        return common_unit(concept, (entry.fact for entry in self.entries(concept)))

    def verdict(self, one: Entry, other: Entry) -> Verdict:
        """May two values stand side by side?"""
        return judge(one.signature, other.signature)

    def verdict_counts(self, concept: str) -> dict[str, int]:
        """How many pairs of a row are comparable, are so after conversion, are not."""
        counted = Counter(entry.signature for entry in self.entries(concept))
        found = {"comparable": 0, "after_conversion": 0, "not_comparable": 0}
        kinds = list(counted.items())
        for at, (one, times) in enumerate(kinds):
            found[judge(one, one).kind] += times * (times - 1) // 2
            for other, others in kinds[at + 1 :]:
                found[judge(one, other).kind] += times * others
        return found

    def unplaced_words(self) -> str:
        """How much has no cell and why, in words; "" where everything has one."""
        homeless = sum(fact.region_code is None for fact in self.unplaced)
        undated = len(self.unplaced) - homeless
        parts = [f"{homeless} 条记录的地区未能识别"] if homeless else []
        parts += [f"{undated} 条记录的年份原文未载"] if undated else []
        return f"另有 {'，'.join(parts)}，没有列入" if parts else ""

    def states(self) -> dict[str, int]:
        """How many cells are stated, and how many are empty for which reason."""
        counted = Counter(c.absence.kind if c.absence else "stated" for c in self.cells.values())
        return dict(sorted(counted.items()))


def _wanted(request: Request) -> MeasureFilter:
    ids = tuple(m for m in request.metrics if not m.startswith("="))
    return MeasureFilter(
        metric_ids=ids,
        region_codes=request.regions,
        years=request.years,
        statuses=request.statuses,
        bindings=request.bindings,
        document_ids=request.documents,
    )


def _load(store: Store, request: Request) -> list[Fact]:
    """The facts of known metrics by one query, of surface names by a second where asked for."""
    wanted = _wanted(request)
    facts = load_facts(store, wanted) if wanted.metric_ids else []
    names = {m for m in request.metrics if m.startswith("=")}
    if names:
        held = surface_names(store)
        written = [name for concept in names for name in held.get(concept, ())] or [""]
        others = load_facts(store, replace(wanted, metric_ids=(), metrics=written))
        facts += [fact for fact in others if fact.concept in names]
    return facts


def _kept(facts: list[Fact], request: Request, held: Holdings) -> Iterator[tuple[Fact, bool]]:
    """The facts the filters let through, each with whether its document is outdated."""
    for fact in facts:
        document = held.by_id.get(fact.document_id)
        if document is None:
            continue
        if fact.change == "level" and not _is_a_level_of(fact.metric_id, fact.unit):
            continue
        if request.kinds and document.kind not in request.kinds:
            continue
        if request.periods and not set(request.periods) & set(document.periods):
            continue
        yield fact, document.outdated and not request.superseded


@lru_cache(maxsize=16384)
def _is_a_level_of(metric_id: str | None, unit: str | None) -> bool:
    """Whether a level in this unit can be one of the metric: an intensity is no percentage."""
    known = metric_of(metric_id) if metric_id is not None else None
    measured = units.lookup(unit) if unit is not None else None
    if known is None or measured is None or measured.dimension == "number":
        return True
    return measured.dimension in known.dimensions


forget_on_configure(_is_a_level_of.cache_clear)


def build_matrix(store: Store, request: Request) -> Matrix:
    """The matrix of a request: one query for the values, the rest from the holdings."""
    if not request.metrics:
        raise UserError("请至少选一个指标。")
    held = holdings(store)
    kept = list(_kept(_load(store, request), request, held))
    unplaced = tuple(f for f, is_old in kept if not (is_old or (f.region_code and f.year)))
    current, outdated = _sorted_in((f, is_old) for f, is_old in kept if f.region_code and f.year)
    filled = current.keys() | outdated.keys()
    regions = request.regions or _in_order({region for _, region, _ in filled})
    found_years = tuple(sorted({year for _, _, year in filled}))
    years = request.years or found_years or _usual_years(store, request)
    size = len(request.metrics) * len(regions) * len(years)
    if size > MAX_CELLS:
        raise UserError(f"所选范围有 {size:,} 格，超过 {MAX_CELLS:,} 格；请减少指标、地区或年份。")
    places = [(region, year) for region in regions for year in years]
    finder = AbsenceFinder(store, held, request.statuses, places)
    cells: dict[Place, Cell] = {}
    for key in ((concept, *place) for concept in request.metrics for place in places):
        entries = entries_of(current[key], held) if key in current else ()
        absence = None if entries else finder.why(*key)
        cells[key] = Cell(*key, entries, absence, outdated[key])
    version = store.version()
    return Matrix(
        request, request.metrics, regions, years, cells, held, version, Rows(store), unplaced
    )


def _sorted_in(
    facts: Iterable[tuple[Fact, bool]],
) -> tuple[dict[Place, list[Fact]], Counter[Place]]:
    """The facts of each cell, and how many more of it stand in outdated documents only."""
    current: dict[Place, list[Fact]] = defaultdict(list)
    outdated: Counter[Place] = Counter()
    for fact, is_outdated in facts:
        key = (fact.concept, fact.region_code or "", fact.year or 0)
        if is_outdated:
            outdated[key] += 1
        else:
            current[key].append(fact)
    return current, outdated


def _usual_years(store: Store, request: Request) -> tuple[int, ...]:
    """The years most values of the metrics speak of anywhere: asked where a place has none."""
    if not request.regions:
        return ()
    found = _load(store, replace(request, regions=(), documents=()))
    usual = Counter(f.year for f in found if f.year is not None).most_common(USUAL_YEARS)
    return tuple(sorted(year for year, _ in usual))


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes from the country down, named areas and foreign places last."""
    return tuple(sorted(codes, key=lambda code: (not code.isdigit(), code)))
