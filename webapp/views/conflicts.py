"""`/conflicts`: the same thing told differently."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.pages.conflicts import build_conflicts
from webapp.requests import whole_number
from webapp.services import services

bp = Blueprint("conflicts", __name__, url_prefix="/conflicts")


@bp.get("")
def index() -> ResponseReturnValue:
    """Conflicts, likely ones first."""
    number = whole_number(request.args.get("page", "1"), name="page")
    page = build_conflicts(request.args.get("class", ""), number, services())
    return answer("conflicts/index.html", page)
