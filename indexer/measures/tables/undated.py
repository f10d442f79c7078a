"""Columns whose heads tell no time: the rows, the caption or the columns beside them do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.measures.names.naming import is_share
from indexer.measures.tables.column_times import When
from indexer.measures.tables.layout import Layout, ValueColumn
from indexer.measures.tables.row_names import measures_itself
from kb.vocab import metrics, units

__all__ = ["add_undated", "is_years", "names_metric", "of_year", "year_of"]

_YEARS_HEAD = re.compile(r"年份|年度|年|时间|指标(?:名称)?|项目|")
_YEAR_CELL = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:底|末|度)?[（(]?(?:[*＊E]|预计|预测|目标|规划|计划|实际|现状)?[)）]?"
)
_GROWTH = re.compile(r"(增长|增速|增幅|下降|降低|降幅)[率度]?(?:[（(][%％][)）]|[%％])?")
_WITH_UNIT = re.compile(r"(?P<name>.{2,})[（(](?P<unit>[^（）()]{1,12})[)）]")
_TOTAL = re.compile(r"(?:.*/)?(?:总计|合计)")
_FIGURE = re.compile(r"[<>≥≤＜＞约±]*[-－]?\d[\d,，.]*(?:%|％|[一-龥]{0,4})?")
_FEWEST_SUMMED = 3


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
    when: When | None,
    unit: str,
) -> None:
    """The columns of figures left over: dated by their rows, by the caption, or sums of others.

    `when`: what the caption tells of them; `unit`: that of all figures of the table, "" if none.
    """
    taken = layout.taken()
    for index, header in enumerate(headers):
        cells = [row[index] for row in rows if index < len(row)]
        if index in taken or not (header or index in layout.whose) or not _figures(cells):
            continue
        column = None
        if layout.years is not None:
            column = _plain(index, _UNDATED, header)
            if growth := _GROWTH.fullmatch(header):
                column = replace(column, kind="change", change=_direction(growth))
        elif _TOTAL.fullmatch(header):
            column = _sum(index, header, layout.values)
        elif when is not None and (index in layout.whose or layout.places):
            column = _of_place(index, header, when, unit, place_told=index in layout.whose)
        if column is not None:
            layout.values.append(column)
    layout.values.sort(key=lambda column: column.index)
    if layout.places and layout.years is None:
        layout.values = list(_grown(layout.values))
    layout.values = [
        replace(v, whose=layout.whose[v.index]) if v.index in layout.whose else v
        for v in layout.values
        if layout.whose.get(v.index, v) is not None
    ]


_UNDATED = When("actual", None, None)


def _of_place(
    index: int, header: str, when: When, unit: str, *, place_told: bool
) -> ValueColumn | None:
    """A column of one place, or one of a metric over rows of places."""
    if (place_told and not header) or names_metric(header, unit):
        return _plain(index, when, header)
    growth = _GROWTH.fullmatch(header)
    if growth is None or when.year is None or when.first not in (None, when.year):
        return None
    return replace(_plain(index, when, header), kind="change", change=_direction(growth))


def _grown(values: Sequence[ValueColumn]) -> Iterator[ValueColumn]:
    """地区生产总值（亿元） | 比上年增长（%）: the growth is that of the column before it."""
    level: ValueColumn | None = None
    for column in values:
        upper = column.header.rpartition("/")[0]
        if column.kind != "change" or _YEAR.search(column.header) is not None:
            level = column if column.kind == "level" else level
            yield column
        elif not (column.unit or _GROWS.search(column.header)):
            continue  # 同比变化: whether in percent or in the row's own unit is not told
        elif (level is not None and level.year is not None) or upper:
            year = level.year if level is not None else column.year
            role = level.role if level is not None else column.role
            base = year - 1 if year is not None else None
            name = upper or (level.header if level is not None else "")
            unit = column.unit or "%"
            yield replace(
                column, year=year, first=year, role=role, base=base, header=name, unit=unit
            )


_GROWS = re.compile(r"增长|增速|增幅|降幅|下降|降低")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _direction(growth: re.Match[str]) -> str:
    return "decrease" if growth[1] in ("下降", "降低", "降幅") else "increase"


def names_metric(header: str, unit: str) -> bool:
    """Whether a head names what is measured, and in which unit; `unit`: that of the whole table."""
    found = _WITH_UNIT.fullmatch(header)
    if found is not None and units.lookup(found["unit"]) is not None:
        known = metrics.match(found["name"], unit=found["unit"]) is not None
        return len(found["name"]) >= _LONG_ENOUGH or known
    if not unit or (is_share(header) and unit not in ("%", "％", "‰")):
        return False
    return measures_itself(header) or metrics.match(header, unit=unit) is not None


_LONG_ENOUGH = 3


def _figures(cells: Sequence[str]) -> bool:
    found = sum(_FIGURE.fullmatch("".join(cell.split())) is not None for cell in cells)
    return found * 2 >= len(cells) > 0


def _plain(index: int, when: When, header: str) -> ValueColumn:
    return ValueColumn(index, when.role, "level", when.year, when.first, header, dated=False)


def _sum(index: int, header: str, values: Sequence[ValueColumn]) -> ValueColumn | None:
    """2021年 | 2022年 | 2023年 | 合计: over the years shown, if none is left out."""
    years = sorted({v.year for v in values if v.kind == "level" and v.year is not None})
    roles = {v.role for v in values}
    if len(years) < _FEWEST_SUMMED or years[-1] - years[0] + 1 != len(years) or len(roles) > 1:
        return None
    return ValueColumn(index, roles.pop(), "cumulative", years[-1], years[0], header)
