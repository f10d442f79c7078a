"""Why a cell is empty: explicitly not set, set elsewhere, silent, not fully read, not held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from kb.compare.holdings import Holding, Holdings
from kb.compare.kept import once_for_each_state
from kb.store import Store
from kb.vocab import absences, forget_on_configure
from kb.vocab.metric_names import name_key
from kb.vocab.metrics import metric

__all__ = ["Absence", "AbsenceFinder", "AbsenceKind", "Unset"]

AbsenceKind = Literal[
    "explicitly_not_set", "without_figure", "silent", "not_fully_read", "not_held"
]
ABSENCE_WORDS = {
    "explicitly_not_set": "文件明确不设",
    "without_figure": "有要求，未写数值",
    "silent": "有文件，未提及",
    "not_fully_read": "有文件，未全部读出",
    "not_held": "库中无文件",
}


@dataclass(frozen=True, slots=True)
class Unset:
    """A sentence or row that says a target is not set, or is whatever a higher level sets."""

    kind: AbsenceKind
    document_id: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a cell is empty; `documents` are those that were looked into."""

    kind: AbsenceKind
    documents: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unset: Unset | None = None

    @property
    def words(self) -> str:
        """The kind in words."""
        return ABSENCE_WORDS[self.kind]


NOT_HELD = Absence("not_held")


@once_for_each_state
def _known_sentences(_store: Store) -> dict[str, tuple[Unset, ...]]:
    """The sentences found so far, by document."""
    return {}


def unset_sentences(store: Store, document_ids: Iterable[str]) -> dict[str, tuple[Unset, ...]]:
    """The sentences of documents that set no figure themselves, and of those asked for before."""
    known = _known_sentences(store)
    if missing := {id_ for id_ in document_ids if id_ not in known}:
        for id_, text in store.bodies(missing).items():
            known[id_] = tuple(
                Unset(cast(AbsenceKind, kind), id_, start, end, text[start:end])
                for kind, start, end in absences.without_figure(text)
            )
    return known


@lru_cache(maxsize=4096)
def _names(concept: str) -> tuple[str, ...]:
    if concept.startswith("="):
        return (concept[1:],)
    known = metric(concept)
    plain = [name for name in known.synonyms if "{" not in name and len(name) >= 3]
    return (known.name, *absences.short_names(concept), *plain)


forget_on_configure(_names.cache_clear)


def _speaks_of(sentence: str, concept: str) -> bool:
    key = name_key(sentence)
    return any(name in sentence or name_key(name) in key for name in _names(concept))


class AbsenceFinder:
    """Says why cells of one request are empty; looks into each document once."""

    def __init__(
        self,
        store: Store,
        held: Holdings,
        statuses: tuple[str, ...],
        places: Iterable[tuple[str, int]],
    ) -> None:
        speaking = {place: held.speaking(*place, statuses) for place in places}
        ids = {h.id for many in speaking.values() for h in many}
        if "target" not in statuses:
            ids = set()
        sentences = unset_sentences(store, ids)
        self._known = {place: _look(many, sentences) for place, many in speaking.items()}

    def why(self, concept: str, region: str, year: int) -> Absence:
        """The reason for an empty cell."""
        usual, refusals = self._known[region, year]
        for unset in refusals:
            if _speaks_of(unset.sentence, concept):
                return Absence(unset.kind, (unset.document_id,), unset=unset)
        return usual


def _look(
    speaking: list[Holding], sentences: dict[str, tuple[Unset, ...]]
) -> tuple[Absence, tuple[Unset, ...]]:
    """The usual reason in one region and year, and the refusals its documents hold."""
    if not speaking:
        return NOT_HELD, ()
    refusals = tuple(unset for h in speaking for unset in sentences.get(h.id, ()))
    unread = [(h.id, note) for h in speaking for note in h.unread]
    if unread:
        ids = tuple(dict.fromkeys(document_id for document_id, _ in unread))
        return Absence("not_fully_read", ids, tuple(note for _, note in unread[:8])), refusals
    return Absence("silent", tuple(h.id for h in speaking)), refusals
