"""Tables as they are printed, brought to one shape: caption apart, heads over their columns."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.models import Table, TableRow

__all__ = ["shaped"]

_CAPTION = re.compile(r"^(?:附?表|专栏|附件)[\d一二三四五六七八九十]")
_UNIT_NOTE = re.compile(r"[（(]?[^（()）]{0,4}单位[：:](?P<unit>[^（）()]{1,12}?)[）)]?$")
_SENTENCE = re.compile(r"[。；，？！]|[：:]$|发布|日期|来源|时间：|印发")
_TIMED = re.compile(
    r"(?:(?:19|20)\d\d年?|“?十[一二三四五]五”?).*(?:表|目标|任务|指标|计划|分解|情况|安排|分配|[）)])$"
    r"|[（(](?:19|20)\d\d年?[）)]$"
)
_LONGEST_CAPTION = 60
_HEAD_ROWS = 4
_NARROWEST_HALF = 2
_JOINT = 3
"""Characters between two cells in the text of a row: “ | ”."""


def shaped(table: Table, before: str = "") -> list[Table]:
    """The table with caption, unit and heads where they belong; two tables printed side by side.

    `before`: the passage above it, which may be its caption.
    """
    heading = "".join(before.split())
    if not table.caption and _is_caption(heading):
        table = replace(table, caption=heading)
    table = _aligned(_promoted(table))
    note = _UNIT_NOTE.search("".join(table.caption.split()))
    if note is not None and not table.unit_note:
        table = replace(table, unit_note=note["unit"])
    return _halves(table)


def _is_caption(line: str) -> bool:
    """表3 …; or a line that is no sentence and says which year or plan the table is about."""
    if len(line) > _LONGEST_CAPTION:
        return False
    named = _SENTENCE.search(line) is None and _TIMED.search(line) is not None
    return named or _CAPTION.match(line) is not None


def _squeezed(cells: tuple[str, ...]) -> list[str]:
    return ["".join(cell.split()) for cell in cells]


def _promoted(table: Table) -> Table:
    """A caption printed as the first row, perhaps with the unit below it: the heads follow."""
    heads = _squeezed(table.columns)
    titled = len(heads) > 1 and len(set(filter(None, heads))) == 1 and heads[0] != ""
    if not titled:
        return table
    note = table.unit_note
    for number, row in enumerate(table.rows[:_HEAD_ROWS]):
        cells = _squeezed(row.cells)
        filled = set(filter(None, cells))
        if len(filled) <= 1:
            unit = next(iter(filled), "")
            note = unit if unit.startswith("单位") else note
            continue
        if any(cell[:1].isdigit() for cell in cells[1:]):
            return table
        rows = tuple(
            replace(each, is_header=True) if at <= number else each
            for at, each in enumerate(table.rows)
        )
        caption = table.caption or heads[0]
        return replace(table, columns=row.cells, rows=rows, caption=caption, unit_note=note)
    return table


def _aligned(table: Table) -> Table:
    """A head that stands one column left of its cells moves over them."""
    columns = list(table.columns)
    rows = [row.cells for row in table.rows if not row.is_header]
    for at in range(len(columns) - 1):
        left = [row[at].strip() for row in rows if at + 1 < len(row)]
        right = [row[at + 1].strip() for row in rows if at + 1 < len(row)]
        if columns[at].strip() and not columns[at + 1].strip() and any(right) and not any(left):
            columns[at], columns[at + 1] = "", columns[at]
    return replace(table, columns=tuple(columns)) if tuple(columns) != table.columns else table


def _halves(table: Table) -> list[Table]:
    """行业 | 增长 | 行业 | 增长: the right half is a table of its own."""
    heads = _squeezed(table.columns)
    middle, odd = divmod(len(heads), 2)
    if odd or middle < _NARROWEST_HALF or heads[:middle] != heads[middle:] or not all(heads):
        return [table]
    if len(set(heads)) == 1:
        return [table]
    return [_part(table, 0, middle), _part(table, middle, len(heads))]


def _part(table: Table, low: int, high: int) -> Table:
    rows = tuple(
        TableRow(
            row.cells[low:high],
            row.start + sum(len(cell) + _JOINT for cell in row.cells[:low]),
            row.end,
            row.page,
            row.is_header,
        )
        for row in table.rows
    )
    return replace(table, columns=table.columns[low:high], rows=rows)
