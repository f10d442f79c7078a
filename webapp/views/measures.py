"""`/measures`: the explorer."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from indexer.search import MEASURE_FACETS
from kb.compare.exports import MEDIA_TYPES
from webapp.answers import answer
from webapp.pages.measures import MEASURE_SORTS, build_measures, by_key, measure_request
from webapp.pages.measures_table import measures_book, measures_csv
from webapp.requests import Asked, parse_asked
from webapp.services import services

bp = Blueprint("measures", __name__)


def asked() -> Asked:
    """What this request asks for."""
    given = parse_asked(
        "/measures",
        request.args,
        facets=MEASURE_FACETS,
        sorts=MEASURE_SORTS,
        options=("low", "high"),
        size=50,
    )
    return by_key(given, services())


@bp.get("/measures")
def index() -> ResponseReturnValue:
    """Statements that match, with facets."""
    return answer("measures/index.html", build_measures(asked(), services()))


@bp.get("/measures.csv")
def table() -> Response:
    """All of them as a table, CSV."""
    measure_request(asked(), services())  # refuses bad bounds before the first line is sent
    headers = {"Content-Disposition": 'attachment; filename="measures.csv"'}
    return Response(measures_csv(asked(), services()), mimetype="text/csv", headers=headers)


@bp.get("/measures.xlsx")
def book() -> Response:
    """All of them as a table, XLSX."""
    file = measures_book(asked(), services())
    return send_file(file, MEDIA_TYPES["xlsx"], as_attachment=True, download_name="measures.xlsx")
