"""From files to a library: read in worker processes, write one source at a time, index after.

The store commits first and leaves word in its outbox; the index follows in batches. Whatever
stops the run, what is committed is whole, and the same command goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import FoundFile, readable, walk
from corpus.archives import release
from corpus.files import INSIDE
from indexer.executors import Failure, Limits, in_processes, seldom_collecting, serially
from indexer.families import Sketch, SketchBook, find_editions
from indexer.pipeline_index import follow, rebuild_index
from indexer.pipeline_report import Report
from indexer.pipeline_twins import well_named_first
from indexer.pipeline_work import Held, Job, Outcome, Plan, build_bundle, prepare, work
from indexer.versions import behind
from kb import removed
from kb.errors import ReadError, StoreError
from kb.library import Library, now
from kb.originals import collect
from kb.progress import Track, untracked
from kb.store import Problem, SourceRecord
from kb.store.edits import by_document

if TYPE_CHECKING:
    from indexer.search.protocol import SearchEngine

__all__ = [
    "Report",
    "Run",
    "add",
    "bring_back",
    "build_bundle",
    "follow",
    "rebuild",
    "rebuild_index",
    "remove",
]


@dataclass
class Run:
    """What a run of the pipeline works with. `engine` None: the index follows at a later run.

    `in_workers=False` reads files in this process, without limits: for tests.
    """

    library: Library
    engine: SearchEngine | None = None
    track: Track = untracked
    in_workers: bool = True
    report: Report = field(default_factory=Report)
    _waiting_chars: int = 0
    _seen: dict[str, str] = field(default_factory=dict)
    _troubled: set[str] = field(default_factory=set)
    _sketches: dict[str, tuple[str, Sketch]] = field(default_factory=dict)


def add(run: Run, paths: Sequence[Path | str]) -> Report:
    """Add files, folders and zip archives; one bad file never stops the rest."""
    start = time.perf_counter()
    with run.library.writing():
        plan = _plan(run.library)
        before = _said(run.library)
        problems: list[ReadError] = []
        found = _outside(run.library, walk(paths, on_problem=problems.append))
        jobs = well_named_first([_job(file) for file in found])
        for problem in problems:
            _record(run, Outcome("failed", problem.source, problem.stage, problem.reason))
        _run(run, plan, jobs)
        _note_said(run, before)
    run.report.seconds = time.perf_counter() - start
    return run.report


_MEMO, _TWINS = "pipeline", "duplicates"


def _said(library: Library) -> dict[str, str]:
    """What the last run had to say of files that it did not take in: why, or their twin."""
    said = {problem.source: problem.reason for problem in library.store.problems()}
    twins = library.store.memo(_MEMO, _TWINS)
    return said | (twins if isinstance(twins, dict) else {})


def _note_said(run: Run, before: Mapping[str, str]) -> None:
    """Tell what is new from what was said before, and remember it for the next time."""
    report, twins = run.report, dict(run.report.duplicates)
    said = {problem.source: problem.reason for problem in report.failed} | twins
    report.told_before = {name for name, why in said.items() if before.get(name) == why}
    if twins or any(name not in said for name in before):
        run.library.store.put_memo(_MEMO, _TWINS, twins or None)


def rebuild(
    run: Run, *, stale_only: bool = True, source_ids: Collection[str] | None = None
) -> Report:
    """Read sources anew from the library's own copies; with `stale_only` those that are behind."""
    start = time.perf_counter()
    with run.library.writing():
        sources = [
            source
            for source in run.library.store.sources()
            if (source_ids is None or source.id in source_ids)
            and (not stale_only or behind(source.versions, source.loader))
        ]
        jobs = [job for job in (_rereading(run, source) for source in sources) if job is not None]
        _run(run, _plan(run.library), jobs)
    run.report.seconds = time.perf_counter() - start
    return run.report


def remove(run: Run, source_ids: Collection[str], *, undoable: bool = False) -> int:
    """Remove sources with all they brought; how many. `undoable`: `bring_back` can undo it."""
    store = run.library.store
    with run.library.writing():
        if undoable:
            removed.hold(store, [store.source(source_id) for source_id in source_ids])
        else:
            removed.forget(store)
        for source_id in source_ids:
            store.remove_source(source_id)
        collect(run.library)
        _bring_up_to_date(run)
    return len(source_ids)


def bring_back(run: Run) -> Report:
    """Undo the last removal: its sources are read anew from the originals held for that."""
    store = run.library.store
    with run.library.writing():
        present = {source.id for source in store.sources()}
        gone = [source for source in removed.held(store) if source.id not in present]
        jobs = [job for job in (_rereading(run, source) for source in gone) if job is not None]
        _run(run, _plan(run.library), jobs)
        if not run.report.failed:
            removed.forget(store)
    return run.report


# --- what is to be read ------------------------------------------------------------------------


def _plan(library: Library) -> Plan:
    store, settings = library.store, library.settings
    held_now = {source.id for source in store.sources()}
    known = [
        Held(name, file.path, file.sha256, file.name, name not in held_now)
        for name, file in store.known_ids().items()
    ]
    known.sort(key=lambda held: not held.removed)  # what is held wins over what was removed
    return Plan(
        library.folder.absolute(),
        {held.key: held for held in known},
        {held.sha256: held for held in known},
        by_document(store.overrides()),
        settings.keep_originals,
        settings.file_size_mb * 1024 * 1024,
        library.overlay,
    )


def _outside(library: Library, files: Iterable[FoundFile]) -> Iterator[FoundFile]:
    """Without the library's own files, for those who add the folder it lies in."""
    own = library.folder.resolve()
    for file in files:
        if own not in file.path.resolve().parents:
            yield file


def _job(file: FoundFile) -> Job:
    key = readable(str(file.path.absolute())) + (f"!{file.member}" if file.member else "")
    return Job(file, key, _size(file.path) if file.unpacked is None else file.unpacked)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it will say why
        return 0


def _rereading(run: Run, source: SourceRecord) -> Job | None:
    copy = run.library.original(source)
    archive, _, member = source.path.partition(INSIDE)
    inside = copy is None and bool(member) and Path(archive).is_file()
    path = Path(archive) if inside else copy or Path(source.path)
    if not path.is_file():
        reason = "库中没有保存原件，原来的路径也已不存在，无法重新读取"
        _record(run, Outcome("failed", source.name, "load", reason))
        return None
    found = FoundFile(path, member if inside else None, source.name)
    stored = source.stored if copy is not None else None
    return Job(found, source.path, _size(path), source.id, stored, source.added_at)


# --- the run -----------------------------------------------------------------------------------


def _run(run: Run, plan: Plan, jobs: Sequence[Job]) -> None:
    run._troubled = {problem.source for problem in run.library.store.problems()}
    before = {held.id for held in plan.by_key.values() if not held.removed}
    with seldom_collecting(), run.library.store.filling():
        for job, result in run.track(_Results(_results(run, plan, jobs), len(jobs))):
            outcome = result if isinstance(result, Outcome) else _outcome_of(run, job, result)
            _record(run, outcome, before)
        release()  # the archive read last, where files are read in this process
        collect(run.library)  # of sources replaced, and of a run that was stopped
        _bring_up_to_date(run)


@dataclass(frozen=True)
class _Results:
    """Results as they come, and how many there will be, for progress bars."""

    coming: Iterator[tuple[Job, Outcome | Failure]]
    count: int

    def __iter__(self) -> Iterator[tuple[Job, Outcome | Failure]]:
        return self.coming

    def __len__(self) -> int:
        return self.count


def _results(run: Run, plan: Plan, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome | Failure]]:
    settings = run.library.settings
    if not jobs:
        return iter(())
    if not run.in_workers:
        return serially(work, jobs, prepare=prepare, given=(plan,))
    return in_processes(
        work,
        jobs,
        workers=min(settings.worker_count, len(jobs)),
        limits=Limits(settings.file_timeout_s, settings.file_memory_mb),
        weigh=lambda job: job.size,
        prepare=prepare,
        given=(plan,),
    )


def _outcome_of(run: Run, job: Job, failure: Failure) -> Outcome:
    reasons = {
        "timeout": f"读取超过 {run.library.settings.file_timeout_s} 秒，已放弃；"
        "可用 POLICYKB_FILE_TIMEOUT_S 放宽后重新加入",
        "crash": "读取时进程崩溃（文件损坏或内存不足），已跳过；请检查文件能否正常打开"
        f"（{failure.detail}）",
        "error": f"读取时出错：{failure.detail}",
    }
    return Outcome("failed", job.found.name, "load", reasons[failure.cause])


def _record(run: Run, outcome: Outcome, before: Iterable[str] = ()) -> None:
    """Write what became of one file."""
    report, store = run.report, run.library.store
    if outcome.kind == "no_space":
        raise StoreError(outcome.reason)
    if outcome.kind == "failed":
        problem = Problem(outcome.name, outcome.stage, outcome.reason, now(), outcome.sha256)
        store.clear_problems(outcome.name)
        store.put_problem(problem)
        report.failed.append(problem)
    elif outcome.kind == "unchanged":
        report.unchanged += 1
    elif outcome.kind == "duplicate":
        report.duplicates.append((outcome.name, outcome.reason))
    elif outcome.encoded is not None:
        _write(run, outcome, before)


def _write(run: Run, outcome: Outcome, before: Iterable[str]) -> None:
    report, encoded = run.report, outcome.encoded
    if encoded is None:
        return
    source = encoded.source
    if source.id in run._seen:  # two files of equal content in one run
        report.duplicates.append((outcome.name, run._seen[source.id]))
        return
    run._seen[source.id] = outcome.name
    _timed(run, "store", lambda: run.library.store.put_encoded(encoded))
    if outcome.name in run._troubled:
        run.library.store.clear_problems(outcome.name)
    if source.id in before:
        report.replaced += 1
    else:
        report.added += 1
    report.documents += len(encoded.documents)
    report.measures += sum(len(document.measures) for document in encoded.documents)
    report.passages += sum(document.passages for document in encoded.documents)
    report.characters += outcome.characters
    report.spend(outcome.seconds)
    run._sketches.update(outcome.sketches)
    run._waiting_chars += outcome.characters
    if run._waiting_chars >= run.library.settings.index_batch_chars:
        _bring_up_to_date(run)


def _bring_up_to_date(run: Run) -> None:
    """Families, then the index: what is known to be an edition is not indexed a second time."""
    run._waiting_chars = 0
    _timed(run, "families", lambda: _find_editions(run))
    if run.engine is not None:
        engine, chars = run.engine, run.library.settings.index_batch_chars
        _timed(run, "index", lambda: follow(run.library.store, engine, batch_chars=chars))


def _find_editions(run: Run) -> None:
    """Recognise editions of one text, unless nothing was written since the last time."""
    store = run.library.store
    if store.memo("pipeline", "families") == store.version():
        return
    path = run.library.index_folder / "sketches.json"
    if run._sketches:
        book = SketchBook.read(path)
        book.known.update(run._sketches)
        book.changed = True
        book.save()
        run._sketches.clear()
    store.set_families(find_editions(store, path))
    store.put_memo("pipeline", "families", store.version())


def _timed(run: Run, stage: str, act: Callable[[], int | None]) -> int:
    start = time.perf_counter()
    done = act()
    run.report.spend({stage: time.perf_counter() - start})
    return done or 0
