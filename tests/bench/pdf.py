"""Pages of PDF read a second: of files in which tables were found and of the others, whole; and
by the loader alone, looking for tables and not."""

from __future__ import annotations

import time
from typing import Any

import pypdfium2

from corpus import FoundFile, read
from corpus.loaders.pdf import PdfLoader
from kb.errors import ReadError
from tests.bench.common import Context


def run(context: Context) -> dict[str, Any]:
    groups = {"with_tables": [0, 0.0], "without_tables": [0, 0.0]}
    loading = {"tables_looked_for": [0, 0.0], "tables_not_looked_for": [0, 0.0]}
    unread = []
    for path in sorted((context.shared / "corpus").glob("*.pdf"))[:: context.part]:
        pages = len(pypdfium2.PdfDocument(path))
        start = time.perf_counter()
        try:
            reading = read(FoundFile(path, None, path.name))
        except ReadError as error:
            unread.append(f"{path.name}: {error.reason}")
            continue
        spent = time.perf_counter() - start
        tables = any(document.tables for document in reading.documents)
        group = groups["with_tables" if tables else "without_tables"]
        group[0] += pages
        group[1] += spent
        data = path.read_bytes()
        for name, found in zip(loading, (True, False), strict=True):
            loading[name][0] += pages
            loading[name][1] += _seconds(data, path.name, tables=found)
    rates = {
        f"pages_per_s_{name}": round(pages / spent, 1) if spent else None
        for name, (pages, spent) in (groups | loading).items()
    }
    counts = {f"pages_{name}": pages for name, (pages, _spent) in groups.items()}
    return {**counts, **rates, "not_read": unread}


def _seconds(data: bytes, name: str, *, tables: bool) -> float:
    """How long the loader alone takes."""
    start = time.perf_counter()
    PdfLoader(tables=tables).load(data, name)
    return time.perf_counter() - start
