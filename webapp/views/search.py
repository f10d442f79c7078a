"""`/search` and the suggestions while typing."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from indexer.search import FACETS
from webapp.answers import answer
from webapp.pages.search import SORTS, build_search
from webapp.pages.suggestions import build_suggestions
from webapp.requests import parse_asked
from webapp.services import services

bp = Blueprint("search", __name__)


@bp.get("/search")
def index() -> ResponseReturnValue:
    """Documents that match, with facets."""
    asked = parse_asked("/search", request.args, facets=FACETS, sorts=SORTS, options=("literal",))
    return answer("search/index.html", build_search(asked, services()))


@bp.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Titles, metrics, places and document numbers that begin so."""
    return answer("search/suggest.html", build_suggestions(request.args.get("q", ""), services()))
