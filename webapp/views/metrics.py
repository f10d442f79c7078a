"""`/metrics`: the vocabulary's metrics, each with all its values and pictures."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.navigation import address
from webapp.pages.metric import build_metric, facts_of_metric
from webapp.pages.metric_index import build_metrics
from webapp.pages.names import concept_of
from webapp.pages.pictures import draw_metric, look_asked, picture_response
from webapp.services import services

bp = Blueprint("metrics", __name__, url_prefix="/metrics")


@bp.get("")
def index() -> ResponseReturnValue:
    """All metrics by sector."""
    return answer("metrics/index.html", build_metrics(services()))


@bp.get("/<metric_id>")
def show(metric_id: str) -> ResponseReturnValue:
    """One metric; its name leads to it too."""
    concept = concept_of(metric_id, services().store)
    if concept != metric_id:
        return redirect(address(f"/metrics/{concept}", list(request.args.items(multi=True))))
    return answer("metrics/show.html", build_metric(concept, services()))


@bp.get("/<metric_id>/picture")
def picture(metric_id: str) -> Response:
    """A picture of one metric."""
    kind, look = request.args.get("picture", "trajectory"), look_asked(request.args)
    concept = concept_of(metric_id, services().store)
    drawn = draw_metric(concept, facts_of_metric(services(), concept), kind, look)
    return picture_response(drawn, attached="save" in request.args)
