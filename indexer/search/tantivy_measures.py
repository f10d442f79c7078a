"""Measures in a Tantivy index: filters, disjunctive facets, value ranges, free text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import tantivy

from indexer.search.kept import Kept
from indexer.search.measure_query import check_measure_node
from indexer.search.places import codes_below, codes_of
from indexer.search.protocol import FacetCount, MeasureHits, MeasureRequest
from indexer.search.tantivy_counts import Counted, count_values
from indexer.search.tantivy_query import MUST, QueryMaker

__all__ = ["TantivyMeasures"]

FACET_VALUES = 500
KEPT = 24  # counts kept: those of the whole index take longest and are asked for most
SORT_FIELDS = {"year": "year", "value": "value"}


class BigramQueries(QueryMaker):
    """Queries for a gram field without single characters, as a third of its size would be."""

    def character(self, field: str, character: str) -> tantivy.Query:
        """The bigrams that begin with it: every character begins one."""
        return tantivy.Query.regex_query(self.schema, field, f"{re.escape(character)}.")

    def facet(self, facet: str, values: Sequence[str]) -> tantivy.Query:
        """A measure holds its own place alone: the places above it are known without an index."""
        if facet == "region":
            values = [below for value in values for below in codes_below(value)]
        return super().facet(facet, values)


class TantivyMeasures:
    """One state of the measures index."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._kept: Kept[Counted] = Kept(KEPT)
        self._maker = BigramQueries(index.schema, lambda _node: [], lambda _scope: "grams")

    def search(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request."""
        check_measure_node(request.node)
        base = self._bounded(self._maker.matching(request.node), request)
        found = self._maker.filtered(base, request.filters)
        chosen = [facet for facet in request.facets if request.filters.get(facet)]
        common = [facet for facet in request.facets if facet not in chosen]
        counts, total = self._counted(found, common, request, "")
        counts = dict(counts)
        for facet in chosen:
            wide = self._maker.filtered(base, request.filters, but=facet)
            counts |= self._counted(wide, [facet], request, facet)[0]
        facets = {facet: counts[facet] for facet in request.facets}
        return MeasureHits(ids=self._ids(found, request), total=total, facets=facets)

    def _counted(
        self, query: tantivy.Query, facets: list[str], request: MeasureRequest, but: str
    ) -> Counted:
        """Counts, kept: this state of the index never changes, and paging asks for the same."""
        filters = tuple(sorted((f, v) for f, v in request.filters.items() if v and f != but))
        key = (request.node, request.low, request.high, filters, tuple(facets))
        return self._kept.get(key, lambda: self._count(query, facets))

    def _bounded(self, query: tantivy.Query, request: MeasureRequest) -> tantivy.Query:
        if request.low is None and request.high is None:
            return query
        kind = tantivy.FieldType.Float
        bounds = tantivy.Query.range_query(self._schema, "value", kind, request.low, request.high)
        return tantivy.Query.boolean_query([(MUST, query), (MUST, bounds)])

    def _count(self, query: tantivy.Query, facets: list[str]) -> Counted:
        counts, total = count_values(self._searcher, query, facets, size=FACET_VALUES, key="rank")
        if "region" in counts:
            counts["region"] = _with_places_above(counts["region"])
        return counts, total

    def _ids(self, found: tantivy.Query, request: MeasureRequest) -> tuple[str, ...]:
        held = self._searcher.num_docs  # Tantivy sets room aside for offset + limit at once
        if not request.size or request.offset >= held:
            return ()
        field = SORT_FIELDS.get(request.sort) or (None if request.node else "rank")
        hits = self._searcher.search(
            found,
            limit=min(request.size, held),
            offset=request.offset,
            count=False,
            order_by_field=field,
        ).hits
        return tuple(str(self._searcher.doc(address)["id"][0]) for _, address in hits)


def _with_places_above(counts: Sequence[FacetCount]) -> tuple[FacetCount, ...]:
    """Every place with what counts under it, the most frequent first."""
    total: Counter[str] = Counter()
    for code, count in counts:
        for above in codes_of(code):
            total[above] += count
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(code, count) for code, count in ordered)
