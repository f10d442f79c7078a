"""`/compare`: the matrix as panels of tables, with coverage first and the way to every sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kb.charts import png_available
from kb.compare.absence import ABSENCE_WORDS
from kb.compare.matrix import Cell, Entry, Matrix, build_matrix, in_unit, metric_name
from kb.compare.rates import Derived
from kb.compare.reference import Standing, reference_view
from kb.compare.request import Request, parse_request
from kb.compare.result import result_facts
from kb.compare.table import anchor_of
from kb.compare.words import (
    STATUS_WORDS,
    VERDICT_WORDS,
    address_of,
    number_words,
    place_address,
    place_name,
    value_words,
)
from kb.errors import UserError
from kb.vocab import periods
from webapp.navigation import address
from webapp.pages.choices import Choices, build_choices
from webapp.pages.pictures import pictures_of

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from webapp.services import Services

__all__ = ["CellView", "ComparePage", "EntryView", "Panel", "build_compare", "parse_compare"]

STATE_WORDS: dict[str, str] = {"stated": "有数值", **ABSENCE_WORDS}
PIVOTS = {"metric": "每个指标一张表", "year": "每年一张表", "region": "每个地区一张表"}
OWN = ("pivot", "format", "form", "picture", "save")
OTHER_AXES = {
    "metric": ("region", "year"),
    "year": ("region", "metric"),
    "region": ("metric", "year"),
}


@dataclass(frozen=True, slots=True)
class EntryView:
    """One value as it is shown. `common`, `derived`: (words, formula) of what is not stated."""

    href: str
    value: str
    common: tuple[str, str] | None
    derived: tuple[tuple[str, str], ...]
    not_derived: tuple[str, ...]
    base: str
    base_by_convention: bool
    year_by_convention: bool
    status: str
    binding: str
    scope: str
    sources: int
    others: tuple[tuple[str, str, str], ...]
    verdict: str
    verdict_words: str
    reasons: tuple[str, ...]
    evidence: str
    document: str
    document_number: str
    date: str
    reported_from: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its values, or why it is empty and where was looked."""

    entries: tuple[EntryView, ...]
    absence: str
    absence_kind: str
    absence_links: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    outdated: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One table. `empty_rows`: rows without any value, named with their reason, set apart."""

    title: str
    href: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[CellView, ...]], ...]
    empty_rows: tuple[tuple[str, tuple[str, ...]], ...]
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
        return "、".join(self.request.regions)

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
            return {"choices": self.choices.facts()}
        return result_facts(self.matrix)


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
    matrix = build_matrix(services.store, request)
    standings: tuple[Standing, ...] = ()
    if request.ours in matrix.regions:
        standings = reference_view(matrix, request.ours or "")
    panels = tuple(_panels(matrix, pivot))
    states = matrix.states()
    return ComparePage(request, pivot, choices, matrix, panels, states, standings, _notices(matrix))


def _notices(matrix: Matrix) -> tuple[str, ...]:
    found = []
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
    rows, empty = [], []
    for row in down[1]:
        cells = [
            matrix.cell(**{"concept": "", **_at(head, (down[0], row), (across[0], column))})
            for column in across[1]
        ]
        views = tuple(cell_view(matrix, cell, anchors[cell.metric]) for cell in cells)
        label, href = _label(down[0], row)
        if any(view.entries or view.outdated or view.absence_kind == "explicitly_not_set"
               for view in views):  # fmt: skip
            rows.append((label, href, views))
        else:
            empty.append((label, tuple(dict.fromkeys(view.absence for view in views))))
    title, link = _label(*head)
    of_metric = head[0] == "metric"
    anchor = anchors[head[1]] if of_metric else None
    return Panel(
        title,
        link,
        matrix.unit(head[1]) if of_metric else "",
        tuple(_label(across[0], column)[0] for column in across[1]),
        tuple(rows),
        tuple(empty),
        matrix.verdict_counts(head[1]) if of_metric else {},
        f"{place_name(anchor.fact.region_code or '')} {anchor.fact.year}" if anchor else "",
    )


def _at(*axes: tuple[str, Any]) -> dict[str, Any]:
    names = {"metric": "concept", "region": "region", "year": "year"}
    return {names[axis]: value for axis, value in axes}


def _label(axis: str, value: Any) -> tuple[str, str]:
    if axis == "metric":
        return metric_name(value), address(f"/metrics/{value}", [])
    if axis == "region":
        return place_name(value), f"/regions/{value}"
    return f"{value} 年", ""


def cell_view(matrix: Matrix, cell: Cell, anchor: Entry | None) -> CellView:
    """One cell as it is shown; verdicts are against `anchor`."""
    if cell.absence is None:
        unit = matrix.unit(cell.metric)
        views = tuple(entry_view(matrix, entry, unit, anchor) for entry in cell.entries)
        return CellView(views, "", "", (), (), cell.outdated)
    absence, held = cell.absence, matrix.holdings.by_id
    links = [(held[id_].title, f"/documents/{id_}") for id_ in absence.documents if id_ in held]
    notes = absence.notes
    if absence.unset is not None:
        unset = absence.unset
        where = place_address(unset.document_id, unset.start, unset.end)
        links = [(held[unset.document_id].title, where)]
        notes = (unset.sentence.strip(),)
    return CellView((), absence.words, absence.kind, tuple(links), notes, cell.outdated)


def entry_view(matrix: Matrix, entry: Entry, unit: str, anchor: Entry | None) -> EntryView:
    """One value as it is shown."""
    fact = entry.fact
    held = matrix.holdings.by_id.get(fact.document_id)
    is_anchor = anchor is not None and fact.id == anchor.fact.id
    verdict = matrix.verdict(entry, anchor) if anchor is not None and not is_anchor else None
    converted = in_unit(fact, unit)
    stated = f"{number_words(fact.value)} {fact.unit or ''}"
    common = None
    if converted is not None:
        words = f"{number_words(converted)} {unit}"
        common = (words, f"换算：{stated} = {words}")
    return EntryView(
        href=address_of(fact),
        value=value_words(fact),
        common=common,
        derived=tuple(
            (f"{'年均 ' if d.kind == 'annual_rate' else '约 '}{number_words(d.value)}{d.unit}",
             f"{d.formula}；{d.rounding}")
            for d in entry.derived if isinstance(d, Derived)
        ),
        not_derived=tuple(d.reason for d in entry.derived if not isinstance(d, Derived)),
        base=str(fact.base_year or ""),
        base_by_convention=fact.slots.get("base_year") == "convention",
        year_by_convention=fact.slots.get("year") == "convention",
        status=STATUS_WORDS[fact.status],
        binding=fact.binding or "",
        scope=entry.line.scope,
        sources=entry.sources,
        others=tuple(
            (value_words(f), address_of(f), held_title(matrix, f.document_id))
            for f in entry.differing
        ),
        verdict="anchor" if is_anchor else verdict.kind if verdict else "",
        verdict_words="对照" if is_anchor else VERDICT_WORDS[verdict.kind] if verdict else "",
        reasons=_reasons(verdict),
        evidence=fact.evidence,
        document=held_title(matrix, fact.document_id),
        document_number=(held.document_number or "") if held else "",
        date=(held.written_on or "") if held else "",
        reported_from=fact.reported_from or "",
    )  # fmt: skip


def _reasons(verdict: Any) -> tuple[str, ...]:
    if verdict is None:
        return ()
    how = (verdict.how,) if verdict.how else ()
    return (*(reason.text for reason in verdict.reasons), *how, *verdict.notes)


def held_title(matrix: Matrix, document_id: str) -> str:
    """The title of a document, its id where it is not known."""
    held = matrix.holdings.by_id.get(document_id)
    return held.title if held else document_id
