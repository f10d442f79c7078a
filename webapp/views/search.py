"""`/search` and the suggestions while typing."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from indexer.search import FACETS
from webapp.answers import answer, wants_json
from webapp.pages.facets import PAGE_VALUES
from webapp.pages.search import FACET_SIZE, SORTS, build_search
from webapp.pages.suggestions import build_suggestions
from webapp.requests import parse_asked
from webapp.services import services

bp = Blueprint("search", __name__)
PAGE_SIZE = 10  # three passages each: longer lists are offered, but few look further


@bp.get("/search")
def index() -> ResponseReturnValue:
    """Documents that match, with facets."""
    asked = parse_asked(
        "/search", request.args, facets=FACETS, sorts=SORTS, options=("literal",), size=PAGE_SIZE
    )
    values = FACET_SIZE if wants_json() else PAGE_VALUES
    return answer("search/index.html", build_search(asked, services(), values=values))


@bp.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Titles, metrics, places and document numbers that begin so."""
    return answer("search/suggest.html", build_suggestions(request.args.get("q", ""), services()))
