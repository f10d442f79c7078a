"""`/measures`: the explorer."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from indexer.search import MEASURE_FACETS
from webapp.answers import answer
from webapp.pages.measures import MEASURE_SORTS, build_measures
from webapp.requests import parse_asked
from webapp.services import services

bp = Blueprint("measures", __name__)


@bp.get("/measures")
def index() -> ResponseReturnValue:
    """Statements that match, with facets."""
    asked = parse_asked(
        "/measures",
        request.args,
        facets=MEASURE_FACETS,
        sorts=MEASURE_SORTS,
        options=("low", "high"),
        size=50,
    )
    return answer("measures/index.html", build_measures(asked, services()))
