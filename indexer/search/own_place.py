"""A query that names a place is about it: where none of the place's own documents holds all the
words, those that hold nearly all come before the documents of other places that mention it. Of
several places each has its own documents: who asks for 成都 重庆 能耗强度 compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.search.ast import And, Facet, Node, Or, Text
from indexer.search.loosen import fewer, taken_apart
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from indexer.search.ranking import places_of
from indexer.search.synonyms import synonyms
from indexer.search.verbatim import held_first
from kb.vocab import regions

__all__ = ["own_place_first", "place_named"]

SEVERAL = 3  # words besides the place, of which one may be missing
MOST = 4  # places compared
HERE = ("province", "city", "county", "township", "area")
Found = tuple[SearchPage, Node | None, str]


def own_place_first(engine: SearchEngine, page: SearchPage, request: SearchRequest) -> Found:
    """The page, what it answers, and what to tell; as it was where the place has documents with
    all the words, or none with nearly all."""
    node = request.node
    parts = node.nodes if isinstance(node, And) else ()
    named = [part for part in parts if isinstance(part, Text) and places_of(part)]
    others = tuple(part for part in parts if part not in named and not _is_particle(part))
    compared = _compared(named)
    if others and 1 < len(compared) <= MOST:
        return _each_place(engine, page, request, compared, others)
    if others and len(named) == 1 and page.total:
        return _one_place(engine, page, request, named[0], others)
    return page, node, ""


def place_named(parts: tuple[Node, ...]) -> Text | None:
    """The one place that a query's parts name; None for none and for several."""
    named = [part for part in parts if isinstance(part, Text) and places_of(part)]
    return named[0] if len(named) == 1 else None


def _is_particle(part: Node) -> bool:
    return isinstance(part, Text) and part.text in synonyms().functions


def _compared(named: Sequence[Text]) -> list[Text]:
    """The places of the country that lie beside each other: 四川 广元 is one."""
    places = {text: regions.region(places_of(text)[0]) for text in named}
    paths = {text: place.path for text, place in places.items() if place and place.level in HERE}
    return [
        text
        for text, path in paths.items()
        if not any(other.startswith(f"{path}/") for other in paths.values())
    ]


def _one_place(
    engine: SearchEngine,
    page: SearchPage,
    request: SearchRequest,
    place: Text,
    others: tuple[Node, ...],
) -> Found:
    own = Facet("region", places_of(place)[0])
    nearly = None if _count(engine, own, *others) else _nearly(engine, own, others)
    if nearly is None:
        return page, request.node, ""
    told = f"没有“{place.text}”的文件含有全部检索词，先列出它的文件中最接近的。"
    return *_with_first(engine, request, And((own, nearly))), told


def _each_place(
    engine: SearchEngine,
    page: SearchPage,
    request: SearchRequest,
    named: Sequence[Text],
    others: tuple[Node, ...],
) -> Found:
    """Each place's own documents with all the other words, or else nearly all; with them what has
    these words for its title, like a plan for several places."""
    held: dict[str, Node] = {}
    for place in named:
        own = Facet("region", places_of(place)[0])
        every = And(others) if _count(engine, own, *others) else _nearly(engine, own, others)
        if every is not None:
            held[place.text] = And((own, every))
    if request.node is None or len(held) < (2 if page.total else 1):
        return page, request.node, ""
    titles = [replace(part, scope="title") for part in others if isinstance(part, Text)]
    found = _with_first(engine, request, Or((*held.values(), And((request.node, *titles)))))
    missing = "、".join(place.text for place in named if place.text not in held)
    none = f"；没有找到{missing}的" if missing else ""
    return *found, f"检索式提到几个地方，先分别列出{'、'.join(held)}的文件{none}。"


def _with_first(
    engine: SearchEngine, request: SearchRequest, first: Node
) -> tuple[SearchPage, Node]:
    """What matches the query or `first`, the latter first."""
    either = Or((request.node, first)) if request.node is not None else first
    asked = replace(request, node=either)
    return held_first(engine, first, engine.search(asked), asked), either


def _nearly(engine: SearchEngine, own: Facet, others: tuple[Node, ...]) -> Node | None:
    def count(node: Node) -> int:
        return _count(engine, own, node)

    apart, _ = taken_apart(And(others), count)
    if apart is not None and count(apart):
        return apart
    return fewer(And(others), count) if len(others) >= SEVERAL else None


def _count(engine: SearchEngine, *nodes: Node) -> int:
    return engine.search(SearchRequest(And(nodes), size=0, facets=())).total
