"""Measures as rows of the table `measures`, one column a field."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kb.models import Measure

__all__ = ["COLUMNS", "MeasureRow", "measure_of", "measure_row"]

MeasureRow = tuple[Any, ...]

COLUMNS: tuple[str, ...] = tuple(Measure.model_fields)
_values = attrgetter(*COLUMNS)
_DECIMALS = [
    COLUMNS.index(name)
    for name in ("value", "value_max", "base_value", "canonical_value", "canonical_max")
]
_SLOTS = COLUMNS.index("slots")


def measure_row(measure: Measure) -> MeasureRow:
    """The values of `COLUMNS`: decimals as exact text, slots as JSON."""
    row = list(_values(measure))
    for place in _DECIMALS:
        if row[place] is not None:
            row[place] = format(row[place], "f")
    row[_SLOTS] = _slots_text(tuple(sorted(row[_SLOTS].items())))
    return tuple(row)


@lru_cache(maxsize=4096)  # a few hundred combinations serve a whole library
def _slots_text(slots: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(slots), separators=(",", ":"))


@lru_cache(maxsize=4096)
def _slots(text: str) -> dict[str, str]:
    slots: dict[str, str] = json.loads(text)
    return slots


def measure_of(row: Sequence[Any]) -> Measure:
    """The measure whose `COLUMNS` these are."""
    values = dict(zip(COLUMNS, row, strict=True))
    values["slots"] = dict(_slots(values["slots"]))
    return Measure.model_validate(values)
