"""The value that the verdicts of a row are given against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from kb.compare.cells import Entry
from kb.compare.matrix import Matrix
from kb.compare.signature import Signature
from kb.compare.verdict import judge
from kb.vocab import regions

__all__ = ["anchor_of"]

OF_ITS_PLACE = ("plan", "policy", "report", "statistics", "law", "speech")
SAID_YEARS = ("stated", "column", "inherited_clause", "inherited_sentence")


def anchor_of(matrix: Matrix, concept: str) -> Entry | None:
    """The value the verdicts of a row are given against; None for a row without values.

    Of our place; else of the first place asked for that has any; else of the year in which most
    places have comparable values. Where the text itself states place and year, if there is one,
    of a whole place, and of a division rather than of an area such as 长江经济带.
    """
    entries = matrix.entries(concept)
    pool = [e for e in entries if not e.line.narrowed] or entries
    pool = [e for e in pool if _level(e.fact.region_code) != "area"] or pool
    own = [entry for entry in pool if _says_where_and_when(matrix, entry)] or pool
    asked = (matrix.request.ours, *matrix.request.regions)
    first = (found for code in asked if (found := [e for e in own if e.fact.region_code == code]))
    choice = next(first, own)
    together = _Together(pool)
    levels = Counter(_level(code) for code in {e.fact.region_code for e in pool})
    best = _best(choice, lambda e: (together.places(e.signature), e.fact.year or 0))
    best = _best(best, lambda e: together.values(e.signature))
    return max(best, key=lambda e: levels[_level(e.fact.region_code)], default=None)


def _best(entries: Collection[Entry], merit: Callable[[Entry], Any]) -> list[Entry]:
    """All entries of the highest merit, in their order."""
    merits = [merit(entry) for entry in entries]
    highest = max(merits, default=None)
    return [entry for entry, m in zip(entries, merits, strict=True) if m == highest]


class _Together:
    """Counts what stands beside a value and compares with it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found = [(e.signature, e.fact.region_code, e.fact.year) for e in entries]
        self._counted: dict[Signature, int] = {}
        self._kinds = Counter(sign for sign, _, _ in found)
        self._places: dict[int | None, dict[str | None, set[Signature]]] = {}
        for sign, code, year in found:
            self._places.setdefault(year, {}).setdefault(code, set()).add(sign)

    def places(self, sign: Signature) -> int:
        """In how many places there is a comparable value of the same year."""
        if sign not in self._counted:
            beside = self._places.get(sign.year, {}).values()
            self._counted[sign] = sum(any(_fits(sign, s) for s in signs) for signs in beside)
        return self._counted[sign]

    def values(self, sign: Signature) -> int:
        """How many values of any year are comparable."""
        return sum(n for other, n in self._kinds.items() if _fits(sign, other))


def _fits(one: Signature, other: Signature) -> bool:
    return judge(one, other).kind != "not_comparable"


def _level(code: str | None) -> str:
    place = regions.region(code) if code else None
    return place.level if place else ""


def _says_where_and_when(matrix: Matrix, entry: Entry) -> bool:
    """Whether region and year are stated, or the region is the one its document speaks for."""
    fact = entry.fact
    held = matrix.holdings.by_id.get(fact.document_id)
    own = held is not None and held.kind in OF_ITS_PLACE and fact.region_code in held.regions[:1]
    region = fact.origin("region")
    known = own if region == "document" else region in ("stated", "column")
    return known and fact.origin("year") in SAID_YEARS
