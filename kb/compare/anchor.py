"""The value that the verdicts of a row are given against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.compare.cells import Entry
from kb.compare.holdings import SPEAKS
from kb.compare.matrix import Matrix
from kb.compare.signature import Signature
from kb.compare.verdict import judge
from kb.vocab import regions

__all__ = ["anchor_of"]

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
    return max(
        choice,
        key=lambda e: (together.places(e), e.fact.year or 0, together.values(e),
                       levels[_level(e.fact.region_code)]),
        default=None,
    )  # fmt: skip


class _Together:
    """Counts what stands beside a value and compares with it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found = [(e.signature, e.fact.region_code, e.fact.year) for e in entries]
        self._kinds = Counter(sign for sign, _, _ in found)
        self._places: dict[int | None, dict[str | None, set[Signature]]] = {}
        for sign, code, year in found:
            self._places.setdefault(year, {}).setdefault(code, set()).add(sign)

    def places(self, entry: Entry) -> int:
        """In how many places there is a comparable value of the same year."""
        beside = self._places.get(entry.fact.year, {}).values()
        return sum(any(self._fits(entry, sign) for sign in signs) for signs in beside)

    def values(self, entry: Entry) -> int:
        """How many values of any year are comparable."""
        return sum(n for sign, n in self._kinds.items() if self._fits(entry, sign))

    @staticmethod
    def _fits(entry: Entry, sign: Signature) -> bool:
        return judge(entry.signature, sign).kind != "not_comparable"


def _level(code: str | None) -> str:
    place = regions.region(code) if code else None
    return place.level if place else ""


def _says_where_and_when(matrix: Matrix, entry: Entry) -> bool:
    """Whether region and year are stated, or the region is the one its document speaks for."""
    fact = entry.fact
    held = matrix.holdings.by_id.get(fact.document_id)
    own = held is not None and held.kind in SPEAKS and fact.region_code in held.regions[:1]
    region = fact.origin("region")
    known = own if region == "document" else region in ("stated", "column")
    return known and fact.origin("year") in SAID_YEARS
