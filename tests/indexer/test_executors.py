"""Jobs in processes that may hang, crash or hoard memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.executors import Failure, Limits, in_processes, serially
from tests.indexer.executor_jobs import PREPARED, behave, prepare

LIMITS = Limits(timeout_s=2.0, memory_mb=300, window=4)
JOBS = ["slow", "a", "crash", "b", "hang", "raise", "hoard", "c"]


@pytest.fixture(scope="module")
def results() -> dict[str, str | Failure]:
    found = in_processes(
        behave, JOBS, workers=2, limits=LIMITS, weigh=len, prepare=prepare, given=("ready",)
    )
    return dict(found)


def test_results_come_in_the_order_of_the_jobs(results: dict[str, str | Failure]) -> None:
    assert list(results) == JOBS


@pytest.mark.parametrize("job", ["slow", "a", "b", "c"])
def test_good_jobs_are_done_among_bad_ones(results: dict[str, str | Failure], job: str) -> None:
    assert results[job] == f"{job} ready"


@pytest.mark.parametrize(
    ("job", "cause", "detail"),
    [
        ("hang", "timeout", ""),
        ("crash", "crash", "exit code 11"),
        ("raise", "error", "ValueError: no good"),
        ("hoard", "error", "MemoryError: "),
    ],
)
def test_a_bad_job_fails_alone(
    results: dict[str, str | Failure], job: str, cause: str, detail: str
) -> None:
    assert results[job] == Failure(cause, detail)


def test_jobs_are_drawn_no_faster_than_results_are_taken() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[str]:
        for number in range(1000):
            drawn.append(number)
            yield str(number)

    results = in_processes(
        behave, endless(), workers=1, limits=LIMITS, weigh=len, prepare=prepare, given=("ready",)
    )
    assert next(iter(results)) == ("0", "0 ready")
    assert len(drawn) <= LIMITS.window + 1


def test_heavy_jobs_wait_for_one_another() -> None:
    drawn: list[str] = []

    def heavy() -> Iterator[str]:
        for job in ["a", "b", "c", "d"]:
            drawn.append(job)
            yield job

    limits = Limits(timeout_s=5, window=4, budget=10)
    results = in_processes(
        behave,
        heavy(),
        workers=1,
        limits=limits,
        weigh=lambda _: 9,
        prepare=prepare,
        given=("ready",),
    )
    assert next(iter(results))[0] == "a"
    assert drawn == ["a", "b"]


def test_serial_running_needs_no_process() -> None:
    PREPARED.clear()
    results = serially(behave, ["a", "b"], prepare=prepare, given=("here",))
    assert list(results) == [("a", "a here"), ("b", "b here")]
