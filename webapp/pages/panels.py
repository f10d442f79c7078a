"""The tables of a comparison: which rows and columns, what each cell shows, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from kb.compare.anchor import anchor_of
from kb.compare.cells import Cell
from kb.compare.concepts import metric_name
from kb.compare.matrix import Matrix
from kb.compare.places import spec_words, specs
from kb.compare.words import place_name
from webapp.navigation import address
from webapp.pages.cells import CellView, Measuring, cell_view, is_gap

__all__ = [
    "PIVOTS",
    "Column",
    "Panel",
    "build_panels",
    "regions_of_rows",
    "usual_pivot",
    "year_ranges",
]

PIVOTS = {"metric": "每个指标一张表", "year": "每年一张表", "region": "每个地区一张表"}
OTHER_AXES = {
    "metric": ("region", "year"),
    "year": ("region", "metric"),
    "region": ("metric", "year"),
}
MANY_YEARS = 4  # with more columns, years in which a panel has nothing at all are left out
MOST_BESIDE = 8  # metrics that still stand side by side
FITS_DESKTOP, FITS_PAPER = 5, 9  # columns of a table
MOST_NAMED = 30  # places named one by one where rows are empty

Axis = tuple[str, tuple[Any, ...]]


class Column(NamedTuple):
    """The head of a column; `note`: the unit and what its marks are held against."""

    title: str
    href: str = ""
    note: str = ""


class Row(NamedTuple):
    """One row; `gaps`: its empty cells by their reasons, for where they have no cell."""

    title: str
    href: str
    cells: tuple[CellView, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One table. `empty`: rows without any value, their names by the reason, set apart."""

    title: str
    href: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: tuple[tuple[str, int, str], ...]
    left_out: str
    pairs: Mapping[str, int]
    anchor: str
    anchor_reason: str

    @property
    def narrow(self) -> bool:
        """Whether the table fits a desktop page without scrolling sideways."""
        return len(self.columns) <= FITS_DESKTOP

    @property
    def many(self) -> bool:
        """Whether it has more columns than fit a printed page across."""
        return len(self.columns) > FITS_PAPER


def usual_pivot(matrix: Matrix) -> str:
    """Several metrics of one year stand side by side; else each metric has its table."""
    beside = 1 < len(matrix.metrics) <= MOST_BESIDE and len(matrix.years) == 1
    return "year" if beside else "metric"


def year_ranges(years: tuple[int, ...]) -> str:
    """Years with runs of three and more written as ranges: 2015、2020-2025."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [[f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run) for run in runs]
    return "、".join(word for part in parts for word in part)


def regions_of_rows(matrix: Matrix) -> tuple[str, ...]:
    """The regions of which any cell says something; all, where none does."""
    some = {cell.region for cell in matrix.cells.values() if not is_gap(cell)}
    return tuple(region for region in matrix.regions if region in some) or matrix.regions


def build_panels(matrix: Matrix, pivot: str, regions: tuple[str, ...]) -> Iterator[Panel]:
    """The tables of a matrix, one for each value of the axis `pivot`, with rows of `regions`.

    Regions without any value are named below each table, whichever rows are shown.
    """
    values: dict[str, tuple[Any, ...]] = {
        "metric": matrix.metrics, "region": regions, "year": matrix.years,
    }  # fmt: skip
    down, across = OTHER_AXES[pivot]
    silent = set(matrix.regions).difference(regions_of_rows(matrix))
    drawer = _Drawer(
        matrix,
        {concept: _measuring(matrix, concept) for concept in matrix.metrics},
        tuple(r for r in matrix.regions if r in silent) if down == "region" else (),
    )
    for head in values[pivot]:
        yield drawer.panel((pivot, head), (down, values[down]), (across, values[across]))


def _measuring(matrix: Matrix, concept: str) -> Measuring:
    """The bars of a row are part of its largest level in the common unit."""
    found = (e.fact.canonical_value for e in matrix.entries(concept) if e.line.shape == "level")
    scale = max((value for value in found if value is not None), default=Decimal(0))
    return Measuring(matrix.unit(concept), scale, anchor_of(matrix, concept))


@dataclass(frozen=True, slots=True)
class _Drawer:
    matrix: Matrix
    measuring: Mapping[str, Measuring]
    silent: tuple[str, ...]

    def panel(self, head: tuple[str, Any], down: Axis, across: Axis) -> Panel:
        matrix = self.matrix
        if across[0] == "year":
            across = ("year", self._years(head, across))
        lines = {row: self._line(head, (down[0], row), across) for row in down[1]}
        rows = [row for row, cells in lines.items() if not all(map(is_gap, cells))]
        rows = rows or list(lines)  # where all are empty, each says why
        empty = {row: cells for row, cells in lines.items() if row not in set(rows)}
        empty |= {row: self._line(head, (down[0], row), across) for row in self.silent}
        shown = across[1] if across[0] == "year" else matrix.years
        of_metric = head[0] == "metric"
        title, href = _label(*head)
        return Panel(
            title,
            href,
            _unit_words(matrix, head[1]) if of_metric else "",
            tuple(self._column(across[0], value) for value in across[1]),
            tuple(self._row((down[0], row), lines[row], across) for row in rows),
            tuple(_grouped(down[0], empty)),
            year_ranges(tuple(year for year in matrix.years if year not in shown)),
            matrix.verdict_counts(head[1]) if of_metric else {},
            self._anchor_words(head[1]) if of_metric else "",
            self._anchor_reason(head[1]) if of_metric else "",
        )

    def _line(self, head: tuple[str, Any], row: tuple[str, Any], across: Axis) -> tuple[Cell, ...]:
        return tuple(self.matrix.cell(**_at(head, row, (across[0], c))) for c in across[1])

    def _row(self, row: tuple[str, Any], cells: tuple[Cell, ...], across: Axis) -> Row:
        views = tuple(cell_view(self.matrix, cell, self.measuring[cell.metric]) for cell in cells)
        return Row(*_label(*row), views, tuple(_gaps(across, views)))

    def _years(self, head: tuple[str, Any], across: Axis) -> tuple[Any, ...]:
        """The years of which the panel says anything, also on its other pages."""
        if len(across[1]) <= MANY_YEARS:
            return across[1]
        of = {"metric": "metric", "region": "region"}[head[0]]
        used = {
            cell.year
            for cell in self.matrix.cells.values()
            if getattr(cell, of) == head[1] and (cell.entries or cell.outdated)
        }
        return tuple(year for year in across[1] if year in used) or across[1]

    def _column(self, axis: str, value: Any) -> Column:
        title, href = _label(axis, value)
        if axis != "metric":
            return Column(title)
        anchor = self._anchor_words(value)
        against = f"以 {anchor} 为对照" if anchor else ""
        notes = filter(None, (_unit_words(self.matrix, value), against))
        return Column(title, href, "；".join(notes))

    def _anchor_words(self, concept: str) -> str:
        anchor = self.measuring[concept].anchor
        if anchor is None or len(self.matrix.entries(concept)) < 2:
            return ""
        return f"{place_name(anchor.fact.region_code or '')} {anchor.fact.year} 年"

    def _anchor_reason(self, concept: str) -> str:
        """Why this value is what the others are held against, where nobody asked for it."""
        anchor, request = self.measuring[concept].anchor, self.matrix.request
        if anchor is None or anchor.fact.region_code == request.ours:
            return ""
        if request.ours:
            return f"{place_name(request.ours)}没有可作对照的数值"
        return "所选地区中第一个有数值的" if request.regions else "这一年有可比数值的地区最多"


def _gaps(across: Axis, views: tuple[CellView, ...]) -> Iterator[str]:
    """Why cells of a row are empty, and which they are: 库中无文件：2011-2016 年."""
    found: dict[str, list[Any]] = {}
    for value, view in zip(across[1], views, strict=True):
        if view.is_gap:
            found.setdefault(view.absence, []).append(value)
    for reason, values in found.items():
        if across[0] == "year":
            yield f"{reason}：{year_ranges(tuple(values))} 年"
        else:
            yield f"{reason}：{'、'.join(_label(across[0], value)[0] for value in values)}"


def _grouped(axis: str, rows: Mapping[Any, tuple[Cell, ...]]) -> Iterator[tuple[str, int, str]]:
    """Rows without values by their reasons: the reason, how many, their names."""
    found: dict[str, list[Any]] = {}
    for value, cells in rows.items():
        reasons = (cell.absence.words for cell in cells if cell.absence)
        found.setdefault("、".join(dict.fromkeys(reasons)), []).append(value)
    for reason, values in found.items():
        names = [_label(axis, value)[0] for value in values]
        if axis == "region" and len(names) > MOST_NAMED:
            names = [spec_words(spec) for spec in specs(values)]
        yield reason, len(values), "、".join(names)


def _unit_words(matrix: Matrix, concept: str) -> str:
    """What the values of a row are stated in: the common unit of levels, or that of changes."""
    entries = matrix.entries(concept)
    if not entries or any(entry.fact.change == "level" for entry in entries):
        unit = matrix.unit(concept)
        return f"统一单位：{unit}" if unit else ""
    units = dict.fromkeys(e.fact.unit for e in entries if e.fact.unit)
    return f"都是增减，单位：{'、'.join(units)}" if units else ""


def _at(*axes: tuple[str, Any]) -> dict[str, Any]:
    names = {"metric": "concept", "region": "region", "year": "year"}
    return {names[axis]: value for axis, value in axes}


def _label(axis: str, value: Any) -> tuple[str, str]:
    if axis == "metric":
        return metric_name(value), address(f"/metrics/{value}", [])
    if axis == "region":
        return place_name(value), f"/regions/{value}"
    return f"{value} 年", ""
