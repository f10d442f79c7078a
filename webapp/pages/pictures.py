"""The pictures of pages, as files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response

from kb import charts
from kb.charts import Dumbbell, Look
from kb.compare.cells import CONTRADICTING, Entry
from kb.compare.concepts import common_unit, metric_name
from kb.compare.facts import Fact
from kb.compare.matrix import Matrix
from kb.compare.words import STATUS_WORDS, place_name
from kb.errors import UserError
from webapp.pages.heat import drawable, heat_cells
from webapp.pages.points import has_trajectory, in_common, levels, many_years, points_of

__all__ = [
    "FEWEST_YEARS",
    "MEDIA_TYPES",
    "PICTURES",
    "Picture",
    "draw_matrix",
    "draw_metric",
    "look_asked",
    "picture_response",
    "pictures_of",
]

MEDIA_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
PICTURES = {"dumbbell": "基期到目标", "trajectory": "历年走势", "heat": "热图", "years": "年份分布"}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of a picture opened by itself: matplotlib writes its colours as inline styles."""
MOST_LINES = 12
FEWEST_YEARS = 3  # a histogram of one or two bars says nothing


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture with its file name."""

    data: bytes
    media_type: str
    name: str


def look_asked(given: Mapping[str, str]) -> Look:
    """How the picture of a request is to be made."""
    return Look(given.get("form", "svg"), narrow="narrow" in given)


def picture_response(drawn: Picture, *, attached: bool) -> Response:
    """A file as an answer, shown in the page or saved under its name."""
    kind = "attachment" if attached else "inline"
    response = Response(drawn.data, content_type=drawn.media_type)
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(drawn.name)}"
    return response


def pictures_of(matrix: Matrix) -> list[tuple[str, str]]:
    """The pictures that can be drawn of a comparison: kind and words, best first."""
    concept = matrix.metrics[0]
    found: list[tuple[str, str]] = []
    if first := levels(matrix, concept):
        if any(entry.fact.status == "target" for entry in first):
            found.append(("dumbbell", f"{metric_name(concept)}：{PICTURES['dumbbell']}"))
        if has_trajectory((entry.fact for entry in first), matrix.unit(concept)):
            found.append(("trajectory", f"{metric_name(concept)}：{PICTURES['trajectory']}"))
    if (
        len(matrix.metrics) > 1
        and len(matrix.regions) > 1
        and any(drawable(matrix, m) for m in matrix.metrics)
    ):
        found.append(("heat", PICTURES["heat"]))
    years = {e.fact.year for m in matrix.metrics for e in matrix.entries(m)}
    if len(years) >= FEWEST_YEARS:
        found.append(("years", PICTURES["years"]))
    return found


def draw_matrix(matrix: Matrix, kind: str, look: Look) -> Picture:
    """One of the pictures of a comparison."""
    concept = matrix.metrics[0]
    unit, name = matrix.unit(concept), metric_name(concept)
    if kind == "dumbbell":
        data = _dumbbell(matrix, concept, unit, name, look)
    elif kind == "trajectory":
        facts = [fact for entry in levels(matrix, concept) for fact in _all_said(entry)]
        data = _trajectory(facts, unit, name, look)
    elif kind == "heat":
        data = charts.heat_map(
            heat_cells(matrix),
            title="各指标在地区间的位次（深为好；同年同类的才排，其余不着色）",
            look=look,
        )
    elif kind == "years":
        facts = [e.fact for c in matrix.metrics for e in matrix.entries(c)]
        data = _years(facts, "所选指标的年份分布", look)
    else:
        raise UserError(f"没有图“{kind[:20]}”；可用：{'、'.join(PICTURES)}。")
    return Picture(data, MEDIA_TYPES[look.form], f"{name}-{PICTURES[kind]}.{look.form}")


def draw_metric(concept: str, facts: Iterable[Fact], kind: str, look: Look) -> Picture:
    """Trajectory or year histogram of one metric over all it is known for."""
    found = list(facts)
    name, unit = metric_name(concept), common_unit(concept, found)
    if kind == "trajectory":
        data = _trajectory(found, unit, name, look)
    elif kind == "years":
        data = _years(found, f"{name}：年份分布", look)
    else:
        raise UserError(f"没有图“{kind[:20]}”；可用：trajectory、years。")
    return Picture(data, MEDIA_TYPES[look.form], f"{name}-{PICTURES[kind]}.{look.form}")


def _dumbbell(matrix: Matrix, concept: str, unit: str, name: str, look: Look) -> bytes:
    said = (fact for entry in levels(matrix, concept) for fact in _all_said(entry))
    found = [fact for fact in said if fact.status == "target"]
    places = {
        (f.year or 0, f.region_code) for f in found if in_common(f, f.value, unit) is not None
    }
    often = Counter(year for year, _ in places)  # the year most places have, the later of two
    year = max(often, key=lambda y: (often[y], y), default=0)
    rows = [
        Dumbbell(place_name(f.region_code or ""), _base(f, unit), target, f.op)
        for f in found
        if f.year == year and (target := in_common(f, f.value, unit)) is not None
    ]
    rows.sort(key=lambda row: (-row.target, row.label))
    return charts.dumbbell(rows, title=f"{name}：基期值与 {year} 年目标", unit=unit, look=look)


def _all_said(entry: Entry) -> tuple[Fact, ...]:
    """A value and what other sources say instead: a picture settles nothing either."""
    return (entry.fact, *(d.fact for d in entry.differences if d.kind in CONTRADICTING))


def _base(fact: Fact, unit: str) -> float | None:
    return in_common(fact, fact.base_value, unit) if fact.base_is_known else None


def _trajectory(facts: Iterable[Fact], unit: str, name: str, look: Look) -> bytes:
    points = points_of(facts, unit)
    paths = many_years(points)
    often = Counter(p.line for p in points if p.line in paths)
    kept = sorted(often, key=lambda line: (-often[line], line))[:MOST_LINES]
    chosen = [p for p in points if p.line in kept]
    chosen.sort(key=lambda p: (kept.index(p.line), p.year))
    cut = f"（数值最多的 {MOST_LINES} 地）" if len(often) > MOST_LINES else ""
    return charts.trajectory(chosen, title=f"{name}：历年走势{cut}", unit=unit, look=look)


def _years(facts: Iterable[Fact], title: str, look: Look) -> bytes:
    counted = Counter((f.year, f.status) for f in facts if f.year is not None)
    counts = [(y or 0, STATUS_WORDS[s], n) for (y, s), n in sorted(counted.items())]
    return charts.year_histogram(counts, title=title, look=look)
