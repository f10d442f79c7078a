"""What stands together in a document brings it to the front: a sentence that was copied, a figure
in one sentence with what it measures. The set of documents found stays the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, product

from indexer.search.ast import And, Near, Node, Or, Text, texts
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from indexer.search.ranking import places_of
from indexer.search.synonyms import synonyms
from kb.fold import search_text

__all__ = ["figure_first", "held_first", "verbatim_first"]

SHORTEST = 10  # folded characters between blanks; shorter ones are words rather than sentences
MOST = 50  # documents moved to the front; a sentence that more hold is a set phrase
DEEPEST = 1000  # results beyond this place keep the engine's order
VERIFIED = 100  # documents whose sentences are looked at for a figure
WAYS = 12  # combinations of synonyms tried
BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")  # not those of English words
FIGURE = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:[-~至到](?:19|20)\d\d年?)?")


def verbatim_first(
    engine: SearchEngine, text: str, page: SearchPage, request: SearchRequest
) -> SearchPage:
    """`page`, which answers `request`, with the documents that hold all of `text` unbroken first,
    and shown by that place."""
    whole = Text(search_text(text.strip()), exact=True)
    pieces = len(BLANKS.split(text.strip()))
    enough = len(whole.text) >= SHORTEST * pieces
    return held_first(engine, whole, page, request) if enough else page


def figure_first(
    engine: SearchEngine, page: SearchPage, request: SearchRequest
) -> tuple[SearchPage, str]:
    """`page` with the documents first that hold the figure asked for and the other words in one
    sentence or row: of 森林覆盖率 58% the one is of no use without the other, nor is 不得 without
    what it forbids. And what to tell: how many have an amount typed alone only as a part of longer
    ones."""
    together = _in_one_sentence(request.node) if page.total <= VERIFIED else None
    if together is None:
        return page, ""
    found = held_first(engine, together, page, request)
    if not isinstance(request.node, And):
        return found, _told_longer(engine, together, page.total, request)
    whole = _whole_figures(request.node) if found is page else None
    return (found if whole is None else held_first(engine, whole, page, request)), ""


def _told_longer(engine: SearchEngine, whole: Node, total: int, request: SearchRequest) -> str:
    asked = replace(request, node=whole, offset=0, size=0, facets=())
    longer = total - engine.search(asked).total
    typed = next((text.text for text in texts(whole)), "")
    return f"{longer} 份的正文没有单独写出“{typed}”，列在后面。" if longer else ""


def held_first(
    engine: SearchEngine, narrower: Node, page: SearchPage, request: SearchRequest
) -> SearchPage:
    """`page`, which answers `request`, with the documents first that match `narrower`."""
    wanted = request.offset + request.size
    plain = request.sort == "relevance" and 0 < wanted <= DEEPEST
    if not plain or request.node in (None, narrower):
        return page
    first = replace(request, offset=0, size=wanted, facets=())
    holding = engine.search(replace(first, node=narrower))
    if not 0 < holding.total <= MOST:
        return page
    held = {hit.document_id for hit in holding.hits}
    rest = engine.search(first).hits if request.offset else page.hits
    ordered = [*holding.hits, *(hit for hit in rest if hit.document_id not in held)]
    return replace(page, hits=tuple(ordered[request.offset : wanted]))


def _in_one_sentence(node: Node | None) -> Node | None:
    """The words of a plain query and its figure in one sentence, with any of their synonyms; a
    place or year may be told elsewhere. An amount alone is to stand with its unit, and not as
    part of a longer number. None where no figure is asked for."""
    alone = _ways(node) if isinstance(node, Text | Or) else ()
    if _is_figure(alone):
        return _any_of([Near((way,), whole=True) for way in alone])
    if not isinstance(node, And) or not all(map(_ways, node.nodes)):
        return None
    parts = [_ways(part) for part in node.nodes]
    asked = [ways for ways in parts if not places_of(ways[0]) and not YEAR.fullmatch(ways[0].text)]
    if len(asked) < 2 or not any(_is_figure(ways) or _is_ban(ways[0]) for ways in asked):
        return None
    together = tuple(Near(texts, whole=True) for texts in islice(product(*asked), WAYS))
    return And((*node.nodes, _any_of(together)))


def _whole_figures(node: Node | None) -> Node | None:
    """The query with its figures as no part of longer ones: where no sentence holds all it asks
    for, 14亿人民 is still not what has 214亿. None for an amount alone."""
    if not isinstance(node, And):
        return None
    parts = [_ways(part) for part in node.nodes]
    figures = [ways for ways in parts if _is_figure(ways)]
    whole = [_any_of([Near((way,), whole=True) for way in ways]) for ways in figures]
    return And((*node.nodes, *whole))


def _is_figure(ways: Sequence[Text]) -> bool:
    """Whether a number was typed, in figures or in words (百分之十五, also written 15%)."""
    return any(FIGURE.match(way.text) and not YEAR.fullmatch(way.text) for way in ways)


def _is_ban(word: Text) -> bool:
    return word.text in synonyms().bans


def _any_of(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _ways(part: Node) -> Sequence[Text]:
    """A typed word and those of its synonyms that are one text; none of anything else."""
    nodes = part.nodes if isinstance(part, Or) else (part,)
    ways = [way for way in nodes if isinstance(way, Text) and way.scope == "any" and not way.exact]
    return ways if ways and not ways[0].implied else ()
