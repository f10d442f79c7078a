"""`/basket`: documents collected for citing, kept on the server, named by a cookie."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kb.store.baskets import new_basket
from webapp.answers import answer
from webapp.baskets import COOKIE, basket_ids, open_baskets
from webapp.pages.basket import MOVES, build_basket, change_basket
from webapp.pages.cite import documents_of, reference_file
from webapp.services import services
from webapp.views.cite import STYLE_OPTIONS, asked_style, send_references

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
    """Add, take out, move, clear or undo; then back to where the form stood."""
    basket = request.cookies.get(COOKIE) or new_basket()
    action, ids = asked_change()
    batch = change_basket(
        basket, open_baskets(), services(),
        action=action, ids=ids, batch=request.form.get("batch", ""),
    )  # fmt: skip
    back = request.form.get("next", "")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = redirect(back if inside else basket_url(action, ids, batch), code=303)
    response.set_cookie(COOKIE, basket, max_age=YEAR_S, httponly=True, samesite="Lax")
    return response


def asked_change() -> tuple[str, list[str]]:
    """What to do with which documents; the buttons of a list are named after what they do."""
    form = request.form
    pressed = next((name for name in (*MOVES, "remove") if name in form), "")
    return (
        (pressed, form.getlist(pressed))
        if pressed
        else (form.get("action", ""), form.getlist("id"))
    )


def basket_url(action: str, ids: list[str], batch: str) -> str:
    """The basket in the style it was shown in, opened at what was moved."""
    kept: dict[str, Any] = {key: request.form.get(key) or None for key in STYLE_OPTIONS}
    moved = f"e-{ids[0]}" if action in MOVES and ids else None
    return url_for("basket.show", undo=batch or None, _anchor=moved, **kept)


@bp.get("/<kind>")
def save(kind: str) -> Response:
    """The basket as a reference file."""
    kept = open_baskets().documents(request.cookies.get(COOKIE, ""))
    documents = documents_of([key for key, _ in kept], services())
    return send_references(reference_file(documents, kind, asked_style()))
