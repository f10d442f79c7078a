"""Which facts could contradict each other, told without reading their sentences.

Of the 370,000 facts of a large library 13,000 share their cell with another value; only these are
read whole. Nothing is decided here: groups are kept or left out as wholes, so that what is kept is
judged as if all had been read.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from kb.compare.concepts import metric_of
from kb.compare.facts import concept_of, read_slots
from kb.compare.holdings import Holdings
from kb.compare.request import below
from kb.store import MeasureFilter, Store

__all__ = ["candidates"]

DOCUMENTS_AT_ONCE = 50


class _Row(NamedTuple):
    """The short fields of a measure, under the names they are asked for by."""

    id: str
    document_id: str
    metric: str
    metric_id: str | None
    op: str
    change: str
    basis: str
    base_value: str | None
    year: int | None
    status: str
    region_code: str | None
    canonical_value: str | None
    canonical_max: str | None
    canonical_unit: str | None
    slots: str

    @property
    def is_sure_of_its_place(self) -> bool:
        """Whether a comparable value, its year, region and metric are told by the text."""
        if self.region_code is None or self.year is None or self.canonical_value is None:
            return False
        origins = read_slots(self.slots)
        named = origins.get("metric", "stated")
        return origins.get("year") != "convention" and not named.startswith("inherited")

    @property
    def place(self) -> str:
        """What two values must share, beside the metric, to be held against each other."""
        return f"{self.region_code} {self.year} {self.status} {self.change} {self.canonical_unit}"

    @property
    def written(self) -> str:
        """The value as written; what is written alike states the same."""
        return f"{self.op} {self.canonical_value} {self.canonical_max}"


class _Concepts(dict[tuple[str | None, str], str]):
    """The concept of each name of a library, worked out once."""

    def __missing__(self, names: tuple[str | None, str]) -> str:
        concept = self[names] = concept_of(*names)
        return concept


class _Cells:
    """Measures by what they speak of; the values of a contested cell are not all written alike."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # by text, which takes less room than tuples
        self._first: list[str] = []
        self._contested: set[int] = set()
        self._of_measure = array("l")

    def add(self, concept: str, row: _Row) -> None:
        """Put the next measure into its cell."""
        cell = self._numbers.setdefault(f"{row.place} {concept}", len(self._first))
        if cell == len(self._first):
            self._first.append(row.written)
        elif self._first[cell] != row.written:
            self._contested.add(cell)
        self._of_measure.append(cell)

    def contested(self) -> Iterator[int]:
        """The numbers of the measures in contested cells."""
        return (n for n, cell in enumerate(self._of_measure) if cell in self._contested)


_Named = list[tuple[int, str, _Row]]  # the measures of one document: number, concept, fields


def candidates(store: Store, wanted: MeasureFilter, held: Holdings) -> list[str]:
    """The ids of the wanted measures that may be in a conflict, by document and place."""
    ids: list[str] = []
    chosen: set[int] = set()
    cells = _Cells()
    concepts = _Concepts()
    for rows in _documents(store, wanted, held):
        named = [
            (number, concepts[row.metric_id, row.metric], row)
            for number, row in enumerate(rows, len(ids))
        ]
        for _, concept, row in named:
            cells.add(concept, row)
        chosen.update(_averages(named), _parts(named))
        ids += [row.id for row in rows]
    chosen.update(cells.contested())
    return [ids[number] for number in sorted(chosen)]


def _documents(store: Store, wanted: MeasureFilter, held: Holdings) -> Iterator[list[_Row]]:
    """The measures that are sure of their place, document by document."""
    documents = sorted(held.by_id.keys() & set(wanted.document_ids or held.by_id))
    for at in range(0, len(documents), DOCUMENTS_AT_ONCE):
        some = replace(wanted, document_ids=documents[at : at + DOCUMENTS_AT_ONCE])
        rows = map(_Row._make, store.measure_rows(some, _Row._fields))
        for _, of_one in groupby(rows, key=attrgetter("document_id")):
            yield [row for row in of_one if row.is_sure_of_its_place]


def _averages(named: _Named) -> Iterator[int]:
    """What is said of a metric and place with an average rate and a base to reckon it from."""
    rates = {
        (concept, row.region_code) for _, concept, row in named if row.basis == "annual_average"
    }
    bases = {(concept, row.region_code) for _, concept, row in named if row.base_value is not None}
    if both := rates & bases:
        for number, concept, row in named:
            if (concept, row.region_code) in both:
                yield number


def _parts(named: _Named) -> Iterator[int]:
    """What is said of a metric and year for a place and for all places below it."""
    groups: dict[tuple[str, int | None], dict[str, list[int]]] = defaultdict(dict)
    for number, concept, row in named:
        known = metric_of(concept) if row.metric_id else None
        if known is not None and known.additive and row.region_code is not None:
            groups[concept, row.year].setdefault(row.region_code, []).append(number)
    for places in groups.values():
        if len(places) > 2 and any(_are_whole(code, places) for code in places):
            yield from chain.from_iterable(places.values())


def _are_whole(code: str, places: Collection[str]) -> bool:
    below_it = below(code)
    return len(below_it) > 1 and all(child in places for child in below_it)
