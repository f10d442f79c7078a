"""What conditions of a query leave out: values that no document has, documents without a date."""

from __future__ import annotations

from indexer.search.ast import And, Facet, Node, Not, YearRange, walk
from indexer.search.fields import facet_words
from indexer.search.loosen import Count

__all__ = ["absent_values", "undated"]

ANY_YEAR = YearRange(None, None)


def absent_values(node: Node, count: Count) -> tuple[str, ...]:
    """For each value of a kind, level or state that the query names and nobody has: those there
    are instead."""
    asked = dict.fromkeys(part for part in walk(node) if isinstance(part, Facet))
    return tuple(
        _said(part, count) for part in asked if facet_words(part.facet) and not count(part)
    )


def _said(asked: Facet, count: Count) -> str:
    name, words = facet_words(asked.facet) or ("", {})
    held = [word for code, word in words.items() if count(Facet(asked.facet, code))]
    return f"库中没有{name}为“{words[asked.value]}”的文件；{name}有：{'、'.join(held)}。"


def undated(node: Node, count: Count) -> str:
    """That documents of no known date would match, were it not for the year asked for; "" where
    none would. A plan that prints no date is easily taken for one that is not there."""
    parts = node.nodes if isinstance(node, And) else (node,)
    others = tuple(part for part in parts if not isinstance(part, YearRange))
    if len(others) == len(parts):
        return ""
    found = count(And((*others, Not(ANY_YEAR))))
    return f"另有 {found} 份文件符合其余条件，但题录中没有日期，没有列入。" if found else ""
