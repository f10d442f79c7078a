"""Where commands write: what stands in the way is said before any work, with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.one_file import library_of
from webapp.cli import run

COMMANDS = {
    "cite": ["cite", "d1", "--format", "text", "-o"],
    "compare": ["compare", "--metric", "森林覆盖率", "-o"],
    "metadata": ["metadata", "export"],
    "export": ["export", "measures", "-o"],
    "backup": ["backup"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("无此文件夹/结果.docx", "无此文件夹”不存在，请先建立它"),
        ("文件/结果.docx", "文件”不是文件夹"),
        ("", "是文件夹"),
    ],
    ids=["no folder", "below a file", "a folder"],
)
def test_a_file_that_cannot_be_written_is_refused_at_once(
    command: list[str], target: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文件").touch()
    code = run([*command, str(tmp_path / target), "--library", str(tmp_path / "没有库")])
    told = capsys.readouterr().err
    assert (code, said in told, "没有库" in told) == (2, True, False)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_overwrites_a_file_unasked(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = tmp_path / "结果.csv"
    held.write_text("改好的表", encoding="utf-8")
    code = run([*command, str(held), "--library", str(tmp_path / "没有库")])
    assert (code, held.read_text(encoding="utf-8")) == (2, "改好的表")
    said = capsys.readouterr().err
    assert "已经存在。请换一个文件名，或用 --force 覆盖它。" in said
    assert "target" not in said  # the name of a parameter in the code


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    text = "白沙县林业规划\n\n到2025年，森林覆盖率达到61.5%。\n"
    return ["--library", str(library_of(tmp_path_factory.mktemp("输出"), text))]


def document_id(library: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["list", "--format", "jsonl", *library]) == 0
    return str(json.loads(capsys.readouterr().out)["id"])


@pytest.mark.parametrize("name", ["cite", "compare", "metadata", "export"])
def test_a_file_is_overwritten_on_request(
    name: str, library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    known = document_id(library, capsys)
    held = tmp_path / "结果.csv"
    held.touch()
    command = [known if word == "d1" else word for word in COMMANDS[name]]
    assert run([*command, str(held), "--force", *library]) == 0
    assert "白沙县" in held.read_text(encoding="utf-8-sig")
    assert list(tmp_path.iterdir()) == [held]


def test_a_command_that_fails_leaves_the_former_file(library: list[str], tmp_path: Path) -> None:
    held = tmp_path / "文献.txt"
    held.write_text("以前的", encoding="utf-8")
    assert run(["cite", "无此", "-o", str(held), "--force", *library]) == 2
    assert (held.read_text(encoding="utf-8"), list(tmp_path.iterdir())) == ("以前的", [held])


def test_facts_do_not_go_into_a_file_that_is_named_a_workbook(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["metadata", "export", str(tmp_path / "题录.xlsx"), *library]) == 2
    assert "请以 .csv 结尾" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
