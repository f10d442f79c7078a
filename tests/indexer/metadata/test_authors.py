"""Who wrote a text: the line beneath its title, and what a notice passes on."""

from __future__ import annotations

import pytest

from tests.indexer.metadata.readings import clean, described, one

ABSTRACT = "摘要：本文以甲地为例，讨论山区绿色发展的路径和难点。"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("中共巴中市委党校 张一鸣，李二", ("张一鸣", "李二")),
        ("张一鸣 李二", ("张一鸣", "李二")),
        ("张一鸣1，李 二2*", ("张一鸣", "李二")),
        ("张一鸣（四川大学经济学院，四川成都610000）", ("张一鸣",)),
        ("作者：欧阳明远", ("欧阳明远",)),
        ("青山大学经济学院 王三", ("王三",)),
        ("□ 王三", ("王三",)),
        ("2021年3月", ()),
        ("绿色低碳转型", ()),
        ("——以甲地为例", ()),
    ],
)
def test_the_authors_of_a_paper_stand_beneath_its_title(
    line: str, authors: tuple[str, ...]
) -> None:
    document = one("山区绿色低碳发展路径研究", line, ABSTRACT)
    assert (document.kind, document.authors) == ("research", authors)


def test_names_beneath_other_titles_are_no_authors() -> None:
    lines = ("青山市2021年政府工作报告", "张一鸣", "各位代表：", "现在我作工作报告。")
    assert one(*lines).authors == ()


def test_a_text_without_a_title_is_no_policy_for_its_first_words() -> None:
    document = one("【摘要】:山区生态保护与法律及政策的制定紧密相关，意义重大。", "一、引言")
    assert document.kind == "research"


@pytest.mark.parametrize(
    "organ",
    ["清溪县人民政府办公室", "清溪县人民政府", "北原市发展和改革委员会"],
)
def test_the_organ_beneath_the_title_may_be_of_an_unknown_place(organ: str) -> None:
    document = one("清溪县林业发展“十四五”规划", organ, "2021年6月", "一、发展基础")
    assert document.issuers == (organ,)


@pytest.mark.parametrize("line", ["发展目标和重点任务", "全县上下齐心协力", "城区绿化"])
def test_other_lines_beneath_the_title_are_no_organs(line: str) -> None:
    assert one("清溪县林业发展“十四五”规划", line, "一、发展基础").issuers == ()


def test_what_a_notice_passes_on_is_by_the_one_who_wrote_it() -> None:
    notice = clean(
        "国务院办公厅转发教育部关于加强山区学校建设请示的通知",
        "国办发〔1996〕32号",
        "各省、自治区、直辖市人民政府：",
        "现将请示转发给你们，请认真执行。",
        "国务院办公厅",
        "1996年5月3日",
        part="n",
    )
    request = clean("关于加强山区学校建设的请示", "国务院：", "山区学校很少。", part="p")
    passed_on = {
        document.part: document for document in described(notice, request, family="notice")
    }
    assert passed_on["n"].issuers == ("国务院办公厅",)
    assert passed_on["p"].issuers == ("教育部",)
    assert passed_on["p"].document_number == "国办发〔1996〕32号"
