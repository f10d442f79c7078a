"""What stands in one cell: its values, each with the facts that agree with it or do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kb.compare.absence import Absence
from kb.compare.differences import Difference, difference, is_named_part, is_part_of, why_unsure
from kb.compare.facts import Fact
from kb.compare.holdings import Holding, Holdings
from kb.compare.rates import Derived, NotDerived, change_of_level, derive_level, derive_rate
from kb.compare.signature import Signature, shape_of, signature
from kb.compare.wording import (
    in_foreign_money,
    is_striven,
    price_basis,
    scope_of,
)
from kb.vocab import bases

__all__ = ["Cell", "Entry", "Line", "by_line", "entries_of", "line_of", "stated"]

CONTRADICTING = ("likely", "revision")


class Line(NamedTuple):
    """What must agree before two facts of one cell can be two sources of one value.

    `price`: 实际 or 名义 where a growth says which; `money`: the foreign currency a growth is
    counted in; `part`: it follows 其中 behind the whole in one sentence.
    """

    status: str
    shape: str
    sign: str
    base_year: int
    scope: str
    dimension: str
    period_start: int
    price: str = ""
    money: str = ""
    part: str = ""

    @property
    def narrowed(self) -> tuple[str, ...]:
        """What sets the value apart within its cell, in words."""
        money = f"按{self.money}计" if self.money else ""
        return tuple(filter(None, (self.scope, self.part, self.price, money)))


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
        _price(fact, shape),
        in_foreign_money(fact) if fact.change in ("increase", "decrease") else "",
    )


def _price(fact: Fact, shape: str) -> str:
    """The prices a line is counted at, where another line of the cell may have others.

    Official growth of output is at constant prices, whether the text says so or not.
    """
    basis = price_basis(fact)
    if shape not in ("relative_change", "annual_rate"):
        return "不变价" if basis == "constant" else ""
    if basis == "constant":
        return "" if bases.at_constant_prices(fact.concept) else "实际"
    return "名义" if basis == "current" else ""


def by_line(facts: Iterable[Fact]) -> dict[Line, list[Fact]]:
    """The facts of one cell by their lines; a part named beside its whole has its own."""
    lines: dict[Line, list[Fact]] = defaultdict(list)
    sentences: dict[tuple[str, int, Line], Fact] = {}
    for fact in facts:
        line = line_of(fact)
        first = sentences.setdefault((fact.document_id, fact.start, line), fact)
        if first is not fact and is_part_of(fact, first):
            line = line._replace(part="其中")
        lines[line].append(fact)
    return lines


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
    differences: tuple[Difference, ...]
    sources: int

    @property
    def differing(self) -> tuple[Fact, ...]:
        """The facts of the line that state something else."""
        return tuple(found.fact for found in self.differences)

    @property
    def contradicting(self) -> int:
        """How many of them speak of the same and cannot hold beside the value shown."""
        return sum(found.kind in CONTRADICTING for found in self.differences)

    @cached_property
    def signature(self) -> Signature:
        """What verdicts about this entry depend on."""
        return signature(self.fact)

    @cached_property
    def derived(self) -> tuple[Derived | NotDerived, ...]:
        """What follows from the value by a formula, and what cannot be derived and why."""
        if self.line.shape == "relative_change":
            one_year = self.fact.base_year is not None and self.fact.base_year + 1 == self.fact.year
            rate = () if one_year else (derive_rate(self.fact),)  # it would say the same again
            return (*rate, derive_level(self.fact))
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


def _rank(fact: Fact, document: Holding | None) -> tuple[bool | int | str, ...]:
    """Which source of a value is shown first: the region's own, not reported, nothing supplied by
    convention or from the sentence before, whole, not what is only striven for, the latest."""
    own = document is not None and fact.region_code in document.regions[:1]
    date = document.written_on if document and document.written_on else ""
    newest = -int(date.replace("-", "").ljust(8, "0") or 0)
    return (
        not own,
        fact.reported_from is not None,
        bool(why_unsure(fact)),
        is_named_part(fact),
        is_striven(fact),
        newest,
        fact.document_id,
        fact.start,
    )


def entries_of(facts: Iterable[Fact], held: Holdings) -> tuple[Entry, ...]:
    """The values of a cell, those of the whole region and targets first."""
    found = []
    for line, members in by_line(facts).items():
        if len(members) > 1:
            members.sort(key=lambda f: _rank(f, held.by_id.get(f.document_id)))
        shown = members[0]
        value = stated(shown)
        agreeing = tuple(f for f in members if stated(f) == value)
        others = tuple(difference(shown, f, held) for f in members if stated(f) != value)
        families = {_family(f, held) for f in agreeing}
        found.append(Entry(line, shown, agreeing, others, len(families)))
    found.sort(key=_entry_order)
    return tuple(found)


def _family(fact: Fact, held: Holdings) -> str:
    document = held.by_id.get(fact.document_id)
    return document.family_id if document else fact.document_id


_SHAPE_ORDER = ("level", "relative_change", "point_change", "absolute_change", "annual_rate")


def _entry_order(entry: Entry) -> tuple[int, str, int, Line, str]:
    shape = entry.line.shape
    place = _SHAPE_ORDER.index(shape) if shape in _SHAPE_ORDER else len(_SHAPE_ORDER)
    status = {"target": "0", "actual": "1"}.get(entry.line.status, "2")
    narrowed = (bool(entry.line.scope) << 1) + bool(entry.line.part)
    return (narrowed, status, place, entry.line, entry.fact.id)
