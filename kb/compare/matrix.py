"""The matrix: metrics × regions × years, each cell with its values, its sources or its absence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from kb.compare.absence import Absence, AbsenceFinder
from kb.compare.facts import Fact, load_facts
from kb.compare.holdings import Holding, Holdings, holdings
from kb.compare.rates import Derived, NotDerived, change_of_level, derive_level, derive_rate
from kb.compare.request import MAX_CELLS, Request
from kb.compare.suggest import surface_names
from kb.compare.table_rows import Rows
from kb.compare.verdict import Signature, Verdict, compare, shape_of, signature
from kb.compare.wording import scope_of
from kb.errors import NotFoundError, UserError
from kb.store import MeasureFilter, Store
from kb.vocab import forget_on_configure, units
from kb.vocab.metrics import Metric, metric

__all__ = ["Cell", "Entry", "Line", "Matrix", "build_matrix", "line_of", "metric_name", "metric_of"]

judge = lru_cache(maxsize=65536)(compare)


class Line(NamedTuple):
    """What must agree before two facts of one cell can be two sources of one value."""

    status: str
    shape: str
    sign: str
    base_year: int
    scope: str
    dimension: str
    period_start: int


def line_of(fact: Fact) -> Line:
    """The line of a cell a fact belongs to."""
    shape = shape_of(fact)
    spans = shape in ("cumulative", "average", "annual_rate", "per_year")
    return Line(
        fact.status,
        shape,
        fact.change,
        (fact.base_year or 0) if fact.change in ("increase", "decrease") else 0,
        scope_of(fact),
        fact.canonical_unit or fact.unit or "",
        (fact.period_start or 0) if spans else 0,
    )


def stated(fact: Fact) -> tuple[str, Decimal | None, Decimal | None]:
    """The value as far as it can agree with another source's."""
    if fact.canonical_value is None:
        return fact.op, fact.value, fact.value_max
    return fact.op, fact.canonical_value, fact.canonical_max


@dataclass(frozen=True)
class Entry:
    """One value of a cell: the fact shown, those that agree with it, those that do not."""

    line: Line
    fact: Fact
    agreeing: tuple[Fact, ...]
    differing: tuple[Fact, ...]
    sources: int

    @cached_property
    def signature(self) -> Signature:
        """What verdicts about this entry depend on."""
        return signature(self.fact)

    @cached_property
    def derived(self) -> tuple[Derived | NotDerived, ...]:
        """What follows from the value by a formula, and what cannot be derived and why."""
        if self.line.shape == "relative_change":
            return (derive_rate(self.fact), derive_level(self.fact))
        if self.line.shape in ("absolute_change", "point_change"):
            return (derive_level(self.fact),)
        if self.line.shape == "level" and self.fact.base_value is not None:
            return (change_of_level(self.fact),)
        return ()


class Cell(NamedTuple):
    """One metric, region and year. Either `entries` or `absence` is empty.

    `outdated`: how many values of replaced documents were left out.
    """

    metric: str
    region: str
    year: int
    entries: tuple[Entry, ...] = ()
    absence: Absence | None = None
    outdated: int = 0


@dataclass(frozen=True)
class Matrix:
    """A request and its cells; `cells` holds every metric × region × year."""

    request: Request
    metrics: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]
    cells: dict[tuple[str, str, int], Cell]
    holdings: Holdings
    library_version: int
    rows: Rows

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

    def states(self) -> dict[str, int]:
        """How many cells are stated, and how many are empty for which reason."""
        counted = Counter(c.absence.kind if c.absence else "stated" for c in self.cells.values())
        return dict(sorted(counted.items()))


def metric_of(concept: str) -> Metric | None:
    """The vocabulary's metric, None for a surface name and for an id it no longer has."""
    try:
        return None if concept.startswith("=") else metric(concept)
    except NotFoundError:
        return None


def metric_name(concept: str) -> str:
    """The name a concept is shown by."""
    known = metric_of(concept)
    return known.name if known else concept.removeprefix("=")


def common_unit(concept: str, facts: Iterable[Fact]) -> str:
    """The unit in which a row is read."""
    known = metric_of(concept)
    if known is not None:
        return known.unit
    counted = Counter(f.unit for f in facts if f.unit is not None)
    return min(counted, key=lambda unit: (-counted[unit], unit)) if counted else ""


def in_unit(fact: Fact, unit: str) -> Decimal | None:
    """The value in another unit; None where that is no conversion or no other unit."""
    if fact.canonical_value is None or fact.canonical_unit is None or fact.unit is None:
        return None
    stated_in, wanted = units.lookup(fact.unit), units.lookup(unit)
    if stated_in is None or wanted is None or stated_in.factor == wanted.factor:
        return None  # the same unit, perhaps written otherwise
    return units.convert(fact.canonical_value, fact.canonical_unit, unit)


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
        if fact.year is None or fact.region_code is None or document is None:
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


def _rank(fact: Fact, document: Holding | None) -> tuple[bool, bool, int, str, str, int]:
    """Which source of a value is shown first: the region's own, not reported, the latest."""
    own = document is not None and fact.region_code in document.regions[:1]
    date = document.written_on if document and document.written_on else ""
    newest = -int(date.replace("-", "").ljust(8, "0") or 0)
    return (not own, fact.reported_from is not None, newest, "", fact.document_id, fact.start)


def _entries(facts: list[Fact], held: Holdings) -> tuple[Entry, ...]:
    lines: dict[Line, list[Fact]] = defaultdict(list)
    for fact in facts:
        lines[line_of(fact)].append(fact)
    found = []
    for line, members in lines.items():
        if len(members) > 1:
            members.sort(key=lambda f: _rank(f, held.by_id.get(f.document_id)))
        shown = members[0]
        value = stated(shown)
        agreeing = tuple(f for f in members if stated(f) == value)
        differing = tuple(f for f in members if stated(f) != value)
        families = {_family(f, held) for f in agreeing}
        found.append(Entry(line, shown, agreeing, differing, len(families)))
    found.sort(key=_entry_order)
    return tuple(found)


def _family(fact: Fact, held: Holdings) -> str:
    document = held.by_id.get(fact.document_id)
    return document.family_id if document else fact.document_id


_SHAPE_ORDER = ("level", "relative_change", "point_change", "absolute_change", "annual_rate")


def _entry_order(entry: Entry) -> tuple[bool, str, int, Line, str]:
    shape = entry.line.shape
    place = _SHAPE_ORDER.index(shape) if shape in _SHAPE_ORDER else len(_SHAPE_ORDER)
    status = {"target": "0", "actual": "1"}.get(entry.line.status, "2")
    return (bool(entry.line.scope), status, place, entry.line, entry.fact.id)


def build_matrix(store: Store, request: Request) -> Matrix:
    """The matrix of a request: one query for the values, the rest from the holdings."""
    if not request.metrics:
        raise UserError("请至少选一个指标。")
    held = holdings(store)
    grouped: dict[tuple[str, str, int], list[Fact]] = defaultdict(list)
    outdated: Counter[tuple[str, str, int]] = Counter()
    for fact, old in _kept(_load(store, request), request, held):
        key = (fact.concept, fact.region_code or "", fact.year or 0)
        if old:
            outdated[key] += 1
        else:
            grouped[key].append(fact)
    regions = request.regions or _in_order({key[1] for key in (*grouped, *outdated)})
    found_years = tuple(sorted({key[2] for key in (*grouped, *outdated)}))
    years = request.years or found_years or _usual_years(store, request)
    size = len(request.metrics) * len(regions) * len(years)
    if size > MAX_CELLS:
        raise UserError(f"所选范围有 {size:,} 格，超过 {MAX_CELLS:,} 格；请减少指标、地区或年份。")
    places = [(region, year) for region in regions for year in years]
    finder = AbsenceFinder(store, held, request.statuses, places)
    cells: dict[tuple[str, str, int], Cell] = {}
    for concept in request.metrics:
        for region, year in places:
            key = (concept, region, year)
            facts = grouped.get(key)
            entries = _entries(facts, held) if facts else ()
            absence = None if facts else finder.why(concept, region, year)
            cells[key] = Cell(concept, region, year, entries, absence, outdated[key])
    return Matrix(
        request, request.metrics, regions, years, cells, held, store.version(), Rows(store)
    )


USUAL_YEARS = 3


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
