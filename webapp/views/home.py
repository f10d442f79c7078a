"""The first page."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.pages.home import build_home
from webapp.services import services

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """What the library holds."""
    return answer("home/index.html", build_home(services()))
