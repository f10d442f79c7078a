"""The contract of `SearchEngine`: what writing, failing, rebuilding and other processes may do."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.search import SearchEngine, SearchRequest, Text, open_engine, parse_query
from indexer.search.folder_engine import FolderEngine
from indexer.segment import segmenter, standing_words
from kb.errors import EngineError
from kb.store import DocumentBundle
from tests.indexer.search.library import bundle

ON_DISK = ("tantivy", "whoosh")


def found(engine: SearchEngine, query: str) -> set[str]:
    node = parse_query(query).node
    assert node is not None
    return engine.matching_ids(node)


def one(name: str, text: str) -> DocumentBundle:
    return bundle(name, f"文件{name}", [text])


@pytest.fixture(params=ON_DISK)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def on_disk(kind: str, tmp_path: Path) -> Iterator[FolderEngine]:
    engine = open_engine(kind, tmp_path)
    assert isinstance(engine, FolderEngine)
    yield engine
    engine.close()


# --- without an index -----
def test_without_an_index_nothing_is_found(fresh_engine: SearchEngine) -> None:
    page = fresh_engine.search(SearchRequest(Text("森林")))
    assert (fresh_engine.status(), page.total) == ("missing", 0)


def test_without_an_index_there_is_no_measure(fresh_engine: SearchEngine) -> None:
    from indexer.search import MeasureRequest

    assert fresh_engine.search_measures(MeasureRequest()).total == 0


def test_an_empty_library_can_be_searched(fresh_engine: SearchEngine) -> None:
    assert fresh_engine.rebuild([]) == 0
    assert (fresh_engine.status(), found(fresh_engine, "森林")) == ("ready", set())


def test_everything_in_an_empty_library_is_nothing(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([])
    assert fresh_engine.search(SearchRequest(None)).total == 0


# --- updates -----
def test_the_first_update_makes_the_index(fresh_engine: SearchEngine) -> None:
    fresh_engine.update([one("a", "森林")])
    assert (fresh_engine.status(), found(fresh_engine, "森林")) == ("ready", {"a"})


def test_an_update_adds(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林")])
    fresh_engine.update([one("b", "森林和草原")])
    assert found(fresh_engine, "森林") == {"a", "b"}


def test_an_update_replaces(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林"), one("b", "湿地")])
    fresh_engine.update([one("a", "草原")])
    assert (found(fresh_engine, "森林"), found(fresh_engine, "草原")) == (set(), {"a"})


def test_an_update_removes(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林"), one("b", "森林")])
    fresh_engine.update([], removed=["a", "nobody"])
    assert found(fresh_engine, "森林") == {"b"}


def test_a_rebuild_forgets_what_is_no_longer_given(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林")])
    fresh_engine.rebuild([one("b", "森林")])
    assert found(fresh_engine, "森林") == {"b"}


def test_a_closed_engine_answers_again(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林")])
    fresh_engine.search(SearchRequest(None))
    fresh_engine.close()
    assert found(fresh_engine, "森林") == {"a"}


# --- other readers -----
def test_another_reader_sees_an_update(on_disk: FolderEngine, kind: str, tmp_path: Path) -> None:
    on_disk.rebuild([one("a", "森林")])
    reader = open_engine(kind, tmp_path)
    before = found(reader, "森林")
    on_disk.update([one("b", "森林")])
    assert (before, found(reader, "森林")) == ({"a"}, {"a", "b"})


def test_another_reader_sees_a_rebuild(on_disk: FolderEngine, kind: str, tmp_path: Path) -> None:
    on_disk.rebuild([one("a", "森林")])
    reader = open_engine(kind, tmp_path)
    before = found(reader, "森林")
    on_disk.rebuild([one("b", "森林")])
    assert (before, found(reader, "森林")) == ({"a"}, {"b"})


def rebuild_elsewhere(kind: str, folder: Path) -> None:
    open_engine(kind, folder).rebuild([one("b", "森林")])


def test_a_rebuild_in_another_process_is_seen(
    on_disk: FolderEngine, kind: str, tmp_path: Path
) -> None:
    on_disk.rebuild([one("a", "森林")])
    before = found(on_disk, "森林")
    process = multiprocessing.get_context("spawn").Process(
        target=rebuild_elsewhere, args=(kind, tmp_path)
    )
    process.start()
    process.join(60)
    assert (before, process.exitcode, found(on_disk, "森林")) == ({"a"}, 0, {"b"})


# --- failures -----
def failing() -> Iterator[DocumentBundle]:
    yield one("b", "森林")
    raise RuntimeError("the source failed")


def test_a_failing_rebuild_leaves_the_old_index(fresh_engine: SearchEngine) -> None:
    fresh_engine.rebuild([one("a", "森林")])
    with pytest.raises(RuntimeError, match="the source failed"):
        fresh_engine.rebuild(failing())
    assert found(fresh_engine, "森林") == {"a"}


def test_after_a_failing_rebuild_the_next_one_works(fresh_engine: SearchEngine) -> None:
    with pytest.raises(RuntimeError, match="the source failed"):
        fresh_engine.rebuild(failing())
    fresh_engine.rebuild([one("c", "森林")])
    assert found(fresh_engine, "森林") == {"c"}


def test_a_half_built_index_is_not_looked_at(on_disk: FolderEngine) -> None:
    on_disk.rebuild([one("a", "森林")])
    on_disk.make(on_disk.generations.begin())
    assert (on_disk.status(), found(on_disk, "森林")) == ("ready", {"a"})


def test_half_built_and_retired_folders_are_collected(on_disk: FolderEngine) -> None:
    on_disk.rebuild([one("a", "森林")])
    on_disk.rebuild([one("b", "森林")])
    on_disk.make(on_disk.generations.begin())
    on_disk.generations.collect(grace_s=0)
    folders = [path.name for path in on_disk.generations.folder.iterdir() if path.is_dir()]
    assert folders == [str(on_disk.generations.current()).rsplit("/", 1)[-1]]


def test_a_retired_folder_is_kept_for_slow_readers(on_disk: FolderEngine) -> None:
    on_disk.rebuild([one("a", "森林")])
    old = on_disk.generations.current()
    on_disk.rebuild([one("b", "森林")])
    on_disk.update([])
    assert old is not None
    assert old.is_dir()


def test_an_index_of_another_make_is_stale_but_answers(
    on_disk: FolderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk.rebuild([one("a", "森林")])
    monkeypatch.setattr(type(on_disk), "schema_version", "a later one")
    assert (on_disk.status(), found(on_disk, "森林")) == ("stale", {"a"})


def test_a_stale_index_is_not_asked_for_words_of_a_newer_dictionary(
    on_disk: FolderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = replace(segmenter(), cut_all=lambda _: [])
    monkeypatch.setattr(sys.modules[standing_words.__module__], "segmenter", lambda: older)
    on_disk.rebuild([one("a", "森林覆盖率")])
    monkeypatch.undo()
    monkeypatch.setattr(type(on_disk), "schema_version", "a later one")
    assert found(on_disk, "森林覆盖率") == {"a"}


def test_a_rebuild_makes_a_stale_index_ready(
    on_disk: FolderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk.rebuild([one("a", "森林")])
    monkeypatch.setattr(type(on_disk), "schema_version", "a later one")
    on_disk.rebuild([one("a", "森林")])
    assert on_disk.status() == "ready"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_an_engine_error(on_disk: FolderEngine) -> None:
    # Whoosh leaves a file that it cannot read open, hence the filter
    on_disk.rebuild([one("a", "森林")])
    folder = on_disk.generations.current()
    assert folder is not None
    for path in (folder / "documents").iterdir():
        path.write_bytes(b"damaged")
    with pytest.raises(EngineError):
        found(on_disk, "森林")


def test_many_updates_leave_no_dead_files(on_disk: FolderEngine) -> None:
    on_disk.rebuild([one("a", "森林")])
    for number in range(12):
        on_disk.update([one(f"d{number}", "森林")])
    folder = on_disk.generations.current()
    assert folder is not None
    assert len(list((folder / "documents").iterdir())) < 100
