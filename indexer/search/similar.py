"""Which texts make another document similar to this one."""

from __future__ import annotations

from indexer.search.ast import Node, Or, Text
from indexer.search.ranking import words_of
from indexer.search.shelf import Record

__all__ = ["similar_node"]

MOST = 12


def similar_node(record: Record) -> Node | None:
    """Any of the words of the title and of the key phrases; None where there are none."""
    meta = record.head["meta"]
    phrases = [line for line in meta.get("topic", "").split("\n") if 2 <= len(line) <= 12]
    words = [word for word in words_of(meta.get("title", "")) if len(word) > 1]
    wanted = list(dict.fromkeys((*words, *phrases)))[:MOST]
    return Or(tuple(Text(text) for text in wanted)) if wanted else None
