"""The store's care for itself: errors in words, older libraries, several processes."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, exc, inspect, text

from kb.errors import LibraryError, StoreError
from kb.models import Measure
from kb.store import migrations, open_store
from kb.store.errors_map import explain, mapped_errors
from kb.store.measure_rows import COLUMNS
from kb.store.schema import measures, metadata
from tests.contracts.store_samples import bundle, source_bundle

ALCHEMY = sorted(
    {
        found
        for found in vars(exc).values()
        if isinstance(found, type) and issubclass(found, exc.SQLAlchemyError)
    },
    key=lambda found: found.__name__,
)


@pytest.mark.parametrize("kind", ALCHEMY, ids=lambda kind: kind.__name__)
def test_every_error_of_sqlalchemy_becomes_a_store_error(kind: type[exc.SQLAlchemyError]) -> None:
    error = kind.__new__(kind)  # their constructors differ
    vars(error)["orig"] = Exception("raw")
    with pytest.raises(StoreError, match="测试时出错"), mapped_errors("测试"):
        raise error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "磁盘空间已满"),
        ("SQLITE_BUSY_SNAPSHOT", "正被另一个程序写入"),
        ("SQLITE_CORRUPT_INDEX", "损坏"),
        ("SQLITE_NOTADB", "restore"),
        ("SQLITE_READONLY_DBMOVED", "只读"),
        ("SQLITE_CANTOPEN", "无法打开"),
        ("SQLITE_IOERR_WRITE", "磁盘"),
    ],
)
def test_what_sqlite_says_is_explained_with_its_cure(name: str, words: str) -> None:
    inner = sqlite3.OperationalError("raw words")
    inner.sqlite_errorname = name
    said = explain(exc.OperationalError("INSERT", {}, inner))
    assert words in said
    assert "raw words" not in said


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="不是数据库"):
        open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")


def test_a_damaged_library_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    store = open_store(f"sqlite:///{file}")
    for number in range(30):
        store.put_source(source_bundle(f"s{number}"))
    store.close()
    data = bytearray(file.read_bytes())
    data[8192:-4096] = bytes(len(data) - 8192 - 4096)
    file.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="损坏"):
        list(open_store(f"sqlite:///{file}").documents())


@pytest.mark.parametrize("url", ["nonsense", "oracledb9://x/y"])
def test_an_address_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(LibraryError):
        open_store(url)


def test_a_writer_waits_its_turn_and_says_when_it_does_not_come(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    one = open_store(url)
    two = open_store(url, busy_timeout_ms=100)
    raw = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None, check_same_thread=False)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="另一个程序"):
        two.put_source(source_bundle())
    timer = threading.Timer(0.3, raw.rollback)
    timer.start()
    one.put_source(source_bundle())
    assert [d.id for d in two.documents()] == ["s1"]
    timer.join()
    raw.close()
    one.close()
    two.close()


def test_readers_see_a_whole_state_while_a_writer_writes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    writer, reader = open_store(url), open_store(url)
    seen: set[int] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(sum(1 for _ in reader.documents()))

    thread = threading.Thread(target=look)
    thread.start()
    for _ in range(20):
        writer.put_source(source_bundle("s1", bundle("s1", "a"), bundle("s1", "b")))
        writer.remove_source("s1")
    done.set()
    thread.join()
    assert seen <= {0, 2}
    writer.close()
    reader.close()


# --- migrations -------------------------------------------------------------------------------


def test_every_version_has_its_step() -> None:
    assert sorted(migrations.STEPS) == list(range(2, migrations.LATEST + 1))


def test_measures_have_a_column_for_each_field() -> None:
    assert [c.name for c in measures.columns if c.name != "number"] == list(Measure.model_fields)
    assert tuple(Measure.model_fields) == COLUMNS


def add_colour(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE sources ADD COLUMN colour TEXT"))


def fail(connection: Connection) -> None:
    add_colour(connection)
    raise RuntimeError("power cut")


def test_an_older_library_is_brought_up_step_by_step(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.begin() as connection:
        migrations.upgrade(connection, migrations.STEPS)
    with engine.begin() as connection:
        assert migrations.upgrade(connection, {migrations.LATEST + 1: add_colour}) == (
            migrations.LATEST
        )
        assert migrations.held_version(connection) == migrations.LATEST + 1
    columns = {column["name"] for column in inspect(engine).get_columns("sources")}
    assert "colour" in columns
    engine.dispose()


def test_version_2_knows_the_texts_that_version_1_held(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    store = open_store(url)
    store.put_source(source_bundle())
    store.close()
    older = sqlite3.connect(tmp_path / "a.sqlite")
    older.execute("ALTER TABLE texts DROP COLUMN digest")
    older.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    older.commit()
    older.close()
    again = open_store(url)
    assert list(again.audit()) == []
    again.close()
    changed = sqlite3.connect(tmp_path / "a.sqlite")
    changed.execute("UPDATE texts SET ledger = x'00'")
    changed.commit()
    changed.close()
    with closing(open_store(url)) as store:
        assert [(check, name) for check, name, _ in store.audit()] == [("changed", "s1")]


def test_a_newer_library_is_refused_and_untouched(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema'"))
    engine.dispose()
    with pytest.raises(LibraryError, match="升级"):
        open_store(url)


def test_an_upgrade_keeps_a_copy_and_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    store = open_store(url)
    store.put_source(source_bundle())
    store.close()
    newer = migrations.LATEST + 1
    monkeypatch.setattr("kb.store.migrations.LATEST", newer)
    monkeypatch.setattr("kb.store.sql.LATEST", newer)
    monkeypatch.setitem(migrations.STEPS, newer, fail)
    with pytest.raises(RuntimeError, match="power cut"):
        open_store(url)
    monkeypatch.setitem(migrations.STEPS, newer, add_colour)
    again = open_store(url)
    assert [d.id for d in again.documents()] == ["s1"]
    again.close()
    saved = sqlite3.connect(tmp_path / f"a.sqlite.v{newer - 1}.bak")
    assert saved.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    saved.close()


def test_a_new_library_has_every_table(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'a.sqlite'}").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    assert set(inspect(engine).get_table_names()) >= set(metadata.tables)
    engine.dispose()


FOR_READERS = {"ix_measures_cell", "ix_measures_metric", "ix_measures_region"}


def indexes(url: str) -> set[str]:
    engine = create_engine(url)
    held = {str(index["name"]) for index in inspect(engine).get_indexes("measures")}
    engine.dispose()
    return held


def test_an_empty_store_is_filled_without_the_indexes_of_readers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    with closing(open_store(url)) as store:
        whole = indexes(url)
        with store.filling():
            store.put_source(source_bundle())
            assert indexes(url) == whole - FOR_READERS
        assert indexes(url) == whole


def test_a_store_that_holds_something_keeps_its_indexes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    with closing(open_store(url)) as store:
        store.put_source(source_bundle("s1"))
        with store.filling():
            assert indexes(url) >= FOR_READERS


@pytest.mark.parametrize("way", ["complete", "filling"])
def test_what_a_stopped_run_left_out_is_made_the_next_time(tmp_path: Path, way: str) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    with closing(open_store(url)) as stopped:
        filling = stopped.filling()
        filling.__enter__()  # and never left, as by kill -9
        stopped.put_source(source_bundle())
        assert not indexes(url) & FOR_READERS
        with closing(open_store(url)) as store:
            if way == "complete":
                store.complete()
            else:
                with store.filling():
                    assert indexes(url) >= FOR_READERS
            assert indexes(url) >= FOR_READERS
