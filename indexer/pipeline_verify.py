"""The invariants of a library, checked over the whole store and the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kb.errors import StoreError
from kb.library import Library
from kb.models import Measure
from kb.progress import Track, untracked
from kb.store import DocumentBundle, DocumentFilter, MeasureFilter, Store
from kb.vocab import units

if TYPE_CHECKING:
    from indexer.search.protocol import SearchEngine

__all__ = ["Finding", "verify"]

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be. `check`: which invariant; `id`: what breaks it."""

    check: str
    id: str
    detail: str


def verify(
    library: Library,
    engine: SearchEngine | None,
    *,
    originals: bool = False,
    track: Track = untracked,
) -> Iterator[Finding]:
    """All breaches found. `originals` also reads every original and compares its content."""
    store = library.store
    documents: set[str] = set()
    sources = {source.id for source in store.sources()}
    for document in track(store.documents()):
        documents.add(document.id)
        try:
            bundle = next(iter(store.bundles(DocumentFilter(ids=[document.id]))), None)
        except StoreError as error:
            yield Finding("damaged", document.id, str(error))
            continue
        if bundle is None:
            yield Finding("text", document.id, "正文不见了；请用 policykb rebuild --all 重新读取")
            continue
        if bundle.document.source_id not in sources:
            yield Finding("source", bundle.document.id, f"来源 {bundle.document.source_id} 不存在")
        yield from _bundle(store, bundle)
    for check, name, detail in store.audit():
        yield Finding(check, name, detail)
    yield from _references(store, documents)
    yield from _originals(library, read=originals)
    if engine is not None:
        yield from _index(store, engine, documents)


def _bundle(store: Store, bundle: DocumentBundle) -> Iterator[Finding]:
    text, name = bundle.text.text, bundle.document.id
    if bundle.document.length != len(text):
        yield Finding("length", name, f"记载 {bundle.document.length} 字，实有 {len(text)} 字")
    for block in bundle.text.blocks:
        if not 0 <= block.start <= block.end <= len(text):
            yield Finding("block", name, f"段落块 {block.start}–{block.end} 超出正文")
    for passage in bundle.passages:
        if not 0 <= passage.start <= passage.end <= len(text):
            yield Finding("passage", passage.id, "段落位置超出正文")
    for measure in bundle.measures:
        yield from _measure(measure, bundle)
    known = {measure.id for measure in bundle.measures}
    for entry in store.ledger(name):
        if entry.measure_id is not None and entry.measure_id not in known:
            yield Finding("ledger", name, f"数字台账指向不存在的指标记录 {entry.measure_id}")


def _measure(measure: Measure, bundle: DocumentBundle) -> Iterator[Finding]:
    text = bundle.text.text
    if text[measure.start : measure.end] != measure.evidence:
        yield Finding("evidence", measure.id, "证据与正文该处不一致")
    if measure.passage >= len(bundle.passages):
        yield Finding("passage_of_measure", measure.id, f"段落 {measure.passage} 不存在")
    else:
        passage = bundle.passages[measure.passage]
        if not passage.start <= measure.start < passage.end:
            yield Finding("passage_of_measure", measure.id, "证据不在所指的段落中")
    if measure.value_start is not None and measure.value_end is not None:
        inside = measure.start <= measure.value_start <= measure.value_end <= measure.end
        if not inside and not 0 <= measure.value_start <= measure.value_end <= len(text):
            yield Finding("value_place", measure.id, "数字位置超出正文")
    yield from _canonical(measure, "value", measure.value, measure.canonical_value)
    yield from _canonical(measure, "value_max", measure.value_max, measure.canonical_max)


def _canonical(
    measure: Measure, field: str, value: Decimal | None, held: Decimal | None
) -> Iterator[Finding]:
    """A canonical value is the stated value times the factor of its unit."""
    made = units.canonical(value, measure.unit or "") if value is not None else None
    if held is None and measure.canonical_unit is None:
        return
    if held is None and value is None:
        return
    if made is None or held is None or made != (held, measure.canonical_unit):
        detail = (
            f"{field} {value}{measure.unit} 应换算为 {made}，而记载 {held} {measure.canonical_unit}"
        )
        yield Finding("canonical", measure.id, detail)


def _references(store: Store, documents: set[str]) -> Iterator[Finding]:
    for (document_id,) in set(
        store.measure_rows(MeasureFilter(include_editions=True), ["document_id"])
    ):
        if document_id not in documents:
            yield Finding("document_of_measure", document_id, "指标记录所在的文件不存在")
    known = store.known_ids()
    for override in store.overrides():
        if (
            override.document_id not in documents
            and override.document_id.split(".")[0] not in known
        ):
            yield Finding("override", override.document_id, "手工修改所指的文件从未在库中")


def _originals(library: Library, *, read: bool) -> Iterator[Finding]:
    for source in library.store.sources():
        if source.stored is None:
            continue
        path = library.original(source)
        if path is None:
            yield Finding("original", source.id, f"{source.name} 的原件 {source.stored} 不见了")
        elif read and hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
            yield Finding("original", source.id, f"{source.name} 的原件内容已改变")


def _index(store: Store, engine: SearchEngine, documents: set[str]) -> Iterator[Finding]:
    from indexer.search import Everything

    if engine.status() != "ready":
        detail = "索引不见了，或由另一版本的程序建立；请运行 policykb rebuild"
        yield Finding("index", engine.status(), detail)
        return
    waiting = store.outbox()
    if waiting:
        yield Finding("outbox", str(len(waiting)), "索引尚未跟上；请运行 policykb rebuild")
    held = engine.matching_ids(Everything())
    for missing in sorted(documents - held):
        yield Finding("index", missing, "库中有而索引中没有；请运行 policykb rebuild")
    for extra in sorted(held - documents):
        yield Finding("index", extra, "索引中有而库中没有；请运行 policykb rebuild")
