"""What a document says about itself; all sentences are made up for these tests."""

from __future__ import annotations

import pytest

from kb.models import Hint
from tests.indexer.metadata.readings import clean, described, one

NOTICE = (
    "青山市人民政府文件",
    "青府发〔2022〕15 号",
    "巴中市人民政府",
    "关于印发巴中市林下经济发展方案的通知",
    "各县（区）人民政府，市级各部门：",
    "现将方案印发给你们，请抓好落实。",
    "巴中市人民政府",
    "2022 年 5 月 18 日",
    "（此件公开发布）",
)


def test_the_imprint_behind_a_plan_does_not_say_who_issued_it() -> None:
    imprint = "巴中市林业局办公室    2022年5月19日印发"
    plan = clean("林下经济发展方案", "一、总体目标", "抄送：市委办公室。", imprint, part="p")
    assert described(clean(*NOTICE, part="n"), plan, family="notice")[1].issuers == (
        "巴中市人民政府",
    )


def test_a_red_headed_notice_tells_all_about_itself() -> None:
    document = one(*NOTICE)
    assert document.title == "巴中市人民政府关于印发巴中市林下经济发展方案的通知"
    assert document.issuers == ("巴中市人民政府",)
    assert document.document_number == "青府发〔2022〕15号"
    assert document.written_on == "2022-05-18"
    assert (document.level, document.regions[0].name) == ("city", "巴中市")


def test_the_name_of_the_next_sheet_is_no_part_of_the_title_above_the_table() -> None:
    document = one(
        ("heading", "食堂任务", 1),
        ("caption", "白石县食堂建设任务分解表"),
        ("table_row", "甲乡 | 3"),
        ("heading", "说明", 1),
        "本表由县民政局编制。",
        name="任务.xlsx",
    )
    assert document.title == "白石县食堂建设任务分解表"


def test_each_value_keeps_where_it_came_from() -> None:
    origins = one(*NOTICE).origins
    assert (origins["title"], origins["issuers"], origins["document_number"]) == (
        "title_line",
        "title",
        "number_line",
    )
    assert (origins["written_on"], origins["regions"]) == ("signature", "issuer")


def test_what_the_text_does_not_say_stays_empty() -> None:
    document = one("乡村茶园管护要点", "春季修剪要在发芽之前完成，夏季注意防旱。")
    assert (document.issuers, document.document_number, document.written_on) == ((), None, None)
    assert (document.published_on, document.effective_on, document.regions) == (None, None, ())
    assert (document.validity, document.superseded_by, document.level) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("某某市“十四五”水网", "建设规划", "2022 年 3 月", "目 录"), "某某市“十四五”水网建设规划"),
        (
            ("四川省林业和草原局", "关于做好春季造林", "工作的通知", "各市（州）林草局："),
            "四川省林业和草原局关于做好春季造林工作的通知",
        ),
        (
            ("关于印发《柑橘产业三年", "行动计划（2021—2023 年）》的通知", "各乡镇："),
            "关于印发《柑橘产业三年行动计划（2021—2023年）》的通知",
        ),
        (
            ("附件 2", "某县河湖管理办法", "（试行）", "第一条 为加强管理，制定本办法。"),
            "某县河湖管理办法（试行）",
        ),
        (
            ("某市关于加快竹产业发展的意见（2020年6月1日）", "竹产业前景广阔，现提出以下意见。"),
            "某市关于加快竹产业发展的意见",
        ),
        (("某省油茶规划[1]", "一、总体要求"), "某省油茶规划"),
    ],
)
def test_a_title_is_read_over_its_lines(lines: tuple[str, ...], title: str) -> None:
    assert one(*lines).title == title


def test_the_files_name_is_the_last_resort_for_a_title() -> None:
    document = one("各地要抓住春季有利时机，扎实推进造林绿化工作。", name="12、某县造林总结.docx")
    assert (document.title, document.origins["title"]) == ("某县造林总结", "file_name")


def test_a_line_that_the_files_name_confirms_is_the_title() -> None:
    lines = ("某市人民政府关于印发某市茶业规划的通知", "各县：", "某市茶业规划", "一、基础")
    assert one(*lines, name="3、某市茶业规划.pdf").title == "某市茶业规划"


def test_a_bare_work_report_gets_place_and_year() -> None:
    document = one(
        "政府工作报告",
        "——2023年1月6日在巴中市第五届人民代表大会第三次会议上",
        "巴中市人民政府市长",
        "各位代表：",
        "现在，我代表市人民政府向大会报告工作，请予审议。",
    )
    assert (document.title, document.kind) == ("2023年巴中市政府工作报告", "report")
    assert (document.issuers, document.written_on) == (("巴中市人民政府",), "2023-01-06")


def test_a_report_given_in_december_is_for_the_next_year() -> None:
    document = one(
        "政府工作报告", "——2013年12月18日在巴中市", "第三届人民代表大会第二次会议上", "各位代表："
    )
    assert (document.title, document.written_on) == ("2014年巴中市政府工作报告", "2013-12-18")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国发〔2021〕23号", "国发〔2021〕23号"),
        ("（川办函[2019] 7 号）", "川办函〔2019〕7号"),
        ("巴府办发（2020）第 11 号", "巴府办发〔2020〕11号"),
        ("文号：平发改【2018】3号", "平发改〔2018〕3号"),
    ],
)
def test_a_number_of_any_bracket_style_is_written_one_way(line: str, number: str) -> None:
    document = one("关于加强护林防火工作的通知", line, "各乡镇人民政府：", "请认真执行。")
    assert document.document_number == number


def test_a_cited_number_is_not_the_documents_own() -> None:
    document = one(
        "关于加强护林防火工作的通知",
        "各乡镇人民政府：",
        "根据《某市护林办法》（某府发〔2017〕9号）和川办发〔2018〕3号文件，通知如下。",
    )
    assert document.document_number is None


def test_joint_issuers_are_read_from_the_signature() -> None:
    document = one(
        "关于推进竹林碳汇试点的通知",
        "各县（市、区）：",
        "请结合实际抓好落实。",
        "国家发展改革委",
        "生态环境部 国家林草局",
        "2022年3月1日",
    )
    assert document.issuers == ("国家发展和改革委员会", "生态环境部", "国家林业和草原局")
    assert (document.level, document.regions[0].code) == ("national", "000000")


def test_a_short_organ_is_resolved_by_the_documents_place() -> None:
    document = one(
        "省发改委关于做好天然气保供的通知",
        "各市（州）发展改革委：",
        "我省天然气供应总体平稳，四川省管网运行安全，四川省各地要做好保供。",
    )
    assert document.issuers == ("四川省发展和改革委员会",)


@pytest.mark.parametrize(
    ("sentence", "effective"),
    [
        ("本办法自2021年2月1日起施行。", "2021-02-01"),
        ("本办法自印发之日起施行，有效期5年。", "2020-12-08"),
        ("本办法由市林业局负责解释。", None),
    ],
)
def test_the_effective_date_is_read(sentence: str, effective: str | None) -> None:
    document = one(
        "某县古树名木保护办法",
        "各乡镇：",
        "现予印发，请遵照执行。",
        "平昌县人民政府",
        "2020年12月8日",
        "第一条 为保护古树，制定本办法。",
        sentence,
    )
    assert document.effective_on == effective


@pytest.mark.parametrize(
    ("line", "validity"),
    [
        ("（已废止）", "repealed"),
        ("（2010年5月1日通过　根据2018年9月3日的决定修正）", "amended"),
        ("本办法已被《某市新办法》替代。", "superseded"),
        ("本办法适用于全市。", "unknown"),
    ],
)
def test_validity_is_told_only_where_the_text_tells_it(line: str, validity: str) -> None:
    assert one("某市湿地管理办法", line, "第一条 制定本办法。").validity == validity


def test_hints_of_the_container_come_first() -> None:
    hints = (
        Hint("issuer", "国务院办公厅", "html_table"),
        Hint("document_number", "国办发〔2018〕121号", "html_table"),
        Hint("written_on", "2018年12月11日", "html_table"),
        Hint("published_on", "2018年12月21日", "html_table"),
        Hint("title", "关于加快发展赛事经济的意见", "html_table"),
    )
    document = one("首页", "正文内容在此。", hints=hints)
    assert (document.title, document.issuers) == ("关于加快发展赛事经济的意见", ("国务院办公厅",))
    assert (document.written_on, document.published_on) == ("2018-12-11", "2018-12-21")
    assert document.origins["document_number"] == "html_table"


def test_a_plan_shares_number_and_issuer_of_its_notice() -> None:
    notice = clean(*NOTICE, part="n")
    plan = clean("林下经济发展方案", "一、总体目标", part="p")
    first, second = described(notice, plan, family="notice")
    assert second.document_number == first.document_number == "青府发〔2022〕15号"
    assert second.origins["issuers"] == "family_notice"
    assert (first.family_role, second.family_role) == ("notice", "plan")
    assert first.family_id == second.family_id == first.source_id


def test_an_article_keeps_source_section_and_a_key_with_its_title() -> None:
    hints = (
        Hint("title", "荷兰 关闭最后一座煤电厂", "article_head"),
        Hint("source_name", "某某周刊", "article_head"),
        Hint("published_on", "2017-10-19", "article_head"),
        Hint("section", "国际资讯", "section_heading"),
        Hint("compilation", "节能动态", "issue_line"),
    )
    article = clean(
        "荷兰 关闭最后一座煤电厂", "报道称，该国将提前关停煤电。", part="a01", hints=hints
    )
    document = described(article, name="期刊/第3期.v2.pdf", family="compilation")[0]
    assert document.doc == "第3期.v2#荷兰关闭最后一座煤电厂"
    assert (document.kind, document.section, document.compilation) == (
        "news",
        "国际资讯",
        "节能动态",
    )
    assert (document.regions[0].name, document.published_on) == ("荷兰", "2017-10-19")
    assert (document.issuers, document.level, document.family_role) == ((), None, "article")


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("某市“十三五”林业规划", ("十三五",)),
        ("某市林业规划（2021—2025年）", ("十四五",)),
        ("某市国民经济和社会发展第十二个五年规划纲要", ("十二五",)),
        ("某市林业行动方案（2022—2024年）", ()),
    ],
)
def test_planning_periods_come_from_the_title(title: str, periods: tuple[str, ...]) -> None:
    assert one(title, "一、总体要求").periods == periods


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("成渝地区双城经济圈文旅规划", ["成渝地区双城经济圈"]),
        ("四川省巴中市平昌县茶业规划", ["平昌县"]),
        ("中美能效对话在蓉举行", ["全国", "美国"]),
        ("联合国发布气候报告", ["全球"]),
        ("襄樊市城市总体规划", ["襄阳市"]),
    ],
)
def test_places_come_from_the_title(title: str, places: list[str]) -> None:
    assert [place.name for place in one(title, "一、总则").regions] == places


def test_a_place_that_the_gazetteer_lacks_is_no_other_place() -> None:
    text = ("学习成都市的做法，全市新建公园。", "与成都市的差距缩小，全市绿地增加。")
    assert one("北原市“十四五”城市绿化规划", *text).regions == ()
    assert one("“十四五”城市绿化规划", *text).regions[0].name == "成都市"


def test_a_decree_bears_the_name_of_the_regulation_it_issues() -> None:
    document = one(
        "四川省人民政府令",
        "第345号",
        "《四川省油茶保护办法》已经省人民政府常务会议审议通过，现予公布，自2021年3月1日起施行。",
        "省长 某某",
        "2021年1月20日",
    )
    assert (document.title, document.kind) == ("四川省油茶保护办法", "policy")
    assert document.issuers == ("四川省人民政府",)
    assert document.document_number == "四川省人民政府令第345号"
    assert (document.written_on, document.effective_on) == ("2021-01-20", "2021-03-01")


def test_a_law_is_issued_by_the_congress_that_adopted_it() -> None:
    document = one(
        "四川省竹林保护条例",
        "（2019年9月26日四川省第十三届人民代表大会常务委员会第十三次会议通过）",
        "第一条 为了保护竹林，制定本条例。",
    )
    assert document.issuers == ("四川省人民代表大会常务委员会",)
    assert (document.kind, document.written_on) == ("law", "2019-09-26")


def test_a_statistical_bulletin_is_issued_by_the_organs_beneath_its_title() -> None:
    document = one(
        "巴中市2022年国民经济和社会发展统计公报",
        "巴中市统计局 国家统计局巴中调查队",
        "（2023年3月28日）",
        "全市经济稳步恢复。",
    )
    assert document.issuers == ("巴中市统计局", "国家统计局巴中调查队")
    assert (document.kind, document.written_on) == ("statistics", "2023-03-28")


def test_joint_organs_of_a_short_title_are_completed_from_the_signature() -> None:
    document = one(
        "四川省林业和草原局等3部门关于印发竹产业方案的通知",
        "各市（州）：",
        "四川省林业和草原局 四川省财政厅",
        "四川省商务厅",
        "2022年3月9日",
    )
    assert document.issuers == ("四川省林业和草原局", "四川省财政厅", "四川省商务厅")


def test_a_plan_takes_the_day_of_its_notice_over_the_month_on_its_cover() -> None:
    plan = clean("林下经济发展方案", "2022 年 5 月", "一、总体目标", part="p")
    assert described(clean(*NOTICE, part="n"), plan, family="notice")[1].written_on == "2022-05-18"


def test_a_report_about_a_document_names_who_put_it_out() -> None:
    document = one(
        "某市出台《核桃产业扶持办法》",
        "近日，巴中市林业局印发了《核桃产业扶持办法》（巴林发〔2020〕8号），支持林农增收。",
    )
    assert document.issuers == ("巴中市林业局",)
    assert document.document_number == "巴林发〔2020〕8号"


def test_the_hour_behind_a_date_of_a_web_page_is_left_out() -> None:
    hints = (Hint("published_on", "2021-12-10 15:11", "html_meta"),)
    assert one("社区食堂管理办法", "食堂每日开放。", hints=hints).published_on == "2021-12-10"


def test_the_day_of_the_signature_is_better_than_the_day_of_issue_of_a_page() -> None:
    lines = ("社区食堂管理办法", "食堂每日开放。", "巴中市林业局", "2022年5月18日")
    hints = (Hint("dated_on", "2022-05-30", "html_table"),)
    assert one(*lines, hints=hints).written_on == "2022-05-18"
    assert one(*lines[:2], hints=hints).written_on == "2022-05-30"
