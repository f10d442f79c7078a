"""Several server processes on one socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from kb.library import Library
from webapp.workers import can_fork

ROOT = Path(__file__).parents[2]
SERVE = "from webapp.cli import main; main()"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="this system serves from one process"),
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[psutil.Process, str]]:
    Library.init(tmp_path / "库").close()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "--library", str(tmp_path / "库"), "serve", "--port", "0"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "POLICYKB_PROCESSES": "2"},
    )  # fmt: skip
    assert process.stderr is not None
    said = next(line for line in process.stderr if "http://" in line)
    address = "http://" + said.split("http://")[1].split()[0]
    assert urllib.request.urlopen(f"{address}/search", timeout=20).status == 200
    yield psutil.Process(process.pid), address
    with suppress(psutil.NoSuchProcess):
        process.kill()
    process.wait(timeout=20)
    process.stderr.close()


def soon(true: object) -> bool:
    """Whether a condition comes true within some seconds."""
    assert callable(true)
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return bool(true())


def test_a_process_that_is_lost_is_replaced(server: tuple[psutil.Process, str]) -> None:
    parent, address = server
    time.sleep(6)  # what ends within five seconds of its start is not tried again
    lost = parent.children()[0]
    lost.kill()
    assert soon(lambda: len({child.pid for child in parent.children()} - {lost.pid}) == 2)
    assert urllib.request.urlopen(f"{address}/search", timeout=20).status == 200


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_first(
    server: tuple[psutil.Process, str], sent: signal.Signals
) -> None:
    parent, address = server
    children = parent.children()
    parent.send_signal(sent)
    assert soon(lambda: not any(child.is_running() for child in children))
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
