"""How people and programs ask: Flask pages, JSON API, the `policykb` command."""

from webapp.app import create_app

__all__ = ["create_app"]
