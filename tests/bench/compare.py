"""The whole matrix (values, absences, verdicts) of 30 metrics x 100 regions x 3 years.

1,000,000 measures in 3,000 documents, one plan a region. Goal: at most 150 ms at the 95th
percentile; processor time beside it tells how busy the machine was.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from kb.compare.matrix import build_matrix
from kb.compare.request import Request
from kb.store import DocumentBundle, SourceBundle, open_store
from kb.store.measure_rows import COLUMNS, measure_row
from kb.store.sql import SqlStore
from kb.vocab import metrics, regions
from tests.bench.common import Context
from tests.contracts.store_samples import bundle, clean_text, document, passages, source

MEASURES, ASKED_FOR, YEARS = 1_000_000, 60, (2015, 2020, 2022, 2023, 2024, 2025, 2030, 2035)


def codes() -> list[str]:
    return [r.code for r in regions.all_regions() if r.level in ("province", "city", "county")]


def plans(store: SqlStore, places: list[str]) -> None:
    for code in places:
        place = regions.region(code)
        assert place is not None
        text = clean_text(lines=("目标", "到2025年森林覆盖率达到60%。"))
        facts: dict[str, Any] = {"regions": (regions.ref(place),), "periods": ("十四五",)}
        made = document(f"d{code}", title=f"{place.name}规划", **facts)
        found = DocumentBundle(made, text, passages(made.id, text))
        store.put_source(SourceBundle(source(f"d{code}"), (found,)))


def rows(places: list[str], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    base = dict(zip(COLUMNS, measure_row(bundle().measures[0]), strict=True))
    known = metrics.all_metrics()
    for number in range(MEASURES):
        found = known[number % len(known)] if number % 3 else chance.choice(known[:ASKED_FOR])
        code, value = chance.choice(places), str(chance.randint(1, 9999) / 100)
        base |= {
            "id": f"m{number}", "document_id": f"d{code}", "metric": found.name,
            "metric_id": found.id, "value": value, "canonical_value": value, "unit": found.unit,
            "canonical_unit": found.unit, "year": chance.choice(YEARS), "region_code": code,
            "status": "target" if number % 3 else "actual",
        }  # fmt: skip
        yield tuple(base[name] for name in COLUMNS)


def run(context: Context) -> dict[str, object]:
    """Fill a library and time forty different matrices."""
    path, places, chance = context.folder / "compare.sqlite", codes(), random.Random(1)
    store = SqlStore(f"sqlite:///{path}")
    plans(store, places)
    store.close()
    names, marks = ",".join(f'"{name}"' for name in COLUMNS), ",".join("?" * len(COLUMNS))
    with sqlite3.connect(path) as plain:
        plain.executemany(f"insert into measures ({names}) values ({marks})", rows(places, chance))
        plain.execute("analyze")
    opened = open_store(f"sqlite:///{path}")
    taken = sorted(asked(opened, places, chance) for _ in range(40))
    worked = sorted(cpu for _, cpu in taken)
    opened.close()
    return {
        "measures": MEASURES,
        "median_ms": round(taken[20][0] * 1000),
        "p95_ms": round(taken[37][0] * 1000),
        "p95_processor_ms": round(worked[37] * 1000),
    }


def asked(store: Any, places: list[str], chance: random.Random) -> tuple[float, float]:
    """Wall and processor seconds of one matrix."""
    chosen = chance.sample(metrics.all_metrics()[:ASKED_FOR], 30)
    request = Request(
        metrics=tuple(metric.id for metric in chosen),
        regions=tuple(chance.sample(places, 100)),
        years=(2020, 2025, 2030),
    )
    start, cpu = time.perf_counter(), time.process_time()
    build_matrix(store, request)
    return time.perf_counter() - start, time.process_time() - cpu
