"""What a question leaves out: 除了北京，哪些地方有虚拟电厂; 没有提到煤炭的规划."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.search.ast import And, Facet, Node, Not, Text
from indexer.search.places import find_place
from kb.fold import search_text

__all__ = ["LeftOut", "left_out"]

BUT = re.compile(
    r"除(?:了|去|开)?(?P<places>[㐀-鿿、]{2,20}?)(?:(?:以外|之外|外)[，,\s]*|[，,\s]+)(?=\S)"
)
ASKED = re.compile(
    r"[哪谁怎?？]|什么|多少|^\s*(?:除了.*|除.*外)\s"
)  # else it may be copied from a text
AND = re.compile("[、和与及]|以及")
LACKING = re.compile(
    r"\s*(?:没有?|未)(?:提到|提及|写到|谈到)(?P<what>[^\s，,、]{2,12}?)的(?P<rest>\S.*)"
)


class LeftOut(NamedTuple):
    """What is not wanted, what else was asked, and what to tell about it."""

    nodes: tuple[Node, ...]
    rest: str
    told: str = ""

    def without(self, node: Node) -> Node:
        """What is asked, without what is not wanted."""
        return And((*(node.nodes if isinstance(node, And) else (node,)), *self.nodes))


def left_out(text: str) -> LeftOut:
    """What a text leaves out: no nodes where it leaves nothing out."""
    if lacking := LACKING.fullmatch(text):
        what = lacking["what"]
        unwanted = Not(Text(search_text(what), exact=True))
        return LeftOut((unwanted,), lacking["rest"], f"未列出含有“{what}”的文件。")
    found = BUT.search(text) if ASKED.search(text) else None
    names = tuple(filter(None, AND.split(found["places"]))) if found else ()
    codes = [code for name in names if (code := find_place(name))]
    if found is None or len(codes) < len(names):
        return LeftOut((), text)
    rest = text[: found.start()] + text[found.end() :]
    told = f"“除{'、'.join(names)}外”：未列出这些地方的文件。"
    return LeftOut(tuple(Not(Facet("region", code)) for code in codes), rest, told)
