"""Documents in a Tantivy index: search with facets, the full match set."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import tantivy

from indexer.search.ast import Near, Node, Text
from indexer.search.kept import Kept
from indexer.search.near import holds_near
from indexer.search.passages import show_document, wanted
from indexer.search.protocol import DocumentHit, SearchPage, SearchRequest
from indexer.search.shelf import ShelfReader
from indexer.search.tantivy_counts import Counted, count_values
from indexer.search.tantivy_query import MUST, MUST_NOT, QueryMaker

__all__ = ["TantivyDocuments"]

COUNTS_KEPT = 12  # half a megabyte each
SORT_FIELDS = {"newest": ("day", tantivy.Order.Desc), "oldest": ("day_or_last", tantivy.Order.Asc)}


@dataclass(frozen=True, slots=True)
class Families:
    """Editions of texts and their main documents: the query for editions, the family of each
    member by its key, and the main documents of each family."""

    edition: tantivy.Query
    groups: dict[int, str]
    mains: dict[str, list[int]]


class TantivyDocuments:
    """One state of the index; searches see it unchanged."""

    def __init__(self, index: tantivy.Index, shelf: ShelfReader, *, words_held: bool) -> None:
        self._schema, self._shelf = index.schema, shelf
        self.searcher = index.searcher()
        self._maker = QueryMaker(
            index.schema, self._verified, lambda scope: f"g_{scope}", words_held
        )
        self._names: dict[int, str] = {}  # key -> id, as far as asked for
        self._kept: Kept[Counted] = Kept(COUNTS_KEPT)
        self._verdicts: Kept[list[int]] = Kept(COUNTS_KEPT)
        self._families: Families | None = None
        self._editions = self.searcher.doc_freq("edition", 1) if self.searcher.num_docs else 0

    # --- searching ---------------------------------------------------------------------------
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request."""
        base = self._maker.matching(request.node)
        found = self._once(self._maker.filtered(base, request.filters))
        facets, total = self._facets(base, found, request)
        # Tantivy sets room aside for offset + limit at once: what lies behind the end is not asked
        wants_hits = request.size > 0 and request.offset < total
        hits = self._hits(found, request) if wants_hits else []
        return SearchPage(hits=tuple(hits), total=total, facets=facets)

    def ids(self, node: Node) -> set[str]:
        """The ids of all matching documents, editions included."""
        return {self._name(key) for key in self._keys(self._maker.matching(node))}

    def _name(self, key: int) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = str(self._shelf.record(key).head["id"])
        return name

    def heads(self, node: Node, size: int) -> list[dict[str, Any]]:
        """The heads of the first matching documents."""
        hits = self.searcher.search(self._maker.matching(node), limit=size, count=False).hits
        keys = self.searcher.fast_field_values("key", [address for _, address in hits])
        return [self._shelf.record(int(key)).head for key in keys if key is not None]

    def _hits(self, found: tantivy.Query, request: SearchRequest) -> list[DocumentHit]:
        field, order = SORT_FIELDS.get(request.sort, (None, tantivy.Order.Desc))
        query = found if field else self._maker.ranked(found, request.node)
        result = self.searcher.search(
            query,
            limit=min(request.size, self.searcher.num_docs),
            offset=request.offset,
            count=False,
            order_by_field=field,
            order=order,
        )
        addresses = [address for _, address in result.hits]
        keys = self.searcher.fast_field_values("key", addresses)
        want = wanted(request.node)
        return [
            show_document(
                self._shelf.shown(int(key or 0)),
                float(score) if request.sort == "relevance" else 0.0,
                want,
                request.passages_per_document,
            )
            for key, (score, _) in zip(keys, result.hits, strict=True)
        ]

    def _keys(self, query: tantivy.Query, most: int = sys.maxsize) -> list[int]:
        count = min(most, self.searcher.num_docs)
        if not count:
            return []
        hits = self.searcher.search(query, limit=count, count=False, weight_by_field=None).hits
        values = self.searcher.fast_field_values("key", [address for _, address in hits])
        return [int(value) for value in values if value is not None]

    def _verified(self, node: Node) -> list[int]:
        return self._verdicts.get(node, lambda: self._verify(node))

    def _verify(self, node: Node) -> list[int]:
        assert isinstance(node, Near | Text)
        records = (
            (key, self._shelf.record(key)) for key in self._keys(self._maker.candidates(node))
        )
        if isinstance(node, Near):
            return [key for key, record in records if holds_near(record, node)]
        needle = node.text.encode("utf-8")
        return [key for key, record in records if needle in record.folded]

    # --- editions of one text count once -------------------------------------------------------
    def _once(self, query: tantivy.Query) -> tantivy.Query:
        """The query without the editions whose main document, or an earlier edition, matches."""
        if not self._editions:
            return query
        doubles = self._doubles(query)
        if not doubles:
            return query
        return tantivy.Query.boolean_query([(MUST, query), (MUST_NOT, self._maker.keys(doubles))])

    def _doubles(self, query: tantivy.Query) -> list[int]:
        """Of the matching members of each family all but the first: main documents come first."""
        if self._families is None:
            self._families = self._read_families()
        families = self._families
        found: dict[str, list[int]] = {}
        for key in sorted(self._among(query, families.edition, len(families.groups))):
            found.setdefault(families.groups[key], []).append(key)
        mains = [key for group in found for key in families.mains.get(group, ())]
        held = self._among(query, self._maker.keys(mains), len(mains)) if mains else []
        led = {families.groups[key] for key in held}
        return [key for group, keys in found.items() for key in keys[group not in led :]]

    def _among(self, query: tantivy.Query, narrow: tantivy.Query, most: int) -> list[int]:
        both = tantivy.Query.boolean_query([(MUST, narrow), (MUST, query)])
        return self._keys(both, most)

    def _read_families(self) -> Families:
        edition = tantivy.Query.term_query(self._schema, "edition", 1)
        groups = {key: self._group(key) for key in self._keys(edition)}
        mains: dict[str, list[int]] = {}
        names = list(dict.fromkeys(groups.values()))
        same = tantivy.Query.term_set_query(self._schema, "group", names)
        for key in self._keys(same) if names else ():
            if key not in groups:
                groups[key] = self._group(key)
                mains.setdefault(groups[key], []).append(key)
        return Families(edition, groups, mains)

    def _group(self, key: int) -> str:
        return str(self._shelf.record(key).head["group"])

    # --- facets --------------------------------------------------------------------------------
    def _facets(self, base: tantivy.Query, found: tantivy.Query, request: SearchRequest) -> Counted:
        """Disjunctive counts: a facet with chosen values is counted without these."""
        chosen = [facet for facet in request.facets if request.filters.get(facet)]
        common = [facet for facet in request.facets if facet not in chosen]
        counts, total = self._counted(request, "", lambda: found, common)
        for facet in chosen:
            wide = partial(self._wide, base, request, facet)
            counts = counts | self._counted(request, facet, wide, [facet])[0]
        return {facet: counts[facet] for facet in request.facets}, total

    def _wide(self, base: tantivy.Query, request: SearchRequest, but: str) -> tantivy.Query:
        return self._once(self._maker.filtered(base, request.filters, but=but))

    def _counted(
        self,
        request: SearchRequest,
        but: str,
        query: Callable[[], tantivy.Query],
        facets: Sequence[str],
    ) -> Counted:
        """Counts, kept: this state of the index never changes; who turns a page, sorts anew or
        comes back asks for the same."""
        filters = tuple(sorted((f, v) for f, v in request.filters.items() if v and f != but))
        key = (request.node, filters, tuple(facets), request.facet_size)
        size = request.facet_size
        return self._kept.get(
            key, lambda: count_values(self.searcher, query(), facets, size=size, key="key")
        )

    def key_of(self, document_id: str) -> int | None:
        """The key of a document, None if the index does not hold it."""
        keys = self._keys(tantivy.Query.term_query(self._schema, "id", document_id))
        return keys[0] if keys else None
