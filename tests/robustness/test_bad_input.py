"""Bad files end to end: each said with its reason, the good ones kept, the batch never stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.robustness.bad_files import write_all
from webapp.cli import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="makes symbolic links")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path, Path]:
    folder = tmp_path_factory.mktemp("资料 夹")
    write_all(folder / "各种 文件")
    library = folder / "库"
    code = run(["add", str(folder / "各种 文件"), "--library", str(library), "--no-progress"])
    return code, library, folder / "各种 文件"


Lines = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def lines(added: tuple[int, Path, Path], capsys: pytest.CaptureFixture[str]) -> Lines:
    def ask(*arguments: str) -> list[dict[str, Any]]:
        assert run([*arguments, "--format", "jsonl", "--library", str(added[1])]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def test_the_exit_code_says_that_some_files_need_the_user(added: tuple[int, Path, Path]) -> None:
    assert added[0] == 2


def test_the_good_files_are_in_the_library(lines: Lines) -> None:
    held = {line["source"] for line in lines("list")}
    assert {"好 文件.txt", "名不符实.docx", "混合编码.txt"} <= held


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("空.pdf", ["空"]),
        ("截断.pdf", ["损坏", "不完整"]),
        ("加密.pdf", ["加密", "密码"]),
        ("乱码.bin", ["二进制", "损坏", "格式"]),
        ("照片.jpg", ["图片"]),
        ("乱码.txt", ["二进制", "损坏", "编码"]),
        ("坏压缩包.zip", ["损坏", "压缩"]),
        ("炸弹.zip", ["压缩", "解压", "展开"]),
        ("子 文件夹/断链.txt", ["链接"]),
    ],
)
def test_each_bad_file_is_listed_with_its_reason(
    lines: Lines, source: str, words: list[str]
) -> None:
    reasons = [p["reason"] for p in lines("problems") if p["source"].startswith(source)]
    assert any(word in reasons[0] for word in words), reasons


def test_nothing_is_both_held_and_refused(lines: Lines) -> None:
    held = {line["source"] for line in lines("list")}
    refused = {problem["source"] for problem in lines("problems")}
    assert held & refused == set()


def test_a_copy_and_a_loop_are_read_once(lines: Lines) -> None:
    titles = [line["title"] for line in lines("list")]
    assert titles.count("关于加强古树保护的通知") == 1


def test_a_second_run_skips_what_is_held_and_tries_the_rest_again(
    added: tuple[int, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _code, library, files = added
    assert run(["add", str(files), "--library", str(library), "--no-progress"]) == 2
    said = capsys.readouterr().err
    assert "新加入 0 个文件，更新 0 个，未变 3 个" in said
    assert "情况与上次相同" in said
    assert "乱码.bin" not in said


def test_the_library_is_sound_afterwards(added: tuple[int, Path, Path]) -> None:
    assert run(["verify", "--originals", "--library", str(added[1]), "--no-progress"]) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_listed(tmp_path: Path) -> None:
    locked = tmp_path / "锁.txt"
    locked.write_text("不给看", "utf-8")
    locked.chmod(0)
    assert run(["add", str(locked), "--library", str(tmp_path / "库")]) == 2


@pytest.mark.slow
def test_a_text_of_200_mb_is_refused_or_read_but_never_fatal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "到2025年，全县粮食产量稳定在35万吨以上，森林覆盖率达到61.5%。\n".encode()
    with (tmp_path / "大.txt").open("wb") as file:
        for _ in range(100):
            file.write(line * (2_000_000 // len(line)))
    (tmp_path / "小.txt").write_text("关于春耕的通知\n\n请完成播种3万亩。\n", "utf-8")
    library = tmp_path / "库"
    code = run(["add", str(tmp_path), "--library", str(library), "--no-progress"])
    said = capsys.readouterr().err
    assert (code, "大.txt" in said) == (2, True)
    assert run(["list", "--library", str(library), "--format", "jsonl"]) == 0
    assert "关于春耕的通知" in capsys.readouterr().out
