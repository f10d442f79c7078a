"""The baskets of the running application's library, opened at first use."""

from __future__ import annotations

import threading

from flask import current_app, g, request

from kb.errors import SystemFailure
from kb.store.baskets import Baskets
from webapp.services import services

__all__ = ["COOKIE", "basket_ids", "open_baskets"]

COOKIE = "basket"

EXTENSION = "policykb-baskets"
_lock = threading.Lock()


def open_baskets() -> Baskets:
    """The baskets beside the library; one connection pool per application."""
    with _lock:
        found: Baskets | None = current_app.extensions.get(EXTENSION)
        if found is None:
            found = Baskets(services().folder)
            current_app.extensions[EXTENSION] = found
    return found


def basket_ids() -> frozenset[str]:
    """The documents in the basket of whoever asks; read once a request."""
    if "basket_ids" not in g:
        basket = request.cookies.get(COOKIE, "")
        try:
            held = open_baskets().documents(basket) if basket else []
        except SystemFailure:  # a page, above all one about a failure, must not fail by its count
            current_app.logger.exception("引文篮不能读取")
            held = []
        g.basket_ids = frozenset(document_id for document_id, _ in held)
    found: frozenset[str] = g.basket_ids
    return found
