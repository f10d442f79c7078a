"""`/documents/<id>`: the reader, its measures, its original."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from webapp.answers import answer
from webapp.pages.document_measures import build_document_measures
from webapp.pages.originals import open_original
from webapp.pages.reader import build_reader, parse_place
from webapp.services import services

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("/<document_id>")
def show(document_id: str) -> ResponseReturnValue:
    """The document, opened at the hits of `q` or at the place `at`."""
    place = parse_place(request.args.get("at"))
    query = request.args.get("q", "").strip()
    page = build_reader(document_id, services(), query=query, place=place)
    return answer("documents/show.html", page)


@bp.get("/<document_id>/measures")
def measures(document_id: str) -> ResponseReturnValue:
    """All measures of the document as a table."""
    return answer("documents/measures.html", build_document_measures(document_id, services()))


@bp.get("/<document_id>/original")
def original(document_id: str) -> Response:
    """The file as it was added; PDF and plain text open in the browser, others are saved."""
    found = open_original(document_id, services())
    response = send_file(
        found.path,
        as_attachment=not found.shown,
        download_name=found.name,
        conditional=True,
    )
    response.content_type = found.media_type  # with the file's own charset
    # A viewer of PDF is a page of the browser's own: a strict policy would stop it.
    policy = "frame-ancestors 'self'" if found.shown else "sandbox; default-src 'none'"
    response.headers["Content-Security-Policy"] = policy
    return response
