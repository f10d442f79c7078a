"""Lists of words that reading goes by, and what a library adds to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.metadata.titles import is_complete
from kb.errors import VocabularyError
from kb.vocab import configure, lists


def test_the_built_in_lists_are_sound() -> None:
    assert lists.validate() == []


def test_a_library_adds_words(own_words: Path) -> None:
    known = is_complete("关于春耕生产的温馨提示")
    (own_words / "titles.yaml").write_text("documents: [温馨提示]\n", encoding="utf-8")
    configure(own_words)
    assert (known, is_complete("关于春耕生产的温馨提示")) == (False, True)


def test_a_library_adds_a_label(own_words: Path) -> None:
    (own_words / "sheet_labels.yaml").write_text("issuer: [公布者]\n", encoding="utf-8")
    configure(own_words)
    assert lists.meanings("sheet_labels.yaml")["公布者"] == "issuer"


def test_an_unknown_list_is_refused_with_the_known_ones(own_words: Path) -> None:
    (own_words / "sheet_labels.yaml").write_text("isuer: [公布者]\n", encoding="utf-8")
    configure(own_words)
    with pytest.raises(VocabularyError, match=r"isuer.*issuer"):
        lists.validate()


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("sheet_labels.yaml", "title: [地区]", "既是“title”又是“region”"),
        ("titles.yaml", "documents: [通知]", "“documents”中“通知”重复"),
        ("titles.yaml", "dull: ['我 ']", "带有空白"),
    ],
)
def test_a_fault_is_named(own_words: Path, file: str, text: str, problem: str) -> None:
    (own_words / file).write_text(text, encoding="utf-8")
    configure(own_words)
    assert problem in " ".join(lists.validate())
