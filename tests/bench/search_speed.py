"""Queries with all facets, top ten with passages: ours, bare Tantivy, Whoosh, at scale."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import tantivy

from indexer.search import FACETS, SearchEngine, SearchRequest, answer, open_engine, parse_query
from indexer.search.ast import texts
from indexer.search.ranking import words_of
from indexer.search.tantivy_documents import TantivyDocuments, terms_of
from indexer.search.tantivy_engine import TantivyEngine
from tests.bench._search_texts import bulk_bundles, queries
from tests.bench.common import Context

SCALES = (1, 4, 16)
GB_PER_SCALE = 0.6  # what an index of one copy takes on the disk
WHOOSH_PART = 40  # of the queries, one in so many is asked of Whoosh


def run(context: Context) -> dict[str, Any]:
    """p50, p95, p99 in ms for each scale, and the ratios that are judged."""
    found: dict[str, Any] = {}
    for scale in SCALES:
        folder = context.folder / f"speed{scale}"
        context.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(context.folder).free < (scale + 2) * GB_PER_SCALE * 1e9:
            found[f"{scale}x"] = "left out: the disk is too full"
            continue
        engine = open_engine("tantivy", folder)
        start = time.perf_counter()
        count = engine.rebuild(bulk_bundles(context, copies=scale))
        found[f"{scale}x documents, build s"] = (count, round(time.perf_counter() - start, 1))
        found[f"{scale}x ms"] = ours = timed(partial(ask, engine), queries())
        found[f"{scale}x bare tantivy ms"] = bare = timed(bare_query(engine), queries())
        found[f"{scale}x ratio to bare, p50 p95"] = _ratio(ours, bare)
        engine.close()
        shutil.rmtree(folder)
    found |= _whoosh(context, found.get("1x ms"))
    return found


def ask(engine: SearchEngine, query: str) -> object:
    """What the search page asks."""
    return answer(engine, query, request=SearchRequest(None, size=10))


def bare_query(engine: SearchEngine) -> Callable[[str], object]:
    """The words of the query in one field, top ten, and the same facets counted."""
    assert isinstance(engine, TantivyEngine)
    state = engine.fresh()
    assert state is not None
    documents = state.documents
    assert isinstance(documents, TantivyDocuments)
    searcher, schema = documents.searcher, state.handles[0].schema
    facets = {f: terms_of(f"f_{f}", 4000 if f == "region" else 50) for f in FACETS}

    def ask_bare(query: str) -> object:
        node = parse_query(query, expand=False).node
        words = [word for text in (texts(node) if node else ()) for word in words_of(text.text)]
        terms = [tantivy.Query.term_query(schema, "w_body", word) for word in words]
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])
        return searcher.search(wanted, limit=10), searcher.aggregate(wanted, facets)

    return ask_bare


def timed(ask_one: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    """p50, p95 and p99 in ms; a first round warms the page cache and is not counted."""
    for query in asked[::10]:
        ask_one(query)
    taken = []
    for query in asked:
        start = time.perf_counter()
        ask_one(query)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {
        f"p{p}": round(taken[min(len(taken) - 1, len(taken) * p // 100)], 2) for p in (50, 95, 99)
    }


def _ratio(ours: dict[str, float], other: dict[str, float]) -> tuple[float, float]:
    return round(ours["p50"] / other["p50"], 1), round(ours["p95"] / other["p95"], 1)


def _whoosh(context: Context, ours: object) -> dict[str, Any]:
    engine = open_engine("whoosh", context.folder / "speed-whoosh")
    start = time.perf_counter()
    engine.rebuild(bulk_bundles(context))
    built = round(time.perf_counter() - start, 1)
    taken = timed(lambda query: ask(engine, query), queries()[::WHOOSH_PART])
    engine.close()
    found: dict[str, Any] = {"1x whoosh build s": built, "1x whoosh ms": taken}
    if isinstance(ours, dict):
        found["1x whoosh to ours, p50 p95"] = _ratio(taken, ours)
    return found
