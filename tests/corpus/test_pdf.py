"""The PDF loader on small files made here: text, layout hints, notes, bad input."""

from __future__ import annotations

import pytest

from corpus.loaders.pdf import PdfLoader
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawDocument, RawItem
from corpus.sample.make_pdf import PdfPage, write_pdf
from kb.errors import ReadError

PARAGRAPH = [
    "　　甲省将在规划期内继续扩大林地面积，稳步提高森林蓄",
    "积量，力争二〇二五年森林覆盖率达到五成以上，并且把",
    "新增造林任务逐年分解到每一个县，按季通报完成情况。",
]


def load(*pages: PdfPage, title: str = "") -> RawDocument:
    return PdfLoader().load(write_pdf(pages, title=title), "示例.pdf")


def lines(document: RawDocument, kind: str = "line") -> list[str]:
    return [item.text for item in document.items if item.kind == kind]


def only(document: RawDocument, word: str) -> RawItem:
    found = [item for item in document.items if word in item.text]
    assert len(found) == 1
    return found[0]


def page_of_text() -> PdfPage:
    page = PdfPage()
    page.lines(90, 120, PARAGRAPH)
    return page


def test_text_comes_line_by_line_with_its_page() -> None:
    document = load(page_of_text(), page_of_text())
    assert lines(document) == [row.strip() for row in PARAGRAPH] * 2
    assert [item.page for item in document.items] == [1, 1, 1, 2, 2, 2]


def test_lines_printed_out_of_order_are_read_from_top_to_bottom() -> None:
    page = PdfPage()
    for row in (2, 0, 1):
        page.text(90, 120 + row * 30, PARAGRAPH[row].strip(), 16)
    assert lines(load(page)) == [row.strip() for row in PARAGRAPH]


def test_indent_and_room_at_the_right_are_measured_in_characters() -> None:
    page = PdfPage()
    page.text(122, 100, "甲" * 24, 16)
    page.text(90, 130, "乙" * 26, 16)
    page.text(90, 160, "丙" * 26, 16)
    page.text(90, 190, "丁" * 20, 16)
    document = load(page)
    assert [item.indent for item in document.items] == [2.0, 0.0, 0.0, 0.0]
    assert [item.slack for item in document.items] == [0.0, 0.0, 0.0, 6.0]


def test_indexes_stay_in_their_line() -> None:
    page = PdfPage()
    end = page.text(90, 200, "二氧化碳（CO", 16)
    end = page.text(end, 203, "2", 9)
    end = page.text(end, 200, "）每立方米（m", 16)
    end = page.text(end, 193, "3", 9)
    page.text(end, 200, "）计", 16)
    page.text(90, 230, "下一行的文字", 16)
    assert lines(load(page)) == ["二氧化碳（CO2）每立方米（m3）计", "下一行的文字"]


def test_bold_look_by_printing_twice_gives_one_text() -> None:
    page = PdfPage()
    page.text(90, 100, "总体要求11", 16)
    page.text(90.4, 100, "总体要求11", 16)
    assert lines(load(page)) == ["总体要求11"]


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pages = []
    for number in range(1, 5):
        page = page_of_text()
        page.text(90, 50, "甲省示例规划", 10)
        page.text(280, 800, f"— {number} —", 12)
        pages.append(page)
    document = load(*pages)
    assert set(lines(document)) == {row.strip() for row in PARAGRAPH}
    assert len(lines(document, "furniture")) == 8


def test_footnotes_are_told_from_text_and_marks_are_bracketed() -> None:
    page = PdfPage()
    end = page.text(90, 120, "国考断面达标率为九成", 16)
    end = page.text(end, 113, "1", 8)
    page.text(end, 120, "，比上年有所提高，面积十万m", 16)
    page.text(90, 150, PARAGRAPH[1], 16)
    page.rule(90, 700, 230, 700)
    page.text(end := page.text(90, 712, "1", 6), 716, "按年度平均浓度评价，", 9)
    page.text(90, 730, "未计入临时停用的断面。", 9)
    document = load(page)
    assert only(document, "断面达标率").text.startswith(
        f"国考断面达标率为九成{MARK_OPEN}1{MARK_CLOSE}，"
    )
    assert lines(document, "footnote") == [
        f"{MARK_OPEN}1{MARK_CLOSE}按年度平均浓度评价，\n未计入临时停用的断面。"
    ]


def test_a_footnote_as_large_as_the_text_is_told_by_its_mark() -> None:
    page = PdfPage()
    end = page.text(90, 120, "国考断面达标率为九成", 16)
    page.text(page.text(end, 113, "1", 8), 120, "，比上年有所提高。", 16)
    page.rule(90, 700, 230, 700)
    page.text(90, 716, "1 本项按年度平均浓度评价，自", 16)
    page.text(90, 740, "2021年起施行。", 16)
    assert lines(load(page), "footnote") == [
        f"{MARK_OPEN}1{MARK_CLOSE}本项按年度平均浓度评价，自\n2021年起施行。"
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    page = PdfPage()
    page.text(200, 80, "一个跨过两栏的标题", 16)
    for row in range(12):
        page.text(60, 120 + row * 20, f"左{row:02d}" + "栏" * 20, 10)
        page.text(320, 120 + row * 20, f"右{row:02d}" + "栏" * 20, 10)
    read = [text[:3] for text in lines(load(page))]
    assert read == [
        "一个跨",
        *(f"左{i:02d}" for i in range(12)),
        *(f"右{i:02d}" for i in range(12)),
    ]


def test_the_left_column_comes_first_though_it_begins_lower() -> None:
    page = PdfPage()
    for row in range(12):
        page.text(60, 122 + row * 20, f"左{row:02d}" + "栏" * 20, 10)
        page.text(320, 120 + row * 20, f"右{row:02d}" + "栏" * 20, 10)
    read = [text[:1] for text in lines(load(page))]
    assert read == ["左"] * 12 + ["右"] * 12


def test_a_cover_takes_its_margins_from_the_pages_that_follow() -> None:
    cover, page = PdfPage(), PdfPage()
    for row, text in enumerate(["某某市综合发展规划", "某某市发展和改革委员会", "二〇二一年"]):
        cover.text(90, 120 + row * 40, text, 16)
    for row in range(12):
        page.text(90, 120 + row * 25, "行" * 26, 16)
    slacks = [item.slack for item in load(cover, page).items if item.page == 1]
    assert all(slack is not None and slack > 10 for slack in slacks)


def test_lines_of_two_columns_need_not_stand_at_one_height() -> None:
    page = PdfPage()
    for row in range(12):
        page.text(60, 120 + row * 20, f"左{row:02d}" + "栏" * 20, 10)
        page.text(320, 130 + row * 20, f"右{row:02d}" + "栏" * 20, 10)
    read = [text[:1] for text in lines(load(page))]
    assert read == ["左"] * 12 + ["右"] * 12


def test_short_last_page_keeps_the_columns_of_the_page_before() -> None:
    pages = [PdfPage(), PdfPage()]
    for page, count in zip(pages, (12, 2), strict=True):
        for row in range(count):
            page.text(60, 120 + row * 20, f"左{row:02d}" + "栏" * 20, 10)
            page.text(320, 120 + row * 20, f"右{row:02d}" + "栏" * 20, 10)
    read = [item.text[:3] for item in load(*pages).items if item.page == 2]
    assert read == ["左00", "左01", "右00", "右01"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_read_upright(rotate: int) -> None:
    page = page_of_text()
    page.rotate = rotate
    assert lines(load(page)) == [row.strip() for row in PARAGRAPH]


def test_text_printed_sideways_reads_upright() -> None:
    page = PdfPage()
    page.sideways(100, 700, "竖页上横放的第一行", 14)
    page.sideways(130, 700, "竖页上横放的第二行", 14)
    assert lines(load(page)) == ["竖页上横放的第一行", "竖页上横放的第二行"]


def test_page_without_text_layer_is_noted_and_the_rest_is_read() -> None:
    document = load(page_of_text(), PdfPage(picture=True))
    assert [(note.code, note.page) for note in document.notes] == [("page_without_text", 2)]
    assert len(lines(document)) == 3


def test_recognised_text_over_a_scan_is_noted_once() -> None:
    pages = [PdfPage(picture=True) for _ in range(2)]
    for page in pages:
        page.hidden(90, 100, "识别出来的一行文字")
    document = load(*pages)
    assert [note.code for note in document.notes] == ["ocr_text"]
    assert lines(document) == ["识别出来的一行文字"] * 2


def test_scan_only_file_says_so() -> None:
    with pytest.raises(ReadError, match="没有文字层"):
        load(PdfPage(picture=True))


def test_title_of_the_dictionary_counts_only_where_it_is_printed() -> None:
    page = page_of_text()
    page.text(90, 60, "甲省林业发展示例规划", 20)
    assert [hint.value for hint in load(page, title="甲省林业发展示例规划").hints] == [
        "甲省林业发展示例规划"
    ]
    assert load(page, title="乙市整改方案示例文本").hints == []


GOOD = write_pdf([page_of_text()])
ENCRYPTED = GOOD.replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"11" * 32
    + b"> /U <"
    + b"22" * 32
    + b"> >>",
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "0 字节", id="empty"),
        pytest.param("不是 PDF".encode(), "内容不是 PDF", id="other content"),
        pytest.param(ENCRYPTED, "已加密", id="encrypted"),
        pytest.param(GOOD[:400], "损坏|不完整|无法", id="truncated early"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 20, "损坏|不完整|无法", id="junk"),
        pytest.param(write_pdf([]), "损坏或不完整", id="no pages"),
        pytest.param(write_pdf([PdfPage()]), "没有任何文字", id="blank page"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        PdfLoader().load(data, "坏.pdf")
    assert caught.value.source == "坏.pdf"


def test_file_cut_at_its_end_is_read_and_noted() -> None:
    document = PdfLoader().load(GOOD[: GOOD.rindex(b"xref")], "断.pdf")
    assert len(lines(document)) == 3
    assert [note.code for note in document.notes] == ["truncated"]


def test_page_that_fails_is_noted_and_the_others_are_read() -> None:
    data = write_pdf([page_of_text(), page_of_text(), page_of_text()])
    data = data.replace(b"9 0 obj\n<< /Type /Page ", b"9 0 obj\n<< /Type /Pagz ")
    data = data.replace(b"9 0 obj\n<<", b"9 0 obj\n[[")
    document = PdfLoader().load(data, "缺页.pdf")
    assert [(note.code, note.page) for note in document.notes] == [("page_failed", 2)]
    assert [item.page for item in document.items] == [1, 1, 1, 3, 3, 3]


@pytest.mark.parametrize(
    ("head", "name", "score"),
    [
        (GOOD[:100], "无扩展名", 100),
        (b"\n\n" + GOOD[:100], "a.pdf", 90),
        (b"PK\x03\x04", "a.PDF", 20),
        (b"PK\x03\x04", "a.docx", 0),
    ],
)
def test_content_decides_before_the_name(head: bytes, name: str, score: int) -> None:
    assert PdfLoader().score(head, name) == score


def test_glyphs_without_a_character_are_noted() -> None:
    page = PdfPage()
    page.text(90, 100, "字体没有编码" + "\ue000\ue123" * 4, 16)
    document = load(page)
    assert [note.code for note in document.notes] == ["encoding_doubtful"]
    assert MARK_OPEN not in document.items[0].text


def test_raised_digits_behind_a_figure_are_a_power() -> None:
    page = PdfPage()
    end = page.text(90, 200, "节能3.5×10", 16)
    end = page.text(end, 193, "4", 9)
    page.text(end, 200, "吨标准煤", 16)
    assert lines(load(page)) == ["节能3.5×10⁴吨标准煤"]


def test_struck_words_are_no_text_and_underlined_ones_are() -> None:
    page = PdfPage()
    end = page.text(90, 200, "建成食堂", 16)
    start, end = end, page.text(end, 200, "三十", 16)
    page.rule(start, 194.5, end, 194.5)
    start, end = end, page.text(end, 200, "四十五", 16)
    page.rule(start, 202, end, 202)
    page.text(end, 200, "家。", 16)
    page.rule(90, 226, 400, 226)
    page.text(90, 230, "下一行的文字上有一条长线", 16)
    shown = ["".join(line.split()) for line in lines(load(page))]
    assert shown == ["建成食堂四十五家。", "下一行的文字上有一条长线"]
