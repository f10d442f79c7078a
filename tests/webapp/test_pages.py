"""Home, measures explorer, help, API description."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.search import parse_query
from kb.measure_table import MeasureTable
from webapp.navigation import readable_paths
from webapp.pages import measures_table


def ask(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/measures", query_string={"format": "json", **asked})
    told: dict[str, Any] = answer.get_json()
    return told


def test_home_counts_what_is_held(client: FlaskClient) -> None:
    told = client.get("/?format=json").get_json()
    assert told["counts"]["documents"] == 5
    assert {"value": "plan", "label": "规划", "count": 3, "chosen": False} in (
        told["documents_by"]["kind"]
    )


def test_home_shows_gaps(client: FlaskClient) -> None:
    told = client.get("/?format=json").get_json()
    hunan = next(row for row in told["coverage"] if row["name"] == "湖南省")
    assert hunan["by_period"] == {"十三五": 1, "十四五": 0}
    assert "未收" in client.get("/").text


def test_home_tells_what_could_not_be_read(client: FlaskClient) -> None:
    assert "文件已加密" in client.get("/").text


def test_home_shows_recent_files_once(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "甲县造林快讯" in page
    assert "等 2 份（同一文件）" in page


def test_measures_are_found_by_words_of_their_sentence(client: FlaskClient) -> None:
    assert ask(client, q="单位地区生产总值能耗")["total"] >= 1


def test_measures_are_filtered_by_year(client: FlaskClient) -> None:
    assert {record["year"] for record in ask(client, year="2030")["results"]} == {2030}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ({"metric": "森林覆盖率"}, {"metric": "forest_cover"}),
        ({"region": "四川"}, {"region": "510000"}),
        ({"status": "目标"}, {"status": "target"}),
    ],
)
def test_facets_take_names_for_codes(
    client: FlaskClient, name: dict[str, str], key: dict[str, str]
) -> None:
    by_name, by_key = ask(client, **name), ask(client, **key)
    assert by_name["total"] > 0
    assert by_name == by_key


def test_measures_are_filtered_by_value(client: FlaskClient) -> None:
    assert ask(client, low="1000")["total"] == 0
    assert ask(client, low="0", high="1000")["total"] > 0


@pytest.mark.parametrize("query", [{"low": "x"}, {"low": "9", "high": "1"}, {"sort": "x"}])
def test_bad_bounds_are_refused(client: FlaskClient, query: dict[str, str]) -> None:
    assert ask(client, **query)["status"] == 400


def test_each_measure_leads_to_its_sentence(client: FlaskClient) -> None:
    page = client.get("/measures").text
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    assert rows
    assert [
        row for row in rows if not re.search(r'href="/documents/[^"]+\?at=\d+-\d+#at"', row)
    ] == []


def test_bounds_are_shown_and_removable(client: FlaskClient) -> None:
    page = client.get("/measures?low=1000").text
    assert re.search(r'class="pill plain" href="/measures"', page)
    assert "不加条件时" in page


def test_help_examples_are_understood(client: FlaskClient) -> None:
    told = client.get("/help?format=json").get_json()
    examples = [entry["example"] for entry in (*told["operators"], *told["fields"])]
    assert len(examples) > 15
    assert {e: parse_query(e).notices for e in examples if parse_query(e).notices} == {}


def test_openapi_names_every_address(app: Flask, client: FlaskClient) -> None:
    told = client.get("/api/openapi.json").get_json()
    assert told["openapi"].startswith("3.")
    assert set(told["paths"]) == set(readable_paths(app))


def test_described_parameters_are_accepted(client: FlaskClient) -> None:
    told = client.get("/api/openapi.json").get_json()
    asked = {
        p["name"]: p["example"]
        for p in told["paths"]["/search"]["get"]["parameters"]
        if p["name"] != "format"
    }
    answer = client.get("/search", query_string={**asked, "format": "json"}).get_json()
    assert (answer["ok"], answer["notices"]) == (True, [])


def test_values_are_described_in_words(client: FlaskClient) -> None:
    assert '<a class="stated plain"' in client.get("/measures").text
    assert ">63%</a>" in client.get("/measures").text


def table(client: FlaskClient, query: str = "") -> list[list[str]]:
    answer = client.get(f"/measures.csv{query}")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_table_holds_every_measure_found(client: FlaskClient) -> None:
    rows = table(client, "?year=2030")
    assert tuple(rows[0]) == MeasureTable.HEADS
    assert len(rows) - 1 == ask(client, year="2030")["total"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_table_is_offered_above_the_list(client: FlaskClient, form: str) -> None:
    page = client.get("/measures?year=2030").text
    assert page.index(f'href="/measures.{form}?year=2030"') < page.index("<table")


def test_the_excel_file_holds_what_the_csv_file_holds(client: FlaskClient) -> None:
    file = io.BytesIO(client.get("/measures.xlsx?year=2030").data)
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    assert rows == table(client, "?year=2030")


def test_an_excel_file_too_long_for_a_page_is_refused(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures_table, "MOST_IN_BOOK", 1)
    assert "CSV" in client.get("/measures.xlsx?format=json").get_json()["errors"][0]


def test_table_starts_with_the_mark_that_excel_needs(client: FlaskClient) -> None:
    assert client.get("/measures.csv").data.startswith("\ufeff指标".encode())


def test_table_refuses_bad_bounds(client: FlaskClient) -> None:
    assert client.get("/measures.csv?low=x&format=json").get_json()["status"] == 400


def test_bounds_are_in_the_unit_of_the_metric(client: FlaskClient) -> None:
    found = ask(client, metric="forest_cover", low="60", high="65")
    assert found["total"] == ask(client, metric="forest_cover", status="target")["total"] > 0
