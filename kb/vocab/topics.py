"""Topics: an editable vocabulary of subjects and the words that speak of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["all_topics", "topics_of", "validate"]

NOT_TOPICS = "不计"  # the entry of longer words that hold a topic word without speaking of it
_TITLE_WEIGHT = 6
_MOST = 6


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for document in read_yaml("topics.yaml"):
        found.update({name: tuple(words) for name, words in document.items()})
    return found


def all_topics() -> dict[str, tuple[str, ...]]:
    """Every topic with its words."""
    return {name: words for name, words in _entries().items() if name != NOT_TOPICS}


@lru_cache(maxsize=1)
def _finder() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    words: dict[str, list[str]] = {word: [] for word in _entries().get(NOT_TOPICS, ())}
    for topic, names in all_topics().items():
        for name in names:
            words.setdefault(name, []).append(topic)
    branches: dict[str, list[str]] = {}  # a search tries the words of one character alone
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    pattern = re.compile(
        "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in branches.items())
    )
    return pattern, {word: tuple(topics) for word, topics in words.items()}


forget_on_configure(_entries.cache_clear)
forget_on_configure(_finder.cache_clear)


def topics_of(title: str, text: str) -> tuple[str, ...]:
    """The topics a text is about, the strongest first; at most six.

    A topic counts if the title names it, or if its words make up a tenth of all topic words and
    occur three times at least.
    """
    pattern, topics = _finder()
    score: Counter[str] = Counter()
    named: set[str] = set()
    for word, count in Counter(pattern.findall(text)).items():
        for topic in topics[word]:
            score[topic] += count
    total = sum(score.values())
    for word in pattern.findall(title):
        for topic in topics[word]:
            named.add(topic)
            score[topic] += _TITLE_WEIGHT
    kept = [t for t, n in score.most_common() if t in named or (n >= 3 and n * 10 >= total)]
    kept.sort(key=lambda topic: (topic not in named, -score[topic]))
    return tuple(kept[:_MOST])


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    empty = [f"主题“{name}”没有词" for name, words in all_topics().items() if not words]
    short = [
        f"主题“{name}”的词“{word}”太短"
        for name, words in all_topics().items()
        for word in words
        if len(word) < 2
    ]
    return empty + short
