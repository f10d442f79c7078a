"""Different values of one thing, and why they may differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from kb.compare.cells import by_line, stated
from kb.compare.conflict import Conflict
from kb.compare.differences import difference, why_unsure
from kb.compare.facts import Fact
from kb.compare.holdings import Holdings

__all__ = ["values"]


def values(facts: Iterable[Fact], held: Holdings) -> Iterator[Conflict]:
    """Pairs of values of one metric, place and year that cannot both hold."""
    cells: dict[tuple[str, str | None, int | None], list[Fact]] = defaultdict(list)
    for fact in facts:
        cells[fact.concept, fact.region_code, fact.year].append(fact)
    for (concept, region, year), members in cells.items():
        for line in by_line(members).values():
            sure = [f for f in line if f.canonical_value is not None and not why_unsure(f)]
            for one, other in combinations(_told_apart(sure, held), 2):
                found = difference(one, other, held)
                if found.conflict is not None:
                    place, pair = (concept, region or "", year or 0), (one, other)
                    within = one.document_id == other.document_id
                    yield Conflict("value", found.conflict, *place, pair, within, found.why)


def _told_apart(facts: Iterable[Fact], held: Holdings) -> Iterable[Fact]:
    """One fact for each value, of a document of the very place where there is one."""
    kinds: dict[tuple[str, Decimal | None, Decimal | None], Fact] = {}
    for fact in sorted(facts, key=lambda fact: not _speaks_for_itself(fact, held)):
        kinds.setdefault(stated(fact), fact)
    return kinds.values()


def _speaks_for_itself(fact: Fact, held: Holdings) -> bool:
    """Whether the document is of the very place its statement is about."""
    return fact.region_code in held.by_id[fact.document_id].regions[:1]
