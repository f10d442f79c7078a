"""What a query that finds nothing is loosened to: its long words taken apart, then some left out.

Tables part what a query joins: of 粗钢产量 the one word heads a row, the other a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

from indexer.search.ast import And, AtLeast, Node, Or, Text, texts
from indexer.search.ranking import words_of
from indexer.search.synonyms import synonyms

__all__ = ["Count", "fewer", "pieces", "rarest_kept", "taken_apart"]

LONG = 4  # characters of a word that is taken apart
RARE = 3  # documents that hold a word which a query is not loosened without
RUNS = re.compile(r"[0-9a-z][0-9a-z.]*|[^\W0-9a-z_]+")
Count = Callable[[Node], int]


class Kept(NamedTuple):
    """A rare word, and the documents that hold it with some of the others."""

    word: str
    node: Node


def taken_apart(node: Node | None, count: Count) -> tuple[Node | None, tuple[str, ...]]:
    """The node with long words in halves, and these words: those that no document holds, or where
    that does not help (粗钢产量 1985年: some document holds the one, another the other) all."""
    parts = node.nodes if isinstance(node, And) else (node,) if node is not None else ()
    nowhere = {part for part in parts if _halves(part) and not count(Text(_typed(part)))}
    apart = _halved(parts, nowhere)
    if len(parts) > 1 and (apart is None or not count(apart)):
        every = _halved(parts, set(parts))
        if every is not None and count(every):
            return every, tuple(_typed(part) for part in parts if _halves(part))
    return apart, tuple(_typed(part) for part in parts if part in nowhere)


def _halved(parts: Sequence[Node], chosen: Set[Node]) -> Node | None:
    """All the parts, the chosen ones in halves; None where none of these has halves."""
    if not any(map(_halves, chosen)):
        return None
    found: dict[Node, None] = {}
    for part in parts:
        halves = _halves(part) if part in chosen else ()
        found.update(dict.fromkeys(map(Text, halves)) if halves else {part: None})
    return And(tuple(found))


def _typed(part: Node) -> str:
    first = part.nodes[0] if isinstance(part, Or) else part
    return first.text if isinstance(first, Text) else ""


def _halves(part: Node) -> tuple[str, ...]:
    """A long word in two, of which at least one is a word too, better both; () if it has none, and
    for a date or amount (一九八五年, also 1985年)."""
    text = _typed(part)
    if any(other.text[:1].isdigit() for other in texts(part)):
        return ()
    inner = set(words_of(text)) if len(text) >= LONG else set()
    cuts = [(text[:at], text[at:]) for at in range(len(text) - 2, 1, -1)]
    known = [sum(half in inner for half in halves) for halves in cuts]
    best = max(known, default=0)
    return cuts[known.index(best)] if best else ()


def fewer(node: Node | None, count: Count) -> AtLeast | None:
    """As many of the parts as any document holds, more than half, particles given up before all
    others; None where none holds so many."""
    wanted = _parts(node)
    telling = tuple(part for part in wanted if _typed(part) not in synonyms().functions)
    if 0 < len(telling) < len(wanted) and count(And(telling)):
        return AtLeast(len(telling), telling)
    for some in range(len(wanted) - 1, (len(wanted) - 1) // 2, -1):
        if count(AtLeast(some, wanted)):
            return AtLeast(some, wanted)
    return None


def rarest_kept(node: Node | None, fewest: AtLeast | None, count: Count) -> Kept | None:
    """A word that few documents hold and none of `fewest`, and those with one word less that hold
    it: it is what the query is about. None where there is none."""
    parts = tuple(part for part in _parts(node) if _typed(part) not in synonyms().functions)
    least = fewest.count - 1 if fewest else 2
    words = (Text(_typed(part)) for part in parts if len(_typed(part)) > 1)
    held = {word: count(word) for word in words} if len(parts) > least + 1 > 2 else {}
    rare = min((word for word in held if held[word]), key=lambda word: held[word], default=None)
    if rare is None or held[rare] > RARE or (fewest and count(And((rare, fewest)))):
        return None
    kept = And((rare, AtLeast(least, parts)))
    return Kept(rare.text, kept) if count(kept) else None


def _parts(node: Node | None) -> tuple[Node, ...]:
    """What can be given up one by one: the parts of an AND, or the pieces of one long word."""
    if isinstance(node, And):
        return node.nodes
    if isinstance(node, Or) and isinstance(node.nodes[0], Text):
        return _parts(node.nodes[0])
    if isinstance(node, Text) and len(node.text) >= LONG:
        return tuple(Text(piece, scope=node.scope) for piece in dict.fromkeys(pieces(node.text)))
    return (node,) if node is not None else ()


def pieces(text: str) -> Iterator[str]:
    """Pairs of Chinese characters; names in letters and numbers stay whole."""
    for run in RUNS.findall(text):
        if run.isascii():
            yield run
        else:
            yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
