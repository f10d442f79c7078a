"""Why a cell is empty: explicitly not set, set elsewhere, silent, not fully read, not held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from weakref import WeakKeyDictionary

from kb.compare.holdings import Holding, Holdings
from kb.store import Store
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
_UNSET = re.compile(
    r"[^。；;\n]*(?:不再?|未|没有|暂不|取消)(?:提出|设定|设置|设立|设|下达|确定|制定|明确)"
    r"[^。；;，,\n]{0,16}?(?:目标|指标|要求|任务)[^。；;\n]*"
)
_DEFERRED = re.compile(
    r"[^。；;\n]*(?:(?:完成|达到|满足|落实|执行)(?:国家|省|市|自治区|上级)[^。；;，,|\n]{0,8}"
    r"(?:下达|核定|考核|要求|规定|确定)"
    r"|(?:按照?|以)(?:国家|省|市|自治区|上级)[^。；;，,|\n]{0,8}(?:下达|核定|确定))[^。；;\n]*"
)
"""A goal that is what a higher level sets: 完成国家和省上下达的目标, 按国家核定目标执行."""
SHORT_NAMES = {
    "gdp": ("GDP", "地区生产总值", "国内生产总值", "生产总值", "经济增长", "经济增速"),
    "energy_consumption": ("能源消费总量", "能耗总量"),
    "energy_intensity": ("能耗强度", "单位GDP能耗", "单位地区生产总值能耗", "单位生产总值能耗"),
    "co2_emissions": ("碳排放总量", "二氧化碳排放总量"),
    "co2_intensity": ("碳排放强度", "单位GDP二氧化碳排放", "单位地区生产总值二氧化碳排放"),
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
_kept: WeakKeyDictionary[Store, tuple[int, dict[str, tuple[Unset, ...]]]] = WeakKeyDictionary()


def unset_sentences(
    store: Store, document_ids: Iterable[str], *, version: int
) -> dict[str, tuple[Unset, ...]]:
    """The sentences of documents that set no figure themselves; kept for a library's state."""
    kept = _kept.get(store)
    if kept is None or kept[0] != version:
        kept = (version, {})
        _kept[store] = kept
    known = kept[1]
    if missing := {id_ for id_ in document_ids if id_ not in known}:
        for id_, text in store.bodies(missing).items():
            known[id_] = tuple(_said_in(id_, text))
    return known


def _said_in(document_id: str, text: str) -> Iterator[Unset]:
    kinds: tuple[tuple[AbsenceKind, re.Pattern[str]], ...] = (
        ("explicitly_not_set", _UNSET),
        ("without_figure", _DEFERRED),
    )
    for kind, pattern in kinds:
        for m in pattern.finditer(text):
            yield Unset(kind, document_id, m.start(), m.end(), m.group())


@lru_cache(maxsize=4096)
def _names(concept: str) -> tuple[str, ...]:
    if concept.startswith("="):
        return (concept[1:],)
    known = metric(concept)
    plain = [name for name in known.synonyms if "{" not in name and len(name) >= 3]
    return (known.name, *SHORT_NAMES.get(concept, ()), *plain)


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
        sentences = unset_sentences(store, ids, version=store.version())
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
