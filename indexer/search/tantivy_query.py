"""From the parsed query to Tantivy queries: one that decides, one that ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import tantivy

from indexer.search.ast import (
    And,
    AtLeast,
    Everything,
    Facet,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Text,
    YearRange,
)
from indexer.search.grams import phrase_grams
from indexer.search.ranking import WEIGHTS, RankedText, joints, ranked_texts, whole_phrase
from indexer.search.tantivy_schema import WORDS_HELD
from indexer.segment import is_long_word

__all__ = ["MUST", "QueryMaker"]

MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
SMALL_SET = 100
FEW = 4  # texts that may all stand in a title
Verify = Callable[[Node], list[int]]


@dataclass(frozen=True, slots=True)
class QueryMaker:
    """Makes queries for one schema. `verify` gives the keys of the documents that match a node
    which positions cannot decide (`Near`, a text of the body alone). `words_held`: the index knows
    where the long words of today's dictionary stand."""

    schema: tantivy.Schema
    verify: Verify
    gram_field: Callable[[str], str]
    words_held: bool = False

    def matching(self, node: Node | None) -> tantivy.Query:
        """The query that exactly the matching documents answer; scores mean nothing."""
        if node is None or isinstance(node, Everything):
            return tantivy.Query.all_query()
        if isinstance(node, Text) and node.scope != "body":
            phrase = self.phrase(self.gram_field(node.scope), node.text)
            if node.implied and node.text:
                return tantivy.Query.boost_query(phrase, WEIGHTS.implied)
            return phrase
        if isinstance(node, And):
            return self._all(node.nodes)
        if isinstance(node, Or):
            return tantivy.Query.boolean_query([(SHOULD, self.matching(n)) for n in node.nodes])
        if isinstance(node, AtLeast):
            parts = [(SHOULD, self.matching(n)) for n in node.nodes]
            return tantivy.Query.boolean_query(parts, minimum_number_should_match=node.count)
        if isinstance(node, Not):
            return self._all((Everything(), node))
        if isinstance(node, Facet):
            return self.facet(node.facet, (node.value,))
        if isinstance(node, YearRange):
            return self._years(node)
        if isinstance(node, Nothing):
            return tantivy.Query.empty_query()
        return self.keys(self.verify(node))

    def candidates(self, node: Near | Text) -> tantivy.Query:
        """Documents that hold all the texts anywhere: those that are then verified."""
        texts = node.texts if isinstance(node, Near) else (node,)
        parts = [(MUST, self.phrase(self.gram_field("any"), text.text)) for text in texts]
        return tantivy.Query.boolean_query(parts)

    def keys(self, keys: Sequence[int]) -> tantivy.Query:
        """The documents with these keys. A set takes 0.2 ms, however small it is."""
        if len(keys) > SMALL_SET:
            return tantivy.Query.term_set_query(self.schema, "key", keys)
        terms = [tantivy.Query.term_query(self.schema, "key", key) for key in keys]
        return tantivy.Query.boolean_query([(SHOULD, term) for term in terms])

    def phrase(self, field: str, folded: str) -> tantivy.Query:
        """Contiguous characters in a gram field."""
        if self.words_held and field == "g_any" and is_long_word(folded):
            return tantivy.Query.term_query(self.schema, WORDS_HELD, folded)
        grams = phrase_grams(folded)
        if not folded:
            return tantivy.Query.empty_query()
        if len(folded) == 1:
            return self.character(field, folded)
        if len(grams) == 1:
            return tantivy.Query.term_query(self.schema, field, grams[0][1])
        return tantivy.Query.phrase_query(self.schema, field, list(grams))

    def character(self, field: str, character: str) -> tantivy.Query:
        """One character in a gram field that holds single characters too."""
        return tantivy.Query.term_query(self.schema, field, character)

    def _all(self, nodes: tuple[Node, ...]) -> tantivy.Query:
        parts = [
            (MUST_NOT, self.matching(n.node)) if isinstance(n, Not) else (MUST, self.matching(n))
            for n in nodes
        ]
        if all(occur == MUST_NOT for occur, _ in parts):
            parts.append((MUST, tantivy.Query.all_query()))
        return tantivy.Query.boolean_query(parts)

    def _years(self, node: YearRange) -> tantivy.Query:
        return tantivy.Query.range_query(
            self.schema, "year", tantivy.FieldType.Integer, node.low or 0, node.high or 9999
        )

    def filtered(
        self, base: tantivy.Query, filters: Mapping[str, tuple[str, ...]], *, but: str = ""
    ) -> tantivy.Query:
        """The base with the chosen facet values laid over it, those of facet `but` left out."""
        chosen = [(facet, values) for facet, values in filters.items() if values and facet != but]
        if not chosen:
            return base
        sets = [(MUST, self.facet(facet, values)) for facet, values in chosen]
        return tantivy.Query.boolean_query([(MUST, base), *sets])

    def facet(self, facet: str, values: Sequence[str]) -> tantivy.Query:
        """What has one of these values."""
        if len(values) == 1:
            return tantivy.Query.term_query(self.schema, f"f_{facet}", values[0])
        return tantivy.Query.term_set_query(self.schema, f"f_{facet}", list(values))

    # --- ranking ---------------------------------------------------------------------------
    def ranked(self, matching: tantivy.Query, node: Node | None) -> tantivy.Query:
        """The matching documents, scored."""
        texts = ranked_texts(node)
        if not texts:
            return matching
        scored = [clause for text in texts for clause in self._clauses(text)]
        if len(texts) <= FEW and not any(text.own for text in texts):
            scored.append(self._national(texts))
        whole = whole_phrase(node)
        if whole:
            scored.append(self._boosted("g_title", whole, WEIGHTS.whole_title))
            scored += self._in_a_row(joints(node))
        decisive = tantivy.Query.boost_query(matching, WEIGHTS.phrase_any)
        return tantivy.Query.boolean_query([(MUST, decisive), *((SHOULD, q) for q in scored)])

    def _national(self, texts: Sequence[RankedText]) -> tantivy.Query:
        """Who names no place asks about the country: its documents with this title."""
        named = [(MUST, self.phrase("g_title", t.text)) for t in texts if not t.implied]
        both = [*named, (MUST, self.facet("level", ("national",)))]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(both), WEIGHTS.country)

    def _clauses(self, text: RankedText) -> list[tantivy.Query]:
        clauses = [self._boosted("g_title", text.text, text.in_title)] if text.in_title else []
        for field, weight in text.fields:
            for word in text.words if not text.implied else ():
                term = tantivy.Query.term_query(self.schema, field, word)
                clauses.append(_weighed(term, weight))
        for own, weight in text.own:
            about = self.facet(own.facet, (own.value,))
            clauses.append(tantivy.Query.const_score_query(about, weight * text.weight))
        return clauses

    def _in_a_row(self, meeting: Sequence[tuple[int, str]]) -> list[tantivy.Query]:
        """Words in a row, all of them and two by two, known by where they meet."""
        boost, pairs = tantivy.Query.boost_query, [self.character("g_any", g) for _, g in meeting]
        if len(pairs) == 1:
            return [boost(pairs[0], WEIGHTS.whole_any)]
        whole = tantivy.Query.phrase_query(self.schema, "g_any", list(meeting))
        return [boost(whole, WEIGHTS.whole_any), *(boost(p, WEIGHTS.joint) for p in pairs)]

    def _boosted(self, field: str, folded: str, weight: float) -> tantivy.Query:
        return _weighed(self.phrase(field, folded), weight)


def _weighed(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)
