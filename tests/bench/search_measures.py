"""The measures explorer over a million measures with five facets."""

from __future__ import annotations

import random
import time
from typing import Any

import tantivy

from indexer.search import MeasureRequest, parse_query
from indexer.search.measure_record import MeasureRecord
from indexer.search.places import codes_of
from indexer.search.tantivy_engine import MEASURE_HEAP, MEASURES, TantivyEngine
from indexer.search.tantivy_schema import tantivy_measure
from kb.vocab import regions
from tests.bench.common import Context

COUNT, METRICS = 1_000_000, 800
FACETS = ("metric", "region", "year", "status", "binding")
WORDS = ("森林覆盖率", "能耗", "碳排放", "装机", "产量", "城镇化率", "收入", "投资", "水质")
STATUSES, BINDINGS = ("target", "actual", "forecast"), ("约束性", "预期性")


def run(context: Context) -> dict[str, Any]:
    """p50, p95 and p99 in ms over varied requests, each asked once."""
    engine = TantivyEngine(context.folder / "measures")
    engine.rebuild([])
    start = time.perf_counter()
    _fill(engine)
    built = round(time.perf_counter() - start, 1)
    taken = []
    for request in _requests():
        start = time.perf_counter()
        engine.search_measures(request)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    engine.close()
    shares = {f"p{p}": round(taken[len(taken) * p // 100], 1) for p in (50, 95, 99)}
    return {"measures": COUNT, "build s": built, "requests": len(taken), "ms": shares}


def _fill(engine: TantivyEngine) -> None:
    folder = engine.generations.current()
    assert folder is not None
    rnd = random.Random(1)
    places = [place.code for place in regions.all_regions() if place.parent]
    writer = tantivy.Index.open(str(folder / MEASURES)).writer(MEASURE_HEAP, 2)
    for number in range(COUNT):
        writer.add_document(tantivy_measure(_record(number, rnd, places)))
    writer.commit()
    writer.wait_merging_threads()


def _record(number: int, rnd: random.Random, places: list[str]) -> MeasureRecord:
    year, name, word = rnd.randint(2000, 2035), f"指标{rnd.randrange(METRICS)}", rnd.choice(WORDS)
    place = rnd.choice(places)
    facets = {
        "metric": (name,),
        "region": codes_of(place),
        "year": (str(year),),
        "status": (rnd.choice(STATUSES),),
        "binding": (rnd.choice(BINDINGS),) if number % 3 == 0 else (),
        "change": ("level",),
        "sector": (word,),
    }
    text = f"{name}\n到{year}年{word}达到{rnd.randint(1, 9999)}"
    value = rnd.random() * 1e6
    own, document = f"m{number}", f"d{number // 300}"
    return MeasureRecord(own, document, text, facets, value, year, number % 7, place)


def _requests() -> list[MeasureRequest]:
    rnd, found = random.Random(2), []
    for number in range(200):
        filters: dict[str, tuple[str, ...]] = {}
        if number % 2:
            filters["metric"] = (f"指标{rnd.randrange(METRICS)}",)
        if number % 3 == 0:
            filters["region"] = (rnd.choice(("510000", "430000", "310000", "511900")),)
        if number % 5 == 0:
            filters["year"] = (str(rnd.randint(2015, 2030)),)
        if number % 4 == 0:
            filters["status"] = (rnd.choice(STATUSES),)
        node = parse_query(rnd.choice(WORDS), expand=False).node if number % 7 == 0 else None
        low = rnd.random() * 5e5 if number % 11 == 0 else None
        found.append(MeasureRequest(node, filters, low=low, facets=FACETS))
    return found
