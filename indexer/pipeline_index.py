"""The search index follows the store: by the outbox, or made anew from all documents."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from kb.errors import EngineError, LibraryError
from kb.library import Library
from kb.models import Document
from kb.progress import Track, progress_bar, untracked
from kb.store import DocumentFilter, OutboxEntry, Store

if TYPE_CHECKING:
    from indexer.search.protocol import SearchEngine

__all__ = ["follow", "open_index", "rebuild_index"]

log = logging.getLogger(__name__)
_MEMO, _FOLLOWER = "index", "follower"  # which engine empties the outbox; where each has come to
_SOURCES = 2_000  # at most so many sources in one update, whatever their length
_ASKED = 100  # sources whose documents are asked for at once


def follow(
    store: Store, engine: SearchEngine, *, batch_chars: int = 10_000_000, track: Track = untracked
) -> int:
    """Bring the index up to date with the store; how many documents were written.

    Safe to stop at any moment: an entry leaves the outbox only after the index holds it.
    """
    written, version = 0, store.version()
    waiting = store.outbox()
    # an update would make an index of these alone, or leave out what another engine has taken
    if waiting and (engine.status() == "missing" or _is_left_behind(store, engine)):
        return rebuild_index(store, engine, track=track)
    for entries, held in _batches(store, track(waiting), batch_chars):
        gone = {name for entry in entries for name in entry.document_ids} - held
        wanted = DocumentFilter(source_ids=[entry.source_id for entry in entries])
        try:
            engine.update(store.index_bundles(wanted), removed=sorted(gone))
        except EngineError as error:  # a writer killed half-way may have left files in the way
            log.warning("索引无法更新，正在重建：%s", error)
            return rebuild_index(store, engine, track=untracked)
        _take(store, engine, [entry.sequence for entry in entries])
        written += len(held)
    if waiting:
        store.put_memo(_MEMO, engine.name, version)
    return written


def _take(store: Store, engine: SearchEngine, sequences: Iterable[int]) -> None:
    """The index holds these. Its engine is noted first: the outbox is emptied for it alone."""
    if store.memo(_MEMO, _FOLLOWER) != engine.name:
        store.put_memo(_MEMO, _FOLLOWER, engine.name)
    store.clear_outbox(sequences)


def _is_left_behind(store: Store, engine: SearchEngine) -> bool:
    """Whether another engine has emptied the outbox since this one last followed the store."""
    return (
        store.memo(_MEMO, _FOLLOWER) not in (None, engine.name)
        and store.memo(_MEMO, engine.name) != store.version()
    )


def _batches(
    store: Store, waiting: Iterable[OutboxEntry], batch_chars: int
) -> Iterator[tuple[list[OutboxEntry], set[str]]]:
    """Entries whose texts make a batch, and the ids of the documents these sources hold."""
    entries: list[OutboxEntry] = []
    held: set[str] = set()
    characters = 0
    for entry, documents in _with_documents(store, waiting):
        entries.append(entry)
        held.update(document.id for document in documents)
        characters += sum(document.length for document in documents)
        if characters >= batch_chars or len(entries) >= _SOURCES:
            yield entries, held
            entries, held, characters = [], set(), 0
    if entries:
        yield entries, held


def _with_documents(
    store: Store, waiting: Iterable[OutboxEntry]
) -> Iterator[tuple[OutboxEntry, list[Document]]]:
    """Each entry with the documents its source holds, asked for many sources at once."""
    coming = iter(waiting)
    while entries := list(islice(coming, _ASKED)):
        held: dict[str, list[Document]] = {}
        wanted = DocumentFilter(source_ids=[entry.source_id for entry in entries])
        for document in store.documents(wanted):
            held.setdefault(document.source_id, []).append(document)
        yield from ((entry, held.get(entry.source_id, [])) for entry in entries)


def rebuild_index(store: Store, engine: SearchEngine, *, track: Track = untracked) -> int:
    """Make the index anew from the store, beside the live one; how many documents it holds."""
    version, known = store.version(), [entry.sequence for entry in store.outbox()]
    count = engine.rebuild(store.index_bundles(), track=track)
    _take(store, engine, known)
    store.put_memo(_MEMO, engine.name, version)
    return count


def open_index(library: Library, *, progress: bool | None = None) -> SearchEngine:
    """The engine of a library, its index brought up to date unless another process is at it.

    An index of another schema, segmenter or dictionary is made anew; the old one answers meanwhile.
    So is one that another engine has left behind: each has a folder, but they share one outbox.
    """
    from indexer.search import open_engine

    engine = open_engine(library.settings.engine, library.index_folder)
    with suppress(LibraryError), library.writing(wait_s=0):
        _bring_up_to_date(library, engine, progress=progress)
    return engine


def _bring_up_to_date(library: Library, engine: SearchEngine, *, progress: bool | None) -> None:
    store, chars = library.store, library.settings.index_batch_chars
    store.complete()
    if engine.status() == "ready" and not _is_left_behind(store, engine):
        if store.outbox():  # a run was stopped between store and index
            follow(store, engine, batch_chars=chars)
        return
    held = store.counts()
    total = held["documents"] + held["editions"]
    if total:
        with progress_bar("重建索引", total=total, wanted=progress) as track:
            rebuild_index(store, engine, track=track)
