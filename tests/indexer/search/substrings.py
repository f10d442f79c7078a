"""The substring guarantee: what can be seen in a document finds the document."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.search import SearchEngine, parse_query
from indexer.search.fields import field_names
from indexer.search.lexer import lex
from kb.store import DocumentBundle

__all__ = ["Missed", "exact_queries", "facts_queries", "misses", "plain_queries"]


LITERAL = {"word", "phrase", "number"}


@dataclass(frozen=True)
class Missed:
    """A query that ought to have found a document and did not."""

    query: str
    document_id: str


def _substrings(
    bundles: Sequence[DocumentBundle], count: int, *, longest: int, shortest: int, seed: int
) -> Iterator[tuple[str, str]]:
    """(substring of a passage, document id); documents are drawn evenly, then passages."""
    rnd = random.Random(seed)
    drawn = 0
    while drawn < count:
        bundle = rnd.choice(bundles)
        passage = rnd.choice(bundle.passages).text
        length = rnd.randint(shortest, longest)
        start = rnd.randrange(max(1, len(passage) - length + 1))
        text = passage[start : start + length]
        if any(char.isalnum() for char in text):
            drawn += 1
            yield text, bundle.document.id


def exact_queries(
    bundles: Sequence[DocumentBundle], count: int, *, seed: int = 1
) -> Iterator[tuple[str, str]]:
    """Substrings of 1 to 12 characters as quoted phrases."""
    for text, name in _substrings(bundles, count, longest=12, shortest=1, seed=seed):
        yield f'"{text}"', name


def plain_queries(
    bundles: Sequence[DocumentBundle], count: int, *, seed: int = 2
) -> Iterator[tuple[str, str]]:
    """Substrings of 2 to 6 characters as they are; those that happen to be operators left out."""
    for text, name in _substrings(bundles, count, longest=6, shortest=2, seed=seed):
        if {token.kind for token in lex(text, field_names()).tokens} <= LITERAL:
            yield text, name


def facts_queries(bundles: Sequence[DocumentBundle]) -> Iterator[tuple[str, str]]:
    """All titles and document numbers, quoted and as they are."""
    for bundle in bundles:
        for text in (bundle.document.title, bundle.document.document_number):
            if text:
                yield f'"{text}"', bundle.document.id
                yield text, bundle.document.id


def misses(engine: SearchEngine, queries: Iterator[tuple[str, str]]) -> list[Missed]:
    """The queries that did not find their document."""
    missed = []
    for query, name in queries:
        node = parse_query(query).node
        if node is None or name not in engine.matching_ids(node):
            missed.append(Missed(query, name))
    return missed
