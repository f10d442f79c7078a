"""A query that names a place is about it: where none of the place's own documents holds all the
words, those that hold nearly all come before the documents of other places that mention it."""

from __future__ import annotations

from dataclasses import replace

from indexer.search.ast import And, Facet, Node, Or, Text
from indexer.search.loosen import fewer, taken_apart
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from indexer.search.ranking import places_of
from indexer.search.verbatim import held_first

__all__ = ["own_place_first", "place_named"]

SEVERAL = 3  # words besides the place, of which one may be missing


def own_place_first(
    engine: SearchEngine, page: SearchPage, request: SearchRequest
) -> tuple[SearchPage, Node | None, str]:
    """The page, what it answers, and what to tell; as it was where the place has documents with
    all the words, or none with nearly all."""
    node = request.node
    parts = node.nodes if isinstance(node, And) else ()
    named = place_named(parts)
    others = tuple(part for part in parts if part != named)
    if named is None or not others:
        return page, node, ""
    own = Facet("region", places_of(named)[0])
    nearly = _nearly(engine, own, others)
    if nearly is None:
        return page, node, ""
    either = Or((And(parts), And((own, nearly))))
    asked = replace(request, node=either)
    found = held_first(engine, And((own, nearly)), engine.search(asked), asked)
    told = f"没有“{named.text}”的文件含有全部检索词，先列出它的文件中最接近的。"
    return found, either, told


def place_named(parts: tuple[Node, ...]) -> Text | None:
    """The one place that a query's parts name; None for none and for several."""
    named = [part for part in parts if isinstance(part, Text) and places_of(part)]
    return named[0] if len(named) == 1 else None


def _nearly(engine: SearchEngine, own: Facet, others: tuple[Node, ...]) -> Node | None:
    def count(node: Node) -> int:
        return engine.search(SearchRequest(And((own, node)), size=0, facets=())).total

    if count(And(others)):
        return None
    apart, _ = taken_apart(And(others), count)
    if apart is not None and count(apart):
        return apart
    return fewer(And(others), count) if len(others) >= SEVERAL else None
