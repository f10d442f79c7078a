"""Key phrases: pairs of words that a text repeats. Cheap on purpose; see topics for subjects."""

from __future__ import annotations

from collections import Counter

from indexer.segment import words
from kb.vocab import lists

__all__ = ["key_phrases"]

_SAMPLE = 3000


def key_phrases(title: str, text: str, *, most: int = 8) -> tuple[str, ...]:
    """Up to `most` phrases of two words that occur at least three times in the text's beginning."""
    count: Counter[str] = Counter()
    dull = frozenset(lists.words("titles.yaml", "dull"))
    previous = ""
    for word in words(f"{title}\n{text[:_SAMPLE]}"):
        usable = len(word) > 1 and "㐀" <= word[0] <= "鿿" and word not in dull
        if usable and previous and len(previous) + len(word) <= 10:
            count[previous + word] += 1
        previous = word if usable else ""
    ranked = sorted(count.items(), key=lambda item: (-item[1] * len(item[0]), item[0]))
    return tuple(phrase for phrase, times in ranked if times >= 3)[:most]
