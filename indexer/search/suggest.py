"""Suggestions while typing: titles, metrics, places, document numbers and authors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from indexer.search.ast import Node, Text
from kb.fold import search_text
from kb.vocab import forget_on_configure, metrics, regions

__all__ = ["Suggestion", "suggestions"]

Suggestion = tuple[str, str]  # kind (title, metric, place, number, author) and text
Heads = Callable[[Node, int], list[dict[str, Any]]]
LONGEST_PREFIX = 60
AUTHOR = "作者:"


def suggestions(prefix: str, heads: Heads | None, *, size: int) -> list[Suggestion]:
    """What may be meant by a beginning; `heads` gives the heads of matching documents."""
    folded = search_text(prefix)[:LONGEST_PREFIX]
    if not folded:
        return []
    found: list[Suggestion] = [("metric", text) for text in _starting(_metric_names(), folded)]
    found += [("place", text) for text in _starting(_place_names(), folded)]
    if heads is not None:
        found += _numbers(folded, heads) + _titles(folded, heads, size) + _authors(folded, heads)
    before, blank, last = " ".join(prefix.split()).rpartition(" ")
    if not found and blank:  # 四川 森林: the last word is being typed
        return [(kind, f"{before} {text}") for kind, text in suggestions(last, None, size=size)]
    return _shared_out(list(dict.fromkeys(found)), size)


def _starting(names: tuple[list[str], list[str]], folded: str) -> list[str]:
    keys, texts = names
    start = bisect_left(keys, folded)
    end = bisect_left(keys, folded + "\U0010ffff")
    return sorted(dict.fromkeys(texts[start : min(end, start + 200)]), key=len)


@lru_cache(maxsize=1)
def _metric_names() -> tuple[list[str], list[str]]:
    return _sorted((n, m.name) for m in metrics.all_metrics() for n in (m.name, *m.synonyms))


@lru_cache(maxsize=1)
def _place_names() -> tuple[list[str], list[str]]:
    return _sorted((name, place.name) for place in regions.all_regions() for name in (place.name,))


def _sorted(pairs: Any) -> tuple[list[str], list[str]]:
    ordered = sorted({(search_text(name), text) for name, text in pairs})
    return [key for key, _ in ordered], [text for _, text in ordered]


def _titles(folded: str, heads: Heads, size: int) -> list[Suggestion]:
    titles = [head["title"] for head in heads(Text(folded, scope="title"), 4 * size)]
    titles.sort(key=lambda title: (not search_text(title).startswith(folded), len(title)))
    return [("title", title) for title in titles]


def _numbers(folded: str, heads: Heads) -> list[Suggestion]:
    found = [head["number"] for head in heads(Text(folded, scope="number"), 8) if head["number"]]
    return [("number", number) for number in found if search_text(number).startswith(folded)]


def _authors(folded: str, heads: Heads) -> list[Suggestion]:
    """The query for all that somebody wrote; folded names are as typed, but for Latin ones."""
    typed = folded.removeprefix(AUTHOR)
    held = (
        [head["meta"]["author"] for head in heads(Text(typed, scope="author"), 8)] if typed else []
    )
    names = [name for several in held for name in several.split("\n")]
    return [("author", AUTHOR + n) for n in names if n.startswith(typed) and not n.isascii()]


def _shared_out(found: list[Suggestion], size: int) -> list[Suggestion]:
    """At most half of the places for one kind, as long as others could fill them."""
    kinds = ("title", "metric", "place", "number", "author")
    kept = [pair for kind in kinds for pair in [p for p in found if p[0] == kind][: -(-size // 2)]]
    rest = [pair for pair in found if pair not in kept]
    return sorted((kept + rest)[:size], key=lambda pair: kinds.index(pair[0]))


forget_on_configure(_metric_names.cache_clear)
forget_on_configure(_place_names.cache_clear)
