"""`/compare`: the matrix as panels of tables, with coverage first and the way to every sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kb.charts import png_available
from kb.compare.absence import ABSENCE_WORDS
from kb.compare.matrix import Entry, Matrix, build_matrix, metric_name
from kb.compare.reference import Standing, reference_view
from kb.compare.request import Request, parse_request, region_codes
from kb.compare.result import result_facts
from kb.compare.suggest import unknown_metrics
from kb.compare.table import anchor_of, nothing_words
from kb.compare.words import (
    address_of,
    place_name,
    value_words,
)
from kb.errors import UserError
from kb.vocab import periods, regions
from webapp.navigation import address
from webapp.pages.cells import CellView, cell_view
from webapp.pages.choices import Choices, build_choices
from webapp.pages.pictures import pictures_of

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from webapp.services import Services

__all__ = ["ComparePage", "Panel", "build_compare", "parse_compare"]

STATE_WORDS: dict[str, str] = {"stated": "有数值", **ABSENCE_WORDS}
PIVOTS = {"metric": "每个指标一张表", "year": "每年一张表", "region": "每个地区一张表"}
MOST_EXPANDED = 3
OWN = ("pivot", "format", "form", "picture", "save")
OTHER_AXES = {
    "metric": ("region", "year"),
    "year": ("region", "metric"),
    "region": ("metric", "year"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One table. `empty_rows`: rows without any value, named with their reason, set apart."""

    title: str
    href: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[CellView, ...]], ...]
    empty_rows: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: str
    pairs: Mapping[str, int]
    anchor: str


@dataclass(frozen=True)
class ComparePage:
    """The page. Without a metric only the choices are shown."""

    request: Request
    pivot: str
    choices: Choices
    matrix: Matrix | None
    panels: tuple[Panel, ...]
    states: Mapping[str, int]
    standings: tuple[Standing, ...]
    notices: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def expansions(self) -> list[tuple[str, str]]:
        """Words and addresses of the same for the cities or members of what is asked for."""
        found = []
        for code in self.request.regions if len(self.request.regions) <= MOST_EXPANDED else ():
            place = regions.region(code)
            ways = ("cities", "members") if place and place.members else ("children",)
            for way in ways:
                codes = region_codes(f"{way}:{code}")
                if codes == (code,) or not codes:
                    continue
                pairs = [p for p in self.request.pairs() if p[0] != "region"]
                pairs += [("region", f"{way}:{code}")]
                words = {"cities": "各市", "members": "全部成员", "children": "下一级"}[way]
                href = address("/compare", [*pairs, ("pivot", self.pivot)])
                found.append((f"展开到成员：{place_name(code)}{words}（{len(codes)} 个）", href))
        return found

    def anchor_choices(self) -> list[tuple[str, str]]:
        """The places with values, any of which others may be held against."""
        if self.matrix is None:
            return []
        found = {e.fact.region_code or "" for m in self.matrix.metrics
                 for e in self.matrix.entries(m)}  # fmt: skip
        return [(code, place_name(code)) for code in self.matrix.regions if code in found]

    def kept_fields(self) -> list[tuple[str, str]]:
        """The request as fields of a form, without what others are held against."""
        pairs = [pair for pair in self.request.pairs() if pair[0] != "ours"]
        return [*pairs, ("pivot", self.pivot)]

    def url(self, path: str = "/compare", **more: str) -> str:
        """An address of this comparison, with further parameters."""
        pairs = self.request.pairs() + [(name, value) for name, value in more.items() if value]
        if "pivot" not in more and self.pivot != "metric":
            pairs.append(("pivot", self.pivot))
        return address(path, pairs)

    def metric_names(self) -> str:
        """The chosen metrics as they are typed."""
        return "、".join(metric_name(concept) for concept in self.request.metrics)

    def region_names(self) -> str:
        """The chosen regions as they are typed: names where they lead back to the place."""
        return "、".join(typed_place(code) for code in self.request.regions)

    def year_names(self) -> str:
        """The chosen years as they are typed, runs as ranges."""
        return year_ranges(self.request.years)

    def pictures(self) -> list[tuple[str, str]]:
        """The pictures that can be drawn of this comparison."""
        return [] if self.matrix is None else pictures_of(self.matrix)

    def png_url(self, kind: str) -> str:
        """The address of a picture as PNG, "" where none can be drawn."""
        return self.url("/compare/picture", picture=kind, form="png") if png_available() else ""

    period_names = staticmethod(lambda: tuple(periods.all_periods()))
    pivots = staticmethod(lambda: PIVOTS)
    state_words = staticmethod(lambda state: STATE_WORDS[state])
    name_of = staticmethod(metric_name)
    place = staticmethod(place_name)

    def ours_name(self) -> str:
        """The region others are compared with."""
        return place_name(self.request.ours or "")

    @staticmethod
    def href(entry: Entry) -> str:
        """Where an entry's sentence is."""
        return address_of(entry.fact)

    @staticmethod
    def words(entry: Entry) -> str:
        """An entry's stated value."""
        return value_words(entry.fact)

    def facts(self) -> dict[str, Any]:
        """The JSON form: the result file, or what may be chosen."""
        if self.matrix is None:
            return {"choices": self.choices.facts(), "unknown": list(self.unknown)}
        return result_facts(self.matrix)


def typed_place(code: str) -> str:
    """How a place is typed: its name, or its code where the name does not lead to it."""
    found = regions.find(place_name(code))
    return place_name(code) if found is not None and found.code == code else code


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


def parse_compare(given: MultiDict[str, str]) -> tuple[Request, str]:
    """The request and the pivot of an address; lists may be typed with 、 or line breaks."""
    lists: dict[str, list[str]] = {}
    for name in given:
        if name in OWN:
            continue
        values = [v for text in given.getlist(name) for v in _split(text)]
        lists[name] = values
    pivot = given.get("pivot", "metric")
    if pivot not in PIVOTS:
        raise UserError(f"参数 pivot 可用的值：{'、'.join(PIVOTS)}。")
    return parse_request(lists), pivot


def _split(text: str) -> list[str]:
    for mark in "、，,；;\n":
        text = text.replace(mark, "\t")
    return [part.strip() for part in text.split("\t") if part.strip()]


def build_compare(request: Request, pivot: str, services: Services) -> ComparePage:
    """The page of a request."""
    choices = build_choices(services)
    if not request.metrics:
        return ComparePage(request, pivot, choices, None, (), {}, (), ())
    if request.ours and request.regions and request.ours not in request.regions:
        request = replace(request, regions=(request.ours, *request.regions))
    unknown = tuple(u.words for u in unknown_metrics(services.store, request.metrics))
    if len(unknown) == len(request.metrics):
        return ComparePage(request, pivot, choices, None, (), {}, (), (), unknown)
    matrix = build_matrix(services.store, request)
    standings: tuple[Standing, ...] = ()
    if request.ours in matrix.regions:
        standings = reference_view(matrix, request.ours or "")
    panels = tuple(_panels(matrix, pivot))
    states = matrix.states()
    return ComparePage(
        request, pivot, choices, matrix, panels, states, standings, _notices(matrix), unknown
    )


def _notices(matrix: Matrix) -> tuple[str, ...]:
    found = []
    if not any(matrix.entries(concept) for concept in matrix.metrics):
        found.append(nothing_words(matrix))
    outdated = sum(cell.outdated for cell in matrix.cells.values())
    if outdated:
        found.append(f"已被替代或废止的文件中有 {outdated} 个数值，没有计入。")
    differing = sum(1 for c in matrix.cells.values() for e in c.entries if e.differing)
    if differing:
        found.append(f"有 {differing} 个数值的来源不一致，已在格中列出；不作取舍。")
    by_convention = sum(
        1
        for c in matrix.cells.values()
        for e in c.entries
        if "convention" in (e.fact.slots.get("base_year"), e.fact.slots.get("year"))
    )
    if by_convention:
        found.append(f"有 {by_convention} 个数值的年份或基期是按惯例推定的（带 *），不用于推算。")
    return tuple(found)


def _panels(matrix: Matrix, pivot: str) -> list[Panel]:
    values: dict[str, tuple[Any, ...]] = {
        "metric": matrix.metrics, "region": matrix.regions, "year": matrix.years,
    }  # fmt: skip
    down, across = OTHER_AXES[pivot]
    anchors = {concept: anchor_of(matrix, concept) for concept in matrix.metrics}
    return [
        _panel(matrix, (pivot, head), (down, values[down]), (across, values[across]), anchors)
        for head in values[pivot]
    ]


def _panel(
    matrix: Matrix,
    head: tuple[str, Any],
    down: tuple[str, tuple[Any, ...]],
    across: tuple[str, tuple[Any, ...]],
    anchors: Mapping[str, Entry | None],
) -> Panel:
    across = (across[0], _columns(matrix, head, across, down)) if across[0] == "year" else across
    rows, empty = [], []
    for row in down[1]:
        cells = [
            matrix.cell(**_at(head, (down[0], row), (across[0], column))) for column in across[1]
        ]
        views = tuple(cell_view(matrix, cell, anchors[cell.metric]) for cell in cells)
        label, href = _label(down[0], row)
        if any(view.entries or view.outdated or view.absence_kind == "explicitly_not_set"
               for view in views):  # fmt: skip
            rows.append((label, href, views))
        else:
            empty.append((label, tuple(dict.fromkeys(view.absence for view in views))))
    if not rows:  # every cell says why it is empty
        rows, empty = _all_rows(matrix, head, down, across, anchors), []
    title, link = _label(*head)
    shown = across[1] if across[0] == "year" else matrix.years
    left_out = year_ranges(tuple(year for year in matrix.years if year not in shown))
    of_metric = head[0] == "metric"
    anchor = anchors[head[1]] if of_metric else None
    return Panel(
        title,
        link,
        _unit_words(matrix, head[1]) if of_metric else "",
        tuple(_label(across[0], column)[0] for column in across[1]),
        tuple(rows),
        tuple(empty),
        left_out,
        matrix.verdict_counts(head[1]) if of_metric else {},
        f"{place_name(anchor.fact.region_code or '')} {anchor.fact.year}" if anchor else "",
    )


def _all_rows(
    matrix: Matrix,
    head: tuple[str, Any],
    down: tuple[str, tuple[Any, ...]],
    across: tuple[str, tuple[Any, ...]],
    anchors: Mapping[str, Entry | None],
) -> list[tuple[str, str, tuple[CellView, ...]]]:
    found = []
    for row in down[1]:
        cells = [matrix.cell(**_at(head, (down[0], row), (across[0], c))) for c in across[1]]
        views = tuple(cell_view(matrix, cell, anchors[cell.metric]) for cell in cells)
        found.append((*_label(down[0], row), views))
    return found


def _unit_words(matrix: Matrix, concept: str) -> str:
    """What the values of a row are stated in: the common unit of levels, or that of changes."""
    entries = matrix.entries(concept)
    if not entries or any(entry.fact.change == "level" for entry in entries):
        unit = matrix.unit(concept)
        return f"统一单位：{unit}" if unit else ""
    units = dict.fromkeys(e.fact.unit for e in entries if e.fact.unit)
    return f"表中都是增减，单位：{'、'.join(units)}" if units else ""


MANY_YEARS = 4  # with more columns, years in which a panel has nothing at all are left out


def _columns(
    matrix: Matrix,
    head: tuple[str, Any],
    across: tuple[str, tuple[Any, ...]],
    down: tuple[str, tuple[Any, ...]],
) -> tuple[Any, ...]:
    if len(across[1]) <= MANY_YEARS:
        return across[1]
    used = tuple(
        column
        for column in across[1]
        if any(_has_value(matrix, _at(head, (down[0], row), ("year", column))) for row in down[1])
    )
    return used or across[1]


def _has_value(matrix: Matrix, place: dict[str, Any]) -> bool:
    cell = matrix.cell(**place)
    return bool(cell.entries) or cell.outdated > 0


def _at(*axes: tuple[str, Any]) -> dict[str, Any]:
    names = {"metric": "concept", "region": "region", "year": "year"}
    return {names[axis]: value for axis, value in axes}


def _label(axis: str, value: Any) -> tuple[str, str]:
    if axis == "metric":
        return metric_name(value), address(f"/metrics/{value}", [])
    if axis == "region":
        return place_name(value), f"/regions/{value}"
    return f"{value} 年", ""
