"""Pages as the sites of provinces, cities and ministries lay them out."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import Blocks, Read

TITLE = "某市人民政府关于印发社区食堂建设方案的通知"
TEXT = [
    "各区人民政府，市级各部门：",
    "三年内建成社区食堂一百二十家，账目按月公示，接受全体居民监督，经费由市财政统筹。",
    "某市人民政府",
    "2021年3月4日",
]


def page(*parts: str, head: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    body = "".join(part.replace("TEXT", text).replace("TITLE", TITLE) for part in parts)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def told(reading: Read, markup: str) -> tuple[dict[str, str], list[str]]:
    """What the page states, the first of each field, and the lines of its text."""
    (document,) = reading(markup, "a.html").documents
    hints = {hint.field: hint.value for hint in reversed(document.hints)}
    return hints, document.text.split("\n")


FIELDS = {
    "索 引 号": "008/2021-1",
    "分 类": "通知",
    "发文机构": "某市人民政府",
    "成文日期": "2021-03-04",
    "发文字号": "某政发〔2021〕7号",
    "有效性": "是",
}
LAYOUTS = {
    "bold labels of a list": "<ul>{}</ul>|<li><b>{}</b>{}</li>",
    "labels in brackets": "<ol>{}</ol>|<li>[{}] <span>{}</span></li>",
    "labels and values side by side": "<div>{}</div>|<div><span>{}</span><span>{}</span></div>",
    "rows of labels": "<div>{}</div>|<div><label>{}：</label><span>{}</span></div>",
    "a list of definitions": "<dl>{}</dl>|<dt>{}</dt><dd>{}</dd>",
    "heads of a table": "<table>{}</table>|<tr><th>{}：</th><td>{}</td></tr>",
    "brackets in a table": "<table>{}</table>|<tr><td>[ {} ]</td><td>{}</td></tr>",
    "label and value in a cell": "<table>{}</table>|<tr><td>{}：{}</td></tr>",
    "strong labels": "<div>{}</div>|<p><strong>{}：</strong>{}</p>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("place", ["above the box", "within the box"])
def test_labels_and_values_are_metadata(reading: Read, layout: str, place: str) -> None:
    frame, row = layout.split("|")
    block = frame.format("".join(row.format(*pair) for pair in FIELDS.items()))
    box = "<div id='zoom'>{}TEXT</div>"
    parts = [block, box.format("")] if place == "above the box" else [box.format(block)]
    hints, lines = told(reading, page(*parts))
    assert (hints["document_number"], hints["issuer"], hints["written_on"], hints["validity"]) == (
        "某政发〔2021〕7号",
        "某市人民政府",
        "2021-03-04",
        "是",
    )
    assert lines == TEXT


def test_organs_that_issued_it_together_are_one_list(reading: Read) -> None:
    block = "<ul><li>[索引号] 1</li><li>[发文机构] 甲局</li><li>[联合发文单位] 乙局</li></ul>"
    assert told(reading, page(block, "<div>TEXT</div>"))[0]["issuer"] == "甲局、乙局"


def test_a_list_of_documents_is_a_table(reading: Read) -> None:
    table = (
        "<table><tr><td>文件名称</td><td>文号</td><td>发文机关</td><td>发布日期</td></tr>"
        "<tr><td>食堂办法</td><td>某政发〔2015〕3号</td><td>市政府</td><td>2015-03-02</td></tr></table>"
    )
    (document,) = reading(page(f"<div>TEXT{table}</div>"), "a.html").documents
    assert document.tables[0].rows[1].cells[1] == "某政发〔2015〕3号"


def test_a_short_text_beside_its_metadata_stays(reading: Read) -> None:
    block = "<p>索引号：1</p><p>发文机关：某市人民政府</p><p>文号：某政发〔2021〕7号</p>"
    hints, lines = told(reading, page(f"<div>{block}TEXT</div>"))
    assert (hints["document_number"], lines) == ("某政发〔2021〕7号", TEXT)


INFO = {
    "发布时间：2021-03-09 10:20 来源：市政府办公室 浏览次数：<b>12</b> 字体：【大 中 小】": 2,
    "<span>2021-03-09</span><span>来源：市政府办公室</span><span>点击率：5211</span>": 2,
    "【发布日期：2021-03-09】【信息来源：市政府办公室】【字号：大 中 小】保护视力色： 【打印】": 2,
    "来源：市政府办公室 &nbsp; 发布时间：2021年3月9日 &nbsp; 点击数：<i>3</i>次 【打印】": 2,
    "作者：<i></i>发布时间：2021/03/09 来源：市政府办公室 点击：[<i></i>]": 2,
    "某市人民政府门户网站 www.example.gov.cn 2021-03-09 09:00 分享到：": 1,
    "2021年03月09日 08:15 来源：市政府办公室 作者：赵某 编辑：钱某 阅读量：1万+": 2,
}


@pytest.mark.parametrize(("line", "facts"), INFO.items())
def test_the_line_under_the_title_is_no_text(reading: Read, line: str, facts: int) -> None:
    markup = page(f"<div class='box'><h1>TITLE</h1><div>{line}</div><div id='con'>TEXT</div></div>")
    hints, lines = told(reading, markup)
    stated = {"published_on": "2021-03-09", "source_name": "市政府办公室"}
    assert {key: hints.get(key) for key in list(stated)[:facts]} == dict(
        list(stated.items())[:facts]
    )
    assert lines == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "line", ["2021年3月9日", "来源：市政府办公室的调查表明，居民满意。", "（2021年3月9日通过）"]
)
def test_other_lines_under_the_title_stay(reading: Read, line: str) -> None:
    markup = page(f"<div id='con'><h1>TITLE</h1><p>{line}</p>TEXT</div>")
    assert line in told(reading, markup)[1]


@pytest.mark.parametrize(
    "tail",
    [
        "<h3>相关解读</h3><ul><li><a href='1'>一图读懂</a> 2021-03-10</li></ul>",
        "<p>相关文件：<a href='1'>社区食堂办法</a></p>",
        "<div><strong>【相关链接】</strong></div>",
        "<dl><dt>推荐阅读</dt><dd><a href='1'>食堂开业</a></dd></dl>",
        "<p>我要纠错</p>",
        "<p>请登录后发表评论</p>",
    ],
)
def test_what_the_page_offers_beside_is_no_text(reading: Read, tail: str) -> None:
    markup = page(f"<div class='box'><h1>TITLE</h1><div>TEXT</div><div>{tail}</div></div>")
    assert told(reading, markup)[1] == [TITLE, *TEXT]


def test_a_title_that_no_heading_holds_is_known_by_the_name_of_the_page(reading: Read) -> None:
    head = "<title>社区食堂建设方案-政策文件-某市人民政府</title>"
    markup = page("<div><div>社区食堂建设方案</div><div id='zoom'>TEXT</div></div>", head=head)
    hints, lines = told(reading, markup)
    assert (hints["title"], lines[0]) == ("社区食堂建设方案", "社区食堂建设方案")


def test_the_number_behind_a_title_is_the_number(reading: Read) -> None:
    head = f"<meta name='ArticleTitle' content='{TITLE}(某政发〔2021〕7号)'>"
    hints, _ = told(reading, page("<div>TEXT</div>", head=head))
    assert (hints["title"], hints["document_number"]) == (TITLE, "某政发〔2021〕7号")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>　　三年内建成食堂一百二十家，账目按月公示。<br>　　每家补贴五万元。</div>",
        "<pre>三年内建成食堂一百二十家，账目按月公示。\n\n每家补贴五万元。</pre>",
    ],
)
def test_lines_parted_by_the_page_are_paragraphs(blocks: Blocks, markup: str) -> None:
    found = [text for _, text in blocks(f"<html><body>{markup}</body></html>", "a.html")]
    assert found == ["三年内建成食堂一百二十家，账目按月公示。", "每家补贴五万元。"]
