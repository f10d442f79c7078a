"""Titles, texts and queries that try to break out of the page are shown as they are, escaped."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.webapp.library import HOSTILE

RAW = "<script>alert"
PAGES = [
    "/",
    "/search",
    f"/search?q={quote(HOSTILE)}",
    f"/search?issuer={quote(HOSTILE)}&topic={quote(HOSTILE)}",
    f"/search?year={quote(HOSTILE)}&region={quote(HOSTILE)}",
    f"/search?{quote(HOSTILE)}=1",
    "/search?q=森林覆盖率",
    "/documents/s4",
    f"/documents/s4?q={quote(HOSTILE)}",
    f"/documents/s4?at={quote(HOSTILE)}",
    "/documents/s4/measures",
    "/documents/s3.a01",
    f"/documents/{quote(HOSTILE, safe='')}",
    "/measures",
    f"/measures?q={quote(HOSTILE)}&metric={quote(HOSTILE)}",
    f"/measures?low={quote(HOSTILE)}",
    f"/suggest?q={quote('敌意')}",
    f"/suggest?q={quote(HOSTILE)}",
]


@pytest.mark.parametrize("path", PAGES)
def test_markup_is_escaped(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500
    assert RAW not in answer.text


def test_the_hostile_document_is_really_shown(client: FlaskClient) -> None:
    text = client.get("/documents/s4").text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10


def test_json_is_served_as_json(client: FlaskClient) -> None:
    answer = client.get(f"/search?format=json&q={quote(HOSTILE)}")
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_web_page_as_original_is_saved_not_shown(client: FlaskClient) -> None:
    answer = client.get("/documents/s4/original", buffered=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "query",
    ["*", '"', "((((", "NOT", "\x00", "😀", "a' OR 1=1 --", "标题:", "(" * 500, "甲 OR " * 100],
    ids=["star", "quote", "parens", "operator", "nul", "emoji", "sql", "field", "deep", "many"],
)
def test_odd_queries_are_answered(client: FlaskClient, query: str) -> None:
    assert client.get("/search", query_string={"q": query}).status_code in (200, 400)
