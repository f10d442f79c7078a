"""What is cited may be named by its id, its source's id or its title, and is cited once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.citations.named import named_documents
from kb.errors import UserError
from kb.store import Store, open_store
from tests.contracts.store_samples import bundle, source_bundle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    opened.put_source(source_bundle("s1", bundle("s1", title="“双碳”行动方案")))
    notice = bundle("s2", "n", title="关于印发林业规划的通知")
    opened.put_source(source_bundle("s2", notice, bundle("s2", "p", title="林业规划")))
    for name in ("s3", "s4"):
        opened.put_source(source_bundle(name, bundle(name, title="工作报告")))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("s2.p", "s2.p"),
        ("s1", "s1"),
        ("林业规划", "s2.p"),
        ("《双碳行动方案》", "s1"),
    ],
    ids=["its id", "its source", "its title", "its title without its marks"],
)
def test_a_document_is_named(store: Store, name: str, found: str) -> None:
    assert [document.id for document in named_documents(store, [name])] == [found]


def test_each_is_cited_once_in_the_order_named(store: Store) -> None:
    named = named_documents(store, ["s2.p", "s1", "林业规划", "s2.p"])
    assert [document.id for document in named] == ["s2.p", "s1"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "s2",
            r"来源 s2 中有 2 份文件，请写明.*s2\.n（.*）、s2\.p（林业规划）",
        ),
        ("工作报告", "题名是“工作报告”的有 2 份.*s3（工作报告）、s4"),
        ("行动方案", "是不是：s1（“双碳”行动方案）"),
        ("林业总体规划", "是不是：s2.p（林业规划）"),
        ("天书", "没有标识或题名为“天书”的文件。标识见 policykb list"),
    ],
    ids=["a source of two", "a title twice", "a part of a title", "a slip", "nothing like it"],
)
def test_what_a_name_may_mean_is_said(store: Store, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        named_documents(store, [name])
