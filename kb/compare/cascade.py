"""One metric and year from the country down: who is stricter, by how much, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kb.compare.cells import Cell, Entry
from kb.compare.concepts import metric_of
from kb.compare.judging import goal_direction, stricter
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.rates import significant
from kb.compare.request import Request, below
from kb.compare.verdict import Verdict
from kb.store import Store
from kb.vocab import regions

__all__ = ["Cascade", "Step", "SumCheck", "build_cascade"]


@dataclass(frozen=True)
class Step:
    """One level with its cell, compared with the nearest level above that has a value.

    `stricter`: 1 this level, -1 the level above, 0 equal; None where they are not comparable.
    """

    region: str
    cell: Cell
    entry: Entry | None
    above: str | None
    verdict: Verdict | None
    difference: Decimal | None
    stricter: int | None


@dataclass(frozen=True)
class SumCheck:
    """The parts' sum beside the whole's value, for an additive metric.

    `missing`: parts without a comparable value; with any of them the sum says nothing yet.
    """

    region: str
    whole: Entry
    parts: tuple[Entry, ...]
    total: Decimal
    unit: str
    difference: Decimal
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Cascade:
    """The line of levels for one metric and year; `missing` levels have no value."""

    metric: str
    year: int
    status: str
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    sums: tuple[SumCheck, ...]


def build_cascade(
    store: Store, concept: str, region: str, year: int, *, status: str = "target"
) -> Cascade:
    """The cascade through the places above a region, and over its children."""
    place = regions.region(region)
    line = place.path.split("/") if place else [region]
    children = below(region)
    siblings = [child for code in line[:-1] for child in below(code)]
    codes = tuple(dict.fromkeys([*line, *children, *siblings]))
    request = Request(metrics=(concept,), regions=codes, years=(year,), statuses=(status,))
    matrix = build_matrix(store, request)
    steps = _steps(matrix, concept, year, line)
    steps += _children(matrix, concept, year, region, children)
    missing = tuple(s.region for s in steps if s.entry is None and s.region in line)
    sums = tuple(check for code in line if (check := _sum(matrix, concept, year, code)) is not None)
    return Cascade(concept, year, status, tuple(steps), missing, sums)


def _main(cell: Cell, like: Entry | None = None, matrix: Matrix | None = None) -> Entry | None:
    """The value of a cell that stands for it, one comparable with `like` where there is one."""
    if like is not None and matrix is not None:
        for entry in cell.entries:
            if matrix.verdict(entry, like).kind != "not_comparable":
                return entry
    return cell.entries[0] if cell.entries else None


def _steps(matrix: Matrix, concept: str, year: int, line: Iterable[str]) -> list[Step]:
    steps: list[Step] = []
    above: Entry | None = None
    above_code: str | None = None
    for code in line:
        cell = matrix.cell(concept, code, year)
        entry = _main(cell, above, matrix)
        steps.append(_step(matrix, cell, entry, above, above_code))
        if entry is not None:
            above, above_code = entry, code
    return steps


def _children(
    matrix: Matrix, concept: str, year: int, region: str, children: Iterable[str]
) -> list[Step]:
    above = _main(matrix.cell(concept, region, year))
    found = []
    for code in children:
        cell = matrix.cell(concept, code, year)
        entry = _main(cell, above, matrix)
        if entry is not None:
            found.append(_step(matrix, cell, entry, above, region if above else None))
    return found


def _step(
    matrix: Matrix, cell: Cell, entry: Entry | None, above: Entry | None, above_code: str | None
) -> Step:
    if entry is None or above is None:
        return Step(cell.region, cell, entry, above_code, None, None, None)
    verdict = matrix.verdict(entry, above)
    ours, theirs = entry.fact.canonical_value, above.fact.canonical_value
    same_base = verdict.kind == "comparable" or all(r.code == "unit" for r in verdict.reasons)
    if verdict.kind == "not_comparable" or ours is None or theirs is None or not same_base:
        return Step(cell.region, cell, entry, above_code, verdict, None, None)
    if entry.fact.canonical_max is not None or above.fact.canonical_max is not None:
        return Step(cell.region, cell, entry, above_code, verdict, None, None)
    rank = stricter(ours, theirs, goal_direction(entry.fact)) if _is_rate(entry) else None
    return Step(cell.region, cell, entry, above_code, verdict, significant(ours - theirs), rank)


def _is_rate(entry: Entry) -> bool:
    """Strictness is a matter of shares, intensities and changes, not of a region's size."""
    known = metric_of(entry.fact.concept)
    return entry.line.shape != "level" or known is None or not known.additive


def _sum(matrix: Matrix, concept: str, year: int, code: str) -> SumCheck | None:
    known = metric_of(concept)
    if known is None or not known.additive or (concept, code, year) not in matrix.cells:
        return None
    whole = next((e for e in matrix.cell(concept, code, year).entries if _adds(e)), None)
    children = [c for c in below(code) if (concept, c, year) in matrix.cells]
    if whole is None or not children:
        return None
    parts: list[Entry] = []
    missing: list[str] = []
    for child in children:
        entries = matrix.cell(concept, child, year).entries
        match = next((e for e in entries if _adds(e) and _same(matrix, e, whole)), None)
        if match is None:
            missing.append(child)
        else:
            parts.append(match)
    if not parts or whole.fact.canonical_value is None:
        return None
    total = sum((p.fact.canonical_value or Decimal(0) for p in parts), Decimal(0))
    difference = significant(total - whole.fact.canonical_value)
    unit = whole.fact.canonical_unit or ""
    return SumCheck(code, whole, tuple(parts), total, unit, difference, tuple(missing))


def _adds(entry: Entry) -> bool:
    fact = entry.fact
    return (
        entry.line.shape in ("level", "absolute_change", "cumulative")
        and fact.canonical_value is not None
        and fact.canonical_max is None
        and fact.canonical_unit != "%"
    )


def _same(matrix: Matrix, one: Entry, other: Entry) -> bool:
    verdict = matrix.verdict(one, other)
    return one.line.shape == other.line.shape and verdict.kind != "not_comparable"
