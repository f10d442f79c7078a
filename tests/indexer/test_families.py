"""Editions of one text are one family; all sentences are made up for these tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indexer.families import SketchBook, families, likeness, sketch
from kb.models import Document
from tests.indexer.metadata.readings import one

TREES = (
    "松树",
    "柏树",
    "杉树",
    "竹子",
    "油茶",
    "核桃",
    "花椒",
    "银杏",
    "香樟",
    "楠木",
    "桑树",
    "板栗",
)
PLAN = "\n".join(
    f"在山地乡镇推广{tree}良种，三年内建成示范基地。各村组织农户开展{tree}抚育，落实管护责任。"
    for tree in TREES
)
OTHER = "\n".join(f"城区主干道沿线补种{tree}，完善浇灌设施，由园林部门负责养护。" for tree in TREES)


def held(key: str, *, text: str = PLAN, **facts: Any) -> Document:
    base = one("某市造林规划", "一、总体要求")
    fields = {"id": key, "source_id": key.split(".")[0], "length": len(text)}
    return base.model_copy(update={**fields, **facts})


def grouped(*documents: tuple[Document, str]) -> dict[str, tuple[str, str]]:
    sketches = {document.id: sketch(text) for document, text in documents}
    return families([document for document, _ in documents], sketches)


def wrapped(text: str) -> str:
    """The same text as a dump writes it: a page number, marks changed, blanks inside."""
    return text.replace("，", ", ").replace("各村", "各 村").replace("\n", "\n- 3 -\n")


def test_layout_hardly_changes_a_sketch() -> None:
    assert likeness(sketch(PLAN), sketch(wrapped(PLAN))) > 0.9


def test_different_texts_are_unlike() -> None:
    assert likeness(sketch(PLAN), sketch(OTHER)) < 0.2


def test_two_editions_form_one_family_that_counts_once() -> None:
    page, dump = held("b", loader="html"), held("a", loader="text")
    assert grouped((page, PLAN), (dump, wrapped(PLAN))) == {
        "b": ("b", "main"),
        "a": ("b", "edition"),
    }


def test_different_documents_keep_their_own_families() -> None:
    found = grouped((held("a"), PLAN), (held("b", text=OTHER), OTHER))
    assert found == {"a": ("a", "main"), "b": ("b", "main")}


@pytest.mark.parametrize(
    "facts",
    [
        {"document_number": "某府发〔2020〕1号"},
        {"written_on": "2019-03-01"},
        {"regions": one("浙江省杭州市造林规划", "一、总则").regions},
    ],
    ids=["number", "year", "place"],
)
def test_documents_that_contradict_each_other_are_no_editions(facts: dict[str, Any]) -> None:
    first = held(
        "a",
        document_number="某府发〔2021〕7号",
        written_on="2021-03-01",
        regions=one("四川省巴中市造林规划", "一、总则").regions,
    )
    found = grouped((first, PLAN), (held("b", **facts), PLAN))
    assert {role for _, role in found.values()} == {"main"}


def test_the_edition_that_states_most_is_the_main_one() -> None:
    bare = held("a", loader="html")
    full = held("b", loader="pdf", document_number="某府发〔2021〕7号", issuers=("某市人民政府",))
    assert grouped((bare, PLAN), (full, PLAN))["a"] == ("b", "edition")


def test_an_article_gives_way_to_the_document_itself() -> None:
    article = held("n.a03", part="a03", issuers=("某市人民政府",), loader="html")
    found = grouped((article, PLAN), (held("z"), PLAN))
    assert found == {"n.a03": ("z", "edition"), "z": ("z", "main")}


def test_a_notice_and_its_plan_stay_one_family() -> None:
    notice, plan = held("s.n", part="n", text=OTHER), held("s.p", part="p")
    found = grouped((notice, OTHER), (plan, PLAN), (held("z"), wrapped(PLAN)))
    assert found == {"s.n": ("s", "notice"), "s.p": ("s", "plan"), "z": ("s", "edition")} or (
        found["z"] == ("z", "main") and found["s.p"] == ("z", "edition")
    )


def test_texts_too_short_to_compare_have_no_sketch() -> None:
    assert sketch("关于放假的通知。") == ()


def test_a_family_dissolves_when_its_main_edition_is_gone() -> None:
    left = held("a", family_id="b", family_role="edition")
    assert grouped((left, PLAN)) == {"a": ("a", "main")}


def test_the_book_of_sketches_is_made_anew_where_a_text_has_changed(tmp_path: Path) -> None:
    book = SketchBook.read(tmp_path / "sketches.json")
    book.of(held("a"), lambda _: PLAN)
    book.save()
    again = SketchBook.read(tmp_path / "sketches.json")
    assert again.of(held("a"), lambda _: pytest.fail("read again")) == sketch(PLAN)
    assert again.of(held("a", sha256="cd" * 32), lambda _: OTHER) == sketch(OTHER)


NOTICE = (
    "某市造林规划已经市政府同意，现印发给你们，请结合实际认真组织实施。"
    "执行中遇到的问题，请及时向市林业主管部门反映。各级财政部门要落实造林补助资金。"
)


def test_short_notices_are_editions_only_under_the_same_title() -> None:
    first, second = held("a.n", part="n"), held("b.n", part="n")
    other = held("c.n", part="n", title="某市护林规划的通知")
    found = grouped((first, NOTICE), (second, NOTICE), (other, NOTICE))
    assert [found[key][1] for key in ("a.n", "b.n", "c.n")] == ["notice", "edition", "notice"]
