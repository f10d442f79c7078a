"""The reference engine: plain Python over everything, the meaning of a query written down.

What `holds` says here is what every other engine must give. Made for tests and tiny libraries.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from indexer.search.ast import (
    And,
    AtLeast,
    Everything,
    Facet,
    Near,
    Node,
    Not,
    Or,
    Text,
    YearRange,
)
from indexer.search.measure_record import measure_records
from indexer.search.measures_held import HeldMeasures, counted, in_years, least_of
from indexer.search.near import holds_near
from indexer.search.passages import show_document, wanted
from indexer.search.protocol import (
    IndexStatus,
    MeasureHits,
    MeasureRequest,
    SearchPage,
    SearchRequest,
)
from indexer.search.ranking import WEIGHTS, ranked_texts, whole_phrase
from indexer.search.record import IndexRecord, make_record
from indexer.search.shelf import Record, encode_record
from indexer.search.similar import like, similar_node
from indexer.search.suggest import Suggestion, suggestions
from kb.progress import Track, untracked
from kb.store import Indexable

__all__ = ["MemoryEngine", "holds"]


@dataclass(frozen=True, slots=True)
class _Held:
    index: IndexRecord
    shelf: Record
    any: str
    order: int


def holds(node: Node, held: _Held) -> bool:
    """Whether a document matches: the definition that all engines follow."""
    if isinstance(node, Text):
        where = held.any if node.scope == "any" else held.index.texts[node.scope]
        return bool(node.text) and node.text in where
    if isinstance(node, Near):
        return holds_near(held.shelf, node)
    if isinstance(node, And | Or | AtLeast):
        least = least_of(node)
        return sum(holds(part, held) for part in node.nodes) >= least
    if isinstance(node, Not):
        return not holds(node.node, held)
    if isinstance(node, Facet):
        return node.value in held.index.facets.get(node.facet, ())
    if isinstance(node, YearRange):
        return in_years(node, held.index.year)
    return isinstance(node, Everything)


class MemoryEngine:
    """`SearchEngine` in plain Python."""

    name = "memory"

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._measures = HeldMeasures()
        self._built, self._next = False, 0

    def status(self) -> IndexStatus:
        """Nothing survives the process, so a new one starts without an index."""
        return "ready" if self._built else "missing"

    def rebuild(self, bundles: Iterable[Indexable], *, track: Track = untracked) -> int:
        """Replace everything."""
        fresh = MemoryEngine()
        fresh.update(track(bundles))
        self._held, self._measures, self._next = fresh._held, fresh._measures, fresh._next
        self._built = True
        return len(self._held)

    def update(self, bundles: Iterable[Indexable], *, removed: Iterable[str] = ()) -> None:
        """Replace or add documents, and drop those removed."""
        for document_id in removed:
            self._held.pop(document_id, None)
            self._measures.by_document.pop(document_id, None)
        for bundle in bundles:
            record = make_record(bundle)
            whole = f"{record.meta}\n{record.body}"
            shelf = Record(_reader(encode_record(record)), 0)
            self._held.pop(record.id, None)
            self._held[record.id] = _Held(record, shelf, whole, self._next)
            self._measures.by_document[record.id] = list(measure_records(bundle))
            self._next += 1
        self._built = True

    # --- documents -----------------------------------------------------------------------------
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request over documents."""
        base = [
            held for held in self._held.values() if not request.node or holds(request.node, held)
        ]
        facets = {
            facet: counted(
                (held.index.facets[facet] for held in _once(_chosen(base, request, but=facet))),
                request.facet_size if facet != "region" else None,
            )
            for facet in request.facets
        }
        found = self._ordered(_once(_chosen(base, request)), request)
        want = wanted(request.node)
        shown = found[request.offset : request.offset + request.size]
        hits = [
            show_document(held.shelf, score, want, request.passages_per_document)
            for score, held in shown
        ]
        return SearchPage(hits=tuple(hits), total=len(found), facets=facets)

    def _ordered(self, found: list[_Held], request: SearchRequest) -> list[tuple[float, _Held]]:
        if request.sort == "newest":
            return [(0.0, h) for h in sorted(found, key=lambda h: (-h.index.day, h.order))]
        if request.sort == "oldest":
            last = 99999999
            return [(0.0, h) for h in sorted(found, key=lambda h: (h.index.day or last, h.order))]
        scored = [(self._score(held, request.node), held) for held in found]
        return sorted(scored, key=_rank)

    def _score(self, held: _Held, node: Node | None) -> float:
        score, title = 0.0, held.index.texts["title"]
        for text in ranked_texts(node):
            count = held.any.count(text.text)
            score += text.weight * math.log1p(count) + WEIGHTS.fields[0][1] * (text.text in title)
            score += sum(w for own, w in text.own if own.value in held.index.facets[own.facet])
        whole = whole_phrase(node)
        return score + (WEIGHTS.whole_title * (whole in title) if whole else 0.0)

    def matching_ids(self, node: Node) -> set[str]:
        """The full match set."""
        return {held.index.id for held in self._held.values() if holds(node, held)}

    def suggest(self, prefix: str, *, size: int = 10) -> list[Suggestion]:
        """Titles, metrics, places and document numbers that go on from what was typed."""
        return suggestions(prefix, self._heads, size=size)

    def _heads(self, node: Node, size: int) -> list[dict[str, Any]]:
        return [held.shelf.head for held in self._held.values() if holds(node, held)][:size]

    def similar(self, document_id: str, *, size: int = 5) -> list[str]:
        """Ids of documents like one document, best first."""
        held = self._held.get(document_id)
        node = similar_node(held.shelf) if held else None
        if node is None:
            return []
        found = self.search(SearchRequest(node, size=size + 1, facets=())).hits
        return like(found, document_id, size)

    def close(self) -> None:
        """Nothing to let go of."""

    def search_measures(self, request: MeasureRequest) -> MeasureHits:
        """Answer a request over measures."""
        return self._measures.search(request)


def _rank(scored: tuple[float, _Held]) -> tuple[float, int, int, int]:
    score, held = scored
    return (-score, -held.index.day, -held.index.level_rank, held.order)


def _chosen(base: list[_Held], request: SearchRequest, *, but: str = "") -> list[_Held]:
    chosen = {f: set(values) for f, values in request.filters.items() if values and f != but}
    return [h for h in base if all(v & set(h.index.facets[f]) for f, v in chosen.items())]


def _once(found: list[_Held]) -> list[_Held]:
    """Editions of one text count once: the main one, else the first added."""
    kept: dict[str, _Held] = {}
    for held in sorted(found, key=lambda h: (h.index.is_edition, h.order)):
        kept.setdefault(held.index.group or held.index.id, held)
    return sorted(kept.values(), key=lambda h: h.order)


def _reader(data: bytes) -> Callable[[int, int], bytes]:
    """Reads bytes as a file is read."""
    return lambda offset, size: data[offset : offset + size]
