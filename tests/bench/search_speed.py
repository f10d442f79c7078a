"""Queries with all facets, top ten with passages: beside bare Tantivy, and at scale.

`--scales 1,16` chooses the scales; 16 copies take some ten minutes and 13 GB of disk."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from indexer.search import Answer, SearchEngine, SearchRequest, answer, open_engine
from tests.bench._plain_tantivy import Depth, PlainTantivy
from tests.bench._search_texts import bulk_bundles, queries
from tests.bench.common import Context, run_pinned

GB_PER_SCALE = 0.8  # what an index of one copy takes on the disk, merging included
ROUNDS = 5  # more queries than counts are kept lie between: nothing is answered from memory
DEPTHS: tuple[Depth, ...] = ("count", "texts", "marks")


def run(context: Context) -> dict[str, Any]:
    """p50, p95, p99 in ms for each scale, and the ratios that are judged."""
    found: dict[str, Any] = {}
    context.folder.mkdir(parents=True, exist_ok=True)
    hits: dict[int, float] = {}
    for scale in context.scales:
        if shutil.disk_usage(context.folder).free < (scale + 2) * GB_PER_SCALE * 1e9:
            found[f"{scale}x"] = "left out: the disk is too full"
            continue
        found |= _at_scale(context, scale, hits)
    return found | _growth(found, hits)


def _at_scale(context: Context, scale: int, hits: dict[int, float]) -> dict[str, Any]:
    """Build an index in a process of its own, and ask it."""
    folder = context.folder / f"speed{scale}"
    arguments = (str(context.shared), str(context.bulk()), str(folder), str(scale))
    built = run_pinned("tests.bench._build_index", *arguments, cores=2)
    engine = open_engine("tantivy", folder)
    found: dict[str, Any] = {
        f"{scale}x documents": int(built.output),
        f"{scale}x build s, peak MB": (round(built.seconds), round(built.peak_mb)),
        f"{scale}x ms": timed(partial(ask, engine), queries()),
    }
    hits[scale] = sum(ask(engine, query).page.total for query in queries()) / len(queries())
    if scale == 1:
        found |= _against_bare(context, engine)
    engine.close()
    shutil.rmtree(folder)
    return found


def ask(engine: SearchEngine, query: str, *, passages: int = 3) -> Answer:
    """What the search page asks; without passages it is what bare Tantivy does: ids and facets."""
    request = SearchRequest(None, size=10, passages_per_document=passages)
    said = answer(engine, query, request=request)
    for hit in said.page.hits:
        assert len(hit.shown.passages) <= passages  # they are worked out when they are looked at
    return said


def _against_bare(context: Context, engine: SearchEngine) -> dict[str, Any]:
    """Ours and bare Tantivy by turns, so that both meet the same machine."""
    folder = context.folder / "speed-bare"
    bare = PlainTantivy(bulk_bundles(context), folder)
    found: dict[str, Any] = {}
    ids_only = timed(partial(ask, engine, passages=0), queries())
    found["1x ours without passages, ms"] = ids_only
    for depth in DEPTHS:
        theirs = timed(partial(bare.ask, depth=depth), queries())
        ours = timed(partial(ask, engine), queries())
        found[f"1x bare tantivy, {depth}, ms"] = theirs
        found[f"1x ours to bare, {depth}, p50 p95"] = ratio(ours, theirs)
        if depth == "count":
            found["1x ours without passages to bare, p50 p95"] = ratio(ids_only, theirs)
    shutil.rmtree(folder)
    return found


def timed(
    ask_one: Callable[[str], object], asked: Sequence[str], *, rounds: int = ROUNDS
) -> dict[str, float]:
    """Mean and percentiles in ms. All are asked in turn, round after round; the quickest answer to
    each counts, as whatever else runs on the machine only adds. The first warms the page cache."""
    for query in asked[::10]:
        ask_one(query)
    quickest = dict.fromkeys(asked, float("inf"))
    for _ in range(rounds):
        for query in asked:
            start = time.perf_counter()
            ask_one(query)
            quickest[query] = min(quickest[query], (time.perf_counter() - start) * 1000)
    taken = sorted(quickest.values())
    shares = {f"p{p}": taken[min(len(taken) - 1, len(taken) * p // 100)] for p in (50, 95, 99)}
    shares["mean"] = sum(taken) / len(taken)
    return {name: round(value, 2) for name, value in shares.items()}


def ratio(one: dict[str, float], other: dict[str, float]) -> tuple[float, float]:
    """How many times as long one took as the other, at p50 and p95."""
    return round(one["p50"] / other["p50"], 2), round(one["p95"] / other["p95"], 2)


def _growth(found: dict[str, Any], hits: dict[int, float]) -> dict[str, Any]:
    """How much the mean time and the mean number of hits grew; time must not outgrow hits."""
    first = min(hits)
    return {
        f"{scale}x to {first}x: time, hits": (
            round(found[f"{scale}x ms"]["mean"] / found[f"{first}x ms"]["mean"], 2),
            round(hits[scale] / hits[first], 2),
        )
        for scale in hits
        if scale > first
    }
