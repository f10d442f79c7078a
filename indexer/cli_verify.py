"""`policykb verify`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict

import click

from kb.commands import Shell, emit_line, library_option, progress_option, say
from kb.words import held_words

__all__ = ["verify_command"]


@click.command("verify")
@click.option("--originals", is_flag=True, help="还要逐个读取原件，核对内容。")
@library_option
@progress_option
@click.pass_obj
def verify_command(shell: Shell, *, originals: bool, progress: bool | None) -> None:
    """检查整个库：证据与正文一致、换算正确、引用完整、索引与库相符。"""
    from indexer.pipeline_verify import verify
    from indexer.search import open_engine
    from kb.progress import progress_bar

    count = 0
    with (
        shell.library() as library,  # the index as it is: nothing is mended before it is seen
        closing(open_engine(library.settings.engine, library.index_folder)) as engine,
    ):
        held = library.store.counts()
        total = held["documents"] + held["editions"]
        with progress_bar("检查", total=total, wanted=progress) as track:
            for finding in verify(library, engine, originals=originals, track=track):
                emit_line(asdict(finding))
                count += 1
    if count:
        say(f"发现 {count} 处问题。")
        raise click.exceptions.Exit(1)
    say(f"没有问题：{held_words(held)}、{held['measures']} 条指标记录。")
