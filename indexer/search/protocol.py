"""The search engine protocol. `tests/contracts/test_engines.py` is the contract.

The engine gets a parsed query (`indexer.search.query`), never text; the same parsed query gives
the same set of documents on every engine. Ranking may differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from indexer.search.ast import Node
from kb.progress import Track, untracked
from kb.store import Indexable

__all__ = [
    "CELL_GAP",
    "FACETS",
    "MEASURE_FACETS",
    "DocumentHit",
    "FacetCount",
    "IndexStatus",
    "MeasureHits",
    "MeasureRequest",
    "PassageHit",
    "SearchEngine",
    "SearchPage",
    "SearchRequest",
    "Shown",
    "Sort",
]

IndexStatus = Literal["ready", "stale", "missing"]
Sort = Literal["relevance", "newest", "oldest"]
CELL_GAP = " | "  # between the cells of a row in the clean text
FACETS = ("region", "level", "kind", "issuer", "year", "period", "topic", "source")
MEASURE_FACETS = ("metric", "region", "year", "status", "binding", "change", "sector")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to find. `node` None matches every document. `filters`: facet name -> chosen values;
    values of one facet are OR, facets are AND. A region value is a code and matches its subtree."""

    node: Node | None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    offset: int = 0
    size: int = 20
    passages_per_document: int = 3
    facets: tuple[str, ...] = FACETS
    facet_size: int = 50


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage with the places to mark: `marks` are (start, end) in the document's clean text.
    `columns`: of a table row the heads of its cells, of a list's item the one text that leads in
    to the list, else none."""

    number: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    page: int | None
    marks: tuple[tuple[int, int], ...]
    columns: tuple[str, ...] = ()

    def cells(self) -> Iterator[tuple[str, int, str]]:
        """(head, start, text) of the cells of a row, those left out that say nothing new: empty
        ones, and what is merged with the cell before."""
        at, before = self.start, ("", "")
        for cell in zip(self.columns, self.text.split(CELL_GAP), strict=True):
            if cell[1] and cell != before:
                yield cell[0], at, cell[1]
            at, before = at + len(cell[1]) + len(CELL_GAP), cell


class Shown(NamedTuple):
    """What a list shows of a document. `why`: the fields that matched (标题, 正文, 发文字号 …)."""

    passages: tuple[PassageHit, ...]
    why: tuple[str, ...]
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class DocumentHit:
    """A document found. What is shown of it is worked out when it is looked at: a search that only
    ranks, counts or exports does not read the texts."""

    document_id: str
    score: float
    show: Callable[[], Shown] = field(repr=False, compare=False)

    @cached_property
    def shown(self) -> Shown:
        """Its best passages and what to mark."""
        return self.show()

    @property
    def passages(self) -> tuple[PassageHit, ...]:
        """The best passages, best first."""
        return self.shown.passages

    @property
    def why(self) -> tuple[str, ...]:
        """The fields that matched."""
        return self.shown.why

    @property
    def title_marks(self) -> tuple[tuple[int, int], ...]:
        """(start, end) in the title."""
        return self.shown.title_marks


class FacetCount(NamedTuple):
    """One value of a facet and how many documents (or measures) have it."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple's own `count` is of no use here


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`total` counts all matching documents, editions of one text once. Facet counts are
    disjunctive: those of a facet ignore the values chosen in that facet."""

    hits: tuple[DocumentHit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """Like `SearchRequest`, over measures; `low`/`high` bound the canonical value."""

    node: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    sort: str = "relevance"
    offset: int = 0
    size: int = 50
    facets: tuple[str, ...] = MEASURE_FACETS


@dataclass(frozen=True, slots=True)
class MeasureHits:
    """Ids of measures, best first, with disjunctive facet counts."""

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]


class SearchEngine(Protocol):
    """Full-text search over documents, their passages and measures; `EngineError` on failure."""

    name: str

    def status(self) -> IndexStatus:
        """`stale`: made by another schema, segmenter or dictionary; it answers, but is to be
        rebuilt from the store. `missing`: never built, answers with nothing."""

    def rebuild(self, bundles: Iterable[Indexable], *, track: Track = untracked) -> int:
        """Build a new index beside the live one and swap it in; how many documents it holds."""

    def update(self, bundles: Iterable[Indexable], *, removed: Iterable[str] = ()) -> None:
        """Replace or add these documents and drop the removed document ids; visible on return."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Documents with their best passages and facets."""

    def matching_ids(self, node: Node) -> set[str]:
        """The full match set, for tests and whole-query exports."""

    def search_measures(self, request: MeasureRequest) -> MeasureHits:
        """Measures with facets; `QueryError` for a field that measures do not have."""

    def suggest(self, prefix: str, *, size: int = 10) -> list[tuple[str, str]]:
        """(kind, text) pairs: titles, metrics, places and document numbers starting so."""

    def similar(self, document_id: str, *, size: int = 5) -> list[str]:
        """Ids of documents like this one, best first; none for an unknown id."""

    def close(self) -> None:
        """Let go of files; the engine opens them again when asked once more."""
