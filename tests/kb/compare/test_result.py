"""Files: the same bytes for the same request, typed and safe; and what a rerun finds changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from kb.compare.exports import FORMATS, export
from kb.compare.matrix import Matrix, build_matrix
from kb.compare.request import Request, parse_request, region_codes, request_facts
from kb.compare.result import read_result, rerun, result_facts
from kb.compare.table import HEADS
from kb.errors import UserError
from kb.vocab import regions
from tests.kb.compare.library import Library

BAZHONG, GUANGYUAN, HUNAN = "511900", "510800", "430000"
FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}
ENERGY = {"m": "单位GDP能耗", "u": "%", "c": "decrease", "b": 2015, "y": 2020, "v": 16}


def made(library: Library) -> Matrix:
    library.add("甲", BAZHONG, FOREST, periods=("十四五",))
    library.add("乙", HUNAN, ENERGY, {**FOREST, "v": 59})
    asked = Request(
        metrics=("forest_cover", "energy_intensity"), regions=(BAZHONG, HUNAN, GUANGYUAN)
    )
    return build_matrix(library.store, asked)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_request_gives_the_same_file(library: Library, form: str) -> None:
    matrix = made(library)
    again = build_matrix(library.store, matrix.request)
    assert export(matrix, form) == export(again, form)


def test_an_unknown_form_is_refused(library: Library) -> None:
    with pytest.raises(UserError, match="pdf"):
        export(made(library), "pdf")


def test_csv_opens_in_excel_and_holds_every_cell(library: Library) -> None:
    data = export(made(library), "csv")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0] == list(HEADS.values())
    assert len(rows) == 1 + 2 * 3 * 2


def test_text_that_looks_like_a_formula_stays_text(library: Library) -> None:
    library.add("丙", BAZHONG, {**FOREST, "say": "=1+1 到2025年森林覆盖率为63%。"})
    found = build_matrix(library.store, Request(metrics=("forest_cover",)))
    assert "'=1+1" in export(found, "csv").decode("utf-8-sig")


def test_xlsx_has_numbers_a_frozen_head_and_filters(library: Library) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(made(library), "xlsx")))
    sheet = book["比较"]
    heads = [str(cell.value) for cell in sheet[1]]
    values = [row[heads.index("数值")].value for row in sheet.iter_rows(min_row=2)]
    assert (63 in values, sorted(heads)) == (True, sorted(HEADS.values()))
    assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("D2", True)


def test_xlsx_and_csv_hold_the_same_evidence(library: Library) -> None:
    matrix = made(library)
    sheet = openpyxl.load_workbook(io.BytesIO(export(matrix, "xlsx")))["比较"]
    place = [str(cell.value) for cell in sheet[1]].index("出处")
    table = csv.DictReader(io.StringIO(export(matrix, "csv").decode("utf-8-sig")))
    shown = [str(row[place].value) for row in sheet.iter_rows(min_row=2)]
    assert shown == [row["出处"] for row in table if row["出处"]]


def test_xlsx_has_cells_without_a_value_on_a_sheet_of_their_own(library: Library) -> None:
    matrix = made(library)
    sheet = openpyxl.load_workbook(io.BytesIO(export(matrix, "xlsx")))["无数值的格"]
    shown = [tuple(str(cell.value) for cell in row[:4]) for row in sheet.iter_rows(min_row=2)]
    table = csv.DictReader(io.StringIO(export(matrix, "csv").decode("utf-8-sig")))
    empty = [row for row in table if not row["出处"]]
    assert shown == [(row["指标"], row["地区"], row["年份"], row["有无"]) for row in empty]
    assert shown


def test_xlsx_prints_across_one_page_wide_with_its_head(library: Library) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export(made(library), "xlsx")))["比较"]
    layout = sheet.sheet_properties.pageSetUpPr
    fits = layout is not None and layout.fitToPage
    assert (sheet.page_setup.orientation, fits, sheet.page_setup.fitToHeight) == (
        "landscape", True, 0,
    )  # fmt: skip
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$1", "'比较'!$A$1:$T$4")


def test_docx_holds_the_table_and_the_notes(library: Library) -> None:
    report = docx.Document(io.BytesIO(export(made(library), "docx")))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "下降 16%（比 2015 年）" in cells
    assert not {"库中无文件", "有文件，未提及"} & set(cells)
    assert any("库中无文件 4 格：" in paragraph.text for paragraph in report.paragraphs)
    assert any("推算" in paragraph.text for paragraph in report.paragraphs)


def told(library: Library) -> Matrix:
    """A cell in which a sum of five years, an inferred year and another source stand."""
    said = {"m": "造林面积", "u": "万亩", "y": 2025}
    summed = {**said, "v": 30, "basis": "cumulative", "p": 2021}
    library.add("甲", BAZHONG, summed, {**said, "v": 7, "yo": "convention"}, written_on="2022-01")
    library.add("乙", BAZHONG, {**summed, "v": 31}, written_on="2021-01")
    return build_matrix(library.store, Request(metrics=("afforestation_new",)))


def test_a_table_tells_sums_inferred_slots_and_other_sources(library: Library) -> None:
    text = export(told(library), "csv").decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    columns = ("有无", "口径", "数值", "可比性", "推定（*）")
    assert [tuple(row[name] for name in columns) for row in table] == [
        ("有", "", "7", "不可比", "年份"),
        ("有", "累计（2021—2025）", "30", "对照", ""),
        ("另有", "累计（2021—2025）", "31", "修订", ""),
    ]


def test_a_report_tells_the_same(library: Library) -> None:
    report = docx.Document(io.BytesIO(export(told(library), "docx")))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    said = {"2025*", "累计 30 万亩（2021—2025）", "累计 31 万亩（2021—2025）", "另有：修订"}
    assert said <= set(cells)


def test_the_result_file_says_what_other_sources_are_to_the_value(library: Library) -> None:
    found = json.loads(export(told(library), "json"))
    (others,) = [e["differing"] for e in found["cells"][0]["entries"] if e["differing"]]
    assert [(o["said"], o["kind"]) for o in others] == [("累计 31 万亩", "revision")]


def test_json_holds_spans_formulas_and_absences(library: Library) -> None:
    found = json.loads(export(made(library), "json"))
    entries = [e for c in found["cells"] for e in c.get("entries", [])]
    rate = next(e for e in entries if e["metric"] == "单位GDP能耗")["derived"][0]
    assert rate["value"] == "-3.43"
    assert found["states"] == {"not_held": 7, "silent": 2, "stated": 3}


# --- running again ----------------------------------------------------------------------------


def saved(library: Library, tmp_path: Path) -> Path:
    path = tmp_path / "结果.json"
    path.write_bytes(export(made(library), "json"))
    return path


def test_an_unchanged_library_gives_no_changes(library: Library, tmp_path: Path) -> None:
    found = read_result(saved(library, tmp_path))
    assert rerun(library.store, found)[1] == []


def test_a_new_value_is_reported_with_what_stood_before(library: Library, tmp_path: Path) -> None:
    found = read_result(saved(library, tmp_path))
    library.add("丁", GUANGYUAN, {**FOREST, "v": 58})
    changes = [(c.metric, c.what, c.before) for c in rerun(library.store, found)[1]]
    assert changes == [
        ("forest_cover", "状态", "not_held"),
        ("energy_intensity", "状态", "not_held"),
    ]


def test_a_moved_sentence_is_reported(library: Library, tmp_path: Path) -> None:
    found = read_result(saved(library, tmp_path))
    entries = [e for c in found["cells"] for e in c.get("entries", [])]
    entries[0]["start"] += 1
    assert [c.what for c in rerun(library.store, found)[1]] == ["出处"]


@pytest.mark.parametrize("text", ["{}", "[]", "不是", '{"format": "policykb-compare-9"}'])
def test_a_file_that_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"x\.json"):
        read_result(path)


def test_result_facts_have_a_fixed_order(library: Library) -> None:
    matrix = made(library)
    assert list(result_facts(matrix)) == [
        "format", "request", "library_version", "vocabulary_version", "metrics", "regions",
        "years", "states", "without_cell", "cells",
        "documents",
    ]  # fmt: skip


# --- requests ---------------------------------------------------------------------------------


def test_names_and_ids_of_metrics_are_understood() -> None:
    asked = parse_request({"metric": ["单位GDP能耗", "forest_cover", "盆景园数"]})
    assert asked.metrics == ("energy_intensity", "forest_cover", "=盆景园数")


@pytest.mark.parametrize(
    ("spec", "first", "count"),
    [
        ("四川省", "510000", 1),
        ("511900", "511900", 1),
        ("四川省各市", "510100", 21),
        ("children:510000", "510100", 21),
        ("members:area:jingjinji", "110000", 3),
        ("around:511900", "000000", 23),
        ("provinces", "110000", 34),
        ("各省份", "110000", 34),
        ("四川各地市", "510100", 21),
    ],
)
def test_regions_by_name_code_and_preset(spec: str, first: str, count: int) -> None:
    found = region_codes(spec)
    assert (found[0], len(found)) == (first, count)


def test_the_cities_of_an_area_are_those_its_counties_lie_in() -> None:
    cities = [regions.region(code) for code in region_codes("秦巴山区各市")]
    named = [city.name for city in cities if city is not None]
    assert named[:2] + named[6:8] + named[-1:] == [
        "洛阳市",
        "平顶山市",
        "重庆市",
        "绵阳市",
        "陇南市",
    ]


@pytest.mark.parametrize(("name", "metric"), [("PM2.5", "pm25"), ("氨氮", "nh3n")])
def test_short_names_of_metrics_are_understood(name: str, metric: str) -> None:
    assert parse_request({"metric": [name]}).metrics == (metric,)


def test_an_unknown_region_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="亚特兰蒂斯"):
        region_codes("亚特兰蒂斯")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025", (2025,)),
        ("2020-2022", (2020, 2021, 2022)),
        ("2020,2025", (2020, 2025)),
        ("2020年至2021年", (2020, 2021)),
        ("2020—2021、2025年", (2020, 2021, 2025)),
    ],
)
def test_years_are_single_or_ranges(text: str, years: tuple[int, ...]) -> None:
    assert parse_request({"year": [text]}).years == years


@pytest.mark.parametrize(
    "given",
    [{"year": ["明年"]}, {"year": ["2025-2020"]}, {"status": ["goal"]}, {"colour": ["red"]},
     {"period": ["二十五"]}],
    ids=["word", "backwards", "status", "parameter", "period"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(given: dict[str, list[str]]) -> None:
    with pytest.raises(UserError):
        parse_request(given)


def test_a_request_survives_its_address() -> None:
    asked = parse_request(
        {
            "metric": ["forest_cover"],
            "region": ["511900"],
            "year": ["2020-2021"],
            "ours": ["511900"],
            "superseded": ["1"],
            "status": ["actual"],
        }
    )
    given: dict[str, list[str]] = {}
    for name, value in asked.pairs():
        given.setdefault(name, []).append(value)
    assert request_facts(parse_request(given)) == request_facts(asked)
