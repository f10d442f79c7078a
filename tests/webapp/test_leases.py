"""A library that is replaced again and again: readers go on, what is old is closed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from indexer.pipeline import Run, add
from indexer.pipeline_index import open_index
from kb.library import Library
from kb.settings import Settings
from tests.webapp.library import documents, fill
from webapp import create_app
from webapp.leases import Leases
from webapp.services import LibraryServices, open_services

HANDLES = Path("/proc/self/fd")


def test_what_is_retired_is_closed_when_its_last_reader_leaves() -> None:
    leases, closed = Leases(), list[str]()
    first, second = leases.enter(), leases.enter()
    leases.retire(lambda: closed.append("old"))
    leases.leave(first)
    assert closed == []
    leases.leave(second)
    assert closed == ["old"]


def test_what_nobody_reads_is_closed_at_once() -> None:
    leases, closed = Leases(), list[str]()
    leases.retire(lambda: closed.append("old"))
    assert closed == ["old"]


def test_a_reader_of_an_older_state_keeps_the_newer_ones_open_too() -> None:
    leases, closed = Leases(), list[str]()
    early = leases.enter()
    leases.retire(lambda: closed.append("first"))
    leases.leave(leases.enter())
    leases.retire(lambda: closed.append("second"))
    assert closed == []
    leases.leave(early)
    assert closed == ["first", "second"]


def replace(library: Path, twin: Path) -> None:
    """Put another record in place of the library's, as a restore does."""
    copy = library / "policykb.sqlite.new"
    shutil.copyfile(twin / "policykb.sqlite", copy)
    copy.replace(library / "policykb.sqlite")


@pytest.mark.skipif(not HANDLES.exists(), reason="counts open files as Linux shows them")
def test_many_replacements_leave_no_open_files(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于造林的通知\n\n到2025年造林10万亩。", "utf-8")
    settings = Settings(library=tmp_path / "library")
    with Library.init(settings.library, settings) as library:
        engine = open_index(library)
        add(Run(library, engine, in_workers=False), [tmp_path / "通知.txt"])
        engine.close()
    shutil.copytree(settings.library, tmp_path / "twin")
    services = open_services(settings)
    client = create_app(settings, services).test_client()

    def asked() -> int:
        assert "造林" in client.get("/search?q=造林").text
        return len(os.listdir(HANDLES))

    before = asked()
    counts = []
    for _ in range(15):
        replace(settings.library, tmp_path / "twin")
        counts.append(asked())
    services.close()
    assert max(counts) <= before + 5, (before, counts)


def test_a_request_under_way_goes_on_with_what_it_began_with(tmp_path: Path) -> None:
    for name in ("library", "twin"):
        with Library.init(tmp_path / name) as library:
            fill(library.store, documents()[:1])
    services = LibraryServices(Settings(library=tmp_path / "library", engine="memory"))
    lease, store = services.begin(), services.store
    replace(tmp_path / "library", tmp_path / "twin")
    services.end(services.begin())
    assert store is not services.store
    assert store.counts()["documents"] == 1
    services.end(lease)
    services.close()
