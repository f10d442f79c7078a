"""The baskets of the running application's library, opened at first use."""

from __future__ import annotations

import threading

from flask import current_app

from kb.store.baskets import Baskets
from webapp.services import services

__all__ = ["open_baskets"]

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
