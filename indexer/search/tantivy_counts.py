"""How many documents or measures a Tantivy query matches, and how many have each facet's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import tantivy

from indexer.search.protocol import FacetCount

__all__ = ["REGION_VALUES", "Counted", "count_values", "terms_of"]

REGION_VALUES = 4000  # the tree needs them all
_VALUE_AND_COUNT, _COUNT = itemgetter("key", "doc_count"), itemgetter(1)
_NEW = tuple.__new__
Counted = tuple[dict[str, tuple[FacetCount, ...]], int]
"""The counts of each facet, and the total."""


def count_values(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[str], *, size: int, key: str
) -> Counted:
    """Counts of up to `size` values a facet; `key`: a field that everything counted has."""
    if not searcher.num_docs:
        return {facet: () for facet in facets}, 0
    wanted: dict[str, object] = {
        facet: terms_of(f"f_{facet}", REGION_VALUES if facet == "region" else size)
        for facet in facets
    }
    wanted["*"] = {"value_count": {"field": key}}
    answer = searcher.aggregate(query, wanted)
    total = int(answer.pop("*")["value"])
    return {facet: _counts(answer[facet]) for facet in facets}, total


def terms_of(field: str, size: int) -> dict[str, object]:
    """The aggregation that counts the values of a field."""
    return {"terms": {"field": field, "size": size, "segment_size": max(size * 4, 2000)}}


def _counts(answer: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[FacetCount, ...]:
    """Counts from an answer, the most frequent first."""
    counted = sorted(map(_VALUE_AND_COUNT, answer["buckets"]))
    counted.sort(key=_COUNT, reverse=True)  # of equal counts the order stays
    return tuple([_NEW(FacetCount, pair) for pair in counted])  # hundreds: calls would tell
