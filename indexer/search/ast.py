"""The parsed query: a small tree of frozen nodes that every engine understands.

All texts in nodes are folded (`kb.fold`). A document matches a `Text` if its text stands in the
document as contiguous characters. How an engine finds that out is its own business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "And",
    "AtLeast",
    "Everything",
    "Facet",
    "Near",
    "Node",
    "Not",
    "Nothing",
    "Or",
    "Scope",
    "Text",
    "YearRange",
    "leading",
    "texts",
    "walk",
]

Scope = Literal[
    "any", "title", "issuer", "author", "number", "source", "topic", "region", "file", "body"
]
"""Where a text is looked for; "any" is title, metadata and body together."""


@dataclass(frozen=True, slots=True)
class Text:
    """Contiguous characters. `exact`: quoted or otherwise not to be taken apart when ranking.

    `prefix`: written with a trailing `*`; since characters decide, it matches like any other
    text. `implied`: added as a synonym, not typed; ranks lower.
    """

    text: str
    scope: Scope = "any"
    exact: bool = False
    prefix: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """All texts within one sentence (of the body). `whole`: a number that a text begins or ends
    with is not part of a longer one, 14亿 not of 214亿."""

    texts: tuple[Text, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of these: what a query is loosened to that finds nothing."""

    count: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The documents that do not match the node."""

    node: Node


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet value: region (a code; its subtree matches), kind, level, period, validity …"""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class YearRange:
    """The document's year lies within, both ends included; None leaves an end open."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Node = Text | Near | And | Or | AtLeast | Not | Facet | YearRange | Everything | Nothing


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, without recursion limits."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        if isinstance(here, And | Or | AtLeast):
            waiting.extend(reversed(here.nodes))
        elif isinstance(here, Not):
            waiting.append(here.node)
        elif isinstance(here, Near):
            waiting.extend(reversed(here.texts))


def texts(node: Node) -> list[Text]:
    """The texts a hit is to show: all but those under a Not, each once, in reading order."""
    found: dict[Text, None] = {}
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Text):
            found.setdefault(here)
        elif isinstance(here, And | Or | AtLeast):
            waiting.extend(reversed(here.nodes))
        elif isinstance(here, Near):
            waiting.extend(reversed(here.texts))
    return list(found)


def leading(node: Node | None) -> Node | None:
    """What was typed, of a node that was widened by other ways to hold the same texts."""
    if not isinstance(node, Or) or not isinstance(node.nodes[0], And):
        return node
    typed = {text.text for text in texts(node.nodes[0])}
    return node.nodes[0] if typed.issuperset(text.text for text in texts(node)) else node
