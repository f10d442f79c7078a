"""`policykb remove`: what goes is told, more than was named only on a yes, and it comes back."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from webapp.cli import run

NOTICE = Path(__file__).parents[2] / "corpus/sample/files/02-国务院碳达峰行动方案通知摘编.html"
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    place = ["--library", str(tmp_path / "库")]
    shutil.copy(NOTICE, tmp_path / "通知.html")
    (tmp_path / "报告.txt").write_text("青山市工作报告\n\n去年造林3万亩。\n", encoding="utf-8")
    assert run(["add", str(tmp_path / "通知.html"), str(tmp_path / "报告.txt"), *place]) == 0
    capsys.readouterr()

    def asking(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, *place])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asking


def listed(ask: Ask) -> dict[str, str]:
    """Title -> id of all the library holds."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in ask("list")[1].splitlines()]
    return {row["title"]: row["id"] for row in rows}


@pytest.fixture
def plan(ask: Ask) -> str:
    return listed(ask)["2030年前碳达峰行动方案"]


def answering(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_args, **_options: answer)


def test_more_than_was_named_is_not_removed_unasked(ask: Ask, plan: str) -> None:
    before = listed(ask)
    code, _out, err = ask("remove", plan)
    assert (code, listed(ask)) == (2, before)
    assert all(word in err for word in ("印发2030年前碳达峰行动方案的通知", "还有 1 份", "--yes"))


@pytest.mark.parametrize(("answer", "held"), [(True, 1), (False, 3)], ids=["yes", "no"])
def test_a_person_is_asked(
    ask: Ask, plan: str, monkeypatch: pytest.MonkeyPatch, answer: bool, held: int
) -> None:
    answering(monkeypatch, answer)
    ask("remove", plan)
    assert len(listed(ask)) == held


@pytest.mark.parametrize("name", ["通知.html", "source"], ids=["its name", "its id"])
def test_a_file_named_itself_goes_without_a_question(ask: Ask, plan: str, name: str) -> None:
    code, _out, err = ask("remove", plan.split(".")[0] if name == "source" else name)
    assert (code, list(listed(ask))) == (0, ["青山市工作报告"])
    assert "已移除 1 个来源文件（通知.html），共 2 份文件" in err


def test_all_documents_of_a_file_named_one_by_one_need_no_question(ask: Ask) -> None:
    ids = [i for title, i in listed(ask).items() if "方案" in title]
    assert ask("remove", *ids)[0] == 0


def test_the_last_removal_is_undone_without_the_files(ask: Ask, plan: str, tmp_path: Path) -> None:
    before = listed(ask)
    (tmp_path / "通知.html").unlink()
    ask("remove", plan, "--yes")
    assert ask("remove", "--undo")[0] == 0
    assert listed(ask) == before


def test_only_the_last_removal_is_held(ask: Ask, plan: str, tmp_path: Path) -> None:
    ask("remove", "报告.txt")
    ask("remove", "通知.html")
    ask("remove", "--undo")
    assert set(listed(ask).values()) >= {plan}
    assert "青山市工作报告" not in listed(ask)
    assert len([path for path in (tmp_path / "库/originals").rglob("*.*")]) == 1


def test_what_is_purged_is_gone(ask: Ask, tmp_path: Path) -> None:
    ask("remove", "通知.html", "报告.txt", "--purge")
    assert list((tmp_path / "库/originals").rglob("*.*")) == []
    code, _out, err = ask("remove", "--undo")
    assert (code, "没有可以撤销的移除" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [((), "请写明要移除的"), (("--undo", "通知.html"), "--undo 不能"), (("无此",), "无此")],
    ids=["nothing named", "undo with a name", "unknown"],
)
def test_a_slip_is_said(ask: Ask, arguments: tuple[str, ...], word: str) -> None:
    code, _out, err = ask("remove", *arguments)
    assert (code, word in err) == (2, True)


@pytest.fixture
def folders(ask: Ask, tmp_path: Path) -> None:
    for folder, year in (("甲", 2023), ("乙", 2024)):
        (tmp_path / "文件" / folder).mkdir(parents=True)
        (tmp_path / "文件" / folder / "总结.txt").write_text(
            f"{year}年总结\n\n造林{year}亩。\n", "utf-8"
        )
    (tmp_path / "文件/甲/青山 2007.txt").write_text("青山县2007年总结\n\n修路8公里。\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "文件/甲/往年.zip", "w") as archive:
        archive.writestr("2001.txt", "2001年总结\n\n修渠1公里。\n")
        archive.writestr("2002.txt", "2002年总结\n\n修渠2公里。\n")
    assert ask("add", str(tmp_path / "文件"))[0] == 0


@pytest.mark.usefixtures("folders")
@pytest.mark.parametrize(
    ("name", "said"),
    [("青山 2007.txt", "已移除 1 个来源文件"), ("往年.zip", "已移除 2 个来源文件"),
     ("2001.txt", "已移除 1 个来源文件")],
    ids=["a file", "an archive", "a file in an archive"],
)  # fmt: skip
def test_a_file_is_known_by_its_bare_name(ask: Ask, name: str, said: str) -> None:
    code, _out, err = ask("remove", name)
    assert (code, said in err) == (0, True)


@pytest.mark.usefixtures("folders")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("总结.txt", ["有 2 个文件都叫“总结.txt”", "（甲/总结.txt）", "（乙/总结.txt）"]),
        ("青山2007.txt", ["库中没有来源“青山2007.txt”。是不是：", "（甲/青山 2007.txt）"]),
        ("往年", ["是不是：", "（甲/往年.zip!2001.txt）"]),
        ("青山县2007年总结", ["是不是：", "（甲/青山 2007.txt）"]),
        ("xyz", ["见 policykb list"]),
    ],
    ids=["several", "a slip", "a part", "a title", "nothing near"],
)
def test_a_name_that_is_not_clear_removes_nothing(ask: Ask, name: str, said: list[str]) -> None:
    before = listed(ask)
    code, _out, err = ask("remove", name)
    assert (code, listed(ask)) == (2, before)
    assert all(word in err for word in said)


def test_what_was_added_again_need_not_come_back(ask: Ask, tmp_path: Path) -> None:
    ask("remove", "报告.txt")
    ask("add", str(tmp_path / "报告.txt"))
    code, _out, err = ask("remove", "--undo")
    assert (code, "已恢复" in err) == (0, False)
    assert "有 1 个移除后又加入过，已在库中" in err
