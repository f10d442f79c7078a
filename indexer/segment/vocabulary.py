"""Words that the vocabularies bring into the domain dictionary."""

from __future__ import annotations

__all__ = ["vocabulary_words"]


def vocabulary_words() -> list[str]:
    """Names of metrics and places."""
    return []
