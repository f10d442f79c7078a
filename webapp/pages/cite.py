"""Citing: one document or a place in it, and lists of documents as reference files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from indexer.search import SearchRequest
from kb.citations.document_item import gaps, item_from_document
from kb.citations.editions import EDITIONS
from kb.citations.exports import EXPORTS
from kb.citations.gbt7714 import Form, Style, format_item
from kb.citations.item import Item
from kb.citations.listing import reference_docx, reference_text
from kb.citations.passage import PassageCitation, cite_passage
from kb.compare.table_rows import GAP, Rows, row_words
from kb.errors import UserError
from kb.models import Document, Passage
from kb.store import DocumentFilter
from webapp.pages.family import build_family

if TYPE_CHECKING:
    from webapp.requests import Asked
    from webapp.services import Services

__all__ = ["CODES", "FORMS", "STYLES", "CiteView", "ReferenceFile", "build_cite", "documents_of",
           "found_documents", "parse_style", "reference_file"]  # fmt: skip

STYLES = {style: edition.name for style, edition in EDITIONS.items()}
FORMS: dict[Form, str] = {
    "numeric": "顺序编码 [1]", "author-date": "著者—出版年", "note": "脚注",
}  # fmt: skip
CODES = {  # type codes of GB/T 7714 that journals ask for on government documents
    "": "照国标", "EB": "[EB] 电子公告", "A": "[A] 档案", "Z": "[Z] 其他", "G": "[G] 汇编",
    "R": "[R] 报告",
}  # fmt: skip
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAIN = {"text": ("text/plain", "txt", "纯文本"), "docx": (WORD, "docx", "Word")}
BATCH = 200
MAX_QUOTE = 2000


@dataclass(frozen=True, slots=True)
class CiteView:
    """The citation of one document, and of the place that was asked for.

    `together`: the notice that issued it, or the plan that it issued.
    """

    document: Document
    item: Item
    style: Style
    entry: str
    gaps: tuple[str, ...]
    passage: PassageCitation | None
    together: tuple[Document, ...]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "document_id": self.document.id,
            "style": self.style.name,
            "form": self.style.form,
            "entry": self.entry,
            "gaps": self.gaps,
            "passage": _place_facts(self.passage),
            "together": [{"id": d.id, "title": d.title} for d in self.together],
        }


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file to be saved, as a stream of pieces."""

    pieces: Iterable[bytes]
    media_type: str
    name: str


def _place_facts(passage: PassageCitation | None) -> dict[str, str] | None:
    if passage is None:
        return None
    return {
        "locator": passage.locator,
        "quote": passage.quote,
        "text": passage.text,
        "markdown": passage.markdown,
        "html": passage.html,
    }


def parse_style(name: str, form: str, code: str, *, number: str = "") -> Style:
    """The style a page was asked for; errors name the known values.

    `number`: "no" leaves the document number out.
    """
    _known("引文标准", name, EDITIONS)
    _known("标注方法", form, FORMS)
    _known("文献类型代码", code, [known for known in CODES if known or not code])
    _known("文号选项", number, ["no"] if number else [""])
    known_form: Form = next(known for known in FORMS if known == form)
    return Style(name, known_form, government_code=code or None, with_number=not number)


def _known(what: str, name: str, known: Collection[str]) -> None:
    """Refuse a choice that there is not."""
    if name not in known:
        raise UserError(f"没有{what}“{name[:20]}”；可用的有：{'、'.join(known)}。")


def build_cite(
    document_id: str, services: Services, style: Style, *, place: tuple[int, int] | None = None
) -> CiteView:
    """The document's reference, with its gaps, and the passage at `place` if there is one."""
    document = services.store.document(document_id)
    item = item_from_document(document, accessed=date.today().isoformat())
    passage = _passage(document, item, services, style, place) if place else None
    return CiteView(
        document=document,
        item=item,
        style=style,
        entry=format_item(item, style),
        gaps=tuple(gaps(document)),
        passage=passage,
        together=_issued_together(document, services),
    )


def _issued_together(document: Document, services: Services) -> tuple[Document, ...]:
    family = build_family(document, services.store)
    if family.kind != "notice":
        return ()
    return tuple(member for member in family.members if member.id != document.id)


def _passage(
    document: Document, item: Item, services: Services, style: Style, place: tuple[int, int]
) -> PassageCitation:
    start, end = place
    body = services.store.text(document.id)
    text = body.text
    if end > len(text) or end - start > MAX_QUOTE:
        raise UserError(f"参数 at 超出正文，或长于 {MAX_QUOTE} 字：{start}-{end}。")
    found = _passage_at(services.store.passages(document.id), start)
    row = Rows(services.store).at(document.id, start, text[start:end])
    quote = row_words(row) or text[start:end].replace(GAP, "；")
    table = body.tables[found.table] if found and found.table is not None else None
    return cite_passage(
        item,
        quote,
        headings=found.headings if found else (),
        page=found.page if found else None,
        caption=table.caption if table else "",
        tabular=table is not None,
        style=style,
    )


def _passage_at(passages: Iterable[Passage], start: int) -> Passage | None:
    return next((p for p in passages if p.start <= start < p.end), None)


def documents_of(ids: Iterable[str], services: Services) -> Iterator[Document]:
    """The documents with these ids that the library still holds, in this order, streamed."""
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        held = {d.id: d for d in services.store.documents(DocumentFilter(ids=batch))}
        yield from (held[document_id] for document_id in batch if document_id in held)


def found_documents(asked: Asked, services: Services) -> Iterator[Document]:
    """Every document a query finds, best first, streamed page by page."""
    node = services.parse(asked.text, expand=asked.expand).node
    offset = 0
    while True:
        request = SearchRequest(
            node=node, filters=asked.filters, offset=offset, size=BATCH,
            passages_per_document=0, facets=(), sort=asked.sort,  # type: ignore[arg-type]  # checked
        )  # fmt: skip
        hits = services.engine.search(request).hits
        if not hits:
            return
        yield from documents_of([hit.document_id for hit in hits], services)
        offset += BATCH


def reference_file(documents: Iterable[Document], kind: str, style: Style) -> ReferenceFile:
    """The references of `documents` in one of the export formats, `text` or `docx`."""
    today = date.today().isoformat()
    items = (item_from_document(document, accessed=today) for document in documents)
    if kind in EXPORTS:
        export = EXPORTS[kind]
        pieces = (piece.encode("utf-8") for piece in export.write(items))
        return ReferenceFile(pieces, export.media_type, f"references.{export.extension}")
    _known("引文格式", kind, [*EXPORTS, *PLAIN])
    media_type, extension, _ = PLAIN[kind]
    if kind == "docx":
        return ReferenceFile([reference_docx(items, style)], media_type, f"references.{extension}")
    text = (line.encode("utf-8") for line in reference_text(items, style))
    return ReferenceFile(text, media_type, f"references.{extension}")
