"""How people and programs ask: Flask pages, JSON API, the `policykb` command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kb.settings import Settings
    from webapp.services import Services

__all__ = ["create_app"]


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """The web application; imported at first use, so that the other commands start fast."""
    from webapp.app import create_app as create

    return create(settings, services)
