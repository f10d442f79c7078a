"""Places that a question leaves out: 除了北京，哪些地方有虚拟电厂."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.search.ast import And, Facet, Node, Not
from indexer.search.places import find_place

__all__ = ["LeftOut", "left_out"]

BUT = re.compile(
    r"除(?:了|去|开)?(?P<places>[㐀-鿿、]{2,20}?)(?:(?:以外|之外|外)[，,\s]*|[，,\s]+)(?=\S)"
)
ASKED = re.compile(r"[哪谁怎?？]|什么|多少|^\s*除了.*\s")  # else it may be copied from a text
AND = re.compile("[、和与及]|以及")


class LeftOut(NamedTuple):
    """The places left out, as typed, and what else was asked."""

    places: tuple[str, ...]
    rest: str

    def without(self, node: Node) -> Node:
        """What is asked, without the documents of these places."""
        codes = (find_place(place) for place in self.places)
        places = tuple(Not(Facet("region", code)) for code in codes if code)
        return And((*(node.nodes if isinstance(node, And) else (node,)), *places))

    def told(self) -> str:
        """What to tell about it."""
        return f"“除{'、'.join(self.places)}外”：未列出这些地方的文件。"


def left_out(text: str) -> LeftOut:
    """What a text leaves out; no places where it does not."""
    found = BUT.search(text) if ASKED.search(text) else None
    places = tuple(filter(None, AND.split(found["places"]))) if found else ()
    if found is None or not all(map(find_place, places)):
        return LeftOut((), text)
    return LeftOut(places, text[: found.start()] + text[found.end() :])
