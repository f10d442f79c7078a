"""The navigation of every page: only pages that exist are linked."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, quote_plus

from flask import Flask, request, url_for
from markupsafe import Markup

__all__ = ["address", "cite_url", "document_url", "install", "quoted", "readable_paths"]

VARIABLE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
PLACES = (
    ("检索", "/search"),
    ("指标记录", "/measures"),
    ("指标词表", "/metrics"),
    ("比较", "/compare"),
    ("地区", "/regions"),
    ("数值不一", "/conflicts"),
    ("覆盖情况", "/coverage"),
    ("引文篮", "/basket"),
    ("帮助", "/help"),
)


def install(app: Flask) -> None:
    """Give templates `places()` and `json_url()`."""

    @lru_cache(maxsize=1)
    def known() -> frozenset[str]:
        return frozenset(rule.rule.rstrip("/") for rule in app.url_map.iter_rules())

    def places() -> list[tuple[str, str, bool]]:
        """(label, path, whether we are there) of each page that is registered."""
        here = request.path
        return [
            (label, path, here == path or here.startswith(path + "/"))
            for label, path in PLACES
            if path in known()
        ]

    def json_url() -> str:
        """This page's address with `format=json`."""
        kept = [(key, value) for key, value in request.args.items(multi=True) if key != "format"]
        return address(request.path, [*kept, ("format", "json")])

    def here() -> str:
        """This page's own address, for forms that come back to it."""
        return address(request.path, list(request.args.items(multi=True)))

    @lru_cache(maxsize=256)
    def fixed_url(endpoint: str, filename: str = "") -> str:
        """An address that is the same on every page; `url_for` takes 35 µs each time."""
        return url_for(endpoint, filename=filename) if filename else url_for(endpoint)

    @lru_cache(maxsize=1)
    def bootstrap_css() -> Markup:
        """The link to Bootstrap's stylesheet."""
        return Markup(app.extensions["bootstrap"].load_css())

    app.jinja_env.globals.update(
        places=places, json_url=json_url, here=here, document_url=document_url, cite_url=cite_url,
        fixed_url=fixed_url, bootstrap_css=bootstrap_css,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """Percent-encoded for a query string."""
    return quote_plus(text)


@lru_cache(maxsize=4096)
def quoted_path(path: str) -> str:
    """Percent-encoded for the path of an address."""
    return quote(path)


def address(path: str, pairs: list[tuple[str, str]]) -> str:
    """`path` with a query string of `pairs`, Chinese percent-encoded."""
    if not pairs:
        return quoted_path(path)
    return f"{quoted_path(path)}?" + "&".join(f"{key}={quoted(value)}" for key, value in pairs)


def document_url(document_id: str, *, query: str = "", place: tuple[int, int] | None = None) -> str:
    """Where a document is read; `url_for` takes 35 µs a link, and lists have hundreds."""
    pairs = [("at", f"{place[0]}-{place[1]}")] if place else []
    return address(f"/documents/{document_id}", [*pairs, ("q", query)] if query else pairs)


def cite_url(document_id: str, place: tuple[int, int] | None = None) -> str:
    """Where a document, or a place in it, is cited."""
    pairs = [("at", f"{place[0]}-{place[1]}")] if place else []
    return address(f"/cite/{document_id}", pairs)


def readable_paths(app: Flask) -> list[str]:
    """Every address that answers GET, `{name}` for its variable parts; static files apart."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted(
        {VARIABLE.sub(r"{\1}", rule.rule) for rule in rules if "static" not in rule.endpoint}
    )
