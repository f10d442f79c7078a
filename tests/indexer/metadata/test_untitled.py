"""Texts without a title, and files whose name says nothing."""

from __future__ import annotations

import pytest

from indexer.metadata.untitled import is_a_name
from kb.models import Hint
from tests.indexer.metadata.readings import one

ABSTRACT = "【摘要】：竹产业是山区农户增收的重要来源，本文讨论其加工环节的不足。"


@pytest.mark.parametrize(
    "name",
    [
        "f844ff7ff188a007",
        "content_5345284",
        "t20181121_355054",
        "20230105",
        "2008",
        "新建文档(2)",
        "新建 Microsoft Word 文档",
        "全文",
        "附件1",
        "微信图片_20230405",
        "扫描件 001",
        "0d3f1c9e-6a2b-4c55-9d70-1b7f6f0a9e21",
        "index",
        "无标题",
    ],
)
def test_what_programs_call_a_file_is_no_name(name: str) -> None:
    assert not is_a_name(name)


@pytest.mark.parametrize(
    "name", ["某县造林总结", "广元规划", "2023年工作要点", "Rural energy survey", "全县竹产业资料"]
)
def test_what_people_call_a_text_is_a_name(name: str) -> None:
    assert is_a_name(name)


def test_a_text_that_nobody_named_is_called_by_its_opening_words() -> None:
    document = one(ABSTRACT, "一、现状", name="003_9f1bd2c07a6e4d18.txt")
    assert document.title == "［竹产业是山区农户增收的重要来源……］"
    assert document.origins["title"] == "opening"


def test_a_container_title_that_says_nothing_is_passed_over() -> None:
    hints = (Hint("title", "新建 DOCX 文档", "docx_properties"),)
    assert one(ABSTRACT, name="某县竹产业调研.docx", hints=hints).title == "某县竹产业调研"


def test_a_title_may_stand_after_a_note_of_the_page() -> None:
    document = one(
        "调整之后，全市设镇二十个，乡十一个，街道五个。",
        "巴中市人民代表大会常务委员会",
        "关于乡镇区划调整方案的决定",
        "2020年3月15日",
        "会议听取了县人民政府关于方案的说明，审议了方案，决定予以批准。",
        name="2020.md",
    )
    assert document.title == "巴中市人民代表大会常务委员会关于乡镇区划调整方案的决定"
