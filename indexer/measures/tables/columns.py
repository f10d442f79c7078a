"""What the columns of an indicator table are: name, unit, years with their roles, 属性, places."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.measures.document.facts import Facts
from indexer.measures.lexing.lexicon import pattern
from indexer.measures.lexing.times import plan_period
from indexer.measures.tables.column_times import (
    ACTUAL,
    TARGET,
    Period,
    period_of,
    role_of,
    told_by_caption,
)
from indexer.measures.tables.head_places import heads_apart
from indexer.measures.tables.layout import Layout, ValueColumn
from indexer.measures.tables.row_places import mostly_places
from indexer.measures.tables.undated import add_undated, is_years
from indexer.measures.tables.undated_plans import tell_goals
from indexer.measures.tables.yearbooks import account_year, head_of
from kb.models import Table
from kb.vocab import units

__all__ = ["read_layout"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = pattern("columns", "name")
_NUMBERING = re.compile(r"^(?:序号|编号|No\.?|序)$")
_CATEGORY = pattern("columns", "category")
_UNIT = re.compile(r"^(?:计量|计算)?单位$|^单位（|(?:计量|计算)单位")
_BINDING = re.compile(r"属性|性质|约束性|指标类型|类型$")
_KIND = re.compile(r"分类$|类别$|^一级指标$|领域$|^类型$|评价内容")
_INNER_UNIT = re.compile(r"[（(]([^（）()]{1,12})[)）]$")
_NOTE = pattern("columns", "note")
_CUMULATIVE = re.compile(r"累计|[五三四]年(?:合计|总计|内|共)")
_ANNUAL = re.compile(r"年均|年平均")
_CHANGE = pattern("columns", "change")
_PLACE = pattern("columns", "place")


def read_layout(table: Table, facts: Facts) -> Layout | None:
    """The layout of an indicator table; None for any other table."""
    headers = [_with_unit("".join(column.split())) for column in table.columns]
    rows = [row.cells for row in table.rows if not row.is_header]
    if not rows or not any(headers) or _lists_projects(headers):
        return None
    headers, whose = heads_apart(headers, facts)
    layout = Layout(account=account_year(table, facts), whose=whose)
    last = period_of(table, facts)
    for index, header in enumerate(headers):
        _place_column(layout, index, header, rows, last, facts)
    if not layout.names and not layout.places and layout.years is None:
        layout.names = _first_text_column(layout, rows)
    _keep_named(layout, headers)
    layout.counted = bool(layout.names) and _counts([row[layout.names[-1]] for row in rows])
    when = told_by_caption(table.caption, layout.account, facts, last)
    add_undated(layout, headers, rows, when, _one_unit(table))
    if not layout.values or not (layout.names or layout.places or layout.years is not None):
        return None
    _date_by_neighbours(layout)
    _sums_of_goals(layout)
    _mark_start(layout, facts)
    _mark_past(layout)
    tell_goals(layout, table, facts)
    if _FORECAST.search(table.caption):
        layout.values = [
            replace(v, role="forecast") if v.role == "target" else v for v in layout.values
        ]
    return layout


_FORECAST = re.compile(r"测算|预测")


_UNIT_BELOW = re.compile(r"/[（(](?P<unit>[^（）()]{1,12})[)）]$|/(?P<bare>[^（）()/]{1,12})$")


def _with_unit(header: str) -> str:
    """常住人口 over （万人） is 常住人口（万人）."""
    below = _UNIT_BELOW.search(header)
    unit = (below["unit"] or below["bare"]) if below is not None else ""
    return f"{header[: -len(below[0])]}（{unit}）" if below and units.lookup(unit) else header


def _one_unit(table: Table) -> str:
    """The unit of all figures of a table, by the note above it; "" where there are several."""
    noted = "".join(table.unit_note.split()).removeprefix("单位：")
    return noted if units.lookup(noted) is not None else ""


_PROJECT = re.compile(r"项目(?:名称)?$|工程(?:名称|项目)$")
_OF_PROJECTS = pattern("columns", "of_projects")


def _lists_projects(headers: Sequence[str]) -> bool:
    """Rows that are projects with their places and costs measure no indicators."""
    named = any(_PROJECT.search(header) for header in headers)
    return named and any(_OF_PROJECTS.search(header) for header in headers)


_COUNT = re.compile(r"\s*(\d{1,2})(?![\d.．]|年)")
_FEWEST_COUNTED = 3


def _counts(cells: Sequence[str]) -> bool:
    """Whether the cells of a column begin with numbers that count them."""
    numbers = [int(found[1]) for cell in cells if (found := _COUNT.match(cell))]
    first = numbers[0] if numbers else 0
    many = len(numbers) >= _FEWEST_COUNTED and 2 * len(numbers) > len(cells)
    return many and numbers == list(range(first, first + len(numbers)))


_TASK = pattern("columns", "task")


def _keep_named(layout: Layout, headers: Sequence[str]) -> None:
    """重点任务 | 目标指标: where both are told, the task is not the name of its indicator."""
    if any("指标" in headers[index] for index in layout.names):
        layout.names = [
            index
            for index in layout.names
            if "指标" in headers[index] or not _TASK.search(headers[index])
        ]


def _mark_start(layout: Layout, facts: Facts) -> None:
    """目标值 over 2020年 and 2025年: the year before the plan is what its goals start from."""
    begins = facts.first if facts.first is not None else facts.year
    if begins is None:
        return
    shared = [(column.header.rpartition("/")[0], column.year or 0) for column in layout.values]
    ahead = {upper for upper, year in shared if upper and year >= begins}
    for at, (column, (upper, year)) in enumerate(zip(layout.values, shared, strict=True)):
        if column.role == "target" and upper in ahead and 0 < year < begins:
            layout.values[at] = replace(column, role="actual")


def _mark_past(layout: Layout) -> None:
    """2020年目标 | 2020年完成: the second says what became of the goals."""
    goals = {column.year for column in layout.values if column.role == "target"}
    for at, column in enumerate(layout.values):
        if column.role == "actual" and column.year in goals:
            layout.values[at] = replace(column, past=True)


def _date_by_neighbours(layout: Layout) -> None:
    """2011年 | 2016年 | 五年累计: a sum or average without a year is over the years shown."""
    shown = [v for v in layout.values if v.dated and v.kind == "level" and v.year is not None]
    if len({column.year for column in shown}) < _TWO:
        return
    last = max(shown, key=lambda column: column.year or 0)
    start = min(column.year or 0 for column in shown)
    for at, column in enumerate(layout.values):
        if not column.dated and column.kind in ("cumulative", "annual") and last.year is not None:
            years = _YEARS_LONG.search(column.header)
            first = last.year - _COUNTS[years[1]] + 1 if years else start + 1
            layout.values[at] = replace(column, role=last.role, year=last.year, first=first)


_SUM_ALONE = re.compile(r"[\[（(【]?累计[\]）)】]?")


def _sums_of_goals(layout: Layout) -> None:
    """2020年目标值 | [累计]: the second holds the goals that are sums."""
    for at, (one, two) in enumerate(itertools.pairwise(layout.values), start=1):
        if one.role == "target" and _SUM_ALONE.fullmatch(two.header):
            layout.values[at] = replace(two, role="target", year=one.year)


_TWO = 2
_COUNTS = {"三": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5}
_YEARS_LONG = re.compile(r"([三四五345])年")


def _place_column(
    layout: Layout,
    index: int,
    header: str,
    rows: Sequence[tuple[str, ...]],
    period: Period,
    facts: Facts,
) -> None:
    cells = [row[index] for row in rows if index < len(row)]
    if _NUMBERING.match(header):
        return
    if sum(cell.strip() in ("约束性", "预期性", "指导性") for cell in cells) * 2 > len(cells):
        layout.binding = index
        return
    if not layout.values and _is_place_column(layout, header, cells, facts):
        layout.places.append(index)
        return
    if _UNIT.search(header) and not _YEAR.search(header):
        layout.unit = index
        return
    if layout.years is None and not layout.values and is_years(header, cells):
        layout.years = index
        return
    value = _value_column(index, header, period, facts)
    if layout.account is not None and not _YEAR.search(header):
        if not (layout.names or layout.values or layout.places) and _mostly_words(cells):
            layout.names.append(index)
            layout.partners = _PARTNERS.search(header) is not None
            return
        value = _statistic(index, header, cells, layout.account) or value
    named = _METRIC_HEAD.search(header) is not None and _mostly_words(cells)
    if value is not None and _mostly_values(cells) and not named:
        layout.values.append(_compared(value, layout))
    elif _is_name(layout, header, cells):
        layout.names.append(index)
    elif _CATEGORY.search(header) or _NOTE.search(header) or layout.values:
        return
    elif not header and not layout.names and not _mostly_values(cells):
        layout.names.append(index)


def _is_place_column(layout: Layout, header: str, cells: list[str], facts: Facts) -> bool:
    """Whether each row is about the place this column names: 市州, and 区县 beside it."""
    if layout.names or _PARTNERS.search(header) or _NOTE.search(header):
        return False
    headed = _PLACE.search(header) is not None or header in ("省", "市", "县", "区", "州", "盟")
    return mostly_places(cells, facts, headed=headed)


_METRIC_HEAD = re.compile(r"指标(?:名称|内容)?$")
_PARTNERS = re.compile(r"^(?:国家|国别)(?:[和或（(].*)?$")
_LAST_YEAR = re.compile(r"(?:比|较)?(?:上|去)年|同比")


def _statistic(index: int, header: str, cells: list[str], year: int) -> ValueColumn | None:
    """绝对数, 产量（万吨）, 比重%: a column of a statistical table, about the year of the table."""
    head = head_of(header)
    numbers = sum(cell.strip().lstrip("-－")[:1].isdigit() for cell in cells)
    if head is None or numbers * 2 < len(cells):
        return None
    unit = "%" if head.kind == "share" else _unit_of_head(header)
    return ValueColumn(
        index, "actual", head.kind, year, year, header, unit, dated=False, noun=head.noun
    )


def _compared(value: ValueColumn, layout: Layout) -> ValueColumn:
    """比上年增长 belongs to the column before it: its year, the year before, what it counts."""
    level = next((other for other in reversed(layout.values) if other.kind == "level"), None)
    noun = level.noun if level is not None else ""
    if value.kind == "share":
        return replace(value, part=value.noun, noun=noun)
    if value.kind != "change" or not _LAST_YEAR.search(value.header):
        return value
    year = level.year if level is not None and level.year is not None else layout.account
    if _YEAR.search(value.header) or year is None:
        year = value.year
    base = year - 1 if year is not None else None
    return replace(value, year=year, first=year, noun=noun, base=base)


def _is_name(layout: Layout, header: str, cells: list[str]) -> bool:
    """A column of names: so headed, or of words between the names and the first values."""
    if layout.values or _NOTE.search(header) or _KIND.search(header):
        return False
    return bool(_NAME.search(header)) or (bool(layout.names) and _mostly_words(cells))


_AGAINST_GOAL = re.compile(
    r"(?:较|比|与|超|完成)(?:规划|计划|年初)?目标值?(?!$)|完成率|完成比例|进度"
)


def _value_column(index: int, header: str, period: Period, facts: Facts) -> ValueColumn | None:
    """A column of values by its head; None for one that tells no time and no role."""
    first, last = period
    if _AGAINST_GOAL.search(header):
        return None
    years = [int(year) for year in _YEAR.findall(header)]
    plan = plan_period(header)
    actual, target = bool(ACTUAL.search(header)), bool(TARGET.search(header))
    kind, change = _kind_of(header, years)
    year, base = years[-1] if years else None, None
    if not years and plan and ("末" in header or target or kind != "level"):
        year = plan[1]
    if len(years) == _TWO and years[0] > years[1] and re.search(r"[比较]", header):
        year, base, kind = years[0], years[1], "change"
    if year is None and not (actual or target or kind != "level"):
        return None
    if year is None:
        reached = actual and _is_over(last, facts) and _REACHED.search(header)
        at_end = target or kind != "level" or reached
        year = last if at_end else (first - 1 if first else None)
    role = role_of(year, actual=actual, target=target, facts=facts, period=period)
    if first is not None and year is not None and not plan and year < first:
        first = _plan_before(first, last, year)
    unit = _unit_of_head(header) or ("%" if kind == "annual" else "")
    start = plan[0] if plan else first
    dated = bool(years or plan or target or actual)
    part = _part(header)
    return ValueColumn(index, role, kind, year, start, header, unit, change, part, dated, base=base)


def _kind_of(header: str, years: list[int]) -> tuple[str, str]:
    """What the values of a column are and in which direction they change: 比2020年下降."""
    kind = "level"
    if _ANNUAL.search(header):
        kind = "annual"
    elif _CUMULATIVE.search(header):
        kind = "cumulative"
    against = len(years) == _TWO or kind == "annual" or "比" in header or "较" in header
    if not (against and _CHANGE.search(header)):
        return kind, ""
    change = "decrease" if re.search(r"下降|降低|降幅", header) else "increase"
    return "annual" if kind == "annual" else "change", change


def _unit_of_head(header: str) -> str:
    """The unit in brackets at the end of a head, or of the head above it: 产量（万吨）/2025年."""
    inner = (_INNER_UNIT.search(part) for part in reversed(header.split("/")))
    return next((unit[1] for unit in inner if unit and units.lookup(unit[1]) is not None), "")


_REACHED = pattern("columns", "reached")


def _is_over(last: int | None, facts: Facts) -> bool:
    """Whether the table is about a plan before the document's own: 目标值 | 完成值 of 十三五."""
    return last is not None and facts.first is not None and last < facts.first


def _plan_before(first: int, last: int | None, year: int) -> int:
    """The first year of the earlier plan, of the same length, that `year` belongs to."""
    length = last - first + 1 if last is not None else 1
    return first - length * -(-(first - year) // length)


def _part(header: str) -> str:
    """The lower of two heads, where it does not name a time or a role itself."""
    upper, _, lower = header.rpartition("/")
    if not upper or _YEAR.search(lower) or ACTUAL.search(lower) or TARGET.search(lower):
        return ""
    return lower


def _mostly_values(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip() not in ("", "-", "—", "/", "——")]
    if not filled:
        return True
    return sum(
        any(char.isdigit() for char in cell) or len(cell) <= 12 for cell in filled
    ) * 2 >= len(filled)


def _mostly_words(cells: list[str]) -> bool:
    filled = [cell for cell in cells if len(re.findall(r"[一-龥]", cell)) >= _WORD]
    return len(filled) * 2 >= len(cells) > 0


_WORD = 2


def _first_text_column(layout: Layout, rows: Sequence[tuple[str, ...]]) -> list[int]:
    taken = {value.index for value in layout.values} | {layout.unit, layout.binding}
    for index in range(min(4, len(rows[0]))):
        cells = [row[index] for row in rows]
        words = sum(len(re.findall(r"[一-龥]", cell)) >= 3 for cell in cells)
        if index not in taken and words * 2 >= len(cells):
            return [index]
    return []
