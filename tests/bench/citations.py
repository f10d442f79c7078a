"""References: formatting and exporting by the thousand, and the memory that takes."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from kb.citations.csl import item_from_csl
from kb.citations.exports import EXPORTS
from kb.citations.gbt7714 import format_item
from kb.citations.item import Item
from kb.citations.listing import reference_docx
from kb.library import Library
from kb.settings import Settings
from tests.bench.common import Context
from tests.contracts.store_samples import bundle, source_bundle
from webapp import create_app
from webapp.services import LibraryServices

REFERENCES, BASKET = 10_000, 2_000


def items(number: int) -> Iterable[Item]:
    """Made-up documents of all common kinds."""
    kinds = ["regulation", "legislation", "report", "webpage", "article-journal", "chapter"]
    for index in range(number):
        yield item_from_csl(
            {
                "id": f"d{index}",
                "type": kinds[index % len(kinds)],
                "title": f"关于印发某市第{index}号低碳发展规划的通知",
                "author": [{"literal": f"某市第{index % 7}局"}, {"literal": "某市人民政府"}],
                "number": f"某府发〔2021〕{index}号",
                "issued": {"date-parts": [[2021, 1 + index % 12, 1 + index % 28]]},
                "container-title": "某市公报",
                "URL": f"https://www.example.gov.cn/{index}",
                "language": "zh-CN",
            }
        )


def seconds(work: Iterable[object]) -> float:
    start = time.perf_counter()
    for _ in work:
        pass
    return round(time.perf_counter() - start, 3)


def peak_mb(number: int) -> float:
    """Memory at the height of streaming `number` references as RIS."""
    tracemalloc.start()
    for _ in EXPORTS["ris"].write(items(number)):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(peak / 1e6, 2)


def served(folder: Path, number: int) -> Flask:
    """The web application on a library of `number` documents."""
    settings = Settings(library=folder / f"library-{number}", engine="memory")
    with Library.init(settings.library, settings) as library:
        for index in range(number):
            made = bundle(f"d{index}", title=f"关于印发某市第{index}号低碳发展规划的通知")
            library.store.put_source(source_bundle(f"d{index}", made))
    return create_app(Settings(), LibraryServices(settings))


def reader(app: Flask, number: int) -> FlaskClient:
    """A visitor whose basket holds everything."""
    client = app.test_client()
    ids = [f"d{index}" for index in range(number)]
    client.post("/basket/", data={"action": "add", "id": ids})
    return client


def fetch(client: FlaskClient, path: str) -> int:
    """Read an answer to its end, piece by piece; how long it is."""
    with client.get(path, buffered=False) as answer:
        return sum(len(piece) for piece in answer.iter_encoded())


def fetch_peak_mb(client: FlaskClient, path: str) -> float:
    tracemalloc.start()
    fetch(client, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(peak / 1e6, 2)


def over_the_web(folder: Path) -> dict[str, Any]:
    """Goal 4 as a reader meets it: request, basket file, store, writer, last byte."""
    found: dict[str, Any] = {}
    for number in (BASKET // 4, BASKET):
        app = served(folder, number)
        client = reader(app, number)
        fetch(client, "/basket/ris")  # templates, tables and imports are loaded once
        found[f"web_peak_mb_{number}"] = fetch_peak_mb(client, "/basket/ris")
    for kind in ("", *EXPORTS, "text", "docx"):
        start = time.perf_counter()
        length = fetch(client, f"/basket/{kind}")
        found[f"web_2000_{kind or 'page'}_s"] = round(time.perf_counter() - start, 3)
        found[f"web_2000_{kind or 'page'}_kb"] = length // 1000
    return found


def run(context: Context) -> dict[str, Any]:
    """Seconds for 10,000 entries and for a basket of 2,000, in memory and over the web."""
    held = list(items(REFERENCES))
    found: dict[str, Any] = {"entries_10000_s": seconds(map(format_item, held))}
    basket = list(islice(held, BASKET))
    for name, export in EXPORTS.items():
        found[f"basket_2000_{name}_s"] = seconds(export.write(basket))
    start = time.perf_counter()
    reference_docx(basket)
    found["basket_2000_docx_s"] = round(time.perf_counter() - start, 3)
    found["peak_mb_1000"], found["peak_mb_10000"] = peak_mb(1000), peak_mb(REFERENCES)
    return {**found, **over_the_web(context.folder)}
