"""Columns of rates and sums, 年均增长（累计）: what a cell counts, and in which direction.

Plans print both in one column: a rate of every year, and in brackets the sum over the period,
which is in the unit of its row: 人均预期寿命 | 岁 | 77.6 | 78.5 | [0.9] is 0.9岁.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indexer.measures.tables.cells import Cell, read_cell
from indexer.measures.tables.layout import Layout, ValueColumn
from indexer.measures.tables.row_names import RowName, cell_of
from kb.models import TableRow

__all__ = ["Growth", "change_in_all", "growth_of"]

_PERCENT = ("%", "％")
_POINTS = "个百分点"


@dataclass(frozen=True, slots=True)
class Growth:
    """The unit of a cell, whether it is more or less, and whether it is a sum of the period."""

    unit: str
    change: str
    total: bool


def growth_of(
    cell: Cell, column: ValueColumn, name: RowName, layout: Layout, row: TableRow
) -> Growth | None:
    """What a cell of such a column says; None where that cannot be told."""
    start, end = _levels(layout, row, column)
    step = end - start if start is not None and end is not None else None
    total = cell.bracketed or (step is not None and cell.value == abs(step) and not cell.annual)
    change = _direction(cell, column, name, step, total=total)
    if cell.unit:
        return Growth(cell.unit, change, total)
    share = name.unit in _PERCENT
    directed = name.change in ("increase", "decrease")
    if total:
        unit = ("%" if directed else _POINTS) if share else name.unit
        known = bool(name.unit) or step is not None
        return Growth(unit, change, total=True) if known else None
    if share and not directed:
        return _of_a_share(cell, column, start, step, change)
    if not column.unit and _UNTOLD.search(column.header):
        return None
    return Growth(column.unit or "%", change, total=False)


def change_in_all(
    cell: Cell, column: ValueColumn, name: RowName, layout: Layout, row: TableRow
) -> Growth | None:
    """What a cell under 五年累计 says of a row that prints the levels it lies between.

    农村生活污水治理率 | 30 | 40 | [10] is a rise by ten points, PM2.5浓度 | 32.3 | 30.7 | [5%] a
    fall by five percent; a sum of yearly amounts equals neither, and None is returned.
    """
    start, end = _levels(layout, row, column)
    if start is None or end is None or cell.value is None:
        return None
    step, share = end - start, name.unit in _PERCENT
    change = "decrease" if step < 0 else "increase"
    if cell.value == abs(step) and (share or cell.unit not in _PERCENT):
        return Growth(_POINTS if share else cell.unit or name.unit, change, total=True)
    if cell.unit in _PERCENT and start and abs(abs(step) / start * 100 - cell.value) < _ROUNDED:
        return Growth("%", change, total=True)
    return None


_ROUNDED = Decimal("0.5")
"""How far a percentage may be from that of the two levels, as both are printed rounded."""
_UNTOLD = re.compile(r"变化(?!率|幅)|增减(?!率|幅)")
"""Heads that leave open whether they count percent or what their row counts."""


def _of_a_share(
    cell: Cell, column: ValueColumn, start: Decimal | None, step: Decimal | None, change: str
) -> Growth | None:
    """A share grows by points a year, as its own two levels prove, or it is held on average."""
    if not column.change:
        return Growth("%", cell.change or "level", total=False)
    if start is None or step is None or cell.value is None or not column.first or not column.year:
        return None
    years = column.year - column.first + 1
    a_year = abs(step) / years
    of_start = a_year / start * 100 if start else a_year
    near_points = abs(a_year - cell.value) <= abs(of_start - cell.value)
    return Growth(_POINTS if near_points else "%", change, total=False)


def _direction(
    cell: Cell, column: ValueColumn, name: RowName, step: Decimal | None, *, total: bool
) -> str:
    """By the cell's own sign, the row's name, the two levels, the column's head, in this order."""
    told = name.change if name.change != "level" else ""
    if cell.change or told:
        return cell.change or told
    if total and step is not None:
        return "decrease" if step < 0 else "increase"
    if total and name.unit not in _PERCENT:
        return "level"  # 水土流失治理面积 | — | — | [1200]: all of it is what is to be done
    grows = total or name.unit not in _PERCENT
    return column.change or ("increase" if grows else "level")


def _levels(
    layout: Layout, row: TableRow, column: ValueColumn
) -> tuple[Decimal | None, Decimal | None]:
    """What the row starts from and what it is to reach, where it prints both."""
    levels = [
        (other.year, cell.value)
        for other in layout.values
        if other.kind == "level" and other.year is not None
        and (cell := read_cell(cell_of(row, other.index))) is not None
        and cell.value is not None and not cell.bracketed
    ]  # fmt: skip
    before = [value for year, value in levels if column.first and year == column.first - 1]
    after = [value for year, value in levels if year == column.year]
    return (before[0] if before else None), (after[0] if after else None)
