"""The word lists the rules go by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer import measures
from indexer.measures.lexing import lexicon
from kb.errors import VocabularyError

FILES = sorted(path.stem for path in (Path(measures.__file__).parent / "data").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_words_is_sound(file: str) -> None:
    assert all(lexicon.word_list(file).values())


def test_a_word_that_stands_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "twice.yaml").write_text("heads: [产量, 产值, 产量]", encoding="utf-8")
    monkeypatch.setattr(lexicon, "_FOLDER", tmp_path)
    with pytest.raises(VocabularyError, match="重复：产量"):
        lexicon.word_list("twice")


def test_the_longest_word_is_found_where_several_begin() -> None:
    found = re.findall(lexicon.alternation(["产", "产值", "产业链", "A+"]), "产值A+，产业链、产业")
    assert found == ["产值", "A+", "产业链", "产"]
