"""The reader: one document with its outline, facts, family and measures, opened at a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from indexer.structure import outline
from kb.compare.words import value_words
from kb.errors import UserError
from kb.models import CleanText, Document, Measure, Passage
from kb.store import DocumentFilter, MeasureFilter
from webapp.filters import year_text
from webapp.labels import label
from webapp.pages.body import Outline, anchor, render_body, repeated_cells
from webapp.pages.facts import Fact, build_facts
from webapp.pages.family import Family, build_family
from webapp.pages.key_targets import key_targets
from webapp.pages.originals import Original, find_original
from webapp.pages.spans import Layer, Span, find_hits
from webapp.services import Services

__all__ = ["Heading", "ReaderView", "build_reader", "parse_place", "similar_documents"]

SIMILAR = 5
LOOKED_AT = 3  # for each one shown: notices and plans of one family are one


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline; `depth` from 1."""

    title: str
    depth: int
    anchor: str
    page: int | None


@dataclass(frozen=True)
class ReaderView:
    """All that the reader shows."""

    document: Document
    text: CleanText
    facts_table: tuple[Fact, ...]
    headings: tuple[Heading, ...]
    hits: tuple[tuple[int, int], ...]
    place: tuple[int, int] | None
    query: str
    measures: tuple[Measure, ...]
    key_measures: tuple[Measure, ...]
    family: Family
    similar: tuple[Document, ...]
    original: Original | None
    outline: Outline

    @cached_property
    def body(self) -> Markup:
        """The marked text."""
        url = self.original.url if self.original and self.original.has_pages else None
        layers = (_place_layer(self), _measure_layer(self), _hit_layer(self))
        return render_body(self.text, self.outline, layers, page_url=url)

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "document": self.document,
            "outline": self.headings,
            "text": self.text.text,
            "hits": self.hits,
            "measures": self.measures,
            "family": self.family.facts(),
            "similar": [{"id": d.id, "title": d.title} for d in self.similar],
            "original": self.original.url if self.original else None,
        }


def parse_place(text: str | None) -> tuple[int, int] | None:
    """“120-180” as a span of the text; None where no place was asked for."""
    if not text:
        return None
    start, dash, end = text.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise UserError(f"参数 at 应为“起点-终点”，例如 120-180，而不是“{text[:40]}”。")
    return int(start), int(end)


def build_reader(
    document_id: str, services: Services, *, query: str = "", place: tuple[int, int] | None = None
) -> ReaderView:
    """The document with everything around it; `NotFoundError` if it is not held."""
    store = services.store
    document = store.document(document_id)
    text, passages = store.text(document_id), store.passages(document_id)
    measures = tuple(
        store.measures(MeasureFilter(document_ids=[document_id], include_editions=True))
    )
    node = services.parse(query, expand=True).node if query else None
    headings = _headings(passages)
    return ReaderView(
        document=document,
        text=text,
        facts_table=build_facts(document),
        headings=tuple(headings.values()),
        hits=_shown_hits(text, find_hits(text.text, node, query)),
        place=place,
        query=query,
        measures=measures,
        key_measures=key_targets(document, measures),
        family=build_family(document, store),
        similar=similar_documents(document, services),
        original=find_original(document, services),
        outline={start: heading.depth for start, heading in headings.items()},
    )


def _shown_hits(text: CleanText, hits: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The hits without those in the repetitions of a merged cell, which the page leaves out."""
    if not hits or not text.tables:
        return tuple(hits)
    again = repeated_cells(text)
    starts = [start for start, _ in again]

    def is_shown(hit: tuple[int, int]) -> bool:
        before = bisect_right(starts, hit[0]) - 1
        return before < 0 or hit[0] >= again[before][1]

    return tuple(filter(is_shown, hits))


def _headings(passages: list[Passage]) -> Mapping[int, Heading]:
    return {
        found.start: Heading(found.title.strip(), found.depth + 1, anchor(found.start), found.page)
        for found in outline(passages)
    }


def similar_documents(document: Document, services: Services) -> tuple[Document, ...]:
    """Documents like this one, one of each family; those of its own stand under the family."""
    ids = services.engine.similar(document.id, size=SIMILAR * LOOKED_AT)
    held = {d.id: d for d in services.store.documents(DocumentFilter(ids=ids))} if ids else {}
    seen, found = {_relatives(document)}, []
    for other in (held[name] for name in ids if name in held):
        if _relatives(other) not in seen:
            seen.add(_relatives(other))
            found.append(other)
    return tuple(found[:SIMILAR])


def _relatives(document: Document) -> str:
    """What a document shares with its notice or plan; an article has but its compilation."""
    return document.id if document.family_role == "article" else document.family_id


def _place_layer(view: ReaderView) -> Layer:
    if view.place is None:
        return Layer([])
    start, end = view.place
    return Layer([Span(start, end, "span", ' class="at"', id="at", focused=True)])


def _hit_layer(view: ReaderView) -> Layer:
    """Each hit with links to its neighbours, which show while it is the target."""
    last = len(view.hits)
    return Layer(
        Span(
            start,
            end,
            "mark",
            "",
            f"hit-{number}",
            _hit_links(number, last),
            focused=number == 1 and view.place is None,  # unless a place was asked for
        )
        for number, (start, end) in enumerate(view.hits, start=1)
    )


def _hit_links(number: int, last: int) -> str:
    before, after = (number - 2) % last + 1, number % last + 1
    return (
        f'<span class="hit-nav"><a href="#hit-{before}">上一处</a>'
        f'<b>{number}/{last}</b><a href="#hit-{after}">下一处</a></span>'
    )


def _measure_layer(view: ReaderView) -> Layer:
    """Measures by the place of their value; those that share one place share one mark."""
    places: dict[tuple[int, int], list[Measure]] = {}
    for measure in view.measures:
        start, end = measure.value_start, measure.value_end
        place = (measure.start, measure.end) if start is None or end is None else (start, end)
        places.setdefault(place, []).append(measure)
    table = url_for("documents.measures", document_id=view.document.id)
    spans: list[Span] = []
    for (start, end), found in sorted(places.items()):
        if spans and start < spans[-1].end:  # a milestone around a value already marked
            continue
        title = escape("\n".join(_words(measure) for measure in found))
        kind = "measure" if found[0].value is not None else "measure milestone"
        link = f"{escape(table)}#{escape(found[0].id)}"
        attributes = f' class="{kind}" href="{link}" title="{title}"'
        spans.append(Span(start, end, "a", attributes, id=f"m-{found[0].id}"))
    return Layer(spans)


def _words(measure: Measure) -> str:
    """One measure in a line, for the tooltip."""
    parts = (
        measure.region or "",
        measure.scope or "",
        measure.metric,
        year_text(measure),
        value_words(measure),
        label("status", measure.status),
        measure.binding or "",
    )
    return " · ".join(filter(None, parts))
