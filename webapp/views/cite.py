"""`/cite/…`: one document's citation, reference files of documents and queries, unAPI."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from indexer.search import FACETS
from kb.citations.gbt7714 import Style
from webapp.answers import answer
from webapp.pages.cite import (
    CODES,
    FORMS,
    STYLES,
    ReferenceFile,
    build_cite,
    documents_of,
    found_documents,
    parse_style,
    reference_file,
)
from webapp.pages.cite_links import citation_files, citation_head
from webapp.pages.reader import parse_place
from webapp.pages.search import SORTS
from webapp.requests import parse_asked
from webapp.services import services

__all__ = ["asked_style", "bp", "send_references"]

bp = Blueprint("cite", __name__)

STYLE_OPTIONS = ("style", "form", "code", "number")


def asked_style() -> Style:
    """The style of this request; defaults to the newest edition, numeric."""
    given = request.args
    name, form = given.get("style", "gbt7714-2025"), given.get("form", "numeric")
    return parse_style(name, form, given.get("code", ""), number=given.get("number", ""))


def send_references(found: ReferenceFile) -> Response:
    """A reference file as a download."""
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.pieces, mimetype=found.media_type, headers=headers)


bp.add_app_template_global(citation_head)
bp.add_app_template_global(citation_files)


@bp.app_context_processor
def choices() -> dict[str, object]:
    """What the form of styles offers."""
    return {"citation_styles": STYLES, "citation_forms": FORMS, "citation_codes": CODES}


@bp.get("/cite/<document_id>")
def show(document_id: str) -> ResponseReturnValue:
    """The reference of a document, and of the passage `at`, to be copied or saved."""
    place = parse_place(request.args.get("at"))
    return answer("cite/show.html", build_cite(document_id, services(), asked_style(), place=place))


@bp.get("/cite/<document_id>/<kind>")
def save(document_id: str, kind: str) -> Response:
    """One document's reference as a file."""
    documents = [services().store.document(document_id)]
    return send_references(reference_file(documents, kind, asked_style()))


@bp.get("/export/<kind>")
def export(kind: str) -> Response:
    """The references of everything a query finds."""
    asked = parse_asked("/export", request.args, facets=FACETS, sorts=SORTS, options=STYLE_OPTIONS)
    documents = found_documents(asked, services())
    return send_references(reference_file(documents, kind, asked_style()))


@bp.get("/unapi")
def unapi() -> ResponseReturnValue:
    """unAPI: reference managers ask for RIS by document id."""
    document_id, kind = request.args.get("id"), request.args.get("format")
    if not (document_id and kind):
        formats = render_template("cite/unapi.xml", document_id=document_id)
        return Response(formats, status=300 if document_id else 200, mimetype="application/xml")
    documents = documents_of([document_id], services())
    return send_references(reference_file(documents, kind, asked_style()))
