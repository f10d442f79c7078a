"""Tables of plans that say neither when they were made nor for which years.

Their years tell it: 2020年 | 2025年 | 2035年 begin with what is and go on to what is planned. Years
that follow one another may as well be years gone by, unless title or caption speaks of goals.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.measures.document.facts import Facts
from indexer.measures.tables.layout import Layout
from kb.models import Table

__all__ = ["tell_goals"]

_GOALS = re.compile(r"目标|任务|分解")
_DONE = re.compile(r"完成|实际|现状|评估|情况|历年")
_STEP = 3
"""Years from one column to the last, that only plans leave out."""


def tell_goals(layout: Layout, table: Table, facts: Facts) -> None:
    """Mark the columns of an undated plan that are goals; the first year is where it begins."""
    if facts.mode != "plan" or facts.year is not None or facts.first is not None:
        return
    if _DONE.search(table.caption) or any(value.role == "target" for value in layout.values):
        return
    years = sorted({value.year for value in layout.values if value.dated and value.year})
    promised = facts.sets_goals or _GOALS.search(table.caption) is not None
    if not years or not (promised or years[-1] - years[max(0, len(years) - 2)] >= _STEP):
        return
    first = years[0] if len(years) > 1 else 0
    layout.values = [
        replace(value, role="target") if value.dated and (value.year or 0) > first else value
        for value in layout.values
    ]
