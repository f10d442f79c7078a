"""Tables for people speak Chinese throughout; lines for programs keep keys and codes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from indexer.pipeline_explain import reasons
from kb.measure_table import MeasureTable
from tests.one_file import library_of
from webapp.cli import run

ROOT = Path(__file__).parents[2]
PLAN = """白沙县林业发展规划

到2025年，全县森林覆盖率达到61.5%左右，比2020年提高三个百分点。
=合计，到2025年，新增造林面积3万亩。

| 指标 | 2020年 | 2025年 |
| --- | --- | --- |
| 湿地保护率（%） | 52 | 55 |
"""
Ask = Callable[..., str]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_of(tmp_path_factory.mktemp("表"), PLAN, name="规划.md")


@pytest.fixture
def ask(library: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asking(*arguments: str) -> str:
        assert run([*arguments, "--library", str(library)]) == 0
        return capsys.readouterr().out

    return asking


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_commands_write_the_one_table_of_measures(ask: Ask) -> None:
    listed = table(ask("measures", "--format", "csv"))
    assert tuple(listed[0]) == MeasureTable.HEADS
    assert listed == table(ask("export", "measures", "--format", "csv"))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_goes_into_a_file_by_its_ending(ask: Ask, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"指标.{form}"
    assert ask("export", "measures", "-o", str(out)) == ""
    assert out.read_bytes().decode() == ask("export", "measures", "--format", form)


def test_an_export_for_excel_is_the_same_table_with_numbers(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "指标.xlsx"
    ask("export", "measures", "-o", str(out))
    heads, *held = openpyxl.load_workbook(out)["指标记录"].iter_rows(values_only=True)
    assert heads == MeasureTable.HEADS
    shown = {(row[heads.index("原句")], row[heads.index("数值")]) for row in held}
    rows = table(ask("export", "measures", "--format", "csv"))
    assert shown == {(row["原句"].removeprefix("'"), float(row["数值"])) for row in rows}


def test_an_export_for_excel_prints_one_page_wide_with_its_heads(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "指标.xlsx"
    ask("export", "measures", "-o", str(out))
    sheet = openpyxl.load_workbook(out)["指标记录"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    ("options", "said"),
    [(["-o", "指标.txt"], "以 .jsonl、.csv、.xlsx 结尾"), (["--format", "xlsx"], "用 --output")],
    ids=["unknown ending", "a workbook to the screen"],
)
def test_an_export_that_cannot_be_written_says_how(
    library: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert run(["export", "measures", *options, "--library", str(library)]) == 2
    assert said in capsys.readouterr().err


def test_codes_are_words_in_the_table(ask: Ask) -> None:
    row = next(r for r in table(ask("measures", "--format", "csv")) if r["数值"] == "61.5")
    said = [row[head] for head in ("性质", "比较符", "变化方式", "口径", "年份来源", "文件")]
    assert said == ["目标", "约", "水平", "时点", "承前一分句", "白沙县林业发展规划"]


def test_the_table_names_the_column_of_a_value(ask: Ask) -> None:
    row = next(r for r in table(ask("measures", "--format", "csv")) if r["数值"] == "55")
    assert row["所在列"] == "2025年"


def test_no_cell_is_a_formula(ask: Ask) -> None:
    quotes = [row["原句"] for row in table(ask("measures", "--format", "csv"))]
    assert any(quote.startswith("'=合计") for quote in quotes)


def test_lines_for_programs_keep_their_codes(ask: Ask) -> None:
    lines = [json.loads(line) for line in ask("export", "measures").splitlines()]
    assert {line["status"] for line in lines} <= {"target", "actual"}
    assert {line["op"] for line in lines} <= {"=", "~"}


def test_kinds_are_words_in_the_list(ask: Ask) -> None:
    assert table(ask("list", "--format", "csv"))[0]["类型"] == "规划"


def an_id(ask: Ask) -> str:
    return str(json.loads(ask("list", "--format", "jsonl"))["id"])


def test_what_became_of_numbers_is_readable_at_80_columns(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = ask("measures", "--explain", an_id(ask), "--format", "table").splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("（时间）" in line for line in lines)
    assert any(re.search(r"全县森林覆盖率.*森林覆盖率", line) for line in lines)


def test_the_reasons_are_words_in_csv_and_codes_in_lines(ask: Ask) -> None:
    document_id = an_id(ask)
    rows = table(ask("measures", "--explain", document_id, "--format", "csv"))
    words = {row["不是记录的原因"] for row in rows}
    codes = ask("measures", "--explain", document_id, "--format", "jsonl")
    assert "时间" in words
    assert '"reason": "time"' in codes


def test_every_reason_of_the_documentation_has_a_word() -> None:
    text = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    part = text.split("## 台账的原因代码")[1].split("\n## ")[0]
    rows = (line.split("|")[1] for line in part.splitlines() if line.startswith("| `"))
    assert {code for row in rows for code in re.findall(r"`(\w+)`", row)} == set(reasons())
