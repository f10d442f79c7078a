"""Documents in a Whoosh index. Whoosh gives postings; sets, facets and the shelf do the rest."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from whoosh.index import FileIndex

from indexer.search.ast import Facet, Near, Node, Text, YearRange
from indexer.search.grams import phrase_grams
from indexer.search.measures_held import counted, in_years
from indexer.search.near import holds_near
from indexer.search.passages import show_document, wanted
from indexer.search.protocol import FacetCount, SearchPage, SearchRequest
from indexer.search.ranking import WEIGHTS, RankedText, ranked_texts, whole_phrase
from indexer.search.sets import evaluate
from indexer.search.shelf import Record, ShelfReader

__all__ = ["WhooshDocuments"]

K1, B = 1.2, 0.75  # BM25, as Tantivy has it
Facts = dict[str, Any]


class WhooshDocuments:
    """One state of the index; searches see it unchanged."""

    def __init__(self, index: FileIndex, shelf: ShelfReader) -> None:
        self._reader, self._shelf = index.reader(), shelf
        self._facts: dict[int, Facts] = {}
        self._keys: dict[int, int] = {}  # Whoosh's number -> key
        for number, stored in self._reader.iter_docs():
            facts = json.loads(stored["facts"])
            self._facts[facts["key"]], self._keys[number] = facts, facts["key"]
        self._everything = frozenset(self._facts)
        self._average = {f: self._mean_length(f) for f, _ in WEIGHTS.fields}
        self._posting = lru_cache(maxsize=512)(self._read_posting)

    def close(self) -> None:
        """Let go of files."""
        self._reader.close()

    def _mean_length(self, field: str) -> float:
        return self._reader.field_length(field) / max(1, len(self._facts)) or 1.0

    def _read_posting(self, field: str, term: str) -> dict[int, float]:
        """key -> frequency of a term."""
        if (field, term.encode("utf-8")) not in self._reader:
            return {}
        matcher, found = self._reader.postings(field, term.encode("utf-8")), {}
        while matcher.is_active():
            found[self._keys[matcher.id()]] = matcher.weight()
            matcher.next()
        return found

    # --- leaves of the query ---------------------------------------------------------------------
    def everything(self) -> set[int]:
        """All documents."""
        return set(self._everything)

    def text(self, node: Text) -> set[int]:
        """Documents that hold a text in its scope."""
        if not node.text:
            return set()
        found = self._candidates([node.text])
        if node.scope == "any" and len(node.text) <= 2:
            return found
        needle = node.text.encode("utf-8")
        return {key for key in found if _stands(self._shelf.record(key), node, needle)}

    def _candidates(self, texts: Iterable[str]) -> set[int]:
        found: set[int] | None = None
        for gram in dict.fromkeys(gram for text in texts for _, gram in phrase_grams(text)):
            held = self._posting("grams", gram).keys()
            found = set(held) if found is None else found & held
            if not found:
                return set()
        return found or set()

    def near(self, node: Near) -> set[int]:
        """Documents that hold all the texts in one sentence."""
        found = self._candidates(text.text for text in node.texts)
        return {key for key in found if holds_near(self._shelf.record(key), node)}

    def facet(self, node: Facet) -> set[int]:
        """Documents with a facet value."""
        held = self._facts.items()
        return {key for key, facts in held if node.value in facts["facets"].get(node.facet, ())}

    def years(self, node: YearRange) -> set[int]:
        """Documents of a range of years."""
        return {key for key, facts in self._facts.items() if in_years(node, facts["year"])}

    # --- searching -------------------------------------------------------------------------------
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request."""
        base = evaluate(request.node, self)
        facets = {facet: self._facet(base, request, facet) for facet in request.facets}
        found = self._once(self._chosen(base, request))
        ranked = self._ordered(found, request)[request.offset : request.offset + request.size]
        want = wanted(request.node)
        hits = [
            show_document(self._shelf.record(key), score, want, request.passages_per_document)
            for score, key in ranked
        ]
        return SearchPage(hits=tuple(hits), total=len(found), facets=facets)

    def ids(self, node: Node) -> set[str]:
        """The ids of all matching documents, editions included."""
        return {self._facts[key]["id"] for key in evaluate(node, self)}

    def heads(self, node: Node, size: int) -> list[dict[str, Any]]:
        """The heads of the first matching documents."""
        return [self._shelf.record(key).head for key in sorted(evaluate(node, self))[:size]]

    def key_of(self, document_id: str) -> int | None:
        """The key of a document, None if the index does not hold it."""
        return next((k for k, facts in self._facts.items() if facts["id"] == document_id), None)

    def _chosen(self, base: set[int], request: SearchRequest, *, but: str = "") -> list[int]:
        chosen = {f: set(v) for f, v in request.filters.items() if v and f != but}
        if not chosen:
            return list(base)
        facts = self._facts
        return [k for k in base if all(v & set(facts[k]["facets"][f]) for f, v in chosen.items())]

    def _once(self, keys: Sequence[int]) -> list[int]:
        """Editions of one text count once: the main one, else the first added."""
        kept: dict[str, int] = {}
        for key in sorted(keys, key=lambda key: (self._facts[key]["edition"], key)):
            kept.setdefault(self._facts[key]["group"] or self._facts[key]["id"], key)
        return sorted(kept.values())

    def _facet(self, base: set[int], request: SearchRequest, facet: str) -> tuple[FacetCount, ...]:
        keys = self._once(self._chosen(base, request, but=facet))
        size = None if facet == "region" else request.facet_size
        return counted((self._facts[key]["facets"][facet] for key in keys), size)

    # --- ranking ---------------------------------------------------------------------------------
    def _ordered(self, found: list[int], request: SearchRequest) -> list[tuple[float, int]]:
        facts = self._facts
        if request.sort == "newest":
            return [(0.0, key) for key in sorted(found, key=lambda k: (-facts[k]["day"], k))]
        if request.sort == "oldest":
            last = 99999999
            return [(0.0, key) for key in sorted(found, key=lambda k: (facts[k]["day"] or last, k))]
        scores = self._scores(set(found), request.node)
        scored = [(scores.get(key, 0.0), key) for key in found]
        return sorted(
            scored, key=lambda s: (-s[0], -facts[s[1]]["day"], -facts[s[1]]["level"], s[1])
        )

    def _scores(self, found: set[int], node: Node | None) -> dict[int, float]:
        scores: dict[int, float] = {}
        for text in ranked_texts(node):
            for field, weight in text.fields:
                for word in text.words if not text.implied else (text.text,):
                    self._add_bm25(scores, found, field, word, weight)
            self._add_title(scores, found, text.text, text.in_title)
            self._add_own(scores, found, text)
        whole = whole_phrase(node)
        if whole:
            self._add_title(scores, found, whole, WEIGHTS.whole_title)
        return scores

    def _add_bm25(
        self, scores: dict[int, float], found: set[int], field: str, word: str, weight: float
    ) -> None:
        posting, total = self._posting(field, word), len(self._facts)
        rare = math.log(1 + (total - len(posting) + 0.5) / (len(posting) + 0.5))
        for key in posting.keys() & found:
            count = posting[key]
            scores[key] = scores.get(key, 0.0) + weight * rare * count * (K1 + 1) / (count + K1)

    def _add_title(
        self, scores: dict[int, float], found: set[int], text: str, weight: float
    ) -> None:
        held = self.text(Text(text, scope="title")) & found
        rare = math.log(1 + (len(self._facts) - len(held) + 0.5) / (len(held) + 0.5))
        for key in held:
            scores[key] = scores.get(key, 0.0) + weight * rare

    def _add_own(self, scores: dict[int, float], found: set[int], text: RankedText) -> None:
        for facet, weight in text.own:
            for key in self.facet(facet) & found:
                scores[key] = scores.get(key, 0.0) + weight * text.weight


def _stands(record: Record, node: Text, needle: bytes) -> bool:
    if node.scope in ("any", "body") and needle in record.folded:
        return True
    meta: dict[str, str] = record.head["meta"]
    if node.scope == "any":
        return any(node.text in text for text in meta.values())
    return node.text in meta.get(node.scope, "")
