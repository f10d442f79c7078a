"""Several server processes on one listening socket: a Python process uses but one core.

The parent reads the vocabularies, which take most memory, and forks: the processes share them.
Each opens the library for itself, and all follow the index and the store as it is. A process that
ends unasked is replaced. When the parent is gone, however it ended, the others end too.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

__all__ = ["can_fork", "prepare_memory", "run_workers"]

QUICK_S = 5.0  # a process that ends sooner than this has a lasting trouble: not replaced
PATIENCE_S = 10.0
ARENA_MAX = -8  # of mallopt, in malloc.h
Serve = Callable[[], None]


def can_fork() -> bool:
    """Whether processes can share what was read; macOS does not bear it, Windows cannot."""
    return sys.platform.startswith("linux")


def prepare_memory() -> None:
    """What lives as long as the process is not looked at by the collector again and again, and
    threads share two heaps: with one each, glibc holds 20 MB more a process."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if can_fork() else None
    if set_option is not None:
        set_option(ARENA_MAX, 2)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def run_workers(serve: Serve, *, count: int) -> None:
    """Call `serve` in `count` processes until interrupted (SIGINT, SIGTERM) or none is left."""
    watched, held = os.pipe()  # the others see an end of file when the parent is gone
    running: dict[object, tuple[BaseProcess, float]] = {}  # by what tells of their end

    def start() -> None:
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_work, args=(serve, watched, held), daemon=True)
        process.start()
        running[process.sentinel] = (process, time.monotonic())

    signal.signal(signal.SIGTERM, _interrupt)
    for _ in range(count):
        start()
    try:
        while running:
            for sentinel in wait([process.sentinel for process, _ in running.values()]):
                _, since = running.pop(sentinel)
                if time.monotonic() - since > QUICK_S:
                    start()
    finally:
        _end([process for process, _ in running.values()])
        os.close(held)
        os.close(watched)


def _end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()


def _work(serve: Serve, watched: int, held: int) -> None:
    """The life of one process."""
    os.close(held)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()
    try:
        serve()
    except KeyboardInterrupt:
        return


def _end_with_parent(watched: int) -> None:
    os.read(watched, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
