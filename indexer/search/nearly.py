"""Documents that lack one word of a query, but whose title is most of it or that hold a long
stretch of it as it was typed: who half remembers a title or a slogan looks for these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.search.ast import And, AtLeast, Node, Or, Text
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from indexer.search.synonyms import synonyms
from indexer.search.verbatim import held_first
from kb.fold import search_text

__all__ = ["nearly_too"]

SEVERAL = 4  # words, of which one may be missing
STRETCH = 8  # folded characters between blanks that make a slogan rather than words
MOST = 50  # documents added


def nearly_too(
    engine: SearchEngine, text: str, page: SearchPage, request: SearchRequest
) -> tuple[SearchPage, Node | None, str]:
    """The page, what it answers, and what to tell; as it was where one of its documents has the
    title, or holds the stretch, that would bring others in."""
    node = request.node
    wanted = [part for part in node.nodes if _typed(part)] if isinstance(node, And) else []
    if node is None or len(wanted) < SEVERAL:
        return page, node, ""
    enough = AtLeast(len(wanted) - 1, tuple(wanted))
    for way, first in _ways(text, wanted):
        near = And((enough, way))
        if _count(engine, And((node, way))) or not 0 < _count(engine, near) <= MOST:
            continue
        either = Or((node, near))
        asked = replace(request, node=either)
        found = engine.search(asked)
        return (
            held_first(engine, near, found, asked) if first else found,
            either,
            _told(engine, near, wanted),
        )
    return page, node, ""


def _ways(text: str, wanted: list[Node]) -> Iterator[tuple[Node, bool]]:
    """What makes up for a missing word, and whether it comes before what has all the words."""
    stretches = [search_text(piece) for piece in text.split()]
    long = tuple(Text(piece, exact=True) for piece in stretches if len(piece) >= STRETCH)
    if long and len(stretches) > 1:
        yield Or(long), True
    titles = tuple(Text(_typed(part), scope="title") for part in wanted)
    yield AtLeast(-(-2 * len(titles) // 3), titles), False


def _typed(part: Node) -> str:
    """The typed text of a word, "" of a particle and of anything else."""
    first = part.nodes[0] if isinstance(part, Or) else part
    text = first.text if isinstance(first, Text) else ""
    return "" if text in synonyms().functions else text


def _told(engine: SearchEngine, near: Node, wanted: list[Node]) -> str:
    total = _count(engine, near)
    lacking = [_typed(part) for part in wanted if _count(engine, And((near, part))) < total]
    return f"另列出 {total} 份标题或原句相近、但缺“{'”“'.join(lacking)}”的文件。"


def _count(engine: SearchEngine, node: Node) -> int:
    return engine.search(SearchRequest(node, size=0, facets=())).total
