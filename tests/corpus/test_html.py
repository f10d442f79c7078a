from __future__ import annotations

import pytest

from tests.corpus.conftest import Blocks, Read

META = """<table>
<tr><td><b>索 引 号：</b></td><td>00123/2021-7</td><td>主题分类：</td><td>民政</td></tr>
<tr><td>发文机关：</td><td>某市人民政府</td><td>成文日期：</td><td>2021年03月04日</td></tr>
<tr><td>标　　题：</td><td colspan="3">某市食堂管理办法</td></tr>
<tr><td>发文字号：</td><td>某政发〔2021〕7号</td><td>发布日期：</td><td>2021年03月09日</td></tr></table>"""


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_the_metadata_table_becomes_hints_and_no_text(reading: Read) -> None:
    (document,) = reading(page(f"{META}<p>第一条　本办法适用于社区食堂。</p>"), "a.html").documents
    assert {h.field: h.value for h in document.hints} == {
        "index_number": "00123/2021-7",
        "topic": "民政",
        "issuer": "某市人民政府",
        "written_on": "2021年03月04日",
        "title": "某市食堂管理办法",
        "document_number": "某政发〔2021〕7号",
        "published_on": "2021年03月09日",
    }
    assert document.text == "第一条　本办法适用于社区食堂。"


def test_standard_meta_names_become_hints(reading: Read) -> None:
    head = (
        '<meta name="ArticleTitle" content="食堂办法"><meta name="PubDate" content="2021-03-09">'
        '<meta name="ContentSource" content="某市日报">'
    )
    (document,) = reading(page("<p>社区食堂按月公示账目。</p>", head), "a.html").documents
    assert {h.field: h.value for h in document.hints} == {
        "title": "食堂办法",
        "published_on": "2021-03-09",
        "source_name": "某市日报",
    }


def test_menus_and_buttons_around_the_text_are_left_out(reading: Read) -> None:
    text = "社区食堂按月公示账目，接受居民监督，经费由街道统筹安排。"
    body = (
        '<div class="nav">首页 政务公开 办事服务</div><div class="crumbs">首页 &gt; 公告</div>'
        f'<div id="UCAP-CONTENT"><p>{text}</p><p>{text}</p><p>{text}</p><p>【打印】</p></div>'
        '<p>扫一扫在手机打开当前页</p><div class="footer">版权所有 某市人民政府</div>'
    )
    (document,) = reading(page(body), "a.html").documents
    assert document.text == "\n".join([text] * 3)


def test_merged_cells_are_resolved(reading: Read) -> None:
    table = (
        "<table><tr><th rowspan=2>区</th><th colspan=2>食堂（家）</th></tr>"
        "<tr><th>2024年</th><th>2026年</th></tr>"
        "<tr><td rowspan=2>甲</td><td>3</td><td>9</td></tr><tr><td>4</td><td>8</td></tr></table>"
    )
    (document,) = reading(page(f"<p>任务如下。</p>{table}"), "a.html").documents
    (found,) = document.tables
    assert found.columns == ("区", "食堂（家）/2024年", "食堂（家）/2026年")
    assert [r.cells for r in found.rows if not r.is_header] == [("甲", "3", "9"), ("甲", "4", "8")]


def test_a_table_that_only_frames_the_page_is_no_table(reading: Read) -> None:
    body = "<table><tr><td><p>第一段结束。</p><p>第二段结束。</p></td></tr></table>"
    (document,) = reading(page(body), "a.html").documents
    assert (document.tables, document.text) == ((), "第一段结束。\n第二段结束。")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>食堂\n    每日开放。</p>", "食堂每日开放。"),
        ("<p>a\n b 两类。</p>", "a b 两类。"),
        ("<p>&nbsp;&nbsp;食堂<span>每日</span>开放。<!-- 注 --></p>", "食堂每日开放。"),
        ("<div>食堂每日开放。<script>x()</script></div>", "食堂每日开放。"),
        ("<p>达到<del>30</del><s>40</s>45家。</p>", "达到45家。"),
        ("<p>共<span style='text-decoration: line-through'>3</span>5家。</p>", "共5家。"),
        ("<p>第一句。<br>　　第二句。</p>", "第一句。\n第二句。"),
        ("<p>节能3.5×10<sup>4</sup>吨、用水9m<sup>3</sup>。</p>", "节能3.5×10⁴吨、用水9m3。"),
        ("<ul><li>甲项；</li><li>乙项。</li></ul>", "甲项；\n乙项。"),
    ],
)
def test_text_reads_as_a_browser_shows_it(reading: Read, body: str, text: str) -> None:
    (document,) = reading(page(body), "a.html").documents
    assert document.text == text


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲项。<li>乙项。</ol>", ["1.甲项。", "2.乙项。"]),
        ("<ol start=3 type=a><li>甲<li value=7>乙<li>丙</ol>", ["c.甲", "g.乙", "h.丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"]),
        ("<ol><li><p>甲：</p><ol type=i><li>子项</ol><li>乙</ol>", ["1.甲：", "i.子项", "2.乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol class='custom_cn2'><li>甲<li>乙</ol>", ["（一）甲", "（二）乙"]),
        ("<ol style='list-style: none'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("<ol><li>一、甲<li>（二）乙</ol>", ["一、甲", "（二）乙"]),
        ("<ol><li>2025年建成30个<li>1.5万亩</ol>", ["（1）2025年建成30个", "（2）1.5万亩"]),
        ("<ul><li>甲：<ul><li>子项</ul><li>乙</ul>", ["甲：", "子项", "乙"]),
    ],
)
def test_numbers_of_a_list_are_printed(reading: Read, markup: str, lines: list[str]) -> None:
    (document,) = reading(page(markup), "a.html").documents
    assert document.text.split("\n") == lines


def test_a_list_within_a_cell_keeps_its_numbers_apart_from_figures(reading: Read) -> None:
    table = (
        "<tr><td>项</td><td><ol><li>达到30<li>达到40</ol></td></tr><tr><td>甲</td><td>1</td></tr>"
    )
    (document,) = reading(page(f"<table>{table}</table>"), "a.html").documents
    assert document.tables[0].rows[0].cells[1] == "（1）达到30（2）达到40"


COUNTY_PAGE = """<html><body>
<table><tr><td><a href="/">首页</a> | <a href="/a">政务公开</a></td></tr></table>
<table><tr><td><table><tr><td>栏目导航</td></tr><tr><td><a href="/1">县情概况</a></td></tr>
<tr><td><a href="/2">政策文件</a></td></tr></table></td><td><table>
<tr><td><b>某县关于社区食堂的通知</b></td></tr><tr><td><p>各乡镇：</p>
<p>三年内建成社区食堂一百二十家，账目按月公示，接受全体居民监督，经费由县财政统筹。</p>
<p>附件：<a href="a.doc">食堂名单</a> <a href="b.xls">补助标准</a></p></td></tr>
<tr><td>【<a href="#">打印本页</a>】【<a href="#">关闭窗口</a>】</td></tr></table></td></tr></table>
<table><tr><td>主办：某县人民政府　蜀ICP备05001234号<br>电话：0827-1234567</td></tr></table>
</body></html>"""


def test_a_page_laid_out_by_tables_gives_its_text_alone(reading: Read) -> None:
    (found,) = reading(COUNTY_PAGE, "a.html").documents
    assert found.text.split("\n") == [
        "某县关于社区食堂的通知",
        "各乡镇：",
        "三年内建成社区食堂一百二十家，账目按月公示，接受全体居民监督，经费由县财政统筹。",
        "附件：食堂名单 补助标准",
    ]


def test_title_and_date_above_the_content_come_with_it(blocks: Blocks) -> None:
    text = "<p>本市探索建设社区食堂一百二十家，各区按季度上报进度并接受社会监督。</p>"
    page = (
        "<body><ul><li><a href='/'>首页</a></li><li><a href='/zw'>公开</a></li></ul>"
        "<div class='main'><h1>社区食堂建设方案</h1>"
        "<div class='info'><span>发布时间：2022-03-04 10:20</span> <span>来源：某市政府</span> "
        "<span>浏览次数：<b>1234</b></span> <span>字体：【大 中 小】</span> <a>打印本页</a></div>"
        f"<div id='UCAP-CONTENT'>{text * 4}</div><h3>相关链接</h3></div></body>"
    )
    found = [text for _, text in blocks(page, "a.html")]
    assert found[0] == "社区食堂建设方案"
    assert len(found) == 5


def test_labels_and_values_in_a_list_are_metadata(reading: Read) -> None:
    fields = ["索 引 号：008/2021-1", "发文机关：某市人民政府", "标　题：某市食堂管理办法",
              "发文字号：某政发〔2021〕7号", "体　裁：通知"]  # fmt: skip
    halves = [field.split("：") for field in fields]
    lists = [
        "<ul>" + "".join(f"<li><b>{field[:5]}</b>{field[5:]}</li>" for field in fields) + "</ul>",
        "<div>" + "　".join(fields) + "</div>",
        "<div>" + "".join(f"<span>{field}</span>" for field in fields) + "</div>",
        "<div>" + "".join(f"<i>{a}：</i><i>{b}</i>" for a, b in halves) + "</div>",
        "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in halves) + "</dl>",
    ]
    for markup in lists:
        (document,) = reading(page(f"{markup}<p>食堂每日开放。</p>"), "a.html").documents
        told = {hint.field: hint.value for hint in document.hints}
        assert (told["title"], told["document_number"]) == ("某市食堂管理办法", "某政发〔2021〕7号")
        assert document.text == "食堂每日开放。"


WECHAT = """<div id="img-content"><h1 id="activity-name">社区食堂开业</h1>
<div id="meta_content"><a id="js_name">某市发布</a><em id="publish_time">2021-12-03</em></div>
<div id="js_content" style="visibility: hidden"><section><p>三年内建成食堂一百二十家。</p>
<p><img data-src="https://example.cn/biao.png" src="loading.gif"></p></section></div></div>
<div id="js_pc_qr_code"><p>微信扫一扫</p></div><div>轻触阅读原文</div><div>知道了</div>"""


def test_an_article_of_wechat_is_its_title_and_text(reading: Read) -> None:
    (document,) = reading(page(WECHAT), "a.html").documents
    assert document.text == "社区食堂开业\n三年内建成食堂一百二十家。"
    assert [(h.field, h.value) for h in document.hints] == [
        ("published_on", "2021-12-03"),
        ("source_name", "某市发布"),
    ]
    assert ["biao.png" in note.message for note in document.notes] == [True]


def test_files_offered_beside_the_text_are_noted(reading: Read) -> None:
    text = "<p>三年内建成社区食堂一百二十家，账目按月公示，接受居民监督，各区抓好落实。</p>"
    files = "<div><p>附件：</p><ul><li><a href='a.docx'>食堂名单.docx</a></li></ul></div>"
    (document,) = reading(page(f"<div id='zoom'>{text * 3}</div>{files}"), "a.html").documents
    assert [note.code for note in document.notes] == ["attachment_missing"]
    assert "食堂名单" in document.notes[0].message


def test_the_name_of_the_site_is_no_text(reading: Read) -> None:
    (document,) = reading(
        page("<p>某市人民政府门户网站</p><p>食堂每日开放。</p>"), "a.html"
    ).documents
    assert document.text == "食堂每日开放。"


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：李某）",
        "【打印】【关闭】【返回顶部】",
        "分享到：",
        "上一条：关于某事的通知",
        "用微信扫描二维码，分享至朋友圈",
        "微信公众号",
        "我为政府网站找错",
        "您是第 1234 位访问者",
        "网站支持IPv6",
        "Powered by 某某软件",
        "热点新闻",
    ],
)
def test_lines_of_the_site_within_the_text_are_left_out(reading: Read, line: str) -> None:
    text = "三年内建成社区食堂一百二十家，责任编辑由街道指定，微信公众号按月公示账目。"
    (document,) = reading(page(f"<p>{text}</p><p>{line}</p><p>{text}</p>"), "a.html").documents
    assert document.text == f"{text}\n{text}"


def test_a_list_of_other_pages_with_their_dates_is_left_out(reading: Read) -> None:
    others = "".join(
        f"<li><a href='{n}'>某县开会部署工作</a><span>2021-12-0{n}</span></li>" for n in range(1, 4)
    )
    text = "<p>三年内建成社区食堂一百二十家，账目按月公示，接受居民监督，各区抓好落实。</p>" * 5
    (document,) = reading(
        page(f"<div>{text}</div><div><ul>{others}</ul></div>"), "a.html"
    ).documents
    assert "开会" not in document.text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ('食堂<span style="display: none">30</span>45家开放。', "食堂45家开放。"),
        ('食堂<span style="visibility:hidden">30</span>45家开放。', "食堂45家开放。"),
        ("浪费减少<math><mfrac><mn>1</mn><mn>5</mn></mfrac></math>。", "浪费减少1/5。"),
        ("2<math><mfrac><mn>1</mn><mn>5</mn></mfrac></math>倍。", "2（1/5）倍。"),
        ("每份含盐10<sup>-3</sup>千克。", "每份含盐10⁻³千克。"),
        ("<math><msup><mn>10</mn><mn>4</mn></msup></math>人就餐。", "10⁴人就餐。"),
        ("<ruby>巴<rp>(</rp><rt>bā</rt><rp>)</rp></ruby>中的食堂。", "巴中的食堂。"),
    ],
)
def test_a_line_is_read_as_the_page_shows_it(reading: Read, part: str, text: str) -> None:
    (document,) = reading(page(f"<p>{part}</p>"), "a.html").documents
    assert document.text == text


@pytest.mark.parametrize(
    ("marker", "text"), [("2.", "（2）20家食堂开放。"), ("Ø", "20家食堂开放。")]
)
def test_numbers_that_word_wrote_stay_apart_from_figures(
    reading: Read, marker: str, text: str
) -> None:
    number = f"<span><span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp;</span></span></span>"
    (document,) = reading(page(f"<p>{number}20家食堂开放。</p>"), "a.html").documents
    assert document.text == text


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe src="/web/viewer.html?file=/f/%E6%96%B9%E6%A1%88.pdf"></iframe>',
        '<embed src="方案.pdf">',
        '<object data="/f/方案.pdf#page=1"></object>',
    ],
)
def test_a_file_shown_in_a_frame_is_noted(reading: Read, frame: str) -> None:
    (document,) = reading(page(f"<p>食堂方案印发给你们。</p>{frame}"), "a.html").documents
    assert [(note.code, "“方案.pdf”" in note.message) for note in document.notes] == [
        ("attachment_missing", True)
    ]


def test_much_that_a_page_hides_is_noted(reading: Read) -> None:
    hidden = f'<div style="display:none"><p>{"食堂账目公示。" * 20}</p></div>'
    (document,) = reading(page(f"<p>食堂方案印发给你们。</p>{hidden}"), "a.html").documents
    assert [note.code for note in document.notes] == ["truncated"]


def test_figures_on_two_lines_of_a_cell_are_two(reading: Read) -> None:
    rows = "<tr><td>区</td><td>家数</td></tr><tr><td>东区</td><td>12<br>15</td></tr>"
    (document,) = reading(page(f"<table>{rows}</table>"), "a.html").documents
    assert document.tables[0].rows[1].cells == ("东区", "12；15")


def test_figures_in_paragraphs_of_their_own_are_text(blocks: Blocks) -> None:
    lines = ["社区食堂情况", "浏览次数：", "318", "食堂（家）", "95", "员工（人）", "1200"]
    found = blocks(page("".join(f"<p>{line}</p>" for line in lines)), "a.html")
    assert [text for _, text in found] == [lines[0], *lines[3:]]
