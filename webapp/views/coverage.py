"""`/coverage`: what the library holds, before anything is concluded from it."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.pages.conflicts import CoveragePage
from webapp.pages.region import coverage
from webapp.services import services

bp = Blueprint("coverage", __name__, url_prefix="/coverage")


@bp.get("")
def index() -> ResponseReturnValue:
    """Documents and values by region and planning period."""
    return answer("coverage/index.html", CoveragePage(coverage(services())))
