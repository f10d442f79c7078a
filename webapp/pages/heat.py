"""The heat map of a comparison: the latest value of each metric and region, shaded by its rank."""

from __future__ import annotations

from collections import Counter

from kb.charts import HeatCell
from kb.compare.cells import Entry
from kb.compare.concepts import metric_name
from kb.compare.facts import Fact
from kb.compare.judging import goal_direction
from kb.compare.matrix import Matrix
from kb.compare.words import place_name
from webapp.pages.points import in_common

__all__ = ["drawable", "heat_cells"]


def heat_cells(matrix: Matrix) -> list[HeatCell]:
    """The latest value of each metric and region; what is alike in kind is shaded by its rank."""
    return [cell for concept in matrix.metrics for cell in _heat_row(matrix, concept)]


def drawable(matrix: Matrix, concept: str) -> list[Entry]:
    """The values a heat map can show: levels and relative changes of the whole region."""
    shapes = ("level", "relative_change")
    return [e for e in matrix.entries(concept) if e.line.shape in shapes and not e.line.narrowed]


def _heat_row(matrix: Matrix, concept: str) -> list[HeatCell]:
    unit, latest = matrix.unit(concept), {}
    found = drawable(matrix, concept)
    for entry in sorted(found, key=lambda e: (e.fact.year or 0, e.line.shape == "level")):
        latest[entry.fact.region_code or ""] = entry
    kinds = Counter(_kind(entry) for entry in latest.values())
    usual = max(kinds, key=lambda kind: (kinds[kind], kind), default=None)
    alike = {c: _figure(e.fact, unit) for c, e in latest.items() if _kind(e) == usual}
    known = sorted({v for v in alike.values() if v is not None})
    cells = []
    for code in matrix.regions:
        own = latest.get(code)
        towards = goal_direction(own.fact) if own else "none"
        share = _share(alike.get(code), known, towards)
        text = _heat_words(own, unit) if own else _why_empty(matrix, concept, code)
        cells.append(HeatCell(metric_name(concept), place_name(code), share, text))
    return cells


def _kind(entry: Entry) -> tuple[str, str, int]:
    """Values of one kind can be ranked: levels, or changes of one direction from one base."""
    return entry.line.shape, entry.line.sign, entry.line.base_year


def _figure(fact: Fact, unit: str) -> float | None:
    return in_common(fact, fact.value, unit if fact.change == "level" else fact.unit or "")


def _heat_words(entry: Entry, unit: str) -> str:
    value = _figure(entry.fact, unit)
    if value is None:
        return "单位不同"
    if entry.line.shape == "level":
        return f"{value:.6g}"
    return f"{'降' if entry.fact.change == 'decrease' else '增'}{value:.6g}{entry.fact.unit or ''}"


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
    if value is None or better == "none":
        return None
    place = known.index(value) / (len(known) - 1) if len(known) > 1 else 0.5
    return place if better == "higher" else 1 - place
