"""Organs that issue together, local posts of national bodies, and numbers run into titles."""

from __future__ import annotations

import pytest

from indexer.metadata.organs import leading_organs, organs_of_line
from indexer.metadata.places import organ_place
from kb.vocab.kinds import kind_of_title
from tests.indexer.metadata.readings import one


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        ("国家税务总局湖州市税务局关于延期申报的公告", ["国家税务总局湖州市税务局"]),
        ("国家税务总局苏州工业园区税务局", ["国家税务总局苏州工业园区税务局"]),
        ("国家税务总局办公厅关于停机的通知", ["国家税务总局办公厅"]),
        (
            "国家外汇管理局江苏省分局 江苏省商务厅",
            ["国家外汇管理局江苏省分局", "江苏省商务厅"],
        ),
        ("国务院安全生产委员会关于检查的通知", ["国务院安全生产委员会"]),
        ("国务院关于设立委员会的决定", ["国务院"]),
        ("市发展改革委 市总工会", ["市发展改革委", "市总工会"]),
    ],
)
def test_organs_that_a_text_begins_with(text: str, organs: list[str]) -> None:
    assert leading_organs(text)[0] == organs


def test_a_name_spaced_out_to_the_width_of_others() -> None:
    assert organs_of_line("水 利 部") == ["水利部"]


def test_a_local_post_is_of_its_place() -> None:
    place = organ_place("国家税务总局湖州市税务局")
    assert place is not None
    assert place.name == "湖州市"


BODY = ("各区县人民政府：", "现将方案印发给你们，请抓好落实。")


def test_a_circular_of_several_departments_is_signed_by_all() -> None:
    title = "湖州市水利局等3部门关于印发湖州市节水方案的通知"
    signed = ("湖州市水利局\u3164\u3164湖州市财政局", "湖 州 市 教 育 局", "2022年5月18日")
    document = one(title, *BODY, *signed)
    assert document.issuers == ("湖州市水利局", "湖州市财政局", "湖州市教育局")


def test_issuers_that_stand_in_lines_of_their_own_belong_to_the_title() -> None:
    lines = ("湖州市水利局", "湖州市财政局", "湖州市教育局关于印发湖州市节水方案的通知")
    title = "湖州市水利局 湖州市财政局 湖州市教育局关于印发湖州市节水方案的通知"
    assert one(*lines, *BODY).title == title


def test_a_letterhead_repeated_in_the_title_is_no_second_issuer() -> None:
    lines = ("湖州市水利局", "湖州市水利局关于印发湖州市节水方案的通知")
    assert one(*lines, *BODY).title == lines[1]


def test_a_number_run_into_the_title() -> None:
    document = one("湖政办﹝2021﹞36 号湖州市“十四五”节水规划", "2021年7月", "一、节水现状")
    assert document.title == "湖州市“十四五”节水规划"
    assert document.document_number == "湖政办〔2021〕36号"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于发布“创新行动计划”节水专项申报指南的通知", "policy"),
        ("湖州市“清水”行动计划", "plan"),
        ("“清水规划”", "plan"),
    ],
)
def test_a_quoted_name_does_not_tell_the_kind(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("2015年石家庄市人民政府工作报告", ("石家庄市人民政府",)),
        ("石家庄市人民政府2015年工作报告", ("石家庄市人民政府",)),
        ("湖州市政府工作报告（2015年）", ("湖州市人民政府",)),
        ("2015年湖州市民政局工作报告", ("湖州市民政局",)),
        ("湖州市人民政府工作报告重点任务分工", ()),
        ("湖州市清水行动工作报告", ()),
    ],
)
def test_a_work_report_is_issued_by_the_organ_its_title_names(
    title: str, issuers: tuple[str, ...]
) -> None:
    document = one(title, "各位代表：", "过去一年，全市修建水渠三十公里。")
    assert document.issuers == issuers
    assert document.origins.get("issuers", "title") == "title"
