"""Sentences that speak of a goal and give no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import VocabularyError
from kb.vocab import absences, configure


def told(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for kind, start, end in absences.without_figure(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "今年不再提出经济增长的具体目标",
        "暂不下达碳排放总量指标",
        "取消设置亩产要求",
        "本县未明确这项任务",
    ],
)
def test_a_refusal_is_the_whole_sentence(sentence: str) -> None:
    assert told(f"前一句。{sentence}；后一句。") == [("explicitly_not_set", sentence)]


@pytest.mark.parametrize(
    "sentence",
    ["能耗强度完成省上下达的目标", "用水按照国家核定执行", "空气质量达到市考核线"],
)
def test_a_goal_set_above_is_one_without_figure(sentence: str) -> None:
    assert told(f"{sentence}。") == [("without_figure", sentence)]


@pytest.mark.parametrize(
    "sentence", ["不设门槛，确保目标实现", "完成省道改造，任务下达", "执行国家 | 标准 | 下达"]
)
def test_a_gap_holds_no_stop(sentence: str) -> None:
    assert told(sentence) == []


def test_a_library_adds_rules_and_names(own_words: Path) -> None:
    own = "sentences: {without_figure: [{words: [[参照]], gap: 4, stop: '，', end: [口径]}]}\n"
    (own_words / "absences.yaml").write_text(own + "short_names: {gdp: [经济总盘子]}\n", "utf-8")
    configure(own_words)
    assert told("参照上年口径") == [("without_figure", "参照上年口径")]
    assert absences.short_names("gdp")[0] == "GDP"
    assert absences.short_names("gdp")[-1] == "经济总盘子"


def test_an_unknown_metric_is_said(own_words: Path) -> None:
    assert absences.validate() == []
    (own_words / "absences.yaml").write_text("short_names: {no_such_metric: [甲乙]}\n", "utf-8")
    configure(own_words)
    assert absences.validate() == ["short_names 中的指标“no_such_metric”没有定义"]


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("sentences: {forgotten: []}\n", "没有名为“forgotten”的空缺"),
        ("sentences: {without_figure: [{words: [[参照]]}]}\n", "应有且只有"),
    ],
)
def test_a_malformed_file_is_refused(own_words: Path, own: str, words: str) -> None:
    (own_words / "absences.yaml").write_text(own, "utf-8")
    configure(own_words)
    with pytest.raises(VocabularyError, match=words):
        absences.validate()
