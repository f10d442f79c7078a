"""Answers a parsed query with sets, for engines that give the set of each leaf."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from indexer.search.ast import And, AtLeast, Facet, Near, Node, Not, Nothing, Or, Text, YearRange

__all__ = ["Leaves", "evaluate"]


class Leaves(Protocol):
    """The documents (by key) that match a leaf of the query."""

    def everything(self) -> set[int]:
        """All documents."""

    def text(self, node: Text) -> set[int]:
        """Documents that hold a text in its scope."""

    def near(self, node: Near) -> set[int]:
        """Documents that hold all the texts in one sentence."""

    def facet(self, node: Facet) -> set[int]:
        """Documents with a facet value."""

    def years(self, node: YearRange) -> set[int]:
        """Documents of a range of years."""


def evaluate(node: Node | None, leaves: Leaves) -> set[int]:
    """The keys of all matching documents; the sets of leaves are not changed."""
    if isinstance(node, Text):
        return leaves.text(node)
    if isinstance(node, Near):
        return leaves.near(node)
    if isinstance(node, Facet):
        return leaves.facet(node)
    if isinstance(node, YearRange):
        return leaves.years(node)
    if isinstance(node, And):
        return _all(node, leaves)
    if isinstance(node, Or | AtLeast):
        least = node.count if isinstance(node, AtLeast) else 1
        held = Counter(key for part in node.nodes for key in evaluate(part, leaves))
        return {key for key, count in held.items() if count >= least}
    if isinstance(node, Not):
        return leaves.everything() - evaluate(node.node, leaves)
    return set() if isinstance(node, Nothing) else leaves.everything()


def _all(node: And, leaves: Leaves) -> set[int]:
    found: set[int] | None = None
    for part in sorted(node.nodes, key=lambda part: isinstance(part, Not)):
        if isinstance(part, Not):
            found = (leaves.everything() if found is None else found) - evaluate(part.node, leaves)
        else:
            held = evaluate(part, leaves)
            found = set(held) if found is None else found & held
        if not found:
            return set()
    return found or set()
