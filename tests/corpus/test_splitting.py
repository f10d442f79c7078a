"""Files that hold several documents."""

from __future__ import annotations

import pytest

from corpus.splitting.heads import Head, parse_head
from kb.models import CleanText
from tests.corpus.conftest import Read

BODY = [
    "社区食堂由街道举办，面向全体居民开放，对老年人给予补贴，账目按月公示，接受监督。",
    "各区应当在三年内建成食堂一百二十家，覆盖全部街道，并落实场地、人员、经费三项保障。",
    "市级财政按照每家二十万元的标准给予一次性建设补助，运营经费由区级财政承担。",
    "食品安全由市场监管部门负责检查，每季度不少于一次，检查结果在网站上向社会公布。",
    "对提前完成任务的区，在年度考核中予以加分；对进度滞后的区，由市政府进行约谈。",
]
LONG = "\n\n".join(BODY * 2)


def hints(document: CleanText) -> dict[str, str]:
    return {hint.field: hint.value for hint in document.hints}


def test_a_newsletter_gives_its_articles(reading: Read) -> None:
    text = "\n\n".join(
        [
            "【本市动态】",
            "三家社区食堂同日开业",
            "发布日期：2024-5-6  来源：某市日报",
            LONG,
            "厨师培训班结业",
            "来源：某市人社局 时间：2024年05月07日",
            LONG,
            "【外地经验】",
            "邻市推广“一街一堂”",
            "发布日期：2024-05-08  来源：邻市发布",
            LONG,
            "【公告】",
            "关于食堂选址公示的补充说明",
            LONG,
        ]
    )
    found = reading(text)
    assert (found.family, [d.part for d in found.documents]) == (
        "compilation",
        ["a01", "a02", "a03", "a04"],
    )
    assert [tuple(hints(d).values())[:4] for d in found.documents] == [
        ("三家社区食堂同日开业", "2024-05-06", "某市日报", "本市动态"),
        ("厨师培训班结业", "2024-05-07", "某市人社局", "本市动态"),
        ("邻市推广“一街一堂”", "2024-05-08", "邻市发布", "外地经验"),
        ("关于食堂选址公示的补充说明", "公告"),
    ]


def test_an_image_is_noted_on_the_article_that_has_it(reading: Read) -> None:
    article = "# {}食堂开业\n\n发布日期：2024-05-0{}  来源：某市日报\n\n{}\n\n{}"
    text = "\n\n".join(
        article.format(name, day, LONG, "![](images/tu.jpg)\n\n" * (day == 2) + LONG)
        for day, name in enumerate("东西南北", 1)
    )
    found = reading(text, "简报.md")
    assert [[note.code for note in d.notes] for d in found.documents] == [[], ["image"], [], []]


def notice(title: str, plan: str) -> str:
    return "\n\n".join(
        [
            title,
            "某政发〔2024〕9号",
            "各区人民政府，市政府各部门：",
            "现将有关文件印发给你们，请认真组织实施。",
            "某市人民政府",
            "2024年5月6日",
            plan,
            LONG,
        ]
    )


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("某市人民政府关于印发《某市社区食堂建设方案》的通知", "某市社区食堂建设方案"),
        ("某市人民政府关于印发某市社区食堂建设方案的通知", "某市社区食堂建设方案"),
        (
            "关于印发《某市社区食堂建设方案（2024—2026年）》的通知",
            "某市社区食堂建设方案\n\n（2024—2026年）",
        ),
    ],
)
def test_a_notice_and_the_plan_it_prints_are_two_documents(
    reading: Read, title: str, plan: str
) -> None:
    found = reading(notice(title, plan))
    assert (found.family, [d.part for d in found.documents]) == ("notice", ["n", "p"])
    first, second = found.documents
    assert first.text.startswith(title)
    assert first.text.endswith("2024年5月6日")
    assert hints(second)["title"] == plan.replace("\n\n", "")
    assert second.text.startswith("某市社区食堂建设方案")


def test_a_plan_begins_at_its_title_and_not_where_the_notice_lists_it(reading: Read) -> None:
    listed = "附件：某市社区食堂建设方案\n\n某市人民政府\n\n2024年5月6日\n\n附件"
    text = notice("某市人民政府关于印发某市社区食堂建设方案的通知", "某市社区食堂建设方案")
    first, second = reading(text.replace("某市人民政府\n\n2024年5月6日", listed)).documents
    assert first.text.endswith("2024年5月6日")
    assert second.text.startswith("附件\n某市社区食堂建设方案")


def test_a_notice_without_its_plan_is_one_document(reading: Read) -> None:
    text = notice("某市人民政府关于印发《某市食堂管理办法》的通知", "另一标题")
    assert len(reading(text).documents) == 1


def test_a_file_named_after_two_documents_gives_both(reading: Read) -> None:
    parts = ["附件1", "食堂建设十条措施", LONG, "附件2", "食堂运营补贴办法", LONG]
    found = reading("\n\n".join(parts), "7、《食堂建设十条措施》《食堂运营补贴办法》.txt")
    assert [(d.part, hints(d)["title"]) for d in found.documents] == [
        ("p1", "食堂建设十条措施"),
        ("p2", "食堂运营补贴办法"),
    ]
    assert found.documents[1].text.startswith("附件2\n")


def test_a_notice_that_lists_two_annexes_gives_both(reading: Read) -> None:
    names = ["社区食堂建设办法（试行）", "社区食堂补贴办法（试行）"]
    first = f"某市关于印发《{names[0]}》《{names[1]}》的通知"
    parts = [first, "各区人民政府：", LONG, "附件：", *(f"《{name}》" for name in names)]
    found = reading("\n\n".join([*parts, names[0], LONG, names[1], LONG]))
    assert found.family == "notice"
    assert [(d.part, hints(d).get("title")) for d in found.documents[1:]] == [
        ("p1", names[0]),
        ("p2", names[1]),
    ]


@pytest.mark.parametrize(
    ("annex", "codes"), [("食堂任务表", []), ("另一张表", ["attachment_missing"])]
)
def test_an_annex_that_is_named_but_not_held_is_noted(
    reading: Read, annex: str, codes: list[str]
) -> None:
    text = "\n\n".join(
        [LONG, f"附件：{annex}", "某市人民政府", "2024年5月6日", "附件", "食堂任务表", LONG]
    )
    (document,) = reading(text).documents
    assert [note.code for note in document.notes] == codes


def test_a_note_belongs_to_the_article_it_is_about(reading: Read) -> None:
    articles = []
    for number in range(1, 5):
        annex = "附件：食堂任务表" if number == 3 else "特此报道。"
        articles += [f"第{number}批社区食堂开业", f"发布日期：2024-05-0{number} 来源：某市日报"]
        articles += [LONG, annex]
    found = reading("\n\n".join(["【本市动态】", *articles])).documents
    assert [len(document.notes) for document in found] == [0, 0, 1, 0]


def test_an_annex_named_twice_is_noted_once(reading: Read) -> None:
    text = "\n\n".join([LONG, "附件：另一张表", "某市人民政府", "附件：另一张表", LONG])
    (document,) = reading(text).documents
    assert [note.code for note in document.notes] == ["attachment_missing"]


def test_a_title_on_two_lines_is_made_whole(reading: Read) -> None:
    text = "\n\n".join(["某市人民政府关于加快", "社区食堂建设的意见", "某政发〔2024〕9号", LONG])
    (document,) = reading(text).documents
    assert document.text.split("\n")[0] == "某市人民政府关于加快社区食堂建设的意见"


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("发布日期：2024-5-6  来源：某市日报", Head("2024-05-06", "某市日报")),
        ("来源： 某市日报　时间：2024年5月6日 08:30", Head("2024-05-06", "某市日报")),
        ("2024-05-06 09:02:33 来源：某市日报", Head("2024-05-06", "某市日报")),
        ("来源：某市日报", Head(None, "某市日报")),
        ("时间：2024年05月06日", Head("2024-05-06", None)),
        ("构建来源可查、去向可追、责任可究的体系", None),
        ("电力来源于可再生能源。", None),
        ("截止日期：2024-05-06", None),
    ],
)
def test_head_lines_of_articles(line: str, head: Head | None) -> None:
    assert parse_head(line) == head


def test_a_plans_title_goes_on_over_lines_that_its_notice_names(reading: Read) -> None:
    text = notice(
        "关于印发某市2024年社区食堂建设和老年助餐服务重点工作安排的通知",
        "某市2024年社区食堂建设和\n\n老年助餐服务重点工作安排",
    )
    plan = reading(text).documents[-1]
    assert hints(plan)["title"] == "某市2024年社区食堂建设和老年助餐服务重点工作安排"
