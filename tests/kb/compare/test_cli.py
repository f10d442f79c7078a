"""The commands compare, conflicts and vocab on a small library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb import vocab
from kb.commands import Shell
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
        made.add("方案", "510800", {"m": "口袋公园数", "u": "个", "y": 2025, "v": 15})
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
    (line,) = lines(found)
    assert (line["region"], line["value"], line["differing"]) == ("巴中市", "63", 1)


def test_compare_names_absences(folder: Path) -> None:
    options = ("--metric", "森林覆盖率", "--region", "430000", "--year", "2025")
    assert lines(run(folder, "compare", *options))[0]["state"] == "库中无文件"


def test_compare_writes_files_and_runs_them_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.json"
    run(folder, "compare", "--metric", "forest_cover", "--output", str(out))
    found = run(folder, "compare", "--rerun", str(out), "--format", "jsonl")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "没有变化" in found.stderr


@pytest.mark.parametrize("name", ["表.xlsx", "表.csv", "表.docx"])
def test_the_files_form_is_its_ending(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert run(folder, "compare", "--metric", "forest_cover", "--output", str(out)).exit_code == 0
    assert out.stat().st_size > 100


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


def test_vocab_is_sound(folder: Path) -> None:
    found = run(folder, "vocab", "check")
    assert (found.exit_code, found.stdout) == (0, "")


@pytest.mark.parametrize("part", ["metrics", "units", "regions", "periods"])
def test_vocab_lists_its_parts(folder: Path, part: str) -> None:
    assert len(lines(run(folder, "vocab", "list", part))) > 10


def test_vocab_counts_names_it_does_not_know(folder: Path) -> None:
    (found,) = lines(run(folder, "vocab", "unknown"))
    assert (found["name"], found["count"], found["units"]) == ("口袋公园数", 1, ["个"])


def test_a_synonym_is_added_and_understood(folder: Path) -> None:
    assert run(folder, "vocab", "add", "绿化森林率", "--as", "forest_cover").exit_code == 0
    (found,) = lines(run(folder, "vocab", "match", "绿化森林率"))
    assert found["id"] == "forest_cover"


def test_a_metric_is_added_and_understood(folder: Path) -> None:
    options = ("--id", "pocket_parks", "--unit", "个", "--sector", "城乡建设", "--better", "higher")
    assert run(folder, "vocab", "add", "口袋公园数", *options).exit_code == 0
    (found,) = lines(run(folder, "vocab", "match", "口袋公园数", "--unit", "个"))
    assert found["id"] == "pocket_parks"


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
    assert run(folder, "vocab", "match", "口袋公园数").exit_code == 2
