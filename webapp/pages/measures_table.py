"""The measures a query finds as a table: CSV in UTF-8 with a mark, streamed, or an Excel file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kb.csv_cells import harmless
from kb.errors import UserError
from kb.measure_book import write_book
from kb.measure_table import MeasureTable
from kb.store import MeasureFilter
from webapp.pages.measures import measure_request
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["MOST_IN_BOOK", "measures_book", "measures_csv"]

BATCH = 500
MOST_IN_BOOK = 50_000  # some ten seconds; a reader waits no longer for a page
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for GB18030


def measures_csv(asked: Asked, services: Services) -> Iterator[str]:
    """The header, then one line for each measure, in the order asked for."""
    yield BYTE_ORDER_MARK + _line(MeasureTable.HEADS)
    for row in _rows(asked, services):
        yield _line(row.values())


def measures_book(asked: Asked, services: Services) -> io.BytesIO:
    """The same rows as an open XLSX file; `UserError` above `MOST_IN_BOOK` of them."""
    request = replace(measure_request(asked, services), size=0, facets=())
    if (total := services.engine.search_measures(request).total) > MOST_IN_BOOK:
        raise UserError(
            f"有 {total} 条指标记录，网页上一次最多导出 {MOST_IN_BOOK} 条 Excel；"
            "请缩小范围，改用 CSV，或用命令 policykb export measures。"
        )
    file = io.BytesIO()
    write_book(_rows(asked, services), file)
    file.seek(0)
    return file


def _rows(asked: Asked, services: Services) -> Iterator[dict[str, Any]]:
    """All measures found as rows of the table, read in batches."""
    table, offset = MeasureTable(services.store), 0
    while True:
        request = replace(measure_request(asked, services), offset=offset, size=BATCH, facets=())
        ids = services.engine.search_measures(request).ids
        if not ids:
            return
        wanted = MeasureFilter(ids=ids, include_editions=True)
        held = {measure.id: measure for measure in services.store.measures(wanted)}
        yield from (table.row(held[each]) for each in ids if each in held)
        offset += BATCH


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        "" if each is None else harmless(str(each)) for each in cells
    )
    return out.getvalue()
