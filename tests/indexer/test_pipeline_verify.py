"""Planted damage is found and named; a sound library has no findings."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.pipeline import Run, add
from indexer.pipeline_index import open_index
from indexer.pipeline_verify import verify
from indexer.search import open_engine
from kb.library import Library

PLAN = "红叶市生态建设规划\n\n一、目标\n到2025年，全市森林覆盖率达到61.5%。\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "规划.txt").write_text(PLAN, encoding="utf-8")
    with Library.init(tmp_path / "库") as made:
        engine = open_index(made)
        add(Run(made, engine, in_workers=False), [tmp_path / "规划.txt"])
        engine.close()
        yield made


def checks(library: Library) -> set[str]:
    engine = open_engine(library.settings.engine, library.index_folder)
    found = {finding.check for finding in verify(library, engine)}
    engine.close()
    return found


def test_a_sound_library_has_no_findings(library: Library) -> None:
    assert checks(library) == set()


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE texts SET body = x'001122'", "damaged"),
        ("DELETE FROM texts", "text"),
        ("UPDATE measures SET evidence = '另一句'", "evidence"),
        ("UPDATE measures SET value = '99'", "canonical"),
        ("UPDATE measures SET canonical_value = '99'", "canonical"),
        ("UPDATE measures SET document_id = 'nobody'", "document_of_measure"),
        ("DELETE FROM measures", "ledger"),
        ("DELETE FROM sources", "source"),
        ("DELETE FROM documents", "index"),
        ("DELETE FROM documents", "orphan"),
        ("DELETE FROM measures", "measures"),
        ("INSERT INTO document_regions VALUES (1, '510000')", "regions"),
        ("INSERT INTO document_regions VALUES (99, '510000')", "orphan"),
        ("UPDATE texts SET digest = NULL", "changed"),
    ],
)
def test_planted_damage_is_named(library: Library, damage: str, named: str) -> None:
    connection = sqlite3.connect(library.sqlite_file)
    connection.execute(damage)
    connection.commit()
    connection.close()
    assert named in checks(library)


def test_a_text_changed_outside_any_evidence_is_named(library: Library) -> None:
    connection = sqlite3.connect(library.sqlite_file)
    (packed,) = connection.execute("SELECT body FROM texts").fetchone()
    text = zlib.decompress(packed).decode()
    changed = zlib.compress(text.replace("红叶市", "青叶市").encode())
    connection.execute("UPDATE texts SET body = ?", (changed,))
    connection.commit()
    connection.close()
    assert checks(library) == {"changed"}


def test_a_removed_index_is_named(library: Library) -> None:
    shutil.rmtree(library.index_folder)
    assert checks(library) == {"index"}
