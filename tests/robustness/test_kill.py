"""Killed at any moment, a library opens, answers, and the same command finishes the work."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from indexer.pipeline_index import open_index
from indexer.pipeline_verify import verify
from indexer.search import SearchRequest, parse_query
from kb.library import Library

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are POSIX"),
]

ROOT = Path(__file__).parents[2]
KILLS = 52
FILES = 6


def write_files(folder: Path, edition: int) -> None:
    """Files whose every line changes with the edition, so that there is work again."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        goals = "\n".join(
            f"到{2020 + line}年，第{number}类工程完成投资{edition}{line}.5亿元，覆盖率达到{line}%。"
            for line in range(10, 40)
        )
        title = f"青石县第{number}号建设规划"
        (folder / f"规划 {number}.txt").write_text(f"{title}\n\n一、目标\n{goals}\n", "utf-8")


class Driver:
    """The process that forks the victims."""

    def __init__(self, folder: Path, files: Path) -> None:
        scratch = folder.with_name("scratch")
        command = [sys.executable, "-m", "tests.robustness.kill_driver"]
        self.process = subprocess.Popen(
            [*command, str(folder), str(files), str(scratch)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.answer() == ["ready"]

    def answer(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()

    def answers_within(self, seconds: float) -> bool:
        assert self.process.stdout is not None
        return bool(select.select([self.process.stdout], [], [], seconds)[0])

    def run(self, command: str, kill_after: float | None = None) -> tuple[int, float]:
        """The exit code (-9: killed) and the seconds it took."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        start = time.monotonic()
        _started, pid = self.answer()
        if kill_after is not None and not self.answers_within(kill_after):
            with suppress(ProcessLookupError):  # it may end by itself before the signal comes
                os.kill(int(pid), signal.SIGKILL)
        _ended, code = self.answer()
        return int(code), time.monotonic() - start

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    library, files = tmp_path / "库", tmp_path / "文件"
    write_files(files, 1)
    Library.init(library).close()
    return library, files


@pytest.fixture
def driver(folders: tuple[Path, Path]) -> Iterator[Driver]:
    made = Driver(*folders)
    yield made
    made.close()


def faults(folder: Path) -> list[str]:
    """What is not as it must be right after a kill: the record whole, the index answering."""
    with Library.open(folder) as library:
        found = [f"{f.check} {f.id} {f.detail}" for f in verify(library, None)]
        engine = open_index(library)
        engine.search(SearchRequest(parse_query("建设规划").node))
        engine.close()
        documents = {d.source_id for d in library.store.documents()}
        empty = {s.id for s in library.store.sources()} - documents
        return found + [f"source without documents: {name}" for name in sorted(empty)]


def test_a_library_survives_kills_at_random_moments(
    folders: tuple[Path, Path], driver: Driver
) -> None:
    folder, files = folders
    chance, edition, killed, broken = random.Random(20260103), 1, 0, []
    usual = {command: driver.run(command)[1] for command in ("add", "reread", "rebuild")}
    while killed < KILLS:
        command = chance.choice(["add", "add", "rebuild", "reread"])
        code, _ = driver.run(command, chance.uniform(0.0, usual[command]))
        if code == -signal.SIGKILL:
            killed += 1
            broken += faults(folder)
        elif command == "add":
            edition += 1
            write_files(files, edition)
    assert broken == []
    assert driver.run("add")[0] == 0
    with Library.open(folder) as library:
        engine = open_index(library)
        assert list(verify(library, engine, originals=True)) == []
        values = {str(m.value) for m in library.store.measures()}
        engine.close()
    assert f"{edition}39.5" in values


def test_workers_end_with_a_killed_command(folders: tuple[Path, Path]) -> None:
    folder, files = folders
    start = "import sys; from webapp.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", start, "add", str(files), "--library", str(folder)]
    victim = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    workers = wait_for_children(victim.pid)
    victim.kill()
    victim.wait()
    _gone, alive = psutil.wait_procs(workers, timeout=20)
    assert alive == []
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    assert faults(folder) == []


def wait_for_children(pid: int) -> list[psutil.Process]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children(recursive=True)
        if len(children) >= 2:
            return list(children)
        time.sleep(0.05)
    raise AssertionError("no workers were started")
