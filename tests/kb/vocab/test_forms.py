"""A library's own vocabulary file that has not the right form is refused with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import VocabularyError
from kb.vocab import configure, read_yaml
from kb.vocab.files import DATA
from kb.vocab.forms import FORMS, check_form
from kb.vocab.report import check

WRONG = ["词", "- 1", "- {名称: 1}", "名称: 1", "名称: [1]", "名称: {甲: 1}", "甲: 乙: 丙", "["]


def said(folder: Path, name: str, text: str) -> str:
    """What the check of the vocabularies says when a library has this file of its own."""
    (folder / name).write_text(text, encoding="utf-8")
    configure(folder)
    return " ".join(row["problem"] for row in check())


def test_every_file_has_a_form() -> None:
    assert {path.name for path in DATA.glob("*.yaml")} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_the_built_in_files_have_their_form(name: str) -> None:
    check_form(name, read_yaml(name)[0])


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("text", WRONG)
def test_a_file_of_another_form_is_refused_by_name(own_words: Path, name: str, text: str) -> None:
    (own_words / name).write_text(text, encoding="utf-8")
    configure(own_words)
    with pytest.raises(VocabularyError, match=name):
        read_yaml(name)


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_file_adds_nothing(own_words: Path, name: str) -> None:
    (own_words / name).write_text("# 还没有写", encoding="utf-8")
    configure(own_words)
    assert len(read_yaml(name)) == 1


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("titles.yaml", "documents: 温馨提示", "documents：应是列表，如 [甲, 乙]"),
        ("titles.yaml", "dull: [是, 2020]", "dull、第 2 条：应是文字"),
        ("kinds.yaml", "- {kind: plan}", "第 1 条、pattern：缺少这一项"),
        ("titles.yaml", "locl: [甲]", "locl：没有这一项"),
        ("metrics.yaml", "metrics: [{synonyms: 甲}]", "第 1 条、synonyms：应是列表"),
        ("periods.yaml", "十六五: [2031]", "十六五：项数不够"),
        ("regions.csv", "code,name", "第一行应有"),
        ("region.csv", "code,name", "没有叫“region.csv”的词表"),
    ],
)
def test_the_place_of_a_fault_is_named(own_words: Path, name: str, text: str, problem: str) -> None:
    assert problem in said(own_words, name, text)
