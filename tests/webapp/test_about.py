"""The page of measured figures."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from flask.testing import FlaskClient

BASELINE = Path(__file__).parents[1] / "quality" / "baseline.json"


def test_the_page_shows_what_the_gate_holds(client: FlaskClient) -> None:
    told = client.get("/about?format=json").get_json()["areas"]
    shown = sorted((f["name"], f["value"]) for area in told for f in area["figures"])
    held = json.loads(BASELINE.read_text(encoding="utf-8"))
    wanted = sorted(pair for area in held.values() for pair in area["figures"].items())
    assert (shown, bool(shown)) == (wanted, True), "run: make docs"


def test_figures_are_percentages_in_words(client: FlaskClient) -> None:
    page = client.get("/about").text
    assert "前十条的排序质量" in page
    assert "ndcg" not in page


def test_the_packaged_copy_is_packaged() -> None:
    assert files("webapp").joinpath("quality.json").is_file()
