"""What happens to one file, in a worker process: bytes in, rows for the store out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus import FoundFile, ReadLimits
from indexer.families import Sketch, SketchBook, sketch
from kb.errors import PolicyKBError, ReadError, StoreError
from kb.ids import source_id as new_source_id
from kb.library import keep_original, now
from kb.store import DocumentBundle, SourceBundle, SourceRecord
from kb.store.codec import EncodedSource, encode
from kb.store.edits import laid_over

__all__ = ["Held", "HeldFile", "Job", "Outcome", "Plan", "build_bundle", "prepare", "work"]


@dataclass(frozen=True, slots=True)
class HeldFile(FoundFile):
    """A file whose bytes are in memory already."""

    held: bytes = b""

    def size(self) -> int:
        """Bytes it holds."""
        return len(self.held)

    def data(self, *, limit: int = 0) -> bytes:
        """Its bytes."""
        return self.held


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. `key`: where it is, for ever the same; `size` in bytes, packed."""

    found: FoundFile
    key: str
    size: int
    source_id: str | None = None
    """Set where a held source is read anew, whatever its content."""
    stored: str | None = None
    """The library's own copy it is read from, when a held source is read anew."""
    added_at: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A file the library holds, or once held (`removed`)."""

    id: str
    key: str
    sha256: str
    name: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker knows: the state of the library when the run began."""

    folder: Path
    by_key: Mapping[str, Held] = field(default_factory=dict)
    by_content: Mapping[str, Held] = field(default_factory=dict)
    edits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    keep_originals: bool = True
    max_bytes: int = 256 * 1024 * 1024
    vocab: Path | None = None

    @property
    def taken(self) -> set[str]:
        """Ids given already."""
        return {held.id for held in (*self.by_key.values(), *self.by_content.values())}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `reason`: why it failed, or the name of its twin."""

    kind: Literal["read", "unchanged", "duplicate", "failed", "no_space"]
    name: str
    stage: str = ""
    reason: str = ""
    sha256: str | None = None
    encoded: EncodedSource | None = None
    characters: int = 0
    sketches: Mapping[str, tuple[str, Sketch]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


class Clock:
    """Seconds spent in each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block under this name."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + spent


_plan: Plan | None = None


def prepare(plan: Plan) -> None:
    """Load once in each process what every file needs."""
    global _plan
    _plan = plan
    from kb import vocab

    if vocab.configured_folder() != plan.vocab:  # configuring forgets what is loaded
        vocab.configure(plan.vocab)
    from corpus.loaders.registry import loaders

    loaders()


def work(job: Job) -> Outcome:
    """Read one file; never raises, so that one bad file stops nothing."""
    if _plan is None:
        raise RuntimeError("prepare() was not called in this process")
    name = job.found.name
    stage = ["load"]
    try:
        return _work(job, _plan, stage)
    except ReadError as error:
        return Outcome("failed", name, error.stage, error.reason)
    except StoreError as error:
        return Outcome("no_space", name, "store", str(error))
    except MemoryError:
        return Outcome(
            "failed", name, stage[0], "处理时内存不足：文件太大或内容异常，请拆分后再加入"
        )
    except PolicyKBError as error:
        return Outcome("failed", name, stage[0], str(error))
    except Exception as error:  # noqa: BLE001  # the batch loop: recorded with the file's name
        import traceback

        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        reason = f"程序错误 {type(error).__name__}：{error}（{place}）"
        return Outcome("failed", name, stage[0], reason)


def _work(job: Job, plan: Plan, stage: list[str]) -> Outcome:
    clock = Clock()
    with clock.stage("load"):
        if job.size > plan.max_bytes:
            raise ReadError(job.found.name, _too_large(job.size, plan.max_bytes))
        data = job.found.data(limit=plan.max_bytes)
        sha256 = hashlib.sha256(data).hexdigest()
        decided = _decide(job, plan, sha256)
    if isinstance(decided, Outcome):
        return decided
    found = HeldFile(job.found.path, job.found.member, job.found.name, held=data)
    bundle = build_bundle(
        found,
        decided,
        job=job,
        edits=plan.edits,
        clock=clock,
        stage=stage,
        max_bytes=plan.max_bytes,
    )
    with clock.stage("sketch"):
        book = SketchBook(plan.folder)  # only to stamp the sketches; never saved here
        for part in bundle.documents:
            book.put(part.document, sketch(part.text.text))
    with clock.stage("encode"):
        encoded = encode(_with_original(bundle, data, job, plan))
    characters = sum(document.length for document in encoded.documents)
    return Outcome(
        "read", job.found.name, "", "", sha256, encoded, characters, book.known, clock.seconds
    )


def _too_large(size: int, limit: int) -> str:
    return (
        f"文件有 {size / 1_048_576:.0f} MB，超过上限 {limit / 1_048_576:.0f} MB；"
        "请拆分，或用 POLICYKB_FILE_SIZE_MB 放宽"
    )


def _with_original(bundle: SourceBundle, data: bytes, job: Job, plan: Plan) -> SourceBundle:
    stored = job.stored
    if plan.keep_originals and stored is None:
        stored = keep_original(plan.folder, data, job.found.name)
    values = {name: getattr(bundle.source, name) for name in SourceRecord.__dataclass_fields__}
    return SourceBundle(SourceRecord(**{**values, "stored": stored}), bundle.documents)


def _decide(job: Job, plan: Plan, sha256: str) -> str | Outcome:
    """The source id to read the file under, or why it need not be read."""
    if job.source_id is not None:
        return job.source_id
    name = job.found.name
    known = plan.by_key.get(job.key)
    if known is not None and not known.removed:
        if known.sha256 == sha256:
            return Outcome("unchanged", name, sha256=sha256)
        return known.id
    twin = plan.by_content.get(sha256)
    if twin is not None and not twin.removed:
        if Path(twin.key.split("!")[0]).exists():
            return Outcome("duplicate", name, reason=twin.name, sha256=sha256)
        return twin.id  # the file was moved or renamed
    if known is not None:
        return known.id
    return twin.id if twin is not None else new_source_id(sha256, taken=plan.taken)


def build_bundle(
    found: FoundFile,
    source_id: str,
    *,
    job: Job | None = None,
    edits: Mapping[str, Mapping[str, Any]] | None = None,
    clock: Clock | None = None,
    stage: list[str] | None = None,
    max_bytes: int = 256 * 1024 * 1024,
) -> SourceBundle:
    """Everything the library holds of one file: a pure function of its bytes and hand edits.

    `stage`: a one-element list kept at the name of the stage that is running.
    """
    import corpus
    from indexer import measures, metadata, structure
    from indexer.versions import current_versions

    clock, stage, edits = clock or Clock(), stage or [""], edits or {}
    with _at("load", clock, stage):
        reading = corpus.read(found, limits=ReadLimits(max_bytes=max_bytes))
    read = reading.source
    versions = current_versions(read.loader)
    source = SourceRecord(
        source_id,
        found.name,
        job.key if job is not None else str(found.path),
        read.sha256,
        read.size,
        read.loader,
        (job.added_at if job is not None else None) or now(),
        versions=versions,
    )
    with _at("describe", clock, stage):
        described = metadata.describe(reading, source)
    made = []
    for document, text in zip(described, reading.documents, strict=True):
        document = document.model_copy(update={"versions": versions})
        with _at("structure", clock, stage):
            passages = structure.make_passages(document.id, text)
        with _at("extract", clock, stage):
            shown = laid_over(document, edits.get(document.id, {}))
            found_measures = measures.extract(shown, text, passages)
        made.append(
            DocumentBundle(document, text, passages, found_measures.measures, found_measures.ledger)
        )
    return SourceBundle(source, tuple(made))


@contextmanager
def _at(name: str, clock: Clock, stage: list[str]) -> Iterator[None]:
    stage[0] = name
    with clock.stage(name):
        yield
