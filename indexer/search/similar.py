"""Which texts make another document similar to this one, and how alike it must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.search.ast import Node, Or, Text
from indexer.search.places import find_place
from indexer.search.protocol import DocumentHit
from indexer.search.shelf import Record
from indexer.search.synonyms import synonyms
from indexer.segment import words
from kb.fold import search_text
from kb.vocab import topics

__all__ = ["like", "similar_node"]

MOST = 12
ALIKE = 0.15  # of the score that the document itself has; what has less shares but a common word
NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d+")


def similar_node(record: Record) -> Node | None:
    """Any of the words of the title and of the key phrases; None where there are none. They are
    scored as synonyms are, each as a whole, and a place no higher than what is said of it."""
    meta = record.head["meta"]
    title = [word for word in words(meta.get("title", "")) if len(word) > 1]
    issuers = meta.get("issuer", "")
    telling = [word for word in title if not _is_formula(word, issuers)]
    labels = {search_text(topic) for topic in topics.all_topics()}
    phrases = [line for line in meta.get("topic", "").split("\n") if 2 <= len(line) <= 12]
    wanted = dict.fromkeys((*(telling or title), *(p for p in phrases if p not in labels)))
    return Or(tuple(Text(text, implied=True) for text in list(wanted)[:MOST])) if wanted else None


def _is_formula(word: str, issuers: str) -> bool:
    """Whether a word of a title says nothing of its subject: 印发, an office, a day of a month."""
    office = word in issuers and find_place(word) is None
    return office or word in synonyms().formulas or NUMBER.fullmatch(word) is not None


def like(hits: Sequence[DocumentHit], document_id: str, size: int) -> list[str]:
    """Those of the hits that are enough like the document, which is among them."""
    own = next((hit.score for hit in hits if hit.document_id == document_id), 0.0)
    others = (hit for hit in hits if hit.document_id != document_id)
    return [hit.document_id for hit in others if hit.score >= ALIKE * own][:size]
