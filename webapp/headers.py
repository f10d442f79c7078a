"""Security headers, and a guard against forms posted from other sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

__all__ = ["install"]

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def install(app: Flask) -> None:
    """Guard every request and add the headers to every answer that has none of its own."""
    app.before_request(refuse_foreign_forms)
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Fill in the headers; a view that set one itself keeps its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def refuse_foreign_forms() -> None:
    """A change must come from our own pages: browsers say where a form was posted from."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    # Behind a proxy that changes Host, the name people see is in X-Forwarded-Host, which a page
    # of another site cannot set.
    ours = {request.host, request.headers.get("X-Forwarded-Host", request.host)}
    foreign_origin = origin is not None and urlsplit(origin).netloc not in ours
    if foreign_origin or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Forbidden("这个表单不是从本站页面提交的，已拒绝。")
