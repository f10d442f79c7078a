"""Table rows as evidence, for templates: `measure | row_parts`."""

from __future__ import annotations

from flask import Flask

from kb.compare.table_rows import Rows
from webapp.services import services

__all__ = ["install"]


def install(app: Flask) -> None:
    """Give templates `measure | row_parts`."""
    app.jinja_env.filters["row_parts"] = lambda said: Rows(services().store).parts(said)
