"""A disk that fills while files are added: a clear word, a sound library, and the run goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.pipeline_verify import verify
from kb.library import Library

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="limits of POSIX systems"),
]

ROOT = Path(__file__).parents[2]
FILES = 30
COMMAND = "import sys; from webapp.cli import main; main(sys.argv[1:])"
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); "
    "from webapp.cli import main; main(sys.argv[1:])"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    for number in range(FILES):
        lines = [
            f"第{line}项：到2030年，白沙县第{number}{line}号林场面积达到{number}{line}.5万亩。"
            for line in range(200)
        ]
        (folder / f"{number}.txt").write_text("\n".join(["林场规划", "", *lines]), "utf-8")
    return folder


def adding(code: str, files: Path, library: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, "add", str(files), "--library", str(library)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stderr


def check_sound(folder: Path) -> None:
    with Library.open(folder) as library:
        assert list(verify(library, None)) == []


def test_a_write_that_fails_half_way_leaves_a_sound_library(files: Path, tmp_path: Path) -> None:
    library = tmp_path / "库"
    code, said = adding(LIMITED, files, library)
    assert code == 1, said
    assert "磁盘" in said
    check_sound(library)
    code, said = adding(COMMAND, files, library)
    assert (code, "失败 0 个" in said) == (0, True), said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    point = tmp_path / "小盘"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(point)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to mount a small file system here")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_full_disk_is_said_and_the_same_command_goes_on(files: Path, small_disk: Path) -> None:
    library = small_disk / "库"
    code, said = adding(COMMAND, files, library)
    assert code == 1, said
    assert "磁盘空间" in said
    check_sound(library)
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    code, said = adding(COMMAND, files, library)
    assert (code, "失败 0 个" in said) == (0, True), said
    with Library.open(library) as opened:
        assert opened.store.counts()["sources"] == FILES
