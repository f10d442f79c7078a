"""Measures in plain Python: what engines without fast columns search."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.search.ast import And, AtLeast, Everything, Facet, Near, Node, Not, Or, Text, YearRange
from indexer.search.measure_query import check_measure_node
from indexer.search.measure_record import MeasureRecord
from indexer.search.protocol import FacetCount, MeasureHits, MeasureRequest

__all__ = ["HeldMeasures", "counted", "in_years", "least_of"]


class HeldMeasures:
    """All measures of a library, by document."""

    def __init__(self) -> None:
        self.by_document: dict[str, list[MeasureRecord]] = {}

    def search(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request over measures."""
        check_measure_node(request.node)
        everything = (m for measures in self.by_document.values() for m in measures)
        base = [measure for measure in everything if _within(measure, request)]
        facets = {
            facet: counted(m.facets[facet] for m in _picked(base, request.filters, but=facet))
            for facet in request.facets
        }
        found = sorted(_picked(base, request.filters), key=_order(request.sort))
        ids = tuple(m.id for m in found[request.offset : request.offset + request.size])
        return MeasureHits(ids=ids, total=len(found), facets=facets)


def holds(node: Node, measure: MeasureRecord) -> bool:
    """Whether a measure matches."""
    if isinstance(node, Text):
        return bool(node.text) and node.text in measure.text
    if isinstance(node, Near):
        return all(text.text in measure.text for text in node.texts)
    if isinstance(node, And | Or | AtLeast):
        return sum(holds(part, measure) for part in node.nodes) >= least_of(node)
    if isinstance(node, Not):
        return not holds(node.node, measure)
    if isinstance(node, Facet):
        return node.value in measure.facets.get(node.facet, ())
    if isinstance(node, YearRange):
        return in_years(node, measure.year)
    return isinstance(node, Everything)


def least_of(node: And | Or | AtLeast) -> int:
    """How many of its parts must hold."""
    if isinstance(node, And):
        return len(node.nodes)
    return node.count if isinstance(node, AtLeast) else 1


def in_years(node: YearRange, year: int | None) -> bool:
    """Whether a year lies in the range; an unknown one does not."""
    return year is not None and (node.low or 0) <= year <= (node.high or 9999)


def counted(values: Iterable[Sequence[str]], size: int | None = None) -> tuple[FacetCount, ...]:
    """How often each value occurs, the most frequent first."""
    counter = Counter(value for many in values for value in many)
    counts = [FacetCount(value, count) for value, count in counter.items()]
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value))[:size])


def _within(measure: MeasureRecord, request: MeasureRequest) -> bool:
    if request.node is not None and not holds(request.node, measure):
        return False
    if request.low is None and request.high is None:
        return True
    low = -math.inf if request.low is None else request.low
    high = math.inf if request.high is None else request.high
    return measure.value is not None and low <= measure.value <= high


def _picked(
    base: list[MeasureRecord], filters: Mapping[str, tuple[str, ...]], *, but: str = ""
) -> list[MeasureRecord]:
    chosen = {f: set(values) for f, values in filters.items() if values and f != but}
    return [m for m in base if all(v & set(m.facets[f]) for f, v in chosen.items())]


def _order(sort: str) -> Callable[[MeasureRecord], tuple[float, ...]]:
    none = -math.inf
    if sort == "year":
        return lambda m: (-(m.year if m.year is not None else none),)
    if sort == "value":
        return lambda m: (-(m.value if m.value is not None else none),)
    return lambda m: (-m.rank,)
