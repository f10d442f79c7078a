"""The application factory. Views are found, not listed: see `webapp.views`."""

from __future__ import annotations

import atexit
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, g
from flask_bootstrap import Bootstrap5

from webapp import errors, filters, headers, navigation, views
from webapp.answers import ExactJSON
from webapp.pages import rows
from webapp.services import EXTENSION, Services, open_services

if TYPE_CHECKING:
    from kb.settings import Settings

__all__ = ["create_app"]

MAX_REQUEST_BYTES = 2 * 1024 * 1024  # forms hold ids and queries only; nothing is uploaded


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """The web application on one library; opens store and engine unless `services` are given."""
    app = Flask(__name__)
    app.json = ExactJSON(app)
    app.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Bootstrap5(app)
    if services is None:
        services = open_services(settings)
        atexit.register(services.close)
    app.extensions[EXTENSION] = services
    _use_what_is_open(app, services)
    for part in (errors, filters, headers, navigation, rows):
        part.install(app)
    register_views(app)
    return app


def _use_what_is_open(app: Flask, services: Services) -> None:
    """Each request says when it begins and ends, so that a replaced library can be closed."""

    @app.before_request
    def begin() -> None:
        g.lease = services.begin()

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        lease = g.pop("lease", None)
        if lease is not None:
            services.end(lease)


def register_views(app: Flask) -> None:
    """Register the `bp` of every module in `webapp.views`, in the order of their names."""
    for module in sorted(iter_modules(views.__path__), key=lambda found: found.name):
        blueprint = getattr(import_module(f"{views.__name__}.{module.name}"), "bp", None)
        if isinstance(blueprint, Blueprint):
            app.register_blueprint(blueprint)
