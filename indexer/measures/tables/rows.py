"""Indicator tables: one draft for each value column of a row; the row is the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.sentences.drafts import Draft, TimeSlot
from indexer.measures.tables.cells import Cell, read_cell
from indexer.measures.tables.column_times import role_of
from indexer.measures.tables.columns import read_layout
from indexer.measures.tables.growth import Growth, change_in_all, growth_of
from indexer.measures.tables.layout import Layout, ValueColumn
from indexer.measures.tables.pairs import one_metric_each
from indexer.measures.tables.parents import Parents, section_of
from indexer.measures.tables.row_names import RowName, cell_of, clean, for_column, name_of
from indexer.measures.tables.row_places import (
    Whose,
    about,
    caption_place,
    headed_place,
    is_known,
    row_place,
    whose_row,
)
from indexer.measures.tables.shapes import shaped
from indexer.measures.tables.undated import of_year, year_of
from kb.models import Table, TableRow
from kb.vocab import units

__all__ = ["RowDraft", "read_table"]


@dataclass(slots=True)
class RowDraft:
    """A draft with the row it was read from and its value's place in the clean text."""

    draft: Draft
    row: TableRow
    row_number: int
    value_span: tuple[int, int]


def read_table(
    table: Table, facts: Facts, before: str = "", headings: Sequence[str] = ()
) -> Iterator[RowDraft]:
    """All drafts of one table; nothing for a table that lists no indicators.

    `before`: the passage above the table; `headings`: the titles above it, outermost first.
    """
    for part in shaped(table, before):
        named = caption_place(part.caption or before, facts)
        given = named or headed_place(headings, facts)
        own = about(facts, given)
        layout = read_layout(part, own)
        if layout is not None:
            yield from _read_rows(part, layout, own, given)


def _read_rows(table: Table, layout: Layout, facts: Facts, given: Whose) -> Iterator[RowDraft]:
    """`given`: the place of the whole table, as far as its caption names one."""
    parents = Parents(completes=layout.account is None)
    for number, row in enumerate(table.rows):
        if row.is_header:
            continue
        if (section := section_of(row)) is not None:
            parents.begin(section)
            if is_known(section, facts):
                given = row_place(section, facts) or given
                facts = about(facts, given)
            continue
        for each in one_metric_each(row, layout):
            for draft, span in _read_row(each, table, layout, facts, parents, given):
                yield RowDraft(draft, row, number, span)


def _read_row(
    row: TableRow, table: Table, layout: Layout, facts: Facts, parents: Parents, given: Whose
) -> Iterator[tuple[Draft, tuple[int, int]]]:
    """The drafts of one row, with the place of each value in the clean text."""
    name = name_of(layout, row, table)
    place = whose_row(row, layout.places, facts) if layout.places else given
    if name is None or place is None:
        return
    if not any(cell_of(row, column.index).strip() for column in layout.values):
        parents.head = name
        return
    name = parents.enter(name)
    for column in _of_row(layout, row, facts):
        named = for_column(name, layout, column, parents.whole, table.caption)
        beside = layout if name.metric else _of_metric(named, name, layout, table)
        beside = replace(beside, values=[v for v in beside.values if v.whose == column.whose])
        made = _draft(beside, row, named, column, facts)
        if made is not None:
            told = column.whose or place
            _set_place(made[0], name, told, headed=told is given)
            yield made[0], _span(row, column.index, made[1])


def _of_metric(named: RowName, name: RowName, layout: Layout, table: Table) -> Layout:
    """The columns of one metric, where heads name several: a base value stands under its own.

    What was, under a head that no goal bears (1995年实际招生 | 1996年任务), is the base of all.
    """
    metrics = {
        other.index: for_column(name, layout, other, ("", ""), table.caption).metric
        for other in layout.values
    }
    aimed = {metrics[other.index] for other in layout.values if other.role == "target"}
    same = [
        other
        for other in layout.values
        if metrics[other.index] == named.metric
        or (other.role == "actual" and metrics[other.index] not in aimed)
    ]
    return replace(layout, values=same)


def _of_row(layout: Layout, row: TableRow, facts: Facts) -> list[ValueColumn]:
    """The value columns, dated by the row where each row is about a year of its own."""
    if layout.years is None:
        return layout.values
    cell = cell_of(row, layout.years)
    year = year_of(cell)
    actual, target = _TOLD_ACTUAL.search(cell) is not None, _TOLD_TARGET.search(cell) is not None
    period = (facts.first, facts.last)
    role = role_of(year, actual=actual, target=target, facts=facts, period=period)
    forecast = role == "actual" and _FORECAST.search(cell) is not None
    role = "forecast" if forecast else role
    return of_year(layout.values, year, role) if year is not None else []


_TOLD_ACTUAL, _TOLD_TARGET = re.compile(r"实际|现状"), re.compile(r"目标|规划|计划")
_FORECAST = re.compile(r"[*＊E]|预计|预测")


def _draft(
    layout: Layout, row: TableRow, name: RowName, column: ValueColumn, facts: Facts
) -> tuple[Draft, Cell] | None:
    cell = read_cell(cell_of(row, column.index))
    if cell is None or not name.metric:
        return None
    if not layout.names and not (cell.unit or column.unit or name.unit):
        return None  # named by head or caption alone: without a unit that is too little
    if _EQUIVALENT.search(column.part):
        name = _as_equivalent(name, column)
        if not name.unit and not cell.unit:
            return None  # what a 标准量 without a unit is counted in cannot be told
    said = _said(cell, column, name, layout, row)
    if said is None:
        return None
    unit, change = said.unit, said.change
    cell = replace(cell, bracketed=said.total)
    relative = unit in (*_PERCENT, "‰", "个百分点")
    quantity = _quantity(cell, unit, relative=relative)
    basis = _basis(cell, column, name, change=change, relative=relative)
    first = column.first
    year = cell.year if cell.year is not None and column.role == "actual" else column.year
    slot = TimeSlot(year, first if basis != "point" or cell.bracketed else None, "column")
    draft = Draft(
        name.metric if cell.value is not None else _state_name(name.metric, cell.state),
        quantity,
        change if cell.value is not None else "milestone",
        "table",
        slot,
        None,
        basis,
        name.scope,
    )
    draft.op, draft.status = cell.op, column.role
    draft.slots["status"] = "column"
    against = _stated_base(name, cell, change)
    if against is not None and against < (column.year or 0):
        draft.base_year, draft.slots["base_year"] = against, "stated"
    else:
        _base(draft, layout, row, column, facts, change=change)
    draft.binding = _binding(layout, row)
    return draft, cell


_PERCENT = ("%", "％")


def _said(
    cell: Cell, column: ValueColumn, name: RowName, layout: Layout, row: TableRow
) -> Growth | None:
    """The unit and the direction of a cell, and whether it is a sum; None: that cannot be told."""
    change = cell.change or column.change or name.change
    unit = cell.unit or column.unit or name.unit
    if cell.unit in ("万", "亿") and name.unit and not name.unit.startswith(("万", "亿", "%")):
        unit = cell.unit + name.unit
    if column.kind in ("annual", "change"):
        return growth_of(cell, column, name, layout, row)
    if column.kind == "cumulative":
        if grown := change_in_all(cell, column, name, layout, row):
            return grown
        if change == "level" and unit in _PERCENT:
            return None  # a share has no sum, and whether it rises or falls is not told
    if change == "level" and cell.unit == "%" and _is_amount(name.unit) and column.kind == "level":
        if not _CUT.search(name.metric):
            return None  # 30% of an amount: whether more or less cannot be told
        change = "decrease"
    return Growth(unit, change, cell.bracketed)


def _stated_base(name: RowName, cell: Cell, change: str) -> int | None:
    """The year of comparison that the cell, or else the name of its row, states."""
    if cell.base is not None and change in ("increase", "decrease"):
        return cell.base
    return name.base if change == name.change else None


def _binding(layout: Layout, row: TableRow) -> str | None:
    """What the column 属性 says of the row."""
    said = clean(cell_of(row, layout.binding)) if layout.binding is not None else ""
    said = said if said.endswith("性") else f"{said}性"
    return said if said in ("约束性", "预期性") else None


_CUT = re.compile(r"排放|消耗|耗|污染物|化学需氧量|氨氮|二氧化硫|氮氧化物|挥发性有机物|总磷|总氮")
"""Amounts whose goal in percent is what they are to be cut by: 化学需氧量排放量 | 万吨 | 8.26%."""


def _is_amount(unit: str) -> bool:
    """Whether a row counts in tonnes, cubic metres …, not in shares."""
    known = units.lookup(unit) if unit else None
    return known is not None and known.dimension in ("mass", "volume", "energy", "coal_equivalent")


def _quantity(cell: Cell, unit: str, *, relative: bool) -> Quantity | None:
    """The cell's number; its place in the text is set when the record is made."""
    if cell.value is None:
        return None
    kind = "percent" if relative else "amount"
    return Quantity(0, 0, 0, 0, cell.value, unit, kind, cell.value_max, cell.op)


_EQUIVALENT = re.compile(r"标准量|折标|标准煤|标煤")


def _as_equivalent(name: RowName, column: ValueColumn) -> RowName:
    """实物量 | 标准量: the second counts in 标准煤, whatever the row's own unit is."""
    unit = column.unit or (name.unit if "标准煤" in name.unit else "")
    metric = name.metric if "折标" in name.metric else f"{name.metric}（折标准煤）"
    return replace(name, metric=metric, unit=unit)


def _state_name(metric: str, state: str) -> str:
    stem = _COUNT.sub("", metric)
    return (stem[:-2] if stem[-2:] in state else stem) + state


_COUNT = re.compile(r"(?:比例|比率|占比|率|数量|(?<!指)数)$")


def _basis(cell: Cell, column: ValueColumn, name: RowName, *, change: str, relative: bool) -> str:
    if cell.annual or (column.kind == "annual" and not cell.bracketed):
        return "annual_average"
    if column.kind == "cumulative" or name.cumulative:
        return "cumulative"
    if cell.bracketed and not (relative and change == "level"):
        return "cumulative"
    return "point"


def _base(
    draft: Draft, layout: Layout, row: TableRow, column: ValueColumn, facts: Facts, *, change: str
) -> None:
    """The starting year and value, from the nearest earlier column of what is."""
    if column.base is not None and change in ("increase", "decrease"):
        draft.base_year, draft.slots["base_year"] = column.base, "column"
        return
    if column.role != "target":
        _past_base(draft, column, change)
        return
    earlier = [
        other
        for other in layout.values
        if other.role == "actual" and other.kind == "level" and other.year is not None
        and other.part == column.part
        and column.year is not None and other.year < column.year
    ]  # fmt: skip
    if earlier:
        before_plan = column.first - 1 if column.first else None
        start = max(earlier, key=lambda other: (other.year == before_plan, other.year or 0))
        cell = read_cell(cell_of(row, start.index))
        if cell is not None and cell.value is not None and not cell.bracketed and change == "level":
            draft.base_year, draft.slots["base_year"] = cell.year or start.year, "column"
            if draft.quantity is not None:
                draft.quantity.base_value = cell.value
            else:
                draft.base_value = cell.value
    if change in ("increase", "decrease") and draft.base_year is None:
        if (
            column.kind == "level"
            and draft.quantity is not None
            and draft.quantity.dimension != "percent"
        ):
            return
        base = column.first - 1 if column.first else None
        if base is not None and (column.kind != "annual" or draft.basis == "cumulative"):
            draft.base_year, draft.slots["base_year"] = base, "convention"


def _past_base(draft: Draft, column: ValueColumn, change: str) -> None:
    """What fell by 16% over a past plan fell from the year before that plan."""
    quantity = draft.quantity
    relative = quantity is not None and quantity.dimension == "percent"
    if not relative or column.first is None or change not in ("increase", "decrease"):
        return
    if draft.basis == "cumulative" or (change == "decrease" and column.past):
        draft.base_year, draft.slots["base_year"] = column.first - 1, "convention"


def _set_place(draft: Draft, name: RowName, told: Whose, *, headed: bool) -> None:
    """The place by the row's name, else what head, row, section or caption told."""
    if name.place is not None:
        draft.region, draft.region_code = name.place.name, name.place.code
        draft.slots["region"] = "stated"
    elif told.name is not None:
        draft.region, draft.region_code = told
        draft.slots["region"] = "inherited_heading" if headed else "column"


def _span(row: TableRow, index: int, cell: Cell) -> tuple[int, int]:
    """Where the number of a cell stands in the clean text: cells are joined by “ | ”."""
    start = row.start + sum(len(text) + 3 for text in row.cells[:index])
    return start + cell.number[0], start + cell.number[1]
