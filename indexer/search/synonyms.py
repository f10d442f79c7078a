"""Synonyms and abbreviations: what is also searched for. Data, not code (`data/synonyms.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from kb.errors import VocabularyError
from kb.fold import search_text
from kb.vocab import forget_on_configure, issuers, metrics

__all__ = ["Synonyms", "load", "synonyms"]

_PATTERN = frozenset("()|[]*?")  # some names in the vocabulary are patterns, not names
MOST = 6  # alternatives of one term
Meanings = tuple[tuple[str, ...], ...]


class Synonyms:
    """Folded term -> alternatives, each a tuple of texts that must all occur."""

    def __init__(
        self,
        entries: list[dict[str, object]],
        questions: list[str],
        functions: Iterable[str] = (),
        aspects: Iterable[str] = (),
        formulas: Iterable[str] = (),
        same: Iterable[list[str]] = (),
        bans: Iterable[str] = (),
    ) -> None:
        self.meanings: dict[str, Meanings] = {}
        self.shown: dict[str, str] = {}
        self.questions = frozenset(search_text(word) for word in questions)
        self.functions = frozenset(search_text(word) for word in functions)
        self.aspects = frozenset(search_text(word) for word in aspects)
        self.formulas = frozenset(search_text(word) for word in formulas)
        for entry in entries:
            self._add(entry)
        self.bans = frozenset(search_text(word) for word in bans)
        self.same = {search_text(name): tuple(group) for group in same for name in group}
        self.longest = max((len(term) for term in self.meanings), default=0)

    def _add(self, entry: dict[str, object]) -> None:
        term, means = entry.get("term"), entry.get("means")
        if not isinstance(term, str) or not isinstance(means, list) or not all(means):
            raise VocabularyError("synonyms.yaml", f"条目不完整：{entry}")
        self._put(term, tuple(tuple(map(str, way)) for way in means))
        if entry.get("both") and len(means) == 1 and len(means[0]) == 1:
            self._put(str(means[0][0]), ((term,),))

    def _put(self, term: str, ways: Meanings) -> None:
        key = search_text(term)
        folded = tuple(tuple(search_text(text) for text in way) for way in ways)
        self.shown.update((search_text(text), text) for way in ways for text in way)
        self.meanings[key] = tuple(dict.fromkeys((*self.meanings.get(key, ()), *folded)))

    def of(self, term: str) -> Meanings:
        """Alternatives of a folded term: those of the file, other names of a metric or organ, its
        names of other years."""
        found = self.meanings.get(term, ())
        named = (*_metric_names().get(term, ()), *_organ_names().get(term, ()))
        named += self.same.get(term, ())
        for name in (name for name in named if search_text(name) != term):
            self.shown.setdefault(search_text(name), name)
            found = (*found, (search_text(name),))
        kept: list[tuple[str, ...]] = []
        for way in dict.fromkeys(found):  # what holds the term, or a shorter way, adds nothing
            if len(way) > 1 or not any(t in way[0] for t in (term, *(k[0] for k in kept))):
                kept.append(way)
        return tuple(kept)[:MOST]

    def label(self, way: tuple[str, ...]) -> str:
        """How an alternative is shown."""
        return "＋".join(self.shown.get(text, text) for text in way)


def load(text: str) -> Synonyms:
    """Read a synonyms file."""
    data = yaml.safe_load(text)
    return Synonyms(
        data["synonyms"],
        data["question_words"],
        data["function_words"],
        data["aspect_words"],
        data["formula_words"],
        data.get("same", ()),
        data.get("ban_words", ()),
    )


@lru_cache(maxsize=1)
def _metric_names() -> dict[str, tuple[str, ...]]:
    """Folded name of a metric -> all its names."""
    named: dict[str, tuple[str, ...]] = {}
    for metric in metrics.all_metrics():
        names = tuple(n for n in (metric.name, *metric.synonyms) if not _PATTERN & set(n))
        named.update((search_text(name), names) for name in names)
    return named


@lru_cache(maxsize=1)
def _organ_names() -> dict[str, tuple[str, ...]]:
    """Folded name of an organ -> its full name and the short ones."""
    national, local = issuers.short_names()
    same: dict[str, dict[str, None]] = {}
    for short, full in (*local.items(), *national.items()):
        if full in local.values() or short not in {*local, *local.values()}:  # not 发改委 alone
            same.setdefault(full, {full: None})[short] = None
    named: dict[str, tuple[str, ...]] = {}
    for names in same.values():
        for name in names:
            key = search_text(name)
            named[key] = (*named.get(key, ()), *names)
    return named


forget_on_configure(_metric_names.cache_clear)
forget_on_configure(_organ_names.cache_clear)


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """The built-in synonyms."""
    path = files("indexer.search").joinpath("data").joinpath("synonyms.yaml")
    return load(path.read_text(encoding="utf-8"))
