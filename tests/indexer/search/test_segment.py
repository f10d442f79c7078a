from __future__ import annotations

import pytest

from indexer.segment import is_long_word, segmenter, stamp, standing_words, words
from indexer.segment.words import build, domain_words


@pytest.mark.parametrize(
    "word", ["碳达峰", "碳中和", "生态红线", "森林覆盖率", "成渝地区双城经济圈", "平昌县", "十四五"]
)
def test_a_domain_word_is_one_word(word: str) -> None:
    assert word in words(f"关于{word}的说明")


def test_words_together_are_the_text() -> None:
    text = "到2025年,全省森林覆盖率达到41%以上;gdp增长5.5%。"
    assert "".join(words(text)) == text


def test_search_words_include_inner_words() -> None:
    assert {"森林覆盖率", "森林"} <= set(segmenter().cut_search("森林覆盖率"))


def test_the_dictionary_is_folded() -> None:
    assert "gdp" in domain_words()
    assert not any(word != word.lower() for word in domain_words())


TEXT = "发展中国家的国家公园,森林覆盖率目标;研究生命周期,生产总值\n超过 PM2.5 的Ⅲ类水质达标率"


def test_a_long_word_stands_where_its_characters_do_however_a_text_is_cut() -> None:
    runs = {TEXT[at : at + size] for at in range(len(TEXT)) for size in range(3, 9)}
    assert {run for run in runs if is_long_word(run)} == set(standing_words(TEXT))
    assert {"发展中国家", "国家公园", "研究生", "森林覆盖率"} <= set(standing_words(TEXT))


def test_a_long_word_is_counted_as_often_as_it_stands() -> None:
    assert standing_words("森林覆盖率与森林覆盖率").count("森林覆盖率") == 2


@pytest.mark.slow
def test_jieba_stands_in_for_rjieba() -> None:
    spare = build("jieba")
    assert (spare.name, "森林覆盖率" in spare.cut("全省森林覆盖率")) == ("jieba", True)


@pytest.mark.slow
def test_the_stamp_tells_the_segmenters_apart() -> None:
    assert build("jieba").stamp != stamp()
