"""What every engine indexes of a document: folded texts by scope, facet values, sort keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.search.ast import Scope
from indexer.search.lead_ins import lead_ins
from indexer.search.places import codes_above, names_of
from indexer.search.protocol import CELL_GAP
from kb.fold import search_text
from kb.models import Document, Passage
from kb.store import Indexable

__all__ = ["LEVEL_RANK", "META_SCOPES", "IndexRecord", "make_record"]

ABOUT_SCOPES: tuple[Scope, ...] = ("issuer", "author", "number", "source", "topic", "region")
META_SCOPES: tuple[Scope, ...] = ("title", *ABOUT_SCOPES, "file")
LEVEL_RANK = {"national": 5, "province": 4, "city": 3, "county": 2, "township": 1}
_GROUPED = ("main", "edition")

RUN_IN = 16  # characters of a heading that its paragraph follows in the same line


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """A document as engines see it. All texts are folded; "\\n" parts what must not be matched
    across. `day` is YYYYMMDD, 0 unknown. Editions of one text share a `group` and count once.
    `columns`: for each passage the heads of its cells, where it is a row of values, or what leads
    in to the list that it is an item of."""

    id: str
    title: str  # as published
    number: str  # the document number as published, "" if there is none
    texts: dict[Scope, str]
    facets: dict[str, tuple[str, ...]]
    year: int | None
    day: int
    level_rank: int
    group: str
    is_edition: bool
    headings: str
    passages: tuple[Passage, ...]
    columns: tuple[tuple[str, ...], ...]

    @property
    def meta(self) -> str:
        """All metadata in one text, the title first."""
        return "\n".join(self.texts[scope] for scope in META_SCOPES if self.texts[scope])

    @property
    def subject(self) -> str:
        """The metadata that tell what a document is about; the title has a weight of its own."""
        return "\n".join(self.texts[scope] for scope in ABOUT_SCOPES if self.texts[scope])

    @property
    def body(self) -> str:
        """The passages, one a line."""
        return self.texts["body"]


def make_record(bundle: Indexable) -> IndexRecord:
    """The record of a document."""
    document = bundle.document
    date = document.written_on or document.published_on or document.effective_on
    headings = [heading for passage in bundle.passages if (heading := _heading(passage))]
    return IndexRecord(
        id=document.id,
        title=document.title,
        number=document.document_number or "",
        texts=_texts(document, bundle.passages),
        facets=_facets(document, date),
        year=int(date[:4]) if date else None,
        day=int(date.replace("-", "").ljust(8, "0")) if date else 0,
        level_rank=LEVEL_RANK.get(document.level or "", 0),
        group=document.family_id if document.family_role in _GROUPED else "",
        is_edition=document.family_role == "edition",
        headings=search_text("\n".join(headings)),
        passages=bundle.passages,
        columns=tuple(_told_before(bundle)),
    )


def _heading(passage: Passage) -> str:
    """A heading, or the short first sentence of a paragraph, which in plans serves as one."""
    if passage.kind == "heading":
        return passage.text
    first = passage.text[: RUN_IN + 1].partition("。")
    return first[0] if first[1] and passage.table is None else ""


def _told_before(bundle: Indexable) -> Iterator[tuple[str, ...]]:
    """For each passage what is told of it elsewhere: heads of columns, or a list's lead-in."""
    led = lead_ins(bundle.passages)
    for index, passage in enumerate(bundle.passages):
        heads = _columns(passage, bundle.columns)
        yield heads or ((led[index],) if index in led else ())


def _columns(passage: Passage, tables: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The heads of a row's cells; none for the rows of heads themselves."""
    if passage.table is None or passage.table >= len(tables):
        return ()
    heads, cells = tables[passage.table], passage.text.split(CELL_GAP)
    if len(heads) != len(cells) or not any(heads):
        return ()
    repeats = all(cell in head for head, cell in zip(heads, cells, strict=True))
    return () if repeats else heads


def _texts(document: Document, passages: tuple[Passage, ...]) -> dict[Scope, str]:
    places = [name for region in document.regions for name in (region.name, *names_of(region.path))]
    sources = (document.source_name, document.compilation, document.section)
    raw: dict[Scope, str] = {
        "title": document.title,
        "issuer": _lines(document.issuers),
        "author": _lines(document.authors),
        "number": document.document_number or "",
        "source": _lines(source for source in sources if source),
        "topic": _lines(document.topics + document.key_phrases + document.periods),
        "region": _lines(places),
        "file": document.doc,
        "body": "\n".join(_one_line(passage.text) for passage in passages),
    }
    return {scope: search_text(text) for scope, text in raw.items()}


def _lines(values: object) -> str:
    assert hasattr(values, "__iter__")
    return "\n".join(dict.fromkeys(_one_line(value) for value in values))


def _one_line(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text


def _facets(document: Document, date: str | None) -> dict[str, tuple[str, ...]]:
    codes = [code for region in document.regions for code in codes_above(region.path)]
    return {
        "region": tuple(dict.fromkeys(codes)),
        "level": (document.level,) if document.level else (),
        "kind": (document.kind,),
        "issuer": tuple(dict.fromkeys(document.issuers)),
        "year": (date[:4],) if date else (),
        "period": tuple(dict.fromkeys(document.periods)),
        "topic": tuple(dict.fromkeys(document.topics)),
        "source": (document.source_name,) if document.source_name else (),
        "validity": (document.validity,),
    }
