"""`/basket`: documents collected for citing, kept on the server, named by a cookie."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kb.store.baskets import new_basket
from webapp.answers import answer
from webapp.baskets import COOKIE, basket_ids, open_baskets
from webapp.pages.basket import build_basket, change_basket
from webapp.pages.cite import documents_of, reference_file
from webapp.services import services
from webapp.views.cite import asked_style, send_references

bp = Blueprint("basket", __name__, url_prefix="/basket")

YEAR_S = 365 * 24 * 3600
bp.add_app_template_global(basket_ids)


@bp.get("/")
def show() -> ResponseReturnValue:
    """The references collected so far."""
    basket, undo = request.cookies.get(COOKIE, ""), request.args.get("undo", "")
    page = build_basket(basket, open_baskets(), services(), asked_style(), undo=undo)
    return answer("basket/show.html", page)


@bp.post("/")
def change() -> ResponseReturnValue:
    """Add, remove, clear or undo; then back to where the form stood."""
    basket = request.cookies.get(COOKIE) or new_basket()
    action, form = request.form.get("action", ""), request.form
    batch = change_basket(
        basket, open_baskets(), services(),
        action=action, ids=form.getlist("id"), batch=form.get("batch", ""),
    )  # fmt: skip
    back = form.get("next", "")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    target = back if inside else url_for("basket.show", undo=batch or None)
    response = redirect(target, code=303)
    response.set_cookie(COOKIE, basket, max_age=YEAR_S, httponly=True, samesite="Lax")
    return response


@bp.get("/<kind>")
def save(kind: str) -> Response:
    """The basket as a reference file."""
    kept = open_baskets().documents(request.cookies.get(COOKIE, ""))
    documents = documents_of([key for key, _ in kept], services())
    return send_references(reference_file(documents, kind, asked_style()))
