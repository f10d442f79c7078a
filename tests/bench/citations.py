"""References: formatting and exporting by the thousand, and the memory that takes."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterable
from itertools import islice
from typing import Any

from kb.citations.csl import item_from_csl
from kb.citations.exports import EXPORTS
from kb.citations.gbt7714 import format_item
from kb.citations.item import Item
from kb.citations.listing import reference_docx
from tests.bench.common import Context

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


def run(_context: Context) -> dict[str, Any]:
    """Seconds for 10,000 entries (goal 2) and for a basket of 2,000 in each format (goal 3)."""
    held = list(items(REFERENCES))
    found: dict[str, Any] = {"entries_10000_s": seconds(map(format_item, held))}
    basket = list(islice(held, BASKET))
    for name, export in EXPORTS.items():
        found[f"basket_2000_{name}_s"] = seconds(export.write(basket))
    start = time.perf_counter()
    reference_docx(basket)
    found["basket_2000_docx_s"] = round(time.perf_counter() - start, 3)
    found["peak_mb_1000"], found["peak_mb_10000"] = peak_mb(1000), peak_mb(REFERENCES)
    return found
