"""Which documents would name a goal, told by kind and title."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.vocab import configure, goals


@pytest.mark.parametrize("kind", ["plan", "report", "statistics"])
def test_plans_reports_and_bulletins_always_do(kind: str) -> None:
    assert goals.names_goals(kind, "任意题名")


@pytest.mark.parametrize("kind", ["law", "news", "research", "standard", "speech", "other"])
def test_laws_and_writings_never_do(kind: str) -> None:
    assert not goals.names_goals(kind, "关于绿化工作的意见")


@pytest.mark.parametrize(
    ("title", "does"),
    [
        ("关于科学绿化的实施意见", True),
        ("促进农业发展的若干措施", True),
        ("2022年林业工作要点", True),
        ("关于下达2022年营造林任务的通知", True),
        ("关于同意某某同志辞职的批复", False),
        ("关于政协第十二号提案的答复", False),
        ("关于某某等同志任职的通知", False),
        ("关于成立绿化行动领导小组的通知", False),
        ("关于组织申报绿色技术创新行动的通知", False),
        ("关于做好节能宣传周工作的通知", False),
        ("资金管理办法", False),
    ],
)
def test_policies_do_where_their_title_says_so(title: str, does: bool) -> None:
    assert goals.names_goals("policy", title) is does


@pytest.mark.parametrize(
    ("title", "is_cover"),
    [("关于印发《绿化规划》的通知", True), ("关于做好绿化工作的通知", False), ("印发须知", False)],
)
def test_a_notice_that_brings_a_plan_is_a_cover(title: str, is_cover: bool) -> None:
    assert goals.is_cover(title) is is_cover


def test_a_library_adds_its_own_words(own_words: Path) -> None:
    (own_words / "goals.yaml").write_text("titles: [倡议]\n", encoding="utf-8")
    configure(own_words)
    assert goals.names_goals("policy", "节水倡议")
    assert goals.names_goals("policy", "节水意见")
    assert goals.validate() == []


def test_mistakes_are_named(own_words: Path) -> None:
    own = "kinds: [policy, 规划]\nbut_not: [意见]\n"
    (own_words / "goals.yaml").write_text(own, encoding="utf-8")
    configure(own_words)
    assert len(goals.validate()) == 3
