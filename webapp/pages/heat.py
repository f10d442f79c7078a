"""The heat map of a comparison: metrics by regions, what is alike shaded by its rank."""

from __future__ import annotations

from collections import defaultdict

from kb.charts import SIGNS, HeatCell
from kb.compare.cells import Entry
from kb.compare.concepts import metric_name
from kb.compare.facts import Fact
from kb.compare.judging import goal_direction
from kb.compare.matrix import Matrix
from kb.compare.words import place_name
from kb.words import STATUSES
from webapp.pages.points import in_common

__all__ = ["drawable", "heat_cells"]


def heat_cells(matrix: Matrix) -> list[HeatCell]:
    """One value of each metric and region; those of one year and kind are shaded by their rank."""
    return [cell for concept in matrix.metrics for cell in _heat_row(matrix, concept)]


def drawable(matrix: Matrix, concept: str) -> list[Entry]:
    """The values a heat map can show: levels and relative changes of the whole region."""
    shapes = ("level", "relative_change")
    return [e for e in matrix.entries(concept) if e.line.shape in shapes and not e.line.narrowed]


def _heat_row(matrix: Matrix, concept: str) -> list[HeatCell]:
    """The kind most places have is ranked; a place without it shows its latest value unshaded."""
    unit = matrix.unit(concept)
    latest: dict[str, Entry] = {}
    of_kind: dict[_Kind, dict[str, Entry]] = defaultdict(dict)
    for entry in sorted(drawable(matrix, concept), key=_by_time):
        place = entry.fact.region_code or ""
        latest[place] = of_kind[_kind(entry)][place] = entry
    usual = max(of_kind, key=lambda kind: (len(of_kind[kind]), kind), default=None)
    ranked = of_kind[usual] if usual else {}
    figures = {place: _figure(entry.fact, unit) for place, entry in ranked.items()}
    known = sorted({figure for figure in figures.values() if figure is not None})
    cells = []
    for code in matrix.regions:
        own = ranked.get(code) or latest.get(code)
        towards = goal_direction(own.fact) if own else "none"
        share = _share(figures.get(code), known, towards)
        text = _heat_words(own, unit) if own else _why_empty(matrix, concept, code)
        cells.append(HeatCell(metric_name(concept), place_name(code), share, text))
    return cells


_Kind = tuple[int, str, str, str, int]


def _kind(entry: Entry) -> _Kind:
    """Values of one kind can be ranked: of one year and status, of one form and from one base."""
    fact, line = entry.fact, entry.line
    return fact.year or 0, fact.status, line.shape, line.sign, line.base_year


def _by_time(entry: Entry) -> tuple[int, bool]:
    return entry.fact.year or 0, entry.line.shape == "level"


def _figure(fact: Fact, unit: str) -> float | None:
    return in_common(fact, fact.value, unit if fact.change == "level" else fact.unit or "")


def _heat_words(entry: Entry, unit: str) -> str:
    """The value with its bound, and beneath it the year and what it is."""
    fact = entry.fact
    value = _figure(fact, unit)
    if value is None:
        return "单位不同"
    figure = f"{SIGNS.get(fact.op, '')}{value:.6g}"
    if entry.line.shape != "level":
        figure = f"{'降' if fact.change == 'decrease' else '增'}{figure}{fact.unit or ''}"
    year = "" if fact.year is None else f"{fact.year} "
    return f"{figure}\n{year}{STATUSES[fact.status]}"


SHORT_ABSENCE = {
    "explicitly_not_set": "未设", "without_figure": "未写数", "silent": "未提",
    "not_fully_read": "未读全", "not_held": "无文件",
}  # fmt: skip


def _why_empty(matrix: Matrix, concept: str, code: str) -> str:
    """Why nothing is drawn: a value of another shape, or the weightiest absence of all years."""
    cells = [matrix.cell(concept, code, year) for year in matrix.years]
    if any(cell.entries for cell in cells):
        return "口径不同"
    kinds = {cell.absence.kind for cell in cells if cell.absence}
    return next((words for kind, words in SHORT_ABSENCE.items() if kind in kinds), "无文件")


def _share(value: float | None, known: list[float], better: str) -> float | None:
    """Where a value stands from worst to best; nothing where there is nothing to rank it by."""
    if value is None or better == "none" or len(known) < 2:
        return None
    place = known.index(value) / (len(known) - 1)
    return place if better == "higher" else 1 - place
