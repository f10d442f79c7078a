"""`policykb serve`: the web application on waitress, in several processes where that works."""

from __future__ import annotations

import errno
import logging
import socket
from typing import TYPE_CHECKING

import click

from kb.commands import Shell, library_option, progress_option, say
from kb.os_words import os_words

if TYPE_CHECKING:
    from kb.settings import Settings

__all__ = ["serve"]

EVERYWHERE, LOCAL = ("0.0.0.0", "::", ""), "127.0.0.1"


@click.command()
@click.option("--host", help="监听的地址；0.0.0.0 供同一网络的人访问。")
@click.option("--port", type=click.IntRange(0, 65535), help="端口。")
@library_option
@progress_option
@click.pass_obj
def serve(shell: Shell, *, host: str | None, port: int | None, progress: bool | None) -> None:
    """启动网页服务。没有库时，先用自带的样例文件建一个。"""
    from dataclasses import replace

    from indexer.cli import opened
    from kb.library import Library

    settings = shell.settings
    given = {"host": host, "port": port}
    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]  # host is text, port a number
    _check_address(settings)  # before anything is made
    if not Library.exists(settings.library):
        _build_samples(shell, progress=progress)
    with opened(shell, progress=progress):  # an older or unfinished index is put right first
        pass
    _listen(settings)


def _build_samples(shell: Shell, *, progress: bool | None) -> None:
    from importlib.resources import as_file, files

    from indexer.cli import opened, summarise
    from indexer.pipeline import Run, add
    from kb.library import Library
    from kb.progress import progress_bar

    folder = shell.settings.library
    say(f"没有库，正在用自带的样例文件建立 {folder} …")
    Library.init(folder, shell.settings).close()
    with (
        as_file(files("corpus") / "sample" / "files") as samples,
        opened(shell) as (library, engine),
        progress_bar("读取", wanted=progress) as track,
    ):
        summarise(add(Run(library, engine, track), [str(samples)]))


def _listen(settings: Settings) -> None:
    from webapp.services import read_vocabularies
    from webapp.workers import can_fork, prepare_memory, run_workers

    sockets = _bound(settings)
    read_vocabularies(settings)
    prepare_memory()
    port = sockets[0].getsockname()[1]
    everywhere = settings.host in EVERYWHERE
    say(f"网页服务已启动：http://{LOCAL if everywhere else settings.host}:{port}  （Ctrl+C 结束）")
    if everywhere:
        say(f"同一网络的人打开：http://{socket.gethostname()}:{port}，主机名也可换成本机的 IP 地址")
    count = settings.process_count if can_fork() else 1
    try:
        if count > 1:
            run_workers(lambda: _serve(settings, sockets, count), count=count)
        else:
            _serve(settings, sockets, 1)
    except KeyboardInterrupt:
        say("已停止。")
    finally:
        for each in sockets:
            each.close()


def _bound(settings: Settings) -> list[socket.socket]:
    """Listening sockets of the host, one for each of its addresses."""
    from kb.errors import UserError

    sockets: list[socket.socket] = []
    port = settings.port
    try:
        known = socket.getaddrinfo(
            settings.host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        for family, _, _, _, place in dict.fromkeys(known):
            sockets.append(socket.create_server((place[0], port), family=family, backlog=1024))
            port = sockets[0].getsockname()[1]  # the same for all where the system chose it
    except OSError as error:
        for each in sockets:
            each.close()
        raise UserError(_why_not(error, settings)) from error
    return sockets


def _check_address(settings: Settings) -> None:
    for each in _bound(settings):
        each.close()


def _why_not(error: OSError, settings: Settings) -> str:
    """What stands in the way of listening, and the way out."""
    host, port = settings.host, settings.port
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        what = "没有叫这个名字的机器" if isinstance(error, socket.gaierror) else "本机没有这个地址"
        return (
            f"无法在地址 {host} 上监听：{what}。"
            "请用 --host 127.0.0.1（只供本机）或 --host 0.0.0.0（供同一网络的人）。"
        )
    known = {errno.EADDRINUSE: "端口已被占用", errno.EACCES: "没有权限使用这个端口"}
    reason = known.get(error.errno or 0) or os_words(error)
    other = port + 1 if 1024 <= port < 65535 else 8001
    return f"无法监听 {host}:{port}：{reason}。请换一个端口，例如 policykb serve --port {other}。"


def _serve(settings: Settings, sockets: list[socket.socket], processes: int) -> None:
    from waitress.server import create_server  # type: ignore[import-untyped]  # has no types

    from webapp import create_app
    from webapp.wire import accept_chinese_addresses
    from webapp.workers import prepare_memory

    app = create_app(settings)
    prepare_memory()
    accept_chinese_addresses()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits is no news
    threads = max(2, settings.threads // processes)
    server = create_server(app, sockets=sockets, threads=threads)
    try:
        server.run()
    finally:
        server.close()
