"""`/regions`: places, each with its targets, and one metric in one place."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from kb.coded import known_code
from kb.words import STATUSES
from webapp.answers import answer
from webapp.navigation import address
from webapp.pages.metric_place import build_place
from webapp.pages.names import code_of, concept_of
from webapp.pages.region import build_region, build_regions
from webapp.requests import whole_number
from webapp.services import services

bp = Blueprint("regions", __name__, url_prefix="/regions")


@bp.get("")
def index() -> ResponseReturnValue:
    """All places with documents or values."""
    return answer("regions/index.html", build_regions(services()))


@bp.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """One place; its name leads to it too."""
    if (found := code_of(code)) != code:
        return redirect(address(f"/regions/{found}", list(request.args.items(multi=True))))
    status = known_code("性质", STATUSES, request.args.get("status", "target"))
    return answer("regions/show.html", build_region(code, status, services()))


@bp.get("/<code>/metrics/<metric_id>")
def metric(code: str, metric_id: str) -> ResponseReturnValue:
    """One metric in one place: through the plans, against actuals, and down the levels."""
    place, concept = code_of(code), concept_of(metric_id, services().store)
    if (place, concept) != (code, metric_id):
        kept = list(request.args.items(multi=True))
        return redirect(address(f"/regions/{place}/metrics/{concept}", kept))
    given = request.args.get("year", "").strip()
    year = whole_number(given, name="year", lowest=1900) if given else None
    return answer("regions/metric.html", build_place(code, metric_id, year, services()))
