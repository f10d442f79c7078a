"""The command that shows what extraction makes of a sentence, and what a change did."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tests.quality.records import changes, main


def said(*words: str) -> str:
    answer = CliRunner().invoke(main, words, catch_exceptions=False)
    return answer.output


def test_a_text_is_told_number_by_number() -> None:
    told = said("text", "到2025年，森林覆盖率达到65%。", "--region", "511900", "巴中市")
    assert told.splitlines() == ["森林覆盖率 | =65% | level | 2025", "  2025年: time"]


def test_what_went_and_what_came_stand_together() -> None:
    before, after = ["乙 1", "甲 2", "甲 2"], ["乙 1", "甲 2", "甲 3"]
    assert list(changes(before, after)) == ["- 甲 2", "+ 甲 3"]


def test_two_runs_over_the_same_files_are_equal(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    text = "巴中市林业规划\n\n到2025年，森林覆盖率达到65%。\n"
    (tmp_path / "files" / "甲.txt").write_text(text, encoding="utf-8")
    runs = [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")]
    for run in runs:
        said("write", run, str(tmp_path / "files"))
    assert "森林覆盖率 | =65%" in Path(runs[0]).read_text(encoding="utf-8")
    assert said("compare", *runs) == ""
