"""The same documents and queries on our default engine, plain Whoosh and our Whoosh engine.

An eighth of the bulk texts and one query in five: Whoosh takes minutes for more."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from indexer.search import open_engine
from kb.store import DocumentBundle
from tests.bench._plain_whoosh import PlainWhoosh
from tests.bench._search_texts import bulk_bundles, queries
from tests.bench.common import Context
from tests.bench.search_speed import ask, ratio, timed

PART, QUERIES, MARKED = 8, 5, 40  # one document, one query, one query to be marked in so many


def run(context: Context) -> dict[str, Any]:
    """p50, p95, p99 in ms and how many times ours Whoosh takes."""
    folder, asked = context.folder / "speed-whoosh", queries()[::QUERIES]
    engine = open_engine("tantivy", folder)
    found: dict[str, Any] = {"documents": engine.rebuild(_part(context))}
    found["ours ms"] = ours = timed(partial(ask, engine), asked)
    few = timed(partial(ask, engine), queries()[::MARKED], rounds=1)
    engine.close()
    start = time.perf_counter()
    plain = PlainWhoosh(_part(context), folder / "plain")
    found["plain whoosh build s"] = round(time.perf_counter() - start)
    slow = timed(partial(plain.ask, marks=False), asked)
    marked = timed(partial(plain.ask, marks=True), queries()[::MARKED], rounds=1)
    plain.close()
    found |= {"plain whoosh, texts, ms": slow, "plain whoosh, marks, ms": marked}
    found["plain whoosh, texts, to ours, p50 p95"] = ratio(slow, ours)
    found["plain whoosh, marks, to ours, p50 p95"] = ratio(marked, few)
    base = open_engine("whoosh", folder)
    base.rebuild(_part(context))
    found["our whoosh ms"] = middle = timed(partial(ask, base), asked)
    base.close()
    found["our whoosh to ours, p50 p95"] = ratio(middle, ours)
    shutil.rmtree(folder)
    return found


def _part(context: Context) -> Iterator[DocumentBundle]:
    return islice(bulk_bundles(context), 0, None, PART)
