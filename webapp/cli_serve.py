"""`policykb serve`: the web application on waitress."""

from __future__ import annotations

import click

from kb.commands import Shell, library_option, progress_option, say

__all__ = ["serve"]


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


def _listen(settings: object) -> None:
    from waitress.server import create_server  # type: ignore[import-untyped]  # has no types

    from kb.errors import UserError
    from kb.settings import Settings
    from webapp import create_app
    from webapp.wire import accept_chinese_addresses

    if not isinstance(settings, Settings):
        raise TypeError(settings)
    app = create_app(settings)
    accept_chinese_addresses()
    try:
        server = create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads
        )
    except OSError as error:
        raise UserError(
            f"无法监听 {settings.host}:{settings.port}：{error.strerror or error}。"
            "请换一个端口，例如 policykb serve --port 8001。"
        ) from error
    port = getattr(server, "effective_port", settings.port)
    say(f"网页服务已启动：http://{settings.host}:{port}  （Ctrl+C 结束）")
    try:
        server.run()
    except KeyboardInterrupt:
        say("已停止。")
    finally:
        server.close()
