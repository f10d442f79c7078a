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
from kb.vocab.metric_scan import named_in

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
MOST_NOTES = 8  # why documents were not fully read, each reason once


@once_for_each_state
def _known_sentences(_store: Store) -> dict[str, tuple[Unset, ...]]:
    """The sentences found so far, by document."""
    return {}


def unset_sentences(store: Store, document_ids: Iterable[str]) -> dict[str, tuple[Unset, ...]]:
    """The sentences of these documents, and of no others, that set no figure themselves."""
    known, wanted = _known_sentences(store), set(document_ids)
    for id_, text in store.bodies(wanted - known.keys()).items():
        known[id_] = tuple(
            Unset(cast(AbsenceKind, kind), id_, start, end, text[start:end])
            for kind, start, end in absences.without_figure(text)
        )
    return {id_: known[id_] for id_ in wanted if id_ in known}


@lru_cache(maxsize=4096)
def _speaks_of(sentence: str, concept: str) -> bool:
    """Whether a sentence refuses a figure for the metric, named as a whole beside the refusal."""
    also = concept.removeprefix("=") if concept.startswith("=") else ""
    own, before = absences.refusing_part(sentence)
    return concept in (named_in(own, also=also) or named_in(before, also=also))


forget_on_configure(_speaks_of.cache_clear)


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
        aims = "target" in statuses  # only a target can be refused
        ids = {h.id for many in speaking.values() for h in many if aims}
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
        notes = tuple(dict.fromkeys(note for _, note in unread))[:MOST_NOTES]
        return Absence("not_fully_read", ids, notes), refusals
    return Absence("silent", tuple(h.id for h in speaking)), refusals
