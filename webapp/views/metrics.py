"""`/metrics`: the vocabulary's metrics, each with all its values and pictures."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.pages.metric import build_metric, build_metrics, facts_of_metric
from webapp.pages.pictures import draw_metric, picture_response
from webapp.services import services

bp = Blueprint("metrics", __name__, url_prefix="/metrics")


@bp.get("")
def index() -> ResponseReturnValue:
    """All metrics by sector."""
    return answer("metrics/index.html", build_metrics(services()))


@bp.get("/<metric_id>")
def show(metric_id: str) -> ResponseReturnValue:
    """One metric."""
    return answer("metrics/show.html", build_metric(metric_id, services()))


@bp.get("/<metric_id>/picture")
def picture(metric_id: str) -> Response:
    """A picture of one metric."""
    kind, form = request.args.get("picture", "trajectory"), request.args.get("form", "svg")
    drawn = draw_metric(metric_id, facts_of_metric(services(), metric_id), kind, form)
    return picture_response(drawn, attached="save" in request.args)
