"""The points that pictures show: levels of whole regions in one unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kb.charts import Point
from kb.compare.cells import Entry, Line, by_line
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix
from kb.compare.signature import Signature, signature
from kb.compare.verdict import judge
from kb.compare.words import place_name
from kb.vocab import units

__all__ = ["has_trajectory", "in_common", "levels", "many_years", "points_of"]


def in_common(fact: Fact, value: Decimal | None, unit: str) -> float | None:
    """A value as written in the fact's unit, read in the common unit; None: no conversion."""
    if value is None or fact.unit is None:
        return None
    found = units.convert(value, fact.unit, unit) if fact.unit != unit else value
    return None if found is None else float(found)


def levels(matrix: Matrix, concept: str) -> list[Entry]:
    """The values of a row that are levels of the whole region: what pictures can show."""
    return [e for e in matrix.entries(concept) if _is_plain(e.line)]


def _is_plain(line: Line) -> bool:
    """Whether a line holds one year's level of the whole place: no sum, no average, no part."""
    return line.shape == "level" and not line.narrowed


def points_of(facts: Iterable[Fact], unit: str) -> list[Point]:
    """The levels of whole regions among the facts, in one unit; of a place those that compare."""
    cells: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.region_code and fact.year and fact.value_max is None:
            cells[fact.region_code, fact.year].append(fact)
    places: dict[str, list[Fact]] = defaultdict(list)
    for (region, _), members in cells.items():
        plain = (found for line, found in by_line(members).items() if _is_plain(line))
        places[region] += (fact for found in plain for fact in found)
    return [
        Point(place_name(region), fact.year or 0, value, fact.status, op=fact.op)
        for region, members in places.items()
        for fact in _alike(members)
        if (value := in_common(fact, fact.value, unit)) is not None
    ]


def _alike(facts: list[Fact]) -> list[Fact]:
    """The facts that may share a line: those comparable with the one most others compare with."""
    signed = [(fact, signature(fact)) for fact in facts]
    counted = Counter(sign for _, sign in signed)

    def friends(one: Signature) -> int:
        return sum(n for other, n in counted.items() if _compares(one, other))

    usual = max(counted, key=friends, default=None)
    return [fact for fact, sign in signed if usual is not None and _compares(sign, usual)]


def _compares(one: Signature, other: Signature) -> bool:
    return judge(one, other).kind != "not_comparable"


def many_years(points: Iterable[Point]) -> set[str]:
    """The lines with values of two years or more: one value is no trajectory."""
    years: dict[str, set[int]] = {}
    for point in points:
        years.setdefault(point.line, set()).add(point.year)
    return {line for line, found in years.items() if len(found) > 1}


def has_trajectory(facts: Iterable[Fact], unit: str) -> bool:
    """Whether any place has values of two years to draw."""
    return bool(many_years(points_of(facts, unit)))
