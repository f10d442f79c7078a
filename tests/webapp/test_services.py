"""Store and engine are opened once; a changed or replaced library is noticed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from indexer.pipeline import Run, add
from kb.library import Library
from kb.settings import Settings
from kb.store import SourceBundle
from tests.contracts.store_samples import bundle, source
from tests.webapp.library import SampleServices, documents, fill
from webapp import create_app
from webapp.services import LibraryServices, open_services


def test_what_is_remembered_is_forgotten_when_the_library_changes(tmp_path: Path) -> None:
    services = SampleServices(tmp_path, documents()[:1])
    client = create_app(Settings(), services).test_client()
    before = client.get("/?format=json").get_json()["counts"]["documents"]
    services.store.put_source(SourceBundle(source("s9"), (bundle("s9"),)))
    services.engine.update(services.store.bundles())
    after = client.get("/?format=json").get_json()["counts"]["documents"]
    services.close()
    assert (before, after) == (1, 2)


def test_what_is_remembered_is_made_once(tmp_path: Path) -> None:
    services = SampleServices(tmp_path, documents()[:1])
    made: list[int] = []
    for _ in range(3):
        services.remembered("key", lambda: made.append(1))
    services.close()
    assert made == [1]


def test_a_restored_library_is_opened_anew(tmp_path: Path) -> None:
    for name, count in (("library", 1), ("backup", 3)):
        with Library.init(tmp_path / name) as library:
            fill(library.store, documents()[:count])
    services = LibraryServices(Settings(library=tmp_path / "library", engine="memory"))
    old = services.store.counts()["documents"]
    restored = tmp_path / "library" / "restored"
    shutil.copyfile(tmp_path / "backup" / "policykb.sqlite", restored)
    restored.replace(tmp_path / "library" / "policykb.sqlite")
    services.refresh()
    new = services.store.counts()["documents"]
    services.close()
    assert (old, new) == (1, 3)


@pytest.mark.parametrize(
    "name",
    [
        "通知.txt",
        pytest.param(
            'a";\r\nX-Injected: 1;中文😀.txt',
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no file name there"),
        ),
    ],
)
def test_originals_of_a_library_named_by_a_relative_path_are_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("关于造林的通知\n\n到2025年造林10万亩。", encoding="utf-8")
    settings = Settings(library=Path("library"), engine="memory")
    with Library.init(settings.library, settings) as library:
        add(Run(library, in_workers=False), [name])
        (document,) = library.store.documents()
    services = open_services(settings)
    address = f"/documents/{document.id}/original"
    answer = create_app(settings, services).test_client().get(address, buffered=True)
    services.close()
    assert (answer.status_code, "造林10万亩" in answer.text) == (200, True)
    assert "X-Injected" not in answer.headers


def test_the_application_opens_the_library_that_the_settings_name(tmp_path: Path) -> None:
    Library.init(tmp_path / "library").close()
    settings = Settings(library=tmp_path / "library", engine="memory")
    services = open_services(settings)
    page = create_app(settings, services).test_client().get("/").text
    services.close()
    assert "policykb add" in page
