"""Full names of organs, planning periods, kinds and topics."""

from __future__ import annotations

import pytest

from kb.vocab import issuers, kinds, periods, topics
from kb.vocab.issuers import resolve
from kb.vocab.periods import find_periods, name_for, period


@pytest.mark.parametrize("module", [issuers, periods, kinds, topics], ids=lambda m: m.__name__)
def test_vocabularies_are_valid(module: object) -> None:
    assert module.validate() == []  # type: ignore[attr-defined]  # each has the function


@pytest.mark.parametrize(
    ("short", "within", "full"),
    [
        ("四川省发改委", None, "四川省发展和改革委员会"),
        ("省发改委", "511900", "四川省发展和改革委员会"),
        ("市政府办公室", "511923", "巴中市人民政府办公室"),
        ("县人民政府", "511923", "平昌县人民政府"),
        ("国办", None, "国务院办公厅"),
        ("国家发改委", None, "国家发展和改革委员会"),
        ("四川省委", None, "中共四川省委"),
        ("省委办公厅", "510000", "中共四川省委办公厅"),
        ("四川省人大常委会", None, "四川省人民代表大会常务委员会"),
        ("湖南银监局", None, "湖南银监局"),
        ("成都市金牛区政府", None, "成都市金牛区人民政府"),
        ("国务院", None, "国务院"),
        ("某某协会", None, "某某协会"),
    ],
)
def test_an_organ_gets_its_full_name(short: str, within: str | None, full: str) -> None:
    assert resolve(short, within=within) == full


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("十四五", (2021, 2025)),
        ("“十三五”", (2016, 2020)),
        ("“十五 五”时期", (2026, 2030)),
        ("十五", (2001, 2005)),
        ("六五", (1981, 1985)),
        ("第十二个五年规划", (2011, 2015)),
        ("二十五", None),
    ],
)
def test_a_planning_period_has_its_years(name: str, years: tuple[int, int] | None) -> None:
    assert period(name) == years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十三五”期间和十四五规划", ["十三五", "十四五"]),
        ("第十四个五年规划纲要", ["十四五"]),
        ("共二十五个项目，第十五条，十五年来", []),
        ("‘十五五’开局", ["十五五"]),
    ],
)
def test_planning_periods_are_found_in_text(text: str, expected: list[str]) -> None:
    assert [name for _, _, name in find_periods(text)] == expected


@pytest.mark.parametrize(("year", "name"), [(2023, "十四五"), (1964, None), (1981, "六五")])
def test_a_year_lies_in_its_period(year: int, name: str | None) -> None:
    assert name_for(year) == name


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市“十四五”林业发展规划", "plan"),
        ("某省碳达峰实施方案", "plan"),
        ("2024年某县政府工作报告", "report"),
        ("某市2020年国民经济和社会发展统计公报", "statistics"),
        ("某省河道管理条例", "law"),
        ("中华人民共和国森林法", "law"),
        ("关于做好春耕工作的通知", "policy"),
        ("某某标准管理办法（试行）", "policy"),
        ("山区县生态产品价值实现路径研究", "research"),
        ("在全省林业工作会议上的讲话", "speech"),
        ("春天来了", None),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: str | None) -> None:
    assert kinds.kind_of_title(title) == kind


def test_topics_of_the_title_come_first() -> None:
    text = "新增光伏装机，发展风电和储能。" * 5 + "改善空气质量。" * 2
    assert topics.topics_of("某市森林资源保护意见", text)[:2] == ("林草与生物多样性", "可再生能源")


def test_a_word_said_once_makes_no_topic() -> None:
    assert topics.topics_of("关于会议安排的通知", "会议讨论了教育工作。") == ()
