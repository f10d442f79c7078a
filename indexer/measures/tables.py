"""Indicator tables: one draft for each value column of a row; the row is the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.measures.cells import Cell, read_cell
from indexer.measures.columns import Layout, ValueColumn, read_layout
from indexer.measures.compact import compact
from indexer.measures.drafts import Draft, TimeSlot
from indexer.measures.facts import Facts
from indexer.measures.lexicon import words
from indexer.measures.table_shapes import shaped
from indexer.measures.tokens import Quantity
from indexer.measures.yearbooks import caption_noun, counted
from kb.models import Table, TableRow
from kb.vocab import regions as gazetteer

__all__ = ["RowDraft", "read_table"]

_NUMBERING = re.compile(
    r"^(?:\d{1,3}[.、．]|[（(]\d{1,3}[)）]|[①-⑳]|[*★☆▲△●■]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|其中：?)+(?!\d)"
)
_UNIT_IN_NAME = re.compile(r"[（(]([^（）()]{1,16})[)）]\**$")
_NOT_UNIT = re.compile(
    r"^(?:PM|GDP|含|不含|以|按|中|市|省|县|区域|PUE|EQI|AQI|VOCs|COD|累计|[A-Z]{2,}|优|全口径)|(?<!/)年|类|级|国控|占"
)
_DOWN = re.compile(r"(?:累计)?(?:下降|降低|减少|削减|消减)(?:率|幅度|比例|比率|幅)?$|降幅$")
_UP = re.compile(r"(?:累计|年均)?(?:增长|增加|提高|上升|提升)(?:率|速度|幅度)?$|增速$|增幅$")
_GENERIC = re.compile(
    r"^(?:主要|重点|各类|其他|全市|全省|全县|城乡)?(?:水|大气|空气)?(?:污染物|指标)?(?:排放)?"
)
_METRIC_HEAD = re.compile(
    r"(?:率|量|浓度|比例|比重|占比|面积|数|强度|能耗|指数|程度|水平|规模|额|里程|系数|覆盖|装机|产值|收入|产能|长度|能力|增加值|投资|寿命|时间|年限|床位|人口)$"
)
_OWN = re.compile(r"^(?:全省|全市|全县|全区|全州|我省|我市|本市)")


@dataclass(slots=True)
class RowDraft:
    """A draft with the row it was read from and its value's place in the clean text."""

    draft: Draft
    row: TableRow
    row_number: int
    value_span: tuple[int, int]


def read_table(table: Table, facts: Facts, before: str = "") -> Iterator[RowDraft]:
    """All drafts of one table; nothing for a table that lists no indicators.

    `before`: the passage above the table.
    """
    for part in shaped(table, before):
        layout = read_layout(part, facts)
        if layout is not None:
            yield from _read_rows(part, layout, facts)


def _read_rows(table: Table, layout: Layout, facts: Facts) -> Iterator[RowDraft]:
    parent = ""  # a row with a name and no values heads the rows below it
    whole = ("", "")  # a row that measures, and its unit: those below it may be its parts
    for number, row in enumerate(table.rows):
        if row.is_header or len(set(row.cells)) == 1:
            continue
        name = _name(layout, row, table)
        if name is None:
            continue
        if not any(_cell(row, column.index).strip() for column in layout.values):
            parent = name.metric
            continue
        if _measures(name.metric) or name.scope:
            parent = ""
        elif parent:
            name = replace(name, metric=parent, scope=name.metric)
        if layout.account is not None:
            whole = _whole(name, whole)
        for column in layout.values:
            named = _completed(name, layout, column, whole, table.caption)
            made = _draft(layout, row, named, column, facts, table.caption)
            if made is not None:
                draft, cell = made
                yield RowDraft(draft, row, number, _span(row, column.index, cell))


def _whole(name: _Name, whole: tuple[str, str]) -> tuple[str, str]:
    """What the rows below are parts of: 旅客运输总量 above 铁路, 公路."""
    if _measures(name.metric) or name.metric.endswith("人口"):
        return name.metric, name.unit
    return whole


_TRADE = re.compile(r"出口|进口")


def _completed(
    name: _Name, layout: Layout, column: ValueColumn, whole: tuple[str, str], caption: str
) -> _Name:
    """In a statistical table a row may need the noun of its column, or of the row above it."""
    if not name.metric or layout.account is None or (column.dated and column.kind == "level"):
        return name
    if layout.partners and "口" in column.noun:
        front = "自" if "进口" in column.noun else "对"
        return replace(name, metric=f"{front}{name.metric}{column.noun}")
    listed = set(_TRADE.findall(caption))
    trade = listed.pop() if len(listed) == 1 and "进出口" not in caption else ""
    noun = trade + column.noun if column.noun in ("数量", "金额") else column.noun
    above = whole[0] if whole[1] == name.unit else ""
    measures = _measures(name.metric)
    table = caption_noun(caption)
    return replace(name, metric=counted(name.metric, noun, above, table, measures=measures))


@dataclass(frozen=True, slots=True)
class _Name:
    metric: str
    unit: str
    scope: str
    change: str
    cumulative: bool


def _cell(row: TableRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _clean(text: str) -> str:
    return compact(text, 0, len(text)).text.replace("[", "（").replace("]", "）")


def _unit_of(layout: Layout, row: TableRow, table: Table) -> str:
    """The unit a column of its own or a note above the table states."""
    stated = _clean(_cell(row, layout.unit)) if layout.unit is not None else ""
    if stated and stated not in ("/", "-", "—", "无"):
        return stated
    return _noted(_clean(table.unit_note).removeprefix("单位："), row, layout)


def _noted(note: str, row: TableRow, layout: Layout) -> str:
    """A note with several units (亿元、%) gives a row the one its name calls for, or none."""
    listed = [unit for unit in re.split(r"[、，,；;]", note) if unit]
    if len(listed) < _TWO_UNITS:
        return note
    shares = [unit for unit in listed if unit in ("%", "％")]
    others = [unit for unit in listed if unit not in ("%", "％")]
    names = [_split_unit(_clean(_cell(row, index)))[0] for index in layout.names]
    share = any(_SHARE_NAME.search(name) for name in names)
    fitting = shares if share else others
    return fitting[0] if len(fitting) == 1 else ""


_TWO_UNITS = 2
_SHARE_NAME = re.compile(r"(?:率|比重|占比|比例|增长|增速|增幅|下降|降低|降幅)$")


def _of_header(header: str, caption: str) -> _Name:
    """Where rows are places, the metric stands in the column's header or in the caption."""
    for text in (header, caption):
        plain = _HEADER_NOISE.sub("", _clean(text))
        name, unit = _split_unit(plain)
        if (
            len(name) >= _SHORTEST_NAME
            and not name.startswith(("比", "较", "同比"))
            and "、" not in name
        ):
            return _direction(name, unit, "")
    return _Name("", "", "", "level", cumulative=False)


_SHORTEST_NAME = 3
_SHORTEST_PART = 2
_SHARE_COLUMN = re.compile(r"(?:比重|占比|构成)(?:[（(]%[)）]|[%％])?$")
_HEADER_NOISE = re.compile(
    r"(?:(?:19|20)\d\d年?(?:底|末)?(?:的|度)?|目标值?|规划值?|指标值?|[表专栏]+\d*|各?(?:县|市|区|地区)+(?:指标)?(?:分解|分配)表?|分解表?|情况|（[县市区、]+）)"
)


def _split_unit(text: str) -> tuple[str, str]:
    """“森林覆盖率（%）” → name and unit."""
    match = _UNIT_IN_NAME.search(text)
    if match and not _NOT_UNIT.search(match[1]):
        return text[: match.start()], match[1]
    return text, ""


def _name(layout: Layout, row: TableRow, table: Table) -> _Name | None:
    parts: list[str] = []
    unit = _clean(_cell(row, layout.unit)) if layout.unit is not None else ""
    if not layout.names and layout.place is not None:
        return _Name("", _unit_of(layout, row, table), "", "level", cumulative=False)
    for index in layout.names:
        part = _NUMBERING.sub("", _clean(_cell(row, index))).lstrip("：")
        part, inner = _split_unit(part)
        unit = unit or inner
        shortest = 1 if layout.account is not None else _SHORTEST_PART
        if len(re.findall(r"[一-龥]", part)) >= shortest and part not in parts:
            parts.append(part)
    if not parts or parts[0] in ("/", "-", "—"):
        return None
    unit = unit if unit not in ("/", "-", "—", "无") else _unit_of(layout, row, table)
    unit = unit or _unit_of(layout, row, table)
    metric, scope = _join(parts)
    if own := _OWN.match(metric):
        metric = metric[own.end() :]
    return _direction(metric, unit, scope)


def _join(parts: list[str]) -> tuple[str, str]:
    """(metric, scope) of a general name and its subdivision."""
    general, special = parts[0], parts[-1]
    if len(parts) == 1:
        return general, ""
    if re.match(r"(?:主要|重点).{0,6}(?:污染物|指标)", general) and special in _POLLUTANTS:
        return special + _GENERIC.sub("", general, count=1), ""
    if _measures(special) and special not in _POLLUTANTS:
        return special, ""
    if not _measures(_DOWN.sub("", general)) or _HEADING.search(general):
        return special, ""
    return general, special


_HEADING = re.compile(r"(?:环境|生态|空气|发展|生活)?质量$|水平$")


def _measures(name: str) -> bool:
    """Whether a name ends in a head such as 率 or 浓度, brackets behind it aside."""
    return _METRIC_HEAD.search(re.sub(r"[（(][^（）()]*[)）]$", "", name)) is not None


_POLLUTANTS = frozenset(words("parallel", "pollutants"))


def _direction(metric: str, unit: str, scope: str) -> _Name:
    cumulative = "累计" in metric
    if down := _DOWN.search(metric):
        stem = metric[: down.start()].removesuffix("年均").removesuffix("排放总量控制")
        return _Name(stem, unit, scope, "decrease", cumulative)
    if (up := _UP.search(metric)) and len(metric) - len(up[0]) >= 3:
        return _Name(metric[: up.start()], unit, scope, "increase", cumulative)
    if metric.startswith(("新增", "净增")) and "%" not in unit and "就业" not in metric:
        return _Name(metric, unit, scope, "increase", cumulative)
    return _Name(metric.removesuffix("控制"), unit, scope, "level", cumulative)


def _draft(
    layout: Layout, row: TableRow, name: _Name, column: ValueColumn, facts: Facts, caption: str
) -> tuple[Draft, Cell] | None:
    cell = read_cell(_cell(row, column.index))
    if not name.metric:
        stated = _of_header(column.header, caption)
        name = replace(stated, unit=stated.unit or name.unit)
    if _SHARE_COLUMN.search(column.header) and not _SHARE_COLUMN.search(name.metric):
        share = column.part if column.kind == "share" and column.part else "比重"
        name = replace(name, metric=name.metric + share, unit="%")
    if cell is None or not name.metric:
        return None
    if _EQUIVALENT.search(column.part):
        name = _as_equivalent(name, column)
        if not name.unit and not cell.unit:
            return None  # what a 标准量 without a unit is counted in cannot be told
    change = cell.change or column.change or name.change
    unit = cell.unit or column.unit or name.unit
    if column.kind in ("annual", "change"):
        unit = cell.unit or column.unit or "%"
    relative = unit in ("%", "％", "‰", "个百分点")
    quantity = _quantity(cell, unit, relative=relative)
    basis = _basis(cell, column, name, change=change, relative=relative)
    first = column.first
    slot = TimeSlot(column.year, first if basis != "point" or cell.bracketed else None, "column")
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
    _base(draft, layout, row, column, facts, change=change)
    _place(draft, layout, row)
    return draft, cell


def _quantity(cell: Cell, unit: str, *, relative: bool) -> Quantity | None:
    """The cell's number; its place in the text is set when the record is made."""
    if cell.value is None:
        return None
    kind = "percent" if relative else "amount"
    return Quantity(0, 0, 0, 0, cell.value, unit, kind, cell.value_max, cell.op)


_EQUIVALENT = re.compile(r"标准量|折标|标准煤|标煤")


def _as_equivalent(name: _Name, column: ValueColumn) -> _Name:
    """实物量 | 标准量: the second counts in 标准煤, whatever the row's own unit is."""
    unit = column.unit or (name.unit if "标准煤" in name.unit else "")
    metric = name.metric if "折标" in name.metric else f"{name.metric}（折标准煤）"
    return replace(name, metric=metric, unit=unit)


def _state_name(metric: str, state: str) -> str:
    stem = re.sub(r"(?:比例|比率|占比|率|数量|数)$", "", metric)
    return stem + state


def _basis(cell: Cell, column: ValueColumn, name: _Name, *, change: str, relative: bool) -> str:
    if column.kind == "annual":
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
        cell = read_cell(_cell(row, start.index))
        if cell is not None and cell.value is not None and not cell.bracketed and change == "level":
            draft.base_year, draft.slots["base_year"] = start.year, "column"
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
        if base is not None and column.kind != "annual":
            draft.base_year, draft.slots["base_year"] = base, "convention"


def _place(draft: Draft, layout: Layout, row: TableRow) -> None:
    if layout.binding is not None:
        binding = _clean(_cell(row, layout.binding))
        draft.binding = binding if binding in ("约束性", "预期性") else None
    if layout.place is not None:
        found = gazetteer.find("".join(_cell(row, layout.place).split()))
        if found is not None:
            draft.region, draft.region_code = found.name, found.code
            draft.slots["region"] = "column"


def _span(row: TableRow, index: int, cell: Cell) -> tuple[int, int]:
    """Where the number of a cell stands in the clean text: cells are joined by “ | ”."""
    start = row.start + sum(len(text) + 3 for text in row.cells[:index])
    return start + cell.number[0], start + cell.number[1]
