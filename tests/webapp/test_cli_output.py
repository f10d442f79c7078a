"""Where commands write: what stands in the way is said before any work, with exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.cli import run

COMMANDS = {
    "cite": ["cite", "d1", "-o"],
    "compare": ["compare", "--metric", "森林覆盖率", "-o"],
    "metadata": ["metadata", "export"],
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
