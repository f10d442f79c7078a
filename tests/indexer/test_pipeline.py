"""From files to a library: what is added, skipped, replaced, moved, removed and done again."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.pipeline import Report, Run, add, rebuild, remove
from indexer.pipeline_index import follow, open_index
from indexer.search import Everything, open_engine
from kb.errors import EngineError, StoreError
from kb.library import Library
from kb.originals import kept
from kb.settings import Settings
from kb.store import MeasureFilter, Override

PLAN = """红叶市生态建设规划

一、目标
到2025年，全市森林覆盖率达到61.5%，湿地保护率达到55%。
"""
NOTICE = "关于节约用水的通知\n\n各县区：请于2024年底前完成管网改造120公里。\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "文件 夹"
    folder.mkdir()
    (folder / "规划.txt").write_text(PLAN, encoding="utf-8")
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.init(tmp_path / "库", Settings()) as made:
        yield made


Adds = Callable[..., Report]


@pytest.fixture
def adds(library: Library) -> Adds:
    def run(*paths: Path) -> Report:
        return add(Run(library, in_workers=False), list(paths))

    return run


def titles(library: Library) -> list[str]:
    return sorted(document.title for document in library.store.documents())


def test_a_folder_becomes_documents_passages_and_measures(
    files: Path, library: Library, adds: Adds
) -> None:
    report = adds(files)
    assert (report.added, report.documents, report.failed) == (2, 2, [])
    assert titles(library) == ["关于节约用水的通知", "红叶市生态建设规划"]
    assert {str(m.value) for m in library.store.measures()} >= {"61.5", "55"}


def test_originals_are_kept_by_content(files: Path, library: Library, adds: Adds) -> None:
    adds(files)
    (source,) = (s for s in library.store.sources() if s.name == "规划.txt")
    kept = library.original(source)
    assert kept is not None
    assert kept.read_text(encoding="utf-8") == PLAN


def test_the_former_original_of_a_changed_file_is_collected(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    first = next(iter(files.glob("*.txt")))
    first.write_text(first.read_text("utf-8") + "\n补充一句：今年完成造林3万亩。\n", "utf-8")
    adds(files)
    held = {library.folder / (s.stored or "") for s in library.store.sources()}
    assert {path for path in library.originals.rglob("*") if path.is_file()} == held


def test_no_original_is_collected_while_a_backup_reads_them(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    former = list(library.originals.rglob("*.txt"))
    with kept(library):
        remove(Run(library), [source.id for source in list(library.store.sources())])
        assert [path.is_file() for path in former] == [True] * len(former)
    adds(files / "没有")
    assert [path.is_file() for path in former] == [False] * len(former)


def test_an_original_two_sources_share_outlives_one_of_them(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    (files / "通知.txt").write_text(PLAN, encoding="utf-8")  # it becomes the other's equal
    adds(files)
    first, second = library.store.sources()
    remove(Run(library, in_workers=False), [first.id])
    assert library.original(second) is not None


def test_unchanged_files_are_skipped(files: Path, library: Library, adds: Adds) -> None:
    adds(files)
    version = library.store.version()
    report = adds(files)
    assert (report.added, report.unchanged, library.store.version()) == (0, 2, version)


def test_a_changed_file_replaces_its_documents_and_keeps_its_id(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    before = {s.name: s.id for s in library.store.sources()}
    (files / "规划.txt").write_text(PLAN.replace("61.5", "62.5"), encoding="utf-8")
    report = adds(files)
    assert (report.replaced, report.unchanged) == (1, 1)
    assert {s.name: s.id for s in library.store.sources()} == before
    values = {str(m.value) for m in library.store.measures()}
    assert "62.5" in values
    assert "61.5" not in values


def test_a_copy_is_recognised_and_said(files: Path, library: Library, adds: Adds) -> None:
    adds(files)
    (files / "副本.txt").write_text(PLAN, encoding="utf-8")
    report = adds(files)
    assert report.duplicates == [("副本.txt", "规划.txt")]
    assert library.store.counts()["sources"] == 2


def test_copies_within_one_run_are_recognised(files: Path, library: Library, adds: Adds) -> None:
    (files / "副本.txt").write_text(PLAN, encoding="utf-8")
    report = adds(files)
    assert report.duplicates == [("规划.txt", "副本.txt")]
    assert library.store.counts()["sources"] == 2


@pytest.mark.parametrize("misnamed", ["a规划.pdf", "a规划", "z规划.docx"])
def test_of_copies_the_one_named_for_its_content_is_read(
    files: Path, library: Library, adds: Adds, misnamed: str
) -> None:
    (files / misnamed).write_text(PLAN, encoding="utf-8")
    assert adds(files).duplicates == [(misnamed, "规划.txt")]


def test_a_renamed_file_stays_the_same_source(files: Path, library: Library, adds: Adds) -> None:
    adds(files)
    before = {s.id for s in library.store.sources()}
    (files / "规划.txt").rename(files / "新名.txt")
    adds(files)
    assert {s.id for s in library.store.sources()} == before
    assert {s.name for s in library.store.sources()} == {"新名.txt", "通知.txt"}


def test_a_file_that_comes_back_gets_its_id_again(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    before = sorted(s.id for s in library.store.sources())
    assert remove(Run(library), before) == 2
    assert (titles(library), list(library.originals.rglob("*.txt"))) == ([], [])
    adds(files)
    assert sorted(s.id for s in library.store.sources()) == before


def test_a_bad_file_is_recorded_and_the_rest_goes_on(
    files: Path, library: Library, adds: Adds
) -> None:
    (files / "坏.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    report = adds(files, files / "没有.txt")
    assert report.added == 2
    assert {problem.source for problem in library.store.problems()} == {
        "坏.pdf",
        str(files / "没有.txt"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_name_that_is_no_text_stops_nothing(files: Path, library: Library, adds: Adds) -> None:
    with open(os.fsencode(files) + b"/bad\xff.txt", "wb") as file:
        file.write(PLAN.replace("红叶", "绿叶").encode())
    report = adds(files)
    assert (report.added, report.failed) == (3, [])
    assert adds(files).unchanged == 3


def test_a_mended_file_clears_its_problem(files: Path, library: Library, adds: Adds) -> None:
    (files / "空.txt").write_bytes(b"")
    adds(files)
    assert [problem.source for problem in library.store.problems()] == ["空.txt"]
    (files / "空.txt").write_text(NOTICE + "另有要求。", encoding="utf-8")
    adds(files)
    assert library.store.problems() == []


def test_the_library_never_adds_itself(tmp_path: Path, files: Path, adds: Adds) -> None:
    adds(tmp_path)
    assert adds(tmp_path).unchanged == 2


def test_an_added_region_by_hand_reaches_the_measures(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    (document,) = (d for d in library.store.documents() if "规划" in d.title)
    place = {"code": "511900", "name": "巴中市", "path": "000000/510000/511900"}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    library.store.put_overrides([Override(document.id, "regions", [place], "b", at)])
    rebuild(Run(library, in_workers=False), stale_only=False)
    wanted = MeasureFilter(document_ids=[document.id])
    assert {m.region_code for m in library.store.measures(wanted)} == {"511900"}


def test_only_what_is_behind_is_read_anew(
    files: Path, library: Library, adds: Adds, monkeypatch: pytest.MonkeyPatch
) -> None:
    adds(files)
    assert rebuild(Run(library, in_workers=False)).changed == 0
    newer = {"loader": "text 9", "extractor": "next"}
    monkeypatch.setattr("indexer.versions.current_versions", lambda _loader: newer)
    report = rebuild(Run(library, in_workers=False))
    assert (report.replaced, report.added) == (2, 0)
    assert {s.versions["extractor"] for s in library.store.sources()} == {"next"}
    assert rebuild(Run(library, in_workers=False)).changed == 0


def test_a_rebuild_without_the_file_leaves_what_is_held(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    for path in (*files.iterdir(), *library.originals.rglob("*.txt")):
        path.unlink()
    report = rebuild(Run(library, in_workers=False), stale_only=False)
    assert len(report.failed) == 2
    assert len(titles(library)) == 2


def test_the_index_follows_additions_and_removals(files: Path, library: Library) -> None:
    engine = open_index(library)
    run = Run(library, engine, in_workers=False)
    add(run, [files])
    held = {document.id for document in library.store.documents()}
    assert engine.matching_ids(Everything()) == held
    assert library.store.outbox() == []
    gone = next(iter(library.store.documents()))
    remove(run, [gone.source_id])
    assert engine.matching_ids(Everything()) == held - {gone.id}
    engine.close()


def test_a_lost_index_is_made_anew_and_whole(files: Path, library: Library, adds: Adds) -> None:
    adds(files)
    open_index(library).close()
    shutil.rmtree(library.index_folder)
    library.index_folder.mkdir()
    (files / "规划.txt").write_text(PLAN + "三、保障", encoding="utf-8")
    engine = open_index(library)
    add(Run(library, engine, in_workers=False), [files])
    assert len(engine.matching_ids(Everything())) == 2
    engine.close()


def test_an_index_of_another_make_is_made_anew_at_opening(
    files: Path, library: Library, adds: Adds, monkeypatch: pytest.MonkeyPatch
) -> None:
    adds(files)
    open_index(library).close()
    monkeypatch.setattr("indexer.search.folder_engine.segment_stamp", lambda: "another")
    engine = open_engine(library.settings.engine, library.index_folder)
    assert engine.status() == "stale"
    engine.close()
    engine = open_index(library)
    assert (engine.status(), len(engine.matching_ids(Everything()))) == ("ready", 2)
    engine.close()


def test_an_index_that_cannot_be_updated_is_made_anew(
    files: Path, library: Library, adds: Adds, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_index(library)
    add(Run(library, engine, in_workers=False), [files])
    (files / "规划.txt").write_text(PLAN + "三、保障", encoding="utf-8")
    adds(files)

    def broken(*_: object, **__: object) -> None:
        raise EngineError("a file is in the way")

    monkeypatch.setattr(engine, "update", broken)
    follow(library.store, engine)
    assert (library.store.outbox(), len(engine.matching_ids(Everything()))) == ([], 2)
    engine.close()


def test_opening_drains_what_a_stopped_run_left(files: Path, library: Library, adds: Adds) -> None:
    open_index(library).close()
    adds(files)
    engine = open_index(library)
    assert (library.store.outbox(), len(engine.matching_ids(Everything()))) == ([], 2)
    engine.close()


def test_an_index_left_behind_catches_up(files: Path, library: Library, adds: Adds) -> None:
    adds(files)  # without an engine
    assert len(library.store.outbox()) == 2
    engine = open_engine(library.settings.engine, library.index_folder)
    assert follow(library.store, engine, batch_chars=1) == 2
    assert (len(engine.matching_ids(Everything())), library.store.outbox()) == (2, [])
    engine.close()


def test_an_engine_sees_what_was_added_with_another(
    files: Path, library: Library, adds: Adds
) -> None:
    adds(files)
    open_index(library).close()
    library.settings = Settings(engine="whoosh")
    engine = open_index(library)
    (files / "第三.txt").write_text("关于植树的通知\n\n各县区：请植树。", encoding="utf-8")
    add(Run(library, engine, in_workers=False), [files])
    engine.close()
    library.settings = Settings()
    engine = open_index(library)
    assert len(engine.matching_ids(Everything())) == 3
    engine.close()


def test_two_engines_that_both_follow_are_left_alone(
    files: Path, library: Library, adds: Adds, monkeypatch: pytest.MonkeyPatch
) -> None:
    adds(files)
    for name in ("", "whoosh"):
        library.settings = Settings(engine=name)
        open_index(library).close()
    monkeypatch.setattr("indexer.pipeline_index.rebuild_index", None)  # would fail
    library.settings = Settings()
    open_index(library).close()


def test_a_full_disk_stops_the_run_with_a_clear_word(
    files: Path, library: Library, adds: Adds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(StoreError, match="磁盘空间"):
        adds(files)
    monkeypatch.undo()
    assert adds(files).added == 2
