"""Progress is passed in: libraries call `track`, only the commands draw."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import Protocol, TypeVar

T = TypeVar("T")

__all__ = ["Track", "progress_bar", "untracked"]


class Track(Protocol):
    """Wraps an iterable and reports each element as it is taken."""

    def __call__(self, values: Iterable[T], /) -> Iterable[T]:
        """The same values, reported as they are taken."""


def untracked(values: Iterable[T], /) -> Iterable[T]:
    """The track that reports nothing."""
    return values


@contextmanager
def progress_bar(
    label: str, *, total: int | None = None, wanted: bool | None = None
) -> Iterator[Track]:
    """A bar on stderr; `wanted=None` draws it only where stderr is a terminal."""
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield untracked
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total)

        def track(values: Iterable[T], /) -> Iterable[T]:
            if total is None and isinstance(values, Sized):
                bar.update(task, total=len(values))
            for value in values:
                yield value
                bar.advance(task)

        yield track
