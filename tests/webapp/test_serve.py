"""`policykb serve`: what stands in the way of listening is said before anything is made."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.cli import run


@pytest.fixture
def busy() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield str(taken.getsockname()[1])


def test_a_busy_port_is_told_before_a_library_is_made(
    busy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["serve", "--port", busy, "--library", str(tmp_path / "库")])
    told = capsys.readouterr().err
    assert (code, (tmp_path / "库").exists()) == (2, False)
    assert all(word in told for word in (busy, "端口已被占用", "--port"))


@pytest.mark.parametrize(
    ("host", "what"),
    [("192.0.2.1", "本机没有这个地址"), ("无此机器.invalid", "没有叫这个名字的机器")],
    ids=["not of this machine", "no such name"],
)
def test_a_wrong_address_is_not_blamed_on_the_port(
    host: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["serve", "--host", host, "--port", "0", "--library", str(tmp_path / "库")])
    told = capsys.readouterr().err
    assert (code, (tmp_path / "库").exists()) == (2, False)
    assert f"地址 {host} 上监听：{what}" in told
    assert "换一个端口" not in told
