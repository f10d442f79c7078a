"""The substring guarantee over the whole bulk library: 20,000 exact and 20,000 plain queries."""

from __future__ import annotations

import time
from typing import Any

from indexer.search import open_engine
from tests.bench._search_texts import bulk_bundles
from tests.bench.common import Context
from tests.indexer.search.substrings import exact_queries, facts_queries, misses, plain_queries

EACH = 20_000


def run(context: Context) -> dict[str, Any]:
    """How many queries missed their document; all must be 0."""
    bundles = list(bulk_bundles(context))
    engine = open_engine("tantivy", context.folder / "substrings")
    engine.rebuild(bundles)
    start = time.perf_counter()
    found = {
        "exact missed": len(misses(engine, exact_queries(bundles, EACH))),
        "plain missed": len(misses(engine, plain_queries(bundles, EACH))),
        "titles missed": len(misses(engine, facts_queries(bundles))),
        "asked of each": EACH,
    }
    engine.close()
    return {**found, "seconds": round(time.perf_counter() - start, 1)}
