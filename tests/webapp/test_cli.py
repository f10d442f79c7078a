"""The `policykb` command: data on stdout, words on stderr, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from rich.cells import cell_len

from kb.words import held_words
from tests.one_file import library_of
from webapp.cli import COMMANDS, HELP, policykb, run

ROOT = Path(__file__).parents[2]
PLAN = """白沙县林业发展规划

一、目标
到2025年，全县森林覆盖率达到61.5%，新增造林面积3.2万亩。
"""
LIST_KEYS = [
    "id", "doc", "source", "title", "kind", "level", "issuers", "document_number", "written_on",
    "published_on", "source_name", "url", "regions", "periods", "family", "section",
]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_of(tmp_path_factory.mktemp("cli"), PLAN)


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(library: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asking(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--library", str(library)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asking


def lines(answer: tuple[int, str, str]) -> list[dict[str, Any]]:
    assert answer[0] == 0, answer[2]
    return [json.loads(line) for line in answer[1].splitlines()]


def test_a_list_has_the_keys_of_the_contract(ask: Ask) -> None:
    (line,) = lines(ask("list", "--format", "jsonl"))
    assert list(line)[: len(LIST_KEYS)] == LIST_KEYS
    assert (line["title"], line["doc"], line["source"]) == (
        "白沙县林业发展规划",
        "规划",
        "规划.txt",
    )


def test_a_search_finds_documents_with_passages(ask: Ask) -> None:
    (line,) = lines(ask("search", "森林覆盖率", "--limit", "5", "--format", "jsonl"))
    assert {"document_id", "doc", "source", "title", "score", "passages"} <= set(line)
    assert "61.5%" in line["passages"][0]["text"]
    assert set(line["passages"][0]) == {"start", "end", "text"}


def test_a_search_without_results_says_what_may_be_tried(ask: Ask) -> None:
    assert "没有日期或地区的文件" in ask("search", "森林覆盖率 年份:1901")[2]


def test_measures_are_exported_with_numbers_and_places(ask: Ask) -> None:
    found = lines(ask("export", "measures", "--format", "jsonl", "--no-progress"))
    (line,) = (line for line in found if line["value"] == 61.5)
    expected = {"metric": "森林覆盖率", "unit": "%", "year": 2025, "doc": "规划", "op": "="}
    assert expected.items() <= line.items()
    assert {"id", "document_id", "title", "metric_id", "evidence", "start", "end", "shape"} <= set(
        line
    )


@pytest.mark.parametrize("metric", ["forest_cover", "森林覆盖率", "全县森林覆盖率"])
def test_measures_are_asked_for_by_names(ask: Ask, metric: str) -> None:
    (line,) = lines(ask("measures", "--metric", metric, "--format", "jsonl"))
    assert line["value"] == "61.5"


def test_an_empty_list_of_measures_says_which_condition_leaves_none(ask: Ask) -> None:
    code, out, err = ask("measures", "--metric", "森林覆盖率", "--region", "吉林省")
    assert (code, out) == (0, "")
    assert "去掉 --region 有 1 条" in err


def test_numbers_of_a_document_are_explained(ask: Ask) -> None:
    (document,) = lines(ask("list", "--format", "jsonl"))
    found = lines(ask("measures", "--explain", document["id"]))
    (entry,) = (line for line in found if line["number"].startswith("61.5"))
    assert (entry["metric"], entry["reason"]) == ("森林覆盖率", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{id}"],
        ["show", "{id}", "--passages"],
        ["stats"],
        ["measures", "--limit", "1", "--format", "jsonl"],
        ["measures", "造林", "--format", "jsonl"],
        ["metadata", "edits", "--format", "jsonl"],
        ["problems", "--format", "jsonl"],
        ["verify", "--no-progress"],
    ],
    ids=" ".join,
)
def test_every_line_of_data_is_json(ask: Ask, arguments: list[str]) -> None:
    (document,) = lines(ask("list", "--format", "jsonl"))
    lines(ask(*(each.format(id=document["id"]) for each in arguments)))


def test_a_table_fits_a_narrow_terminal_and_has_no_codes(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = ask("measures", "--metric", "森林覆盖率", "--format", "table")[1]
    assert max(cell_len(line) for line in table.splitlines()) <= 80
    assert "目标" in table
    assert "target" not in table


@pytest.mark.parametrize("command", [["list"], ["stats"], ["search", "造林"], ["problems"]])
def test_no_progress_is_understood_everywhere(ask: Ask, command: list[str]) -> None:
    assert ask(*command, "--no-progress")[0] == 0


def test_a_table_and_csv_show_chosen_columns(ask: Ask) -> None:
    assert "白沙县林业发展规划" in ask("list", "--format", "csv")[1]
    assert ask("list", "--format", "csv")[1].startswith("\ufeff标识,标题,")
    assert "白沙县" in ask("list", "--format", "table")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lst"], "是否想用 list"),
        (["vocab", "lst"], "可用的命令：add、add-region、check、list、match、unknown"),
        (["list", "多", "出"], "多出了 多 出"),
        (["search", "x", "--limit", "x"], "“x”不是整数"),
        (["search", "x", "--sort", "new"], "可选：relevance、newest、oldest"),
        (["list", "--wide=3"], "选项 --wide 不带值"),
        (["list", "--kind", "规化"], "政策文件（policy）"),
        (["list", "--region", "朝阳区"], "北京市朝阳区（110105）"),
        (["export", "measures", "--metric", "森林覆益率"], "森林覆盖率（forest_cover）"),
        (["list", "--foo"], "没有选项 --foo"),
        (["show"], "缺少参数"),
        (["show", "nothing"], "nothing"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["rebuild", "--stale", "--all"], "只能用一个"),
        (["show", "x", "--text", "--passages"], "只能用一个"),
        (["measures", "x", "--explain", "y"], "不能与其他条件"),
        (["remove", "无此文件"], "无此文件"),
        (["metadata", "undo", "nobatch"], "nobatch"),
        (["init"], "已经是一个库"),
        (["measures", "--metric", "森林覆益率"], "森林覆盖率（forest_cover）"),
        (["measures", "--region", "朝阳区"], "北京市朝阳区（110105）"),
        (["measures", "--region", "无此地"], "不认识地区"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_what_the_user_can_fix_ends_with_2_and_says_how(
    ask: Ask, arguments: list[str], words: str
) -> None:
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_a_missing_library_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--library", str(tmp_path)]) == 2
    assert "policykb add" in capsys.readouterr().err


def test_an_unknown_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICYKB_PROT", "1")
    assert run(["list"]) == 2
    assert "POLICYKB_PORT" in capsys.readouterr().err


def test_metadata_goes_out_comes_back_mended_and_is_undone(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "著录.csv"
    assert ask("metadata", "export", str(file))[0] == 0
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("白沙县林业发展规划", "白沙县造林规划"), encoding="utf-8-sig")
    code, _out, err = ask("metadata", "import", str(file), "--no-progress")
    assert (code, "1 份文件的 1 处已修改" in err) == (0, True), err
    assert lines(ask("list", "--format", "jsonl"))[0]["title"] == "白沙县造林规划"
    assert len(lines(ask("search", "标题:造林规划", "--format", "jsonl"))) == 1
    batch = err.split("metadata undo ")[1].split()[0]
    assert ask("metadata", "undo", batch, "--no-progress")[0] == 0
    assert lines(ask("list", "--format", "jsonl"))[0]["title"] == "白沙县林业发展规划"


def test_the_latest_edits_are_undone_without_a_batch(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    (document,) = lines(ask("list", "--format", "jsonl"))
    file.write_text(f"标识,标题\n{document['id']},新标题\n", encoding="utf-8-sig")
    said = ask("metadata", "import", str(file), "--no-progress")[2]
    assert f"《白沙县林业发展规划》（{document['id']}）的标题 → 新标题" in said
    code, _out, err = ask("metadata", "undo", "--no-progress")
    assert (code, f"《新标题》（{document['id']}）的标题：撤回“新标题”" in err) == (0, True)


def test_edits_are_listed_in_words_and_for_programs_in_codes(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    (document,) = lines(ask("list", "--format", "jsonl"))
    file.write_text(f"标识,文种,发文机关\n{document['id']},工作报告,白沙县林业局\n", "utf-8-sig")
    assert ask("metadata", "import", str(file), "--no-progress")[0] == 0
    (kind, issuers) = ask("metadata", "edits", "--format", "csv")[1].splitlines()[1:]
    assert kind.endswith(f"{document['id']},白沙县林业发展规划,类型,工作报告")
    assert issuers.endswith("发文机关,白沙县林业局")
    (line, _) = lines(ask("metadata", "edits", "--format", "jsonl"))
    assert (line["field"], line["value"]) == ("kind", "report")
    ask("metadata", "undo", "--no-progress")


def test_a_backup_overwrites_nothing_unasked(ask: Ask, tmp_path: Path) -> None:
    archive = tmp_path / "b.zip"
    archive.write_text("别的东西", encoding="utf-8")
    assert ask("backup", str(archive), "--no-progress")[0] == 2
    assert archive.read_text(encoding="utf-8") == "别的东西"
    assert ask("backup", str(archive), "--force", "--no-progress")[0] == 0


def test_tables_speak_chinese_in_few_columns(ask: Ask) -> None:
    head = ask("list", "--format", "table")[1].splitlines()[0].split()
    assert head == ["标识", "标题", "地区", "日期", "发文字号"]
    assert "发文机关" in ask("list", "--wide", "--format", "csv")[1]
    assert "规划" in ask("stats", "--format", "table")[1]
    assert run(["vocab"]) == 0


def test_files_gone_are_told_and_an_archive_is_removed_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, place = tmp_path / "文件", ["--library", str(tmp_path / "库")]
    folder.mkdir()
    (folder / "甲.txt").write_text(PLAN, encoding="utf-8")
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        for name in ("乙", "丙"):
            archive.writestr(f"{name}.txt", PLAN.replace("白沙", name + "山"))
    assert run(["add", str(folder), *place]) == 0
    (folder / "甲.txt").unlink()
    capsys.readouterr()
    assert run(["add", str(folder), *place]) == 0
    assert "1 个以前加入的文件已不在原处" in capsys.readouterr().err
    assert run(["remove", "包.zip", *place]) == 0
    assert "已移除 2 个来源文件" in capsys.readouterr().err


def test_an_interrupted_run_says_how_much_was_saved(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(run: Any, _paths: list[str]) -> None:
        run.report.added = 3
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.pipeline.add", interrupted)
    code, _out, err = ask("add", str(tmp_path))
    assert (code, "有 3 个文件已经读完并保存" in err) == (1, True)


def test_a_backup_comes_back_with_an_index(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, target = tmp_path / "b.zip", tmp_path / "新库"
    assert ask("backup", str(archive), "--no-progress")[0] == 0
    assert run(["restore", str(archive), "--library", str(target), "--no-progress"]) == 0
    capsys.readouterr()
    assert run(["search", "造林面积", "--library", str(target), "--format", "jsonl"]) == 0
    assert "白沙县" in capsys.readouterr().out


def test_a_folder_without_files_is_said_to_be_empty(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "~$规划.docx").touch()
    assert "没有找到文件" in ask("add", str(tmp_path))[2]


@pytest.mark.parametrize(
    ("editions", "said"), [(0, "8 份文件"), (1, "8 份文件（另有同一文本的其他版本 1 份）")]
)
def test_editions_are_told_apart_wherever_documents_are_counted(editions: int, said: str) -> None:
    assert held_words({"documents": 8, "editions": editions}) == said


# --- the shape of the command -------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    context = click.Context(policykb)
    command = policykb.get_command(context, name)
    assert command is not None
    assert command.help
    assert HELP[name]


def test_help_imports_no_engine_and_no_web_framework() -> None:
    probe = (
        "import sys; from webapp.cli import run; run(['--help']); "
        "heavy = {'flask', 'sqlalchemy', 'tantivy', 'jieba', 'pydantic', 'lxml'}; "
        "print('heavy:', heavy & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "heavy: set()"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    command = [
        sys.executable, "-c", "from webapp.cli import main; main()",
        "serve", "--port", "0", "--library", str(tmp_path / "样例库"),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "http://" in line:
            break
    assert "http://" in said[-1], said
    yield said[-1].split("http://")[1].split()[0]
    process.terminate()
    process.wait(timeout=30)
    process.stderr.close()


@pytest.mark.slow
def test_serve_on_a_missing_library_builds_the_samples(server: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            answer = urllib.request.urlopen(f"http://{server}/?format=json", timeout=20)
            break
        except ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
    with answer:
        assert json.load(answer)["ok"] is True
