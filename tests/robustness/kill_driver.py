"""Runs commands on a library in forked children that a test may kill at any moment.

Everything is imported before the first fork, so that a kill hits the work and not the start-up.
Reads one command a line from stdin (add, rebuild, reread); answers `started PID`, `ended CODE`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from indexer import measures, metadata, pipeline, structure  # noqa: F401  # loaded once, here
from indexer.pipeline_index import open_index
from indexer.segment import words
from kb.library import Library
from kb.settings import Settings


def act(command: str, folder: Path, files: Path) -> None:
    settings = Settings(index_batch_chars=2_000)
    with Library.open(folder, settings) as library:
        engine = open_index(library)
        run = pipeline.Run(library, engine, in_workers=False)
        if command == "add":
            pipeline.add(run, [files])
        elif command == "reread":
            pipeline.rebuild(run, stale_only=False)
        else:
            with library.writing():
                pipeline.rebuild_index(library.store, engine)
        engine.close()


def warm_up(folder: Path, files: Path) -> None:
    """Load dictionaries and vocabularies; leaves no thread behind."""
    words("碳达峰")
    with Library.init(folder) as library:
        pipeline.add(pipeline.Run(library, in_workers=False), [next(files.iterdir())])


def main(folder: Path, files: Path, scratch: Path) -> None:
    warm_up(scratch, files)
    click.echo("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                act(line.strip(), folder, files)
            except BaseException:  # noqa: BLE001  # said to the test, then the child ends
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        click.echo(f"started {pid}")
        _pid, status = os.waitpid(pid, 0)
        click.echo(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
