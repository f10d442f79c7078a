"""`/help`, `/api` and `/about`."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.navigation import readable_paths
from webapp.pages.about import build_about
from webapp.pages.api import build_api, build_openapi
from webapp.pages.help import build_help

bp = Blueprint("help", __name__)


@bp.get("/help")
def index() -> ResponseReturnValue:
    """How to write a query."""
    return answer("help/index.html", build_help())


@bp.get("/api")
def api() -> ResponseReturnValue:
    """What programs may ask."""
    return answer("help/api.html", build_api(readable_paths(current_app)))


@bp.get("/api/openapi.json")
def openapi() -> Response:
    """The same as OpenAPI."""
    server = request.host_url.rstrip("/")
    return jsonify(build_openapi(readable_paths(current_app), server=server))


@bp.get("/about")
def about() -> ResponseReturnValue:
    """How well measures are extracted and documents are found."""
    return answer("help/about.html", build_about())
