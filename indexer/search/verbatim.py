"""A sentence copied from a document: the documents that hold it as it stands come first."""

from __future__ import annotations

from dataclasses import replace

from indexer.search.ast import Node, Text
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from kb.fold import search_text

__all__ = ["verbatim_first"]

SHORTEST = 10  # folded characters; shorter queries are words rather than sentences
MOST = 50  # documents moved to the front; a sentence that more hold is a set phrase
DEEPEST = 1000  # results beyond this place keep the engine's order


def verbatim_first(
    engine: SearchEngine, text: str, page: SearchPage, request: SearchRequest
) -> SearchPage:
    """`page`, which answers `request`, with the documents that hold all of `text` unbroken moved
    to the front, and shown by that place. The set of documents stays the same."""
    whole = Text(search_text(text.strip()), exact=True)
    wanted = request.offset + request.size
    plain = request.sort == "relevance" and 0 < wanted <= DEEPEST
    if not plain or len(whole.text) < SHORTEST or request.node in (None, whole):
        return page
    holding = engine.search(_narrowed(request, whole, size=MOST))
    if not 0 < holding.total <= MOST:
        return page
    held = {hit.document_id for hit in holding.hits}
    rest = engine.search(_narrowed(request, request.node, size=wanted)).hits
    ordered = [*holding.hits, *(hit for hit in rest if hit.document_id not in held)]
    return replace(page, hits=tuple(ordered[request.offset : wanted]))


def _narrowed(request: SearchRequest, node: Node | None, *, size: int) -> SearchRequest:
    return replace(request, node=node, offset=0, size=size, facets=())
