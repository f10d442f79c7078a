"""Rows that state two metrics at once: 湿地保有量/湿地保护率 | 万亩/% | 1665/55."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.measures.tables.layout import Layout
from kb.models import TableRow

__all__ = ["one_metric_each"]

_BRACKET = re.compile(r"[（(][^（）()]*[)）]\s*$")
_HEAD = re.compile(
    r"(?:排放|减排|消费|处理|利用|覆盖|保护|治理)?总?[率量数额]$|面积$|浓度$|比重$|占比$|比例$"
)
_PAIRED_VALUES = re.compile(r"[^/／]*\d[^/／]*[/／][^/／]*\d[^/／]*")
_SLASH = re.compile(r"[/／]")


def one_metric_each(row: TableRow, layout: Layout) -> list[TableRow]:
    """The row once for each metric it names, if its values come in pairs too; else as it is.

    Each cell keeps its length, so that the places of its characters stay: what belongs to the
    other metric is blanked out.
    """
    if not layout.names or layout.names[-1] >= len(row.cells):
        return [row]
    name = row.cells[layout.names[-1]]
    values = [row.cells[v.index] for v in layout.values if v.index < len(row.cells)]
    figures = [cell for cell in values if re.search(r"\d", cell)]
    bare = _BRACKET.sub("", name)
    paired = [cell for cell in figures if _PAIRED_VALUES.fullmatch(cell)]
    if len(_SLASH.findall(bare)) != 1 or not figures or len(paired) < len(figures):
        return [row]
    return [_half(row, layout, which) for which in (0, 1)]


def _half(row: TableRow, layout: Layout, which: int) -> TableRow:
    cells = list(row.cells)
    cells[layout.names[-1]] = _name(cells[layout.names[-1]], which)
    split = {v.index for v in layout.values} | {layout.unit}
    for index, cell in enumerate(cells):
        if index in split and len(_SLASH.findall(cell)) == 1:
            cells[index] = _blanked(cell, which)
    return replace(row, cells=tuple(cells))


def _blanked(cell: str, which: int) -> str:
    at = _the_slash(cell)
    return cell[:at].ljust(len(cell)) if which == 0 else cell[at + 1 :].rjust(len(cell))


def _the_slash(text: str) -> int:
    found = _SLASH.search(text)
    return found.start() if found is not None else len(text)


def _name(cell: str, which: int) -> str:
    """One of two names with its unit: A/B（u/v）; what only the second says, both end in."""
    found = _BRACKET.search(cell)
    bare, unit = (cell[: found.start()], found.group().strip()) if found else (cell, "")
    names = _SLASH.split(bare.strip())
    if which == 0 and not _HEAD.search(names[0]) and (head := _HEAD.search(names[1])):
        names[0] += head.group()
    units = _SLASH.split(unit[1:-1]) if unit else []
    own = f"（{_chosen(units, which)}）" if units else ""
    return (names[which] + own).ljust(len(cell))


def _chosen(parts: Sequence[str], which: int) -> str:
    return parts[which] if len(parts) > 1 else parts[0]
