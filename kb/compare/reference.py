"""One region as “ours”: difference, ratio and rank against the others, in each metric and year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kb.compare.cells import Entry
from kb.compare.judging import goal_direction
from kb.compare.matrix import Matrix
from kb.compare.rates import Derived, derive_rate, significant
from kb.compare.verdict import Reason
from kb.vocab import regions

__all__ = ["Against", "Standing", "reference_view"]


@dataclass(frozen=True)
class Against:
    """One other region's value beside ours; `reasons` where it is not comparable."""

    region: str
    entry: Entry
    value: Decimal | None
    difference: Decimal | None
    ratio: Decimal | None
    rank: int | None
    how: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Standing:
    """Our value of one metric and year among the others.

    `rank` counts from the best, equal values share it; None where direction or value is unknown.
    `unit`: what `difference` is in; `basis`: what is compared (level, annual rate …). Places above
    and below ours are compared but not ranked.
    """

    metric: str
    year: int
    ours: Entry
    value: Decimal | None
    unit: str
    basis: str
    rank: int | None
    ranked: int
    tied: int
    others: tuple[Against, ...]


def reference_view(matrix: Matrix, ours: str) -> tuple[Standing, ...]:
    """Our standing for every value we have in the matrix."""
    found = []
    for concept in matrix.metrics:
        for year in matrix.years:
            for entry in matrix.cell(concept, ours, year).entries:
                found.append(_standing(matrix, concept, ours, year, entry))
    return tuple(found)


def _value(entry: Entry, *, as_rate: bool) -> Decimal | None:
    if as_rate:
        rate = derive_rate(entry.fact)
        return abs(rate.value) if isinstance(rate, Derived) else None
    return None if entry.fact.canonical_max is not None else entry.fact.canonical_value


def _is_rival(ours: str, other: str) -> bool:
    """Whether two places can be ranked: a place is not ranked against its whole or its parts."""
    return not (regions.covers(ours, other) or regions.covers(other, ours))


def _standing(matrix: Matrix, concept: str, ours: str, year: int, entry: Entry) -> Standing:
    pairs = [
        (region, other, matrix.verdict(entry, other))
        for region in matrix.regions
        if region != ours
        for other in matrix.cell(concept, region, year).entries
        if other.line.status == entry.line.status
    ]
    as_rate = any(
        v.kind == "after_conversion" and v.reasons[0].code in ("base_year", "period", "shape")
        for _, _, v in pairs
    )
    value = _value(entry, as_rate=as_rate)
    towards = goal_direction(entry.fact)
    valued = [
        (region, other, v, _value(other, as_rate=as_rate) if v.kind != "not_comparable" else None)
        for region, other, v in pairs
    ]
    rivals = [v for region, _, _, v in valued if v is not None and _is_rival(ours, region)]
    known = rivals + ([value] if value is not None else [])

    def rank(of: Decimal | None) -> int | None:
        if of is None or towards == "none" or value is None:
            return None
        return 1 + sum(1 for v in known if (v > of if towards == "higher" else v < of))

    others = [
        Against(
            region,
            other,
            v,
            significant(v - value) if v is not None and value is not None else None,
            significant(v / value) if v is not None and value else None,
            rank(v) if _is_rival(ours, region) else None,
            verdict.how,
            verdict.reasons if verdict.kind == "not_comparable" else (),
        )
        for region, other, verdict, v in valued
    ]
    others.sort(key=lambda against: (against.rank is None, against.rank or 0))
    unit = "%" if as_rate else entry.fact.canonical_unit or ""
    unit = "个百分点" if unit == "%" else unit
    tied = sum(1 for v in known if v == value) - 1 if value is not None else 0
    basis = "年均增减（折算）" if as_rate else "原值"
    return Standing(
        concept, year, entry, value, unit, basis, rank(value), len(known), tied, tuple(others)
    )
