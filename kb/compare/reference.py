"""One region as “ours”: difference, ratio and rank against the others, in each metric and year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kb.compare.cells import Entry
from kb.compare.judging import goal_direction
from kb.compare.matrix import Matrix
from kb.compare.rates import Derived, derive_rate, significant
from kb.compare.verdict import Reason, Verdict
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


@dataclass(frozen=True)
class _Race:
    """The values that one of ours is ranked among, and which way is better."""

    towards: str
    values: tuple[Decimal, ...]

    def rank(self, value: Decimal | None) -> int | None:
        """1 for the best; None where the value or the direction is unknown."""
        if value is None or self.towards == "none":
            return None
        higher = self.towards == "higher"
        return 1 + sum(1 for v in self.values if (v > value if higher else v < value))


def _standing(matrix: Matrix, concept: str, ours: str, year: int, entry: Entry) -> Standing:
    pairs = [
        (region, other, matrix.verdict(entry, other))
        for region in matrix.regions
        if region != ours
        for other in matrix.cell(concept, region, year).entries
        if other.line.status == entry.line.status
    ]
    as_rate = any(_compared_as_rates(verdict) for _, _, verdict in pairs)
    value = _value(entry, as_rate=as_rate)
    valued = [
        (
            region,
            other,
            verdict,
            None if verdict.kind == "not_comparable" else _value(other, as_rate=as_rate),
        )
        for region, other, verdict in pairs
    ]
    rivals = [v for region, _, _, v in valued if v is not None and _is_rival(ours, region)]
    known = (*rivals, value) if value is not None else tuple(rivals)
    race = _Race(goal_direction(entry.fact) if value is not None else "none", known)
    others = [
        _against(region, other, verdict, theirs, value, race if _is_rival(ours, region) else None)
        for region, other, verdict, theirs in valued
    ]
    others.sort(key=lambda against: (against.rank is None, against.rank or 0))
    return Standing(
        metric=concept,
        year=year,
        ours=entry,
        value=value,
        unit=_unit(entry, as_rate=as_rate),
        basis="年均增减（折算）" if as_rate else "原值",
        rank=race.rank(value),
        ranked=len(known),
        tied=known.count(value) - 1 if value is not None else 0,
        others=tuple(others),
    )


def _compared_as_rates(verdict: Verdict) -> bool:
    """Whether two values can be compared only as changes a year."""
    converted = verdict.kind == "after_conversion"
    return converted and verdict.reasons[0].code in ("base_year", "period", "shape")


def _unit(entry: Entry, *, as_rate: bool) -> str:
    """What a difference is in: of shares, percentage points."""
    unit = "%" if as_rate else entry.fact.canonical_unit or ""
    return "个百分点" if unit == "%" else unit


def _against(
    region: str,
    entry: Entry,
    verdict: Verdict,
    value: Decimal | None,
    ours: Decimal | None,
    race: _Race | None,
) -> Against:
    """Another region's value beside ours; `race` None: the two are not ranked."""
    difference = value - ours if value is not None and ours is not None else None
    ratio = value / ours if value is not None and ours else None
    return Against(
        region=region,
        entry=entry,
        value=value,
        difference=significant(difference) if difference is not None else None,
        ratio=significant(ratio) if ratio is not None else None,
        rank=race.rank(value) if race is not None else None,
        how=verdict.how,
        reasons=verdict.reasons if verdict.kind == "not_comparable" else (),
    )
