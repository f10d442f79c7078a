"""Facts out as a table, mended by hand, in again, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.metadata_csv import CHINESE, Edits, headers, read_edits, table
from kb.errors import UserError
from kb.store import Store, open_store
from tests.contracts.store_samples import bundle, source_bundle

NOON = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    opened.put_source(source_bundle("s1", bundle("s1", document_number="巴府发〔2021〕3号")))
    opened.put_source(source_bundle("s2", bundle("s2", issuers=("甲局", "乙局"))))
    yield opened
    opened.close()


def exported(store: Store) -> list[dict[str, str]]:
    text = "".join(table(store.documents()))
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    english = {words: name for name, words in CHINESE.items()}
    return [{english[head]: cell for head, cell in row.items()} for row in rows]


def imported(store: Store, path: Path, rows: list[dict[str, str]], encoding: str) -> Edits:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    edits = read_edits(path, store, batch="b", at=NOON)
    if not edits.errors:
        store.put_overrides(edits.overrides)
    return edits


def test_the_table_begins_with_a_byte_order_mark_and_its_columns(store: Store) -> None:
    first = next(iter(table(store.documents())))
    assert first == "\ufeff" + ",".join(CHINESE[name] for name in headers()) + "\r\n"


def test_facts_are_written_as_an_office_writes_them(store: Store) -> None:
    row = exported(store)[1]
    found = {name: row[name] for name in ("issuers", "kind", "level", "validity", "regions")}
    assert found == {
        "issuers": "甲局；乙局",
        "kind": "规划",
        "level": "市级",
        "validity": "文中未说明",
        "regions": "四川省巴中市(511900)",
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_table_brought_back_untouched_changes_nothing(
    store: Store, tmp_path: Path, encoding: str
) -> None:
    edits = imported(store, tmp_path / "t.csv", exported(store), encoding)
    assert (edits.overrides, edits.errors) == ([], [])


def read_anew(store: Store) -> None:
    """As after a re-reading that found more."""
    issuers, number = ("巴中市林业局",), "巴府发〔2021〕3号"
    store.put_source(source_bundle("s1", bundle("s1", document_number=number, issuers=issuers)))


def test_an_older_table_leaves_alone_what_was_read_since(store: Store, tmp_path: Path) -> None:
    rows = exported(store)
    read_anew(store)
    rows[0]["document_number"] = "巴府发〔2021〕4号"
    edits = imported(store, tmp_path / "t.csv", rows, "utf-8")
    assert [edit.field for edit in edits.overrides] == ["document_number"]
    assert store.document("s1").issuers == ("巴中市林业局",)


def test_a_cell_mended_here_and_read_anew_there_is_refused(store: Store, tmp_path: Path) -> None:
    rows = exported(store)
    read_anew(store)
    rows[0]["issuers"] = "平昌县人民政府"
    (error,) = imported(store, tmp_path / "t.csv", rows, "utf-8").errors
    assert "导出之后库中也已变为“巴中市林业局”" in error


def test_a_date_that_a_spreadsheet_wrote_in_its_own_way_is_no_edit(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path / "a.csv", [{"id": "s1", "published_on": "2021-05-03"}], "utf-8")
    rows = exported(store)
    rows[0]["published_on"] = "2021/5/3"
    assert imported(store, tmp_path / "t.csv", rows, "utf-8").overrides == []


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("issuers", "巴中市人民政府; 巴中市发展和改革委员会", "issuers",
         ("巴中市人民政府", "巴中市发展和改革委员会")),
        ("issuers", "", "issuers", ()),
        ("published_on", "2021/5/3", "published_on", "2021-05-03"),
        ("published_on", "2021年5月", "published_on", "2021-05"),
        ("published_on", "2021", "published_on", "2021"),
        ("written_on", "", "written_on", None),
        ("kind", "法律法规", "kind", "law"),
        ("kind", "law", "kind", "law"),
        ("文种", "法律法规", "kind", "law"),
        ("类型", "法律法规", "kind", "law"),
        ("validity", "已废止", "validity", "repealed"),
        ("validity", "", "validity", "unknown"),
        ("url", "http://a.example/1", "url", "http://a.example/1"),
        ("title", "新题名", "title", "新题名"),
        ("publication", "刊名：巴中学刊；卷: 3；page：1-2；DOI：", "publication",
         {"container": "巴中学刊", "volume": "3", "page": "1-2"}),
        ("publication", "", "publication", {}),
    ],
)  # fmt: skip
def test_a_mended_cell_becomes_a_fact(
    store: Store, tmp_path: Path, column: str, cell: str, field: str, value: object
) -> None:
    if (column, cell) == ("validity", ""):
        imported(store, tmp_path / "before.csv", [{"id": "s1", "validity": "已废止"}], "utf-8")
    imported(store, tmp_path / "t.csv", [{"id": "s1", column: cell}], "utf-8")
    assert getattr(store.document("s1"), field) == value


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("平昌县", ["511923"]),
        ("广元市(510800)；511900", ["510800", "511900"]),
        ("", []),
    ],
)
def test_places_are_given_by_name_or_code(
    store: Store, tmp_path: Path, cell: str, codes: list[str]
) -> None:
    imported(store, tmp_path / "t.csv", [{"id": "s1", "regions": cell}], "utf-8")
    assert [place.code for place in store.document("s1").regions] == codes


def test_where_an_article_was_printed_goes_out_as_it_came_in(store: Store, tmp_path: Path) -> None:
    cell = "刊名：巴中学刊；卷：3；期：2；页：12-19"
    imported(store, tmp_path / "t.csv", [{"id": "s1", "publication": cell}], "utf-8")
    assert exported(store)[0]["publication"] == cell


def test_all_that_is_wrong_in_a_row_is_said(store: Store, tmp_path: Path) -> None:
    row = {"id": "s1", "published_on": "2022年13月", "kind": "小说", "regions": "乌有市"}
    errors = imported(store, tmp_path / "t.csv", [row], "utf-8").errors
    assert [error.split("：")[1] for error in errors] == ["类型", "发布日期", "地区"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "s9", "url": "x"}, "第 2 行：库中没有标识为“s9”"),
        ({"id": "s1", "published_on": "五月"}, "第 2 行：发布日期：日期“五月”"),
        ({"id": "s1", "kind": "小说"}, "小说"),
        ({"id": "s1", "regions": "乌有市"}, "乌有市"),
        ({"id": "s1", "regions": "某(999999)"}, "999999"),
        ({"id": "s1", "title": ""}, "字段 title 不能为空"),
        ({"id": "s1", "published_on": "2022年13月"}, "日期“2022年13月”不存在"),
        ({"id": "s1", "published_on": "2023-02-29"}, "日期“2023-02-29”不存在"),
        ({"id": "s1", "url": "abc"}, "网址：“abc”不是网址"),
        ({"id": "s1", "url": "www.gov.cn/a.html"}, "http://"),
        ({"id": "s1", "regions": "乌有县"}, "policykb vocab add-region"),
        ({"id": "s1", "publication": "巴中学刊"}, "刊名：巴中学刊；卷：3"),
        ({"id": "s1", "publication": "书名：甲"}, "刊名、卷、期、页、出版者、出版地、DOI"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_with_its_line(
    store: Store, tmp_path: Path, row: dict[str, str], message: str
) -> None:
    edits = imported(store, tmp_path / "t.csv", [row], "utf-8")
    assert message in edits.errors[0]
    assert store.overrides() == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"id": "s1", "issuer": "x"}], "issuers"),
        ([{"title": "x"}], "id）列"),
    ],
)
def test_a_table_of_another_shape_is_refused(
    store: Store, tmp_path: Path, rows: list[dict[str, str]], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        imported(store, tmp_path / "t.csv", rows, "utf-8")


def test_a_table_with_heads_of_its_own_and_no_rows_is_refused_too(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("甲,乙\n", encoding="utf-8")
    with pytest.raises(UserError, match="id）列"):
        read_edits(tmp_path / "t.csv", store, batch="b", at=NOON)


def test_undoing_the_batch_shows_what_was_read(store: Store, tmp_path: Path) -> None:
    before = store.document("s1")
    imported(store, tmp_path / "t.csv", [{"id": "s1", "url": "http://x", "kind": "law"}], "utf-8")
    assert store.undo_overrides("b") == 2
    assert store.document("s1") == before
