"""Which measures a search is really after: “森林覆盖率 目标 四川 十四五” names a metric, a status,
a place and years. Only plain queries are read so; whatever else stands in them is left aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.search.fields import field_names, statuses
from indexer.search.lexer import lex
from indexer.search.places import find_place
from indexer.search.synonyms import synonyms
from indexer.search.terms import split_words
from kb.fold import search_text
from kb.vocab import forget_on_configure, metrics, periods

__all__ = ["MeasuresAsked", "measures_asked"]

_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:[-~至到]((?:19|20)\d\d)年?)?")
_LONGEST = 6  # words of one metric's name


@dataclass(frozen=True, slots=True)
class MeasuresAsked:
    """Ids of metrics, codes of places, years and statuses; no places: everywhere, and so on."""

    metrics: tuple[str, ...]
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """As the facets of measures."""
        years = tuple(map(str, self.years))
        given = {
            "metric": self.metrics,
            "region": self.regions,
            "year": years,
            "status": self.statuses,
        }
        return {name: values for name, values in given.items() if values}

    def wider(self) -> Iterator[MeasuresAsked]:
        """As asked, then without the status, then without the years; the place stays."""
        yield self
        if self.statuses:
            yield replace(self, statuses=())
        if self.years:
            yield replace(self, statuses=(), years=())


def measures_asked(text: str) -> MeasuresAsked | None:
    """The measures a plain query is after; None where it names no metric of the vocabulary."""
    tokens = lex(text, field_names()).tokens
    if not tokens or any(token.kind != "word" for token in tokens):
        return None
    words = [
        word
        for token in tokens
        for word in split_words(token.text, synonyms().questions).wanted
        if word not in synonyms().functions
    ]
    ids, rest = _metrics(words)
    if not ids:
        return None
    years = sorted({year for word in rest for year in _years(word)})
    places = dict.fromkeys(filter(None, map(_place, rest)))
    asked = dict.fromkeys(statuses()[word] for word in rest if word in statuses())
    return MeasuresAsked(tuple(ids), tuple(places), tuple(years), tuple(asked)[:1])


def _metrics(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Ids of the metrics named, the longest names first, and the words that are left."""
    ids: dict[str, None] = {}
    rest: list[str] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            found = _called("".join(words[at:end]))
            if found:
                ids.update(dict.fromkeys(found))
                at = end
                break
        else:
            rest.append(words[at])
            at += 1
    return list(ids), rest


def _called(name: str) -> tuple[str, ...]:
    """The metric of a name, or those it is short for: PM2.5 is a concentration."""
    found = metrics.match.__wrapped__(name)  # its cache serves building; queries seldom repeat
    return (found.id,) if found else _short_names().get(name, ())


@lru_cache(maxsize=1)
def _short_names() -> dict[str, tuple[str, ...]]:
    """Folded names that mean a metric beside its unit -> ids of the metrics."""
    short: dict[str, tuple[str, ...]] = {}
    for metric in metrics.all_metrics():
        for name in map(search_text, metric.bare):
            short[name] = (*short.get(name, ()), metric.id)
    return short


forget_on_configure(_short_names.cache_clear)


def _years(word: str) -> list[int]:
    span = periods.period(word)
    if span is None and (found := _YEARS.fullmatch(word)):
        span = int(found[1]), int(found[2] or found[1])
    return list(range(span[0], span[1] + 1)) if span and span[1] - span[0] < 20 else []


def _place(word: str) -> str | None:
    return find_place(word) if len(word) > 1 and word not in statuses() else None
