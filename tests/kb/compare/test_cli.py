"""The commands compare, conflicts and vocab on a small library."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from kb import vocab
from kb.commands import Shell
from kb.compare.anchor import anchor_of
from kb.compare.matrix import build_matrix
from kb.compare.request import Request
from kb.compare.table import rows
from kb.errors import UserError
from kb.library import Library as Folder
from tests.kb.compare.library import Library
from webapp.cli import policykb

FOREST: dict[str, Any] = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    Folder.init(path).close()
    made = Library.__new__(Library)
    with Folder.open(path) as opened:
        made.store = opened.store
        made.add("规划", "511900", FOREST, {**FOREST, "v": 64, "say": "森林覆盖率 | 64"})
        made.add("方案", "510800", {"m": "盆景园数", "u": "个", "y": 2025, "v": 15})
    return path


def run(folder: Path, *arguments: str) -> Result:
    command = ["--library", str(folder), *arguments]
    try:
        return CliRunner().invoke(policykb, command, obj=Shell())
    finally:
        vocab.configure(None)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_compare_writes_one_line_a_value(folder: Path) -> None:
    found = run(folder, "compare", "--metric", "森林覆盖率", "--region", "四川省巴中市")
    line, other = lines(found)
    assert (line["region"], line["value"], line["differing"]) == ("巴中市", "63", 1)
    assert (other["state"], other["value"], other["verdict"]) == ("另有", "64", "可能冲突")


def test_values_of_an_unknown_place_are_said_with_the_way_out(folder: Path) -> None:
    with Folder.open(folder) as opened:
        made = Library.__new__(Library)
        made.store = opened.store
        nowhere = {"m": "湿地保护率", "u": "%", "y": 2025, "v": 60, "region": None}
        made.add("无名规划", "511900", nowhere)
    found = run(folder, "compare", "--metric", "湿地保护率")
    assert re.search(r"《无名规划》.*没有认出是哪个地区.*vocab/regions.csv", found.stderr)


def test_values_without_a_place_are_said_beside_the_others(folder: Path) -> None:
    with Folder.open(folder) as opened:
        made = Library.__new__(Library)
        made.store = opened.store
        made.add("无名规划", "511900", {**FOREST, "v": 60, "region": None})
    found = run(folder, "compare", "--metric", "森林覆盖率")
    assert "另有 1 条记录的地区未能识别，没有列入" in found.stderr


def test_a_place_of_the_librarys_own_can_be_compared(folder: Path) -> None:
    (folder / "vocab").mkdir(exist_ok=True)
    own = "code,name,short,level,parent\n511998,北原市,北原,city,510000\n"
    (folder / "vocab" / "regions.csv").write_text(own, encoding="utf-8")
    options = ("--metric", "森林覆盖率", "--region", "北原市", "--year", "2025")
    assert lines(run(folder, "compare", *options))[0]["region"] == "北原市"


def test_a_place_nobody_knows_is_said_with_the_way_out(folder: Path) -> None:
    found = run(folder, "compare", "--metric", "森林覆盖率", "--region", "北原市")
    assert re.search(r"不认识地区“北原市”.*vocab add-region", str(found.exception))


def test_compare_names_absences(folder: Path) -> None:
    options = ("--metric", "森林覆盖率", "--region", "430000", "--year", "2025")
    assert lines(run(folder, "compare", *options))[0]["state"] == "库中无文件"


def test_compare_writes_files_and_runs_them_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.json"
    run(folder, "compare", "--metric", "forest_cover", "--output", str(out))
    found = run(folder, "compare", "--rerun", str(out), "--format", "jsonl")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "没有变化" in found.stderr


@pytest.mark.parametrize("name", ["表.XLSX", "表.csv", "表.docx"])
def test_the_files_form_is_its_ending(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert run(folder, "compare", "--metric", "forest_cover", "--output", str(out)).exit_code == 0
    assert out.stat().st_size > 100


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("options", "link"),
    [((), None), (("--base-url", "http://a.example:80/"), "http://a.example:80/documents/")],
    ids=["no address", "an address"],
)
def test_a_file_has_links_only_where_they_lead_somewhere(
    folder: Path, tmp_path: Path, form: str, options: tuple[str, ...], link: str | None
) -> None:
    out = tmp_path / f"表.{form}"
    run(folder, "compare", "--metric", "forest_cover", "-o", str(out), *options)
    if form == "csv":
        known = out.read_text("utf-8-sig")
    else:
        sheet = openpyxl.load_workbook(out)["比较"]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        known = str([c.hyperlink.target if c.hyperlink else c.value for c in cells])
    assert ("/documents/" in known, link is None or link in known) == (link is not None, True)


@pytest.mark.parametrize(
    "options",
    [
        ("--rerun", "x.json", "--metric", "forest_cover"),
        ("--metric", "forest_cover", "--output", "x.txt"),
        ("--metric", "forest_cover", "--region", "亚特兰蒂斯"),
        (),
    ],
    ids=["rerun with more", "unknown ending", "unknown region", "nothing"],
)
def test_what_cannot_be_done_is_refused(folder: Path, options: tuple[str, ...]) -> None:
    assert run(folder, "compare", *options).exit_code != 0


def test_conflicts_show_class_values_and_places(folder: Path) -> None:
    (found,) = lines(run(folder, "conflicts"))
    assert (found["class"], found["values"]) == ("likely", ["63%", "64%"])
    assert [place["start"] for place in found["places"]] == [3, 21]


def test_conflicts_of_one_class(folder: Path) -> None:
    assert lines(run(folder, "conflicts", "--class", "rounding")) == []


@pytest.mark.parametrize(
    ("metrics", "found"),
    [(("森林覆盖率", "盆景园数"), 1), (("盆景园数",), 0), (("森林覆盖率",), 1)],
)
def test_conflicts_of_metrics_inside_and_outside_the_vocabulary(
    folder: Path, metrics: tuple[str, ...], found: int
) -> None:
    options = [word for metric in metrics for word in ("--metric", metric)]
    assert len(lines(run(folder, "conflicts", *options))) == found


def test_vocab_is_sound(folder: Path) -> None:
    found = run(folder, "vocab", "check")
    assert (found.exit_code, found.stdout) == (0, "")


@pytest.mark.parametrize("part", ["metrics", "units", "regions", "periods"])
def test_vocab_lists_its_parts(folder: Path, part: str) -> None:
    assert len(lines(run(folder, "vocab", "list", part))) > 10


def test_vocab_counts_names_it_does_not_know(folder: Path) -> None:
    (found,) = lines(run(folder, "vocab", "unknown"))
    assert (found["name"], found["count"], found["units"]) == ("盆景园数", 1, ["个"])


def test_a_synonym_is_added_and_understood(folder: Path) -> None:
    assert run(folder, "vocab", "add", "绿化森林率", "--as", "forest_cover").exit_code == 0
    (found,) = lines(run(folder, "vocab", "match", "绿化森林率"))
    assert found["id"] == "forest_cover"


def test_a_metric_is_added_and_understood(folder: Path) -> None:
    options = ("--id", "bonsai", "--unit", "个", "--sector", "城乡建设", "--better", "higher")
    assert run(folder, "vocab", "add", "盆景园数", *options).exit_code == 0
    (found,) = lines(run(folder, "vocab", "match", "盆景园数", "--unit", "个"))
    assert found["id"] == "bonsai"


@pytest.mark.parametrize(
    "options",
    [
        ("林木绿化率", "--as", "forest_cover"),
        ("新指标", "--id", "x", "--unit", "美丽", "--sector", "生态"),
        ("新指标", "--id", "forest_cover", "--unit", "%", "--sector", "生态"),
        ("新指标", "--as", "nothing"),
    ],
    ids=["name of another", "unknown unit", "id in use", "unknown id"],
)
def test_an_addition_that_clashes_leaves_no_trace(folder: Path, options: tuple[str, ...]) -> None:
    assert run(folder, "vocab", "add", *options).exit_code != 0
    assert not (folder / "vocab" / "metrics.yaml").exists()


def test_an_unknown_name_matches_nothing(folder: Path) -> None:
    assert run(folder, "vocab", "match", "盆景园数").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "told"), [("森林复盖率", "森林覆盖率"), ("盆景园数", "没有名称相近的指标")]
)
def test_a_name_that_matches_nothing_is_answered_with_what_is_near(
    folder: Path, typed: str, told: str
) -> None:
    assert told in run(folder, "vocab", "match", typed).stderr


@pytest.mark.parametrize("command", ["compare", "conflicts"])
def test_a_misspelt_metric_is_named_with_what_is_near(folder: Path, command: str) -> None:
    found = run(folder, command, "--metric", "森林覆益率")
    assert isinstance(found.exception, UserError)
    assert "是不是：森林覆盖率" in str(found.exception)


def test_names_of_the_librarys_texts_are_understood(folder: Path) -> None:
    (line,) = lines(run(folder, "compare", "--metric", "盆景园数"))
    assert (line["region"], line["value"]) == ("广元市", "15")


def test_a_place_that_several_are_called_lists_them(folder: Path) -> None:
    found = run(folder, "compare", "--metric", "森林覆盖率", "--region", "朝阳区")
    assert isinstance(found.exception, UserError)
    assert {"110105", "220104"} <= set(re.findall(r"\d{6}", str(found.exception)))


def test_a_comparison_without_a_value_says_why(folder: Path) -> None:
    found = run(folder, "compare", "--metric", "森林覆盖率", "--region", "湖南省")
    assert ("库中无文件" in found.stdout, "没有数值" in found.stderr) == (True, True)


def test_children_of_a_region_stand_beside_it(folder: Path) -> None:
    found = run(folder, "compare", "--metric", "森林覆盖率", "--region", "四川省", "--children")
    assert {"四川省", "巴中市", "甘孜藏族自治州"} <= {line["region"] for line in lines(found)}


def test_the_documents_of_an_empty_cell_are_named_by_title(library: Library) -> None:
    library.add("广元规划", "510800", lines=("保护森林。",), periods=("十四五",), kind="plan")
    asked = Request(metrics=("forest_cover",), regions=("510800",), years=(2025,))
    (line,) = rows(build_matrix(library.store, asked))
    assert line.document == "广元规划"


def test_a_reason_that_a_document_repeats_is_said_once(library: Library) -> None:
    torn = [{"code": "table_doubtful", "message": "表格打散了"}] * 3
    other = {"code": "image", "message": "有一张图"}
    library.add("广元规划", "510800", periods=("十四五",), kind="plan", notes=(*torn, other))
    asked = Request(metrics=("forest_cover",), regions=("510800",), years=(2025,))
    (line,) = rows(build_matrix(library.store, asked))
    assert line.reasons == "表格打散了；有一张图"


def test_an_inherited_region_is_not_what_others_are_held_against(library: Library) -> None:
    fact = {"m": "森林覆盖率", "u": "%", "y": 2025, "v": 63}
    library.add("研究", "000000", {**fact, "yo": "convention"}, {**fact, "y": 2030}, kind="plan")
    library.add("规划", "511900", {**fact, "y": 2030}, kind="plan")
    matrix = build_matrix(library.store, Request(metrics=("forest_cover",)))
    anchor = anchor_of(matrix, "forest_cover")
    assert anchor is not None
    assert anchor.fact.year == 2030
