"""`/compare`: the matrix as panels of tables, with coverage first and the way to every sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from kb.charts import png_available
from kb.compare.absence import ABSENCE_WORDS
from kb.compare.concepts import metric_name
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.places import region_codes, spec_words, specs
from kb.compare.reference import Standing, reference_view
from kb.compare.request import Request, parse_request
from kb.compare.result import result_facts
from kb.compare.suggest import UnknownMetric, unknown_metrics
from kb.compare.table import nothing_words
from kb.compare.words import STATUS_WORDS, address_of, place_name, value_words
from kb.errors import UserError
from kb.vocab import periods, regions
from webapp.navigation import address
from webapp.pages.cells import held_title
from webapp.pages.choices import Choices, build_choices
from webapp.pages.paging import Paging, build_paging
from webapp.pages.panels import (
    PIVOTS,
    Panel,
    build_panels,
    regions_of_rows,
    usual_pivot,
    year_ranges,
)
from webapp.pages.pictures import pictures_of
from webapp.requests import MAX_SIZE, Asked, whole_number

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from kb.store import Store
    from webapp.services import Services

__all__ = ["ComparePage", "build_compare", "build_known", "parse_compare", "parse_shown"]

STATE_WORDS: dict[str, str] = {"stated": "有数值", **ABSENCE_WORDS}
STATE_MEANING = {
    "stated": "粗体是原文所写，点开看原句",
    "explicitly_not_set": "文件写明不设这个目标",
    "without_figure": "文件写明按上级下达或核定的目标执行",
    "silent": "收有管这一年的规划、报告、公报或意见、措施，其中没有提到（批复、任免、法规不算）",
    "not_fully_read": "文件有图片、扫描页或缺附件，不能断定没有",
    "not_held": "没有收录照理会写到的文件，不表示没有发布",
}
MOST_EXPANDED = 3
MOST_IN_TITLE = 3
MOST_UNPLACED = 60
LIST_MARKS, BLANKS = "、，,；;", " 　"
REGIONS_SHOWN = 40  # rows of a page; the others are on its next pages
OWN = ("pivot", "format", "form", "picture", "save", "narrow", "page", "size")


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of the regions with values a page shows."""

    page: int = 1
    size: int = REGIONS_SHOWN

    def of(self, regions: tuple[str, ...]) -> tuple[str, ...]:
        """The regions of this page."""
        pages = max(1, -(-len(regions) // self.size))
        if self.page > pages:
            raise UserError(f"没有第 {self.page} 页，一共 {pages} 页。")
        return regions[(self.page - 1) * self.size :][: self.size]


FIRST = Shown()


class Unplaced(NamedTuple):
    """A value that has no cell, and where it stands."""

    metric: str
    value: str
    place: str
    year: str
    href: str
    document: str


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
    unknown: tuple[UnknownMetric, ...] = ()
    shown: Shown = FIRST
    pivots: ClassVar = PIVOTS

    @property
    def period_names(self) -> tuple[str, ...]:
        """The planning periods that may be chosen."""
        return tuple(periods.all_periods())

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
                href = address("/compare", [*pairs, *self._pivot()])
                found.append((f"展开到成员：{place_name(code)}{words}（{len(codes)} 个）", href))
        return found

    def anchor_choices(self) -> list[tuple[str, str]]:
        """The places with values, which others may be held against, and the one asked for."""
        if self.matrix is None:
            return []
        found = {e.fact.region_code or "" for m in self.matrix.metrics
                 for e in self.matrix.entries(m)} | {self.request.ours}  # fmt: skip
        offered = dict.fromkeys((self.request.ours or "", *self.matrix.regions))
        return [(code, place_name(code)) for code in offered if code and code in found]

    def kept_fields(self) -> list[tuple[str, str]]:
        """The request as fields of a form, without what others are held against."""
        pairs = [pair for pair in self.request.pairs() if pair[0] != "ours"]
        return [*pairs, *self._pivot()]

    def _pivot(self) -> list[tuple[str, str]]:
        usual = self.matrix is not None and self.pivot == usual_pivot(self.matrix)
        return [] if usual else [("pivot", self.pivot)]

    def url(self, path: str = "/compare", **more: str) -> str:
        """An address of this comparison, with further parameters."""
        pairs = self.request.pairs() + [(name, value) for name, value in more.items() if value]
        return address(path, pairs if "pivot" in more else [*pairs, *self._pivot()])

    def metric_names(self) -> str:
        """The chosen metrics as they are typed."""
        return "、".join(metric_name(concept) for concept in self.request.metrics)

    def region_names(self) -> str:
        """The chosen regions as they are typed: names where they lead back to the place."""
        return "、".join(spec_words(spec) for spec in specs(self.request.regions))

    def title(self) -> str:
        """What is compared, in the words of a heading."""
        names = [metric_name(concept) for concept in self.request.metrics]
        rest = f"等 {len(names)} 个指标" if len(names) > MOST_IN_TITLE else ""
        return "、".join(names[:MOST_IN_TITLE]) + rest

    def summary(self) -> str:
        """What the tables hold, in a sentence."""
        if self.matrix is None:
            return ""
        sizes = (self.matrix.metrics, self.matrix.regions, self.matrix.years)
        axes = zip(sizes, ("个指标", "个地区", "个年份"), strict=True)
        size = " × ".join(f"{len(many)} {words}" for many, words in axes)
        statuses = "、".join(STATUS_WORDS[status] for status in self.request.statuses)
        held, cells = self.states.get("stated", 0), len(self.matrix.cells)
        rest = f"，空格 {cells - held} 格各有原因" if held < cells else ""
        return f"{statuses}：{size}，共 {cells} 格；有数值 {held} 格{rest}。"

    def unplaced(self) -> list[Unplaced]:
        """The values that have no cell: place not recognised, or year not stated."""
        if self.matrix is None:
            return []
        return [
            Unplaced(metric_name(f.concept), value_words(f),
                     place_name(f.region_code) if f.region_code else f.region or "未识别",
                     str(f.year or "未载"), address_of(f), held_title(self.matrix, f.document_id))
            for f in self.matrix.unplaced[:MOST_UNPLACED]
        ]  # fmt: skip

    def legend(self) -> list[tuple[str, str, int, str]]:
        """Each state of a cell that occurs: its kind, its words, how often, what it means."""
        return [
            (state, words, self.states[state], STATE_MEANING[state])
            for state, words in STATE_WORDS.items()
            if state in self.states
        ]

    def year_names(self) -> str:
        """The chosen years as they are typed, runs as ranges."""
        return year_ranges(self.request.years)

    def pictures(self) -> list[tuple[str, str]]:
        """The pictures that can be drawn of this comparison."""
        return [] if self.matrix is None else pictures_of(self.matrix)

    def paging(self) -> Paging:
        """The pages of the regions with values."""
        pairs = [*self.request.pairs(), *self._pivot()]
        names = dict.fromkeys(name for name, _ in pairs)
        return build_paging(
            Asked(
                "/compare",
                filters={n: tuple(value for name, value in pairs if name == n) for n in names},
                page=self.shown.page,
                size=self.shown.size,
                default_size=REGIONS_SHOWN,
            ),
            len(regions_of_rows(self.matrix)) if self.matrix else 0,
        )

    def png_url(self, kind: str) -> str:
        """The address of a picture as PNG, "" where none can be drawn."""
        return self.url("/compare/picture", picture=kind, form="png") if png_available() else ""

    def ours_name(self) -> str:
        """The region others are compared with."""
        return spec_words(self.request.ours) if self.request.ours else ""

    def chosen_pivot(self) -> str:
        """The pivot, "" where it is the one that would be taken anyway."""
        return self._pivot()[0][1] if self._pivot() and self.pivot else ""

    def link(self, root: str) -> str:
        """The whole address of this comparison."""
        return root.rstrip("/") + self.url()

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
        marks = LIST_MARKS + (BLANKS if name == "region" else "")  # names of metrics hold blanks
        lists[name] = [v for text in given.getlist(name) for v in _split(text, marks)]
    pivot = given.get("pivot", "")
    if pivot and pivot not in PIVOTS:
        raise UserError(f"参数 pivot 可用的值：{'、'.join(PIVOTS)}。")
    return parse_request(lists), pivot


def parse_shown(given: MultiDict[str, str]) -> Shown:
    """Which part of a long comparison an address asks for."""
    page = whole_number(given.get("page", "1"), name="page")
    size = whole_number(given.get("size", str(REGIONS_SHOWN)), name="size")
    return Shown(page, min(size, MAX_SIZE))


def _split(text: str, marks: str) -> list[str]:
    parts = text.translate(dict.fromkeys(map(ord, marks), "\n")).split("\n")
    return [part.strip() for part in parts if part.strip()]


def build_known(store: Store, request: Request) -> Matrix:
    """The matrix of a request for a file; a metric nothing is known by is refused."""
    if unknown := unknown_metrics(store, request.metrics):
        raise UserError("".join(u.words for u in unknown))
    return build_matrix(store, request)


def build_compare(
    request: Request, pivot: str, services: Services, shown: Shown = FIRST
) -> ComparePage:
    """The page of a request. Unknown metrics are named; the others are compared."""
    choices = build_choices(services)
    if not request.metrics:
        return ComparePage(request, pivot, choices, None, (), {}, (), ())
    if request.ours and request.regions and request.ours not in request.regions:
        request = replace(request, regions=(request.ours, *request.regions))
    unknown = unknown_metrics(services.store, request.metrics)
    asked = {"=" + u.asked for u in unknown}
    known = tuple(concept for concept in request.metrics if concept not in asked)
    if not known:
        return ComparePage(request, pivot, choices, None, (), {}, (), (), unknown)
    request = replace(request, metrics=known)
    matrix = build_matrix(services.store, request)
    pivot = pivot or usual_pivot(matrix)
    standings: tuple[Standing, ...] = ()
    if request.ours in matrix.regions:
        standings = reference_view(matrix, request.ours or "")
    panels = tuple(build_panels(matrix, pivot, shown.of(regions_of_rows(matrix))))
    states, notices = matrix.states(), _notices(matrix)
    return ComparePage(
        request, pivot, choices, matrix, panels, states, standings, notices, unknown, shown
    )


def _notices(matrix: Matrix) -> tuple[str, ...]:
    found = []
    if not any(matrix.entries(concept) for concept in matrix.metrics):
        found.append(nothing_words(matrix))
    outdated = sum(cell.outdated for cell in matrix.cells.values())
    if outdated:
        found.append(f"已被替代或废止的文件中有 {outdated} 个数值，没有计入。")
    entries = [entry for cell in matrix.cells.values() for entry in cell.entries]
    differing = sum(bool(entry.contradicting) for entry in entries)
    if differing:
        found.append(f"有 {differing} 个数值另有来源不同，都列在格中，不代为选定。")
    by_convention = sum(
        "convention" in (entry.fact.origin("base_year"), entry.fact.origin("year"))
        for entry in entries
    )
    if by_convention:
        found.append(f"有 {by_convention} 个数值的年份或基期是按惯例推定的（带 *），不用于推算。")
    return tuple(found)
