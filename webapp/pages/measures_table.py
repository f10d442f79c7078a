"""The measures a query finds as a table for Excel: CSV in UTF-8 with a mark, streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kb.csv_cells import harmless
from kb.measure_table import MeasureTable
from kb.store import MeasureFilter
from webapp.pages.measures import measure_request
from webapp.requests import Asked
from webapp.services import Services

__all__ = ["measures_csv"]

BATCH = 500
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for GB18030


def measures_csv(asked: Asked, services: Services) -> Iterator[str]:
    """The header, then one line for each measure, in the order asked for."""
    yield BYTE_ORDER_MARK + _line(MeasureTable.HEADS)
    table, offset = MeasureTable(services.store), 0
    while True:
        request = replace(measure_request(asked, services), offset=offset, size=BATCH, facets=())
        ids = services.engine.search_measures(request).ids
        if not ids:
            return
        wanted = MeasureFilter(ids=ids, include_editions=True)
        held = {measure.id: measure for measure in services.store.measures(wanted)}
        yield from (_line(table.row(held[each]).values()) for each in ids if each in held)
        offset += BATCH


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        "" if each is None else harmless(str(each)) for each in cells
    )
    return out.getvalue()
