"""The contract of the store: on SQLite, and on the database POLICYKB_TEST_POSTGRES names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.search.measure_record import make_measure
from kb.errors import NotFoundError, StoreError, UnknownFieldError, UserError
from kb.store import (
    DocumentFilter,
    MeasureFilter,
    Override,
    Problem,
    SourceBundle,
    Store,
    open_store,
)
from tests.contracts.store_samples import (
    HUNAN,
    bundle,
    clean_text,
    document,
    source,
    source_bundle,
)

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
POSTGRES = os.environ.get("POLICYKB_TEST_POSTGRES", "")


def emptied_postgres() -> str:
    from sqlalchemy import text

    from kb.store.connect import connect

    engine = connect(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a.sqlite'}" if request.param == "sqlite" else emptied_postgres()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def edit(document_id: str, field: str, value: object, batch: str = "b1") -> Override:
    return Override(document_id, field, value, batch, NOON)


def ids(found: Iterator[Any]) -> list[str]:
    return [each.id for each in found]


# --- what is put comes back -----------------------------------------------------------------


@pytest.mark.parametrize(
    "read_back",
    [
        pytest.param(lambda s: (s.document("s1"), bundle().document), id="document"),
        pytest.param(lambda s: (s.text("s1"), bundle().text), id="text"),
        pytest.param(lambda s: (tuple(s.passages("s1")), bundle().passages), id="passages"),
        pytest.param(lambda s: (tuple(s.measures()), bundle().measures), id="measures"),
        pytest.param(lambda s: (tuple(s.ledger("s1")), bundle().ledger), id="ledger"),
        pytest.param(lambda s: (s.measure("s1-m1"), bundle().measures[0]), id="measure"),
        pytest.param(lambda s: (s.source("s1"), source()), id="source"),
        pytest.param(lambda s: (list(s.sources()), [source()]), id="sources"),
    ],
)
def test_what_is_put_comes_back_equal(
    store: Store, read_back: Callable[[Store], tuple[object, object]]
) -> None:
    store.put_source(source_bundle())
    held, given = read_back(store)
    assert held == given


def test_texts_of_many_documents_come_at_once(store: Store) -> None:
    store.put_source(source_bundle("s1"))
    assert store.bodies(["s1", "absent"]) == {"s1": store.text("s1").text}


def test_a_bundle_for_the_index_holds_document_passages_and_measures(store: Store) -> None:
    store.put_source(source_bundle())
    (held,) = store.bundles()
    assert (held.document, held.passages, held.measures) == (
        bundle().document,
        bundle().passages,
        bundle().measures,
    )


def test_the_index_is_given_the_same_facts_as_the_whole_bundle_holds(store: Store) -> None:
    store.put_source(source_bundle())
    (whole,), (held,) = store.bundles(), store.index_bundles()
    assert (held.document, held.passages, held.columns) == (
        whole.document,
        whole.passages,
        (("指标", "2025年"),),
    )
    assert [*map(make_measure, held.measures)] == [*map(make_measure, whole.measures)]


@pytest.mark.parametrize("ask", ["document", "text", "passages", "ledger", "source", "measure"])
def test_an_unknown_id_is_said_to_be_not_found(store: Store, ask: str) -> None:
    with pytest.raises(NotFoundError, match="s9"):
        getattr(store, ask)("s9")


def test_evidence_that_is_not_in_the_text_is_refused(store: Store) -> None:
    good = bundle()
    bad = good.measures[0].model_copy(update={"evidence": "别的句子"})
    with pytest.raises(ValueError, match="evidence"):
        store.put_source(source_bundle("s1", type(good)(good.document, good.text, (), (bad,))))


def test_putting_a_source_again_replaces_its_documents_in_place(store: Store) -> None:
    store.put_source(source_bundle("s1", bundle("s1", "a"), bundle("s1", "b")))
    store.put_source(source_bundle("s2"))
    store.put_source(source_bundle("s1", bundle("s1", "a", title="新题")))
    assert [(d.id, d.title) for d in store.documents()] == [("s1.a", "新题"), ("s2", "生态规划s2")]
    assert store.counts()["measures"] == 4


def test_a_removed_source_leaves_only_its_id(store: Store) -> None:
    store.put_source(source_bundle())
    store.remove_source("s1")
    assert list(store.documents()) == []
    assert list(store.measures()) == []
    assert store.known_ids()["s1"].path == "data/文件s1.txt"


def test_removing_what_is_not_held_is_an_error(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.remove_source("s9")


def test_the_version_grows_with_each_write(store: Store) -> None:
    before = store.version()
    store.put_source(source_bundle())
    store.put_problem(Problem("x", "load", "坏", "2026"))
    assert store.version() == before + 2


# --- filters --------------------------------------------------------------------------------


@pytest.fixture
def three(store: Store) -> Store:
    """s1: 巴中 plan; s2: 湖南 report; s3: another edition of s1."""
    store.put_source(source_bundle("s1"))
    store.put_source(source_bundle("s2", bundle("s2", kind="report", regions=(HUNAN,))))
    store.put_source(source_bundle("s3"))
    store.set_families({"s1": ("f1", "main"), "s3": ("f1", "edition")})
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DocumentFilter(), ["s1", "s2", "s3"]),
        (DocumentFilter(ids=["s2", "s9"]), ["s2"]),
        (DocumentFilter(source_ids=["s3"]), ["s3"]),
        (DocumentFilter(family_ids=["f1"]), ["s1", "s3"]),
        (DocumentFilter(kinds=["plan"]), ["s1", "s3"]),
        (DocumentFilter(kinds=["plan", "report"], region_codes=["430000"]), ["s2"]),
        (DocumentFilter(region_codes=["510000"]), ["s1", "s3"]),
        (DocumentFilter(region_codes=["510000"], include_editions=False), ["s1"]),
        (DocumentFilter(kinds=["law"]), []),
    ],
    ids=str,
)
def test_documents_are_filtered(three: Store, wanted: DocumentFilter, found: list[str]) -> None:
    assert ids(three.documents(wanted)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MeasureFilter(), ["s1-m1", "s1-m3", "s2-m1", "s2-m3"]),
        (MeasureFilter(include_editions=True, metrics=["湿地面积"]), ["s1-m3", "s2-m3", "s3-m3"]),
        (MeasureFilter(metric_ids=["forest_coverage"]), ["s1-m1", "s2-m1"]),
        (MeasureFilter(years=[2030], document_ids=["s2"]), ["s2-m3"]),
        (MeasureFilter(ids=["s1-m1"], statuses=["target"]), ["s1-m1"]),
        (MeasureFilter(region_codes=["510000"]), []),
        (MeasureFilter(statuses=["actual"]), []),
        (MeasureFilter(bindings=["预期性"]), []),
        (MeasureFilter(changes=["increase"]), []),
    ],
    ids=str,
)
def test_measures_are_filtered(three: Store, wanted: MeasureFilter, found: list[str]) -> None:
    assert ids(three.measures(wanted)) == found
    assert [row[0] for row in three.measure_rows(wanted, ["id"])] == found


def test_rows_of_measures_hold_the_fields_asked_for(three: Store) -> None:
    rows = three.measure_rows(MeasureFilter(document_ids=["s1"]), ["metric", "value", "year"])
    assert rows == [("森林覆盖率", "63", 2025), ("湿地面积", "63", 2030)]


def test_an_unknown_field_of_measures_is_refused(three: Store) -> None:
    with pytest.raises(UnknownFieldError, match="metric_id"):
        three.measure_rows(MeasureFilter(), ["metric_ids"])


def test_more_ids_than_a_statement_can_bind_are_no_obstacle(three: Store) -> None:
    many = [f"x{number}" for number in range(12_000)] + ["s2"]
    assert ids(three.documents(DocumentFilter(ids=many))) == ["s2"]


def test_editions_count_once(three: Store) -> None:
    held = three.counts()
    assert (held["documents"], held["editions"], held["sources"]) == (2, 1, 3)
    assert (held["measures"], held["passages"]) == (4, 8)


# --- hand edits -----------------------------------------------------------------------------


def test_an_edit_is_laid_over_and_marked(store: Store) -> None:
    store.put_source(source_bundle())
    store.put_overrides([edit("s1", "issuers", ["平昌县人民政府"])])
    shown = store.document("s1")
    assert shown.issuers == ("平昌县人民政府",)
    assert shown.origins["issuers"] == "user"


def test_undoing_a_batch_shows_the_edit_before(store: Store) -> None:
    store.put_source(source_bundle())
    store.put_overrides([edit("s1", "url", "http://a", "b1")])
    store.put_overrides([edit("s1", "url", "http://b", "b2"), edit("s1", "kind", "law", "b2")])
    assert store.undo_overrides("b2") == 2
    assert (store.document("s1").url, store.document("s1").kind) == ("http://a", "plan")


def test_an_edited_region_is_what_filters_find(store: Store) -> None:
    store.put_source(source_bundle())
    store.put_overrides([edit("s1", "regions", [HUNAN.model_dump()])])
    assert ids(store.documents(DocumentFilter(region_codes=["430000"]))) == ["s1"]
    assert ids(store.documents(DocumentFilter(region_codes=["510000"]))) == []


def test_edits_survive_reading_the_file_anew(store: Store) -> None:
    store.put_source(source_bundle())
    store.put_overrides([edit("s1", "url", None)])
    store.put_source(source_bundle("s1", bundle(url="http://read")))
    assert store.document("s1").url is None


def test_edits_come_back_with_a_source_that_was_removed(store: Store) -> None:
    store.put_source(source_bundle())
    store.put_overrides([edit("s1", "url", "http://a")])
    store.remove_source("s1")
    store.put_source(source_bundle())
    assert store.document("s1").url == "http://a"


def test_an_edit_follows_its_article_to_another_part(store: Store) -> None:
    second = bundle("s1", "a02", title="丙文", lines=("丙文", "另一篇的正文。", "完"))
    store.put_source(source_bundle("s1", bundle("s1", "a01", title="甲文"), second))
    store.put_overrides([edit("s1.a02", "url", "http://c")])
    new = bundle("s1", "a02", title="乙文", lines=("乙文", "先前没有认出的一篇。", "完"))
    third = bundle("s1", "a03", title="丙文", lines=("丙文", "另一篇的正文。", "完"))
    store.put_source(source_bundle("s1", bundle("s1", "a01", title="甲文"), new, third))
    assert [d.url for d in store.documents()] == [None, None, "http://c"]


def test_an_edit_whose_document_is_gone_is_listed_not_dropped(store: Store) -> None:
    store.put_source(
        source_bundle("s1", bundle("s1", "a"), bundle("s1", "b", lines=("乙", "丙。", "丁。")))
    )
    store.put_overrides([edit("s1.b", "url", "http://b")])
    store.put_source(source_bundle("s1", bundle("s1", "a"), bundle("s1", "c")))
    assert store.overrides() == []
    assert [lost.value for lost in store.lost_overrides()] == ["http://b"]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("issuer", [], UnknownFieldError),
        ("sha256", "x", UnknownFieldError),
        ("kind", "nonsense", UserError),
        ("published_on", "5 May", UserError),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(
    store: Store, field: str, value: object, error: type[Exception]
) -> None:
    store.put_source(source_bundle())
    with pytest.raises(error):
        store.put_overrides([edit("s1", "url", "http://a"), edit("s1", field, value)])
    assert store.document("s1") == document()


# --- outbox, problems, memos ------------------------------------------------------------------


def test_each_write_leaves_word_for_the_index(store: Store) -> None:
    store.put_source(source_bundle("s1", bundle("s1", "a"), bundle("s1", "b")))
    store.put_source(source_bundle("s2"))
    store.put_source(source_bundle("s1", bundle("s1", "a")))
    waiting = [(entry.source_id, entry.action, entry.document_ids) for entry in store.outbox()]
    assert waiting == [("s2", "put", ()), ("s1", "put", ("s1.b",))]


def test_word_of_a_removal_outlives_the_source(store: Store) -> None:
    store.put_source(source_bundle())
    store.clear_outbox([entry.sequence for entry in store.outbox()])
    store.remove_source("s1")
    (entry,) = store.outbox()
    assert (entry.action, entry.document_ids) == ("remove", ("s1",))


def test_clearing_what_is_done_keeps_what_came_since(store: Store) -> None:
    store.put_source(source_bundle())
    done = [entry.sequence for entry in store.outbox()]
    store.put_overrides([edit("s1", "url", "http://a")])
    store.clear_outbox(done)
    assert [entry.source_id for entry in store.outbox()] == ["s1"]


def test_families_that_are_so_already_leave_no_word(store: Store) -> None:
    store.put_source(source_bundle())
    store.clear_outbox([entry.sequence for entry in store.outbox()])
    store.set_families({"s1": ("s1", "main")})
    assert store.outbox() == []


def test_a_problem_is_replaced_by_a_newer_one_of_its_stage(store: Store) -> None:
    store.put_problem(Problem("a.pdf", "load", "打不开", "2026-01"))
    store.put_problem(Problem("a.pdf", "load", "加密", "2026-02"))
    store.put_problem(Problem("b.pdf", "load", "空", "2026-02"))
    assert [(p.source, p.reason) for p in store.problems()] == [("a.pdf", "加密"), ("b.pdf", "空")]
    store.clear_problems("a.pdf")
    assert [p.source for p in store.problems()] == ["b.pdf"]


def test_memos_are_kept_and_removed(store: Store) -> None:
    store.put_memo("basket", "k1", ["s1"])
    store.put_memo("basket", "k2", {"a": 1})
    store.put_memo("basket", "k1", None)
    assert store.memos("basket") == {"k2": {"a": 1}}
    assert store.memo("basket", "k1") is None


# --- copies -----------------------------------------------------------------------------------


def test_a_copy_holds_the_same(three: Store, tmp_path: Path) -> None:
    three.put_overrides([edit("s1", "url", "http://a")])
    target = f"sqlite:///{tmp_path / 'copy.sqlite'}"
    three.copy_to(target)
    copy = open_store(target)
    assert list(copy.documents()) == list(three.documents())
    assert list(copy.measures()) == list(three.measures())
    assert copy.text("s2") == clean_text()
    copy.put_source(SourceBundle(source("s4"), (bundle("s4"),)))
    copy.close()


def test_a_failed_write_changes_nothing(store: Store) -> None:
    store.put_source(source_bundle("s1"))
    clash = bundle("s1")  # the document of another source
    with pytest.raises(StoreError, match="冲突"):
        store.put_source(SourceBundle(source("s2"), (clash,)))
    assert [held.id for held in store.sources()] == ["s1"]
