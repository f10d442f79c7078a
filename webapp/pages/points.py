"""The points that pictures show: levels of whole regions in one unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kb.charts import Point
from kb.compare.cells import Entry
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix
from kb.compare.wording import scope_of
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
    return [e for e in matrix.entries(concept) if e.line.shape == "level" and not e.line.scope]


def points_of(facts: Iterable[Fact], unit: str) -> list[Point]:
    """The levels of whole regions among the facts, in one unit."""
    return [
        Point(place_name(f.region_code or ""), f.year or 0, value, f.status, op=f.op)
        for f in facts
        if f.year and f.change == "level" and f.value_max is None and not scope_of(f)
        if (value := in_common(f, f.value, unit)) is not None
    ]


def many_years(points: Iterable[Point]) -> set[str]:
    """The lines with values of two years or more: one value is no trajectory."""
    years: dict[str, set[int]] = {}
    for point in points:
        years.setdefault(point.line, set()).add(point.year)
    return {line for line, found in years.items() if len(found) > 1}


def has_trajectory(facts: Iterable[Fact], unit: str) -> bool:
    """Whether any place has values of two years to draw."""
    return bool(many_years(points_of(facts, unit)))
