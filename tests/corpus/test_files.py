from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from corpus import FoundFile, readable, walk
from corpus.archives import kept_open, member_name, release
from kb.errors import ReadError


def names(*paths: Path) -> list[str]:
    return [found.name for found in walk(paths)]


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲 规划.txt", "下级/丙.md", ".隐藏", "~$锁定.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("文字", encoding="utf-8")
    assert names(tmp_path) == ["乙.txt", "甲 规划.txt", "下级/丙.md"]


def test_the_members_of_a_zip_are_found_and_read(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("二/b.txt", "第二个文件")
        archive.writestr("a.txt", "第一个文件")
    found = list(walk([path]))
    assert [f.name for f in found] == ["包.zip!a.txt", "包.zip!二/b.txt"]
    assert found[1].data().decode() == "第二个文件"


def test_an_archive_is_opened_once_for_all_its_members(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"第{number}个文件")
    found = list(walk([path]))
    opened = kept_open(path, "包.zip")
    assert [f.data().decode() for f in found] == ["第0个文件", "第1个文件", "第2个文件"]
    assert kept_open(path, "包.zip") is opened
    release()
    assert opened.fp is None


def test_an_archive_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    for text in ("旧文字", "改过的文字"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", text)
        (found,) = walk([path])
        assert found.data().decode() == text
    release()


def test_the_size_of_a_member_is_known_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a" * 1000)
    (found,) = walk([path])
    assert (found.size(), FoundFile(path, "a.txt", "a").size()) == (1000, 1000)
    release()


def test_a_name_written_in_gbk_by_an_old_tool_is_readable() -> None:
    info = zipfile.ZipInfo("规划.txt".encode("gb18030").decode("cp437"))
    assert member_name(info) == "规划.txt"


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文字", encoding="utf-8")
    (tmp_path / "再来").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "自身").symlink_to(tmp_path / "自身")
    problems: list[ReadError] = []
    found = [f.name for f in walk([tmp_path], on_problem=problems.append)]
    assert (found, [p.source for p in problems]) == (["a.txt"], ["自身"])


def test_a_missing_path_is_a_problem_and_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文字", encoding="utf-8")
    problems: list[ReadError] = []
    found = list(walk([tmp_path / "没有", tmp_path / "a.txt"], on_problem=problems.append))
    assert [f.name for f in found] == ["a.txt"]
    assert [p.reason for p in problems] == ["路径不存在"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"{number}.txt", b"0" * 10_000_000)
    problems: list[ReadError] = []
    assert list(walk([path], on_problem=problems.append)) == []
    assert "压缩炸弹" in problems[0].reason


def test_a_damaged_zip_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"damaged" * 20)
    problems: list[ReadError] = []
    assert list(walk([path], on_problem=problems.append)) == []
    assert "损坏" in problems[0].reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows may read it")
def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("文字", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="没有读取权限"):
        FoundFile(path, None, "a.txt").data()


def test_a_folder_given_as_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="无法读取"):
        FoundFile(tmp_path, None, "a.txt").data()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_a_problem_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    problems: list[ReadError] = []
    assert list(walk([tmp_path, tmp_path / "管道"], on_problem=problems.append)) == []
    assert [(p.source[-2:], "不是普通文件" in p.reason) for p in problems] == [("管道", True)] * 2


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("规划.txt".encode("gb18030"), "规划.txt"), (b"bad\xff\xfe.txt", "bad\\xff\\xfe.txt")],
)
def test_a_name_in_another_encoding_becomes_text(raw: bytes, shown: str) -> None:
    assert readable(os.fsdecode(raw)) == shown


def test_a_file_that_grew_is_refused_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    with pytest.raises(ReadError, match="超过"):
        FoundFile(path, None, "a.txt").data(limit=4)
