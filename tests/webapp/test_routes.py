"""Every address has its two forms; errors have them too; nothing points outside."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from kb.errors import EngineError, QueryError, StoreError
from kb.settings import Settings
from tests.webapp.library import SampleServices, documents
from webapp import create_app

SAMPLES = {
    "document_id": "s1",
    "code": "511900",
    "region_code": "511900",
    "metric_id": "forest_cover",
    "measure_id": "s1-m1",
    "kind": "ris",
}
"""A value for each variable part of an address; a new part needs one here."""
VIEWS = sorted((Path(__file__).parents[2] / "webapp" / "views").glob("*.py"))
VIEW_LINES = 25


def rules(app: Flask) -> list[Rule]:
    readable = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return [rule for rule in readable if "static" not in rule.endpoint]


def address(rule: Rule) -> str:
    found = rule.build({name: SAMPLES[name] for name in rule.arguments})
    assert found is not None
    return found[1]


@pytest.fixture
def pages(app: Flask, client: FlaskClient) -> list[str]:
    """Addresses that answer with a page; files and redirects apart."""
    found = [address(rule) for rule in rules(app)]
    return [path for path in found if client.get(path, buffered=True).mimetype == "text/html"]


def test_the_pages_of_the_design_are_there(pages: list[str]) -> None:
    wanted = {"/", "/search", "/documents/s1", "/measures", "/help", "/api", "/about"}
    assert wanted <= set(pages)


def test_every_address_answers(app: Flask, client: FlaskClient) -> None:
    paths = [address(rule) for rule in rules(app)]
    refused = {
        path: code for path in paths if (code := client.get(path, buffered=True).status_code) >= 500
    }
    assert refused == {}


def test_every_page_has_a_json_form(client: FlaskClient, pages: list[str]) -> None:
    told = {path: client.get(path, query_string={"format": "json"}) for path in pages}
    wrong = [path for path, a in told.items() if a.get_json()["ok"] is not (a.status_code == 200)]
    assert wrong == []


def test_accept_header_alone_asks_for_json(client: FlaskClient) -> None:
    answer = client.get("/search", headers={"Accept": "application/json"})
    assert answer.get_json()["ok"] is True


def test_pages_load_nothing_from_elsewhere(client: FlaskClient, pages: list[str]) -> None:
    loads = re.compile(r"<(?:script|img|iframe|source)[^>]+src=\"(?!/)|<link[^>]+href=\"(?!/)")
    assert [path for path in pages if loads.search(client.get(path).text)] == []


def test_pages_need_no_inline_script_or_style(client: FlaskClient, pages: list[str]) -> None:
    inline = re.compile(r"<script>|<style|\sstyle=\"|\son[a-z]+=\"|javascript:")
    assert [path for path in pages if inline.search(client.get(path).text)] == []


def test_every_page_has_one_search_box(client: FlaskClient, pages: list[str]) -> None:
    counts = {path: client.get(path).text.count('role="search"') for path in pages}
    assert {path: count for path, count in counts.items() if count != 1} == {}


def test_headers_keep_other_sites_out(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_unknown_address_says_what_to_do(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "检索框" in answer.text


def test_errors_have_the_json_form(client: FlaskClient) -> None:
    answer = client.get("/documents/absent?format=json")
    said = answer.get_json()
    assert (answer.status_code, said["ok"], said["status"]) == (404, False, 404)
    assert "absent" in said["errors"][0]


def test_wrong_method_is_405(client: FlaskClient) -> None:
    assert client.post("/search?format=json").get_json()["status"] == 405


@pytest.mark.parametrize(
    "query",
    ["page=x", "page=0", "size=-1", "sort=best", "q=" + "能" * 5000],
    ids=["page", "page zero", "size", "sort", "long"],
)
def test_bad_parameters_are_400(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?format=json&{query}").get_json()["status"] == 400


def test_forms_of_other_sites_are_refused(client: FlaskClient) -> None:
    answer = client.post("/", headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost"},
        {"Origin": "http://library.example", "X-Forwarded-Host": "library.example"},
        {},
    ],
    ids=["same host", "behind a proxy", "no origin"],
)
def test_forms_of_our_own_pages_are_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/basket/", headers=headers, data={"action": "clear"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (EngineError("索引坏了"), 503),
        (StoreError("磁盘已满"), 503),
        (QueryError("检索式太长"), 400),
        (ZeroDivisionError("bug"), 500),
    ],
    ids=["engine", "store", "user", "bug"],
)
def test_failures_have_their_status(tmp_path: Path, error: Exception, status: int) -> None:
    broken = SampleServices(tmp_path, documents()[:1])

    def fail(request: object) -> None:
        raise error

    broken.engine.search = fail  # type: ignore[assignment,method-assign]  # an engine that fails
    app = create_app(Settings(), broken)
    said = app.test_client().get("/search?q=a&format=json").get_json()
    broken.close()
    assert said["status"] == status


def test_a_bug_does_not_tell_its_words(tmp_path: Path) -> None:
    broken = SampleServices(tmp_path, documents()[:1])
    broken.engine.search = None  # type: ignore[assignment,method-assign]  # calling it is a bug
    answer = create_app(Settings(), broken).test_client().get("/search?q=a")
    broken.close()
    assert "NoneType" not in answer.text
    assert "已记入日志" in answer.text


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_views_only_translate(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > VIEW_LINES]
    assert long == []
