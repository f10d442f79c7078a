"""Columns whose heads tell no time: the rows, the caption or the columns beside them do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.measures.layout import Layout, ValueColumn
from kb.vocab import units

__all__ = ["add_undated", "is_years", "of_year", "year_of"]

_YEARS_HEAD = re.compile(r"年份|年度|年|时间|指标(?:名称)?|项目|")
_YEAR_CELL = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:底|末|度)?[（(]?(?:[*＊E]|预计|预测|目标|规划|计划|实际|现状)?[)）]?"
)
_PROMISED = re.compile(r"目标|规划|计划|任务|分解|“十.五”")
_GROWTH = re.compile(r"(增长|增速|增幅|下降|降低|降幅)[率度]?(?:[（(][%％][)）]|[%％])?")
_WITH_UNIT = re.compile(r".{3,}[（(](?P<unit>[^（）()]{1,12})[)）]")
_TOTAL = re.compile(r"(?:.*/)?(?:总计|合计)")
_FIGURE = re.compile(r"[<>≥≤＜＞约±]*[-－]?\d[\d,，.]*(?:%|％|[一-龥]{0,4})?")
_FEWEST_SUMMED = 3
Period = tuple[int | None, int | None]


def is_years(header: str, cells: Sequence[str]) -> bool:
    """Whether a column only says which year each row is about."""
    plain = ["".join(cell.split()) for cell in cells if cell.strip()]
    if len(plain) < 2 or _YEARS_HEAD.fullmatch(header) is None:
        return False
    return all(_YEAR_CELL.fullmatch(cell) for cell in plain)


def year_of(cell: str) -> int | None:
    """The year of a row by its own cell."""
    found = _YEAR_CELL.fullmatch("".join(cell.split()))
    return int(found["year"]) if found is not None else None


def of_year(values: Sequence[ValueColumn], year: int, role: str) -> list[ValueColumn]:
    """The value columns of a row about one year; a growth is that of the column before it."""
    dated: list[ValueColumn] = []
    level: ValueColumn | None = None
    for column in values:
        if column.kind == "level":
            level = column
            dated.append(replace(column, year=year, role=role))
        elif column.kind == "change" and level is not None:
            grown = replace(column, year=year, first=year, role=role, base=year - 1)
            dated.append(replace(grown, header=level.header))
    return dated


def add_undated(
    layout: Layout,
    headers: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    caption: str,
    period: Period,
) -> None:
    """The columns of figures left over: dated by their rows, by the caption, or sums of others."""
    taken = layout.taken()
    for index, header in enumerate(headers):
        cells = [row[index] for row in rows if index < len(row)]
        if index in taken or not header or not _figures(cells):
            continue
        column = None
        if layout.years is not None:
            column = _plain(index, "actual", None, None, header)
            if growth := _GROWTH.fullmatch(header):
                change = "decrease" if growth[1] in ("下降", "降低", "降幅") else "increase"
                column = replace(column, kind="change", change=change)
        elif _TOTAL.fullmatch(header):
            column = _sum(index, header, layout.values)
        elif layout.place is not None and _PROMISED.search(caption) and _names_metric(header):
            column = _plain(index, "target", period[1], period[0], header)
        if column is not None:
            layout.values.append(column)
    layout.values.sort(key=lambda column: column.index)


def _names_metric(header: str) -> bool:
    """Whether a head names what is measured, and in which unit."""
    found = _WITH_UNIT.fullmatch(header)
    return found is not None and units.lookup(found["unit"]) is not None


def _figures(cells: Sequence[str]) -> bool:
    found = sum(_FIGURE.fullmatch("".join(cell.split())) is not None for cell in cells)
    return found * 2 >= len(cells) > 0


def _plain(index: int, role: str, year: int | None, first: int | None, header: str) -> ValueColumn:
    return ValueColumn(index, role, "level", year, first, header, dated=False)


def _sum(index: int, header: str, values: Sequence[ValueColumn]) -> ValueColumn | None:
    """2021年 | 2022年 | 2023年 | 合计: over the years shown, if none is left out."""
    years = sorted({v.year for v in values if v.kind == "level" and v.year is not None})
    roles = {v.role for v in values}
    if len(years) < _FEWEST_SUMMED or years[-1] - years[0] + 1 != len(years) or len(roles) > 1:
        return None
    return ValueColumn(index, roles.pop(), "cumulative", years[-1], years[0], header)
