"""`/compare`: the matrix, its files and its pictures."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kb.compare.exports import MEDIA_TYPES, export
from kb.errors import UserError
from webapp.answers import answer, wants_json
from webapp.pages.compare import build_compare, build_known, parse_compare, parse_shown
from webapp.pages.pictures import Picture, draw_matrix, look_asked, picture_response
from webapp.services import services

bp = Blueprint("compare", __name__, url_prefix="/compare")


@bp.get("")
def index() -> ResponseReturnValue:
    """The comparison asked for, or the choices."""
    asked, pivot = parse_compare(request.args)
    page = build_compare(asked, pivot, services(), parse_shown(request.args))
    if page.matrix is None and page.unknown:
        if wants_json():
            raise UserError("".join(unknown.words for unknown in page.unknown))
        return answer("compare/index.html", page, status=400)
    return answer("compare/index.html", page)


@bp.get("/export")
def export_file() -> Response:
    """The comparison as XLSX, CSV, DOCX or JSON."""
    asked, _ = parse_compare(request.args)
    form = request.args.get("form", "csv")
    root = request.url_root.rstrip("/")
    data = export(build_known(services().store, asked), form, root=root)
    return picture_response(Picture(data, MEDIA_TYPES[form], f"指标比较.{form}"), attached=True)


@bp.get("/picture")
def picture() -> Response:
    """A picture of the comparison, as SVG or PNG."""
    asked, _ = parse_compare(request.args)
    kind = request.args.get("picture", "dumbbell")
    drawn = draw_matrix(build_known(services().store, asked), kind, look_asked(request.args))
    return picture_response(drawn, attached="save" in request.args)
