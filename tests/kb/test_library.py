"""A library is one folder: made, opened, locked, backed up and brought back."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.backup import restore, save
from kb.errors import LibraryError
from kb.library import Library, keep_original
from kb.netshare import network_share
from kb.settings import Settings
from kb.store import SourceBundle
from tests.contracts.store_samples import bundle, source

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.init(tmp_path / "我的 库") as made:
        stored = keep_original(made.folder, b"original", "a.TXT")
        record = source("s1", stored=stored)
        made.store.put_source(SourceBundle(record, (bundle("s1"),)))
        (made.vocab / "units.yaml").write_text("[]", encoding="utf-8")
        yield made


def test_a_library_opens_with_what_was_put(library: Library) -> None:
    with Library.open(library.folder) as again:
        assert again.store.counts()["documents"] == 1
        original = again.original(again.store.source("s1"))
        assert original is not None
        assert (original.read_bytes(), original.suffix) == (b"original", ".txt")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "不是库"),
        ("{broken", "损坏"),
        ('{"format": 99}', "升级"),
    ],
)
def test_a_folder_that_is_no_library_is_refused(
    tmp_path: Path, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "library.json").write_text(content, encoding="utf-8")
    with pytest.raises(LibraryError, match=message):
        Library.open(tmp_path)


def test_a_folder_with_other_things_is_not_made_a_library(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_bytes(b"x")
    with pytest.raises(LibraryError, match=r"论文\.docx"):
        Library.init(tmp_path)


def test_an_init_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "policykb.sqlite").touch()
    Library.init(tmp_path).close()
    assert Library.exists(tmp_path)


def test_one_process_writes_at_a_time(library: Library) -> None:
    hold = "import sys, time; from pathlib import Path; from kb.library import Library\n"
    hold += "with Library.open(Path(sys.argv[1])).writing(): print('held', flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(library.folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(LibraryError, match="正在写入"), library.writing(wait_s=0):
        pass
    other.kill()
    other.communicate()
    with library.writing(wait_s=5):
        pass


def test_a_password_is_not_written_into_the_folder(tmp_path: Path) -> None:
    from kb.library import without_password

    assert (
        without_password("postgresql://kb:geheim@db:5432/x?a=1") == "postgresql://kb@db:5432/x?a=1"
    )


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/office/库", "cifs"),
        ("/mnt/office two/库", "nfs4"),
        ("/home/me/库", None),
        ("//server/share/库", "UNC"),
    ],
)
def test_a_network_share_is_recognised(tmp_path: Path, folder: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//srv/a /mnt/office cifs rw 0 0\n"
        "srv:/b /mnt/office\\040two nfs4 rw 0 0\n",
        encoding="utf-8",
    )
    assert network_share(Path(folder), mounts=mounts) == kind


def test_a_backup_brings_everything_back(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "备份.zip"
    assert save(library, archive) == []
    with restore(archive, tmp_path / "新库", Settings()) as again:
        assert list(again.store.measures()) == list(library.store.measures())
        assert again.original(again.store.source("s1")) is not None
        assert (again.vocab / "units.yaml").is_file()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_backup_is_one_state_while_others_write(library: Library, tmp_path: Path) -> None:
    with library.writing():
        library.store.put_source(SourceBundle(source("s2"), (bundle("s2"),)))
        save(library, tmp_path / "b.zip")
        library.store.remove_source("s2")
    with restore(tmp_path / "b.zip", tmp_path / "r", Settings()) as again:
        assert again.store.counts()["documents"] == 2


def test_a_lost_original_is_named(library: Library, tmp_path: Path) -> None:
    for path in library.originals.rglob("*.txt"):
        path.unlink()
    assert save(library, tmp_path / "b.zip") == ["文件s1.txt"]


def damaged(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(bytes(data))


def foreign(archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "x")


def from_the_future(archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("backup.json", json.dumps({"format": 99}))
        made.writestr("policykb.sqlite", b"")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (damaged, "损坏"),
        (foreign, "不是 policykb 的备份"),
        (from_the_future, "升级"),
        (Path.unlink, "不存在"),
    ],
)
def test_a_bad_backup_leaves_nothing_behind(
    library: Library, tmp_path: Path, spoil: object, message: str
) -> None:
    archive = tmp_path / "b.zip"
    save(library, archive)
    spoil(archive)  # type: ignore[operator]  # one of the functions above
    with pytest.raises(LibraryError, match=message) as refused:
        restore(archive, tmp_path / "新库", Settings())
    assert "zip file" not in str(refused.value)
    assert not (tmp_path / "新库").exists()


def test_a_backup_is_not_restored_over_something(library: Library, tmp_path: Path) -> None:
    save(library, tmp_path / "b.zip")
    with pytest.raises(LibraryError, match="不是空的"):
        restore(tmp_path / "b.zip", library.folder, Settings())
