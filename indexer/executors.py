"""Run a function over many jobs: here, or in processes that may be killed."""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, Generic, TypeVar

__all__ = ["Failure", "Limits", "in_processes", "seldom_collecting", "serially"]

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that brought no result. `cause`: timeout, crash or error."""

    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use. `window`: how many jobs wait or run at once; `budget`: their weight.

    With half as many the workers stood still for the last third of every update of the index.
    """

    timeout_s: float
    memory_mb: int = 0
    window: int = 512
    budget: int = 64_000_000


@dataclass(slots=True)
class _Running(Generic[Job]):
    job: Job
    weight: int
    future: Any


def serially(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    prepare: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[tuple[Job, Result | Failure]]:
    """One after another in this process, without limits."""
    if prepare is not None:
        prepare(*given)
    for job in jobs:
        yield job, function(job)


def in_processes(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int,
    limits: Limits,
    weigh: Callable[[Job], int],
    prepare: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[tuple[Job, Result | Failure]]:
    """In fresh processes; results in the order of the jobs.

    A job over its time is killed with its process; one whose process dies is a `Failure`; the
    others go on. `jobs` is drawn only as fast as results are taken. `prepare(*given)` runs once in
    each process.
    """
    from pebble import ProcessPool

    pool: Any = ProcessPool(
        max_workers=workers,
        initializer=_enter,
        initargs=(limits.memory_mb, prepare, given),
        context=get_context("spawn"),
    )
    running: deque[_Running[Job]] = deque()
    try:
        for job in jobs:
            weight = weigh(job)
            while running and _is_full(running, weight, limits, workers):
                yield _first(running)
            future = pool.schedule(function, args=(job,), timeout=limits.timeout_s)
            running.append(_Running(job, weight, future))
        while running:
            yield _first(running)
        pool.close()
    finally:
        pool.stop()
        pool.join()


def _is_full(running: deque[_Running[Job]], weight: int, limits: Limits, workers: int) -> bool:
    if len(running) < workers:
        return False
    held = sum(waiting.weight for waiting in running)
    return len(running) >= limits.window or held + weight > limits.budget


def _first(running: deque[_Running[Job]]) -> tuple[Job, Any]:
    from pebble import ProcessExpired

    head = running.popleft()
    try:
        return head.job, head.future.result()
    except TimeoutError:
        return head.job, Failure("timeout", "")
    except ProcessExpired as error:
        return head.job, Failure("crash", f"exit code {error.exitcode}")
    except Exception as error:  # noqa: BLE001  # the batch loop: one job never stops the rest
        return head.job, Failure("error", f"{type(error).__name__}: {error}")


def _enter(memory_mb: int, prepare: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """First thing in a worker: end with the parent, keep within the memory, load what is needed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare(*given)
    _collect_seldom()
    _limit_memory(memory_mb)


_BETWEEN_COLLECTIONS = (100_000, 20, 20)


def _collect_seldom() -> None:
    """Vocabularies stay for ever and records have no cycles: looking for some took a tenth of
    the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_BETWEEN_COLLECTIONS)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """The same for as long as the block lasts."""
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(memory_mb: int) -> None:
    """Where the system can: allocations beyond the limit raise `MemoryError`."""
    if not memory_mb:
        return
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit; the time limit still holds
        return
    taken = _address_space()
    if not taken:  # macOS: address space says nothing about memory there
        return
    limit = memory_mb * 1024 * 1024 + taken
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _address_space() -> int:
    """Bytes of address space taken already by libraries and dictionaries; 0 where unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
