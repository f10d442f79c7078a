"""Why a query with conditions finds nothing: values that no document of the library has."""

from __future__ import annotations

from indexer.search.ast import Facet, Node, walk
from indexer.search.fields import facet_words
from indexer.search.loosen import Count

__all__ = ["absent_values"]


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
