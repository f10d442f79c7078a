"""Topics a text is about."""

from __future__ import annotations

import pytest

from kb.vocab.topics import NOT_TOPICS, all_topics, topics_of, validate


def test_the_vocabulary_is_sound() -> None:
    assert validate() == []


def test_what_does_not_count_is_no_topic() -> None:
    assert NOT_TOPICS not in all_topics()


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("关于养老服务的意见", "养老服务。", True),
        ("某市人民政府通知", "各县人民政府、市人民政府各部门：县人民政府要抓好落实。", False),
        ("工作安排", "民政工作要点：民政部门牵头，民政对象纳入保障。", True),
    ],
    ids=["named by the title", "only inside 人民政府", "spoken of three times"],
)
def test_civil_affairs_are_no_part_of_peoples_governments(
    title: str, text: str, *, wanted: bool
) -> None:
    assert ("养老与民政" in topics_of(title, text)) is wanted
