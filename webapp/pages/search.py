"""The search page: documents with their best passages, facets with live counts, and notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.search import (
    FACETS,
    FacetCount,
    SearchPage,
    SearchRequest,
    Shown,
    answer,
)
from kb.citations.exports import EXPORTS
from kb.models import Document
from webapp.navigation import address
from webapp.pages.cite import PLAIN
from webapp.pages.facets import (
    Chosen,
    Facet,
    build_facets,
    chosen_options,
    facet_facts,
    facet_label,
)
from webapp.pages.paging import Paging, build_paging
from webapp.pages.search_measures import MatchingMeasures, matching_measures
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["FACET_SIZE", "SORTS", "Result", "SearchView", "build_search"]

SORTS = {"relevance": "相关度", "newest": "最新在前", "oldest": "最早在前"}
FACET_SIZE = 400  # values per facet asked of the engine; the page folds long lists


@dataclass(frozen=True, slots=True)
class Result:
    """One document found and what is shown of it.

    Not the hit itself: a page lives on until its garbage is collected, and a hit holds the text.
    """

    document: Document
    score: float
    shown: Shown

    def facts(self) -> dict[str, Any]:
        """The same keys as a line of `policykb search`."""
        passages = [{"start": p.start, "end": p.end, "text": p.text} for p in self.shown.passages]
        return {
            "document_id": self.document.id,
            "doc": self.document.doc,
            "source": self.document.source,
            "title": self.document.title,
            "score": self.score,
            "why": self.shown.why,
            "passages": passages,
        }


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page shows."""

    asked: Asked
    total: int
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    notices: tuple[str, ...]
    also_searched: tuple[tuple[str, tuple[str, ...]], ...]  # typed -> searched for besides
    searched: str  # the words that were searched for, after a slip was put right
    helped: bool  # a slip was put right, or not all words had to be there
    without_filters: int  # how many the words alone would find; shown where filters leave none
    paging: Paging
    measures: MatchingMeasures | None = None

    @property
    def sorts(self) -> dict[str, str]:
        """The orders offered."""
        return SORTS

    @property
    def exports(self) -> tuple[tuple[str, str], ...]:
        """(label, address) of reference files of everything found."""
        same = replace(self.asked.with_text(self.searched), sort="relevance", options={})
        labels = {kind: export.label for kind, export in EXPORTS.items()}
        labels |= {kind: label for kind, (_, _, label) in PLAIN.items()}
        return tuple(
            (label, address(f"/export/{kind}", same.page_free_pairs()))
            for kind, label in labels.items()
        )

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "query": self.asked.text,
            "total": self.total,
            "page": self.asked.page,
            "size": self.asked.size,
            "sort": self.asked.sort,
            "filters": self.asked.filters,
            "results": [result.facts() for result in self.results],
            "facets": facet_facts(self.facets),
            "notices": self.notices,
            "also_searched": [{"typed": t, "also": a} for t, a in self.also_searched],
            "searched": self.searched,
            "measures": self.measures.facts() if self.measures else None,
        }


def build_search(asked: Asked, services: Services, *, values: int = FACET_SIZE) -> SearchView:
    """Ask the engine, and fetch the documents it found from the store; so many facet values."""
    said = answer(
        services.engine,
        asked.text,
        request=_request(asked),
        expand=asked.expand,
        literal=bool(asked.options.get("literal")),
    )
    found, everything = said.page, said.page
    if asked.filters:
        wide = SearchRequest(node=said.searched.node, size=0, facet_size=FACET_SIZE)
        everything = services.engine.search(wide)
    return SearchView(
        asked=asked,
        total=found.total,
        results=_results(found, services),
        facets=_facets(asked, found.facets, everything.facets, values),
        chosen=chosen_options(asked, facet_label),
        notices=(*asked.notices, *said.notices),
        also_searched=said.searched.also_searched,
        searched=said.replaced_by or asked.text,
        helped=said.replaced_by is not None or said.loosened,
        without_filters=everything.total,
        paging=build_paging(asked, found.total),
        measures=matching_measures(asked, services),
    )


def _request(asked: Asked) -> SearchRequest:
    return SearchRequest(
        node=None,
        filters=asked.filters,
        sort=asked.sort,  # type: ignore[arg-type]  # parse_asked admits only SORTS
        offset=asked.offset,
        size=asked.size,
        facet_size=FACET_SIZE,
    )


def _results(found: SearchPage, services: Services) -> tuple[Result, ...]:
    held = services.documents([hit.document_id for hit in found.hits])
    return tuple(
        Result(held[hit.document_id], hit.score, hit.shown)
        for hit in found.hits
        if hit.document_id in held
    )


def _facets(
    asked: Asked,
    counts: Mapping[str, Sequence[FacetCount]],
    everything: Mapping[str, Sequence[FacetCount]],
    values: int,
) -> tuple[Facet, ...]:
    return build_facets(asked, counts, everything, names=FACETS, label=facet_label, most=values)
