"""Word, Excel, CSV and OFD."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.loaders.docx_numbering import chinese_number
from tests.corpus.conftest import Read, block_list


def saved(book: object) -> bytes:
    stream = io.BytesIO()
    book.save(stream)  # type: ignore[attr-defined]  # Document and Workbook alike
    return stream.getvalue()


def test_word_paragraphs_and_tables_stay_in_order(reading: Read) -> None:
    document = docx.Document()
    document.add_heading("社区食堂", level=2)
    document.add_paragraph("建设任务见下表。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, [("区", "数", "数"), ("甲", "3", "9"), ("甲", "4", "8")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "食堂"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "甲"
    document.add_paragraph("以上任务按年分解。")
    (found,) = reading(saved(document), "a.docx").documents
    assert [kind for kind, _ in block_list(found)] == (
        ["heading", "paragraph", "table_row", "table_row", "table_row", "paragraph"]
    )
    assert [row.cells for row in found.tables[0].rows] == [
        ("区", "食堂", "食堂"),
        ("甲", "3", "9"),
        ("甲", "4", "8"),
    ]


def test_automatic_numbers_of_word_are_printed(reading: Read) -> None:
    document = docx.Document()
    for text in ("先建食堂。", "再训厨师。"):
        document.add_paragraph(text, style="List Number")
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "1.先建食堂。\n2.再训厨师。"


def test_text_deleted_by_revision_is_left_out(reading: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("保留的文字。")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "删去的文字。"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "保留的文字。"


def test_a_raised_note_number_in_word_leaves_the_sentence(reading: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("食堂共120家")
    run = paragraph.add_run("2")
    align = OxmlElement("w:vertAlign")
    align.set(qn("w:val"), "superscript")
    run._r.get_or_add_rPr().append(align)
    paragraph.add_run("，全部开放。")
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "食堂共120家，全部开放。"


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (3, 10, 12, 20, 35)] == [
        "三",
        "十",
        "十二",
        "二十",
        "三十五",
    ]


def test_a_workbook_gives_a_table_for_each_sheet(reading: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "建设任务"
    sheet.append(["食堂建设任务表", None, None])
    sheet.append(["区", "2024年", "完成率"])
    sheet.append(["甲", 12, 0.875])
    sheet["C3"].number_format = "0.0%"
    sheet.merge_cells("A1:C1")
    (found,) = reading(saved(book), "a.xlsx").documents
    (table,) = found.tables
    assert (table.caption, table.columns) == ("食堂建设任务表", ("区", "2024年", "完成率"))
    assert table.rows[-1].cells == ("甲", "12", "87.5%")


def test_a_data_csv_gives_a_table(reading: Read) -> None:
    (found,) = reading("区,2024年\n甲,12\n乙,9\n".encode("gb18030"), "a.csv").documents
    assert (found.tables[0].columns, found.text.split("\n")[1]) == (("区", "2024年"), "甲 | 12")


def test_a_csv_with_a_text_in_each_row_gives_a_document_each(reading: Read) -> None:
    body = "社区食堂每日开放，账目按月公示，经费由街道统筹。\n" * 20
    rows = "".join(f'办法{n},2024-05-0{n},http://a.cn/{n},"{body}"\n' for n in (1, 2))
    found = reading(f"title,publish_date,source_url,full_text\n{rows}", "a.csv").documents
    assert [d.part for d in found] == ["r01", "r02"]
    assert {h.field: h.value for h in found[1].hints} == {
        "title": "办法2",
        "published_on": "2024-05-02",
        "url": "http://a.cn/2",
    }


def test_a_workbook_with_a_text_in_each_row_gives_a_document_each(reading: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    body = "社区食堂每日开放，账目按月公示，经费由街道统筹。\n" * 20
    sheet.append(["标题", "发文字号", "正文"])
    sheet.append(["某区食堂办法", "某政发〔2024〕3号", body])
    figures = book.create_sheet("经费")
    figures.append(["区", "万元"])
    figures.append(["甲", 12])
    found = reading(saved(book), "a.xlsx").documents
    assert [document.part for document in found] == ["s1r01", "s2"]
    assert [{h.field: h.value for h in document.hints} for document in found] == [
        {"title": "某区食堂办法", "document_number": "某政发〔2024〕3号"},
        {"title": "经费"},
    ]


def test_a_line_merged_over_a_sheet_is_its_caption(reading: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["食堂任务表", None, None],
        ["区", "2024年", None],
        [None, "计划", "完成"],
        ["甲", 9, 8],
    ):
        sheet.append(row)
    for area in ("A1:C1", "A2:A3", "B2:C2"):
        sheet.merge_cells(area)
    (found,) = reading(saved(book), "a.xlsx").documents
    (table,) = found.tables
    assert (table.caption, table.columns) == ("食堂任务表", ("区", "2024年/计划", "2024年/完成"))


def test_web_markup_in_cells_is_no_text(reading: Read) -> None:
    rows = '区,办法\n甲,"<p>每日<b>开放</b></p><script>var a=1;</script>"\n'
    (found,) = reading(rows.encode(), "a.csv").documents
    assert found.tables[0].rows[-1].cells == ("甲", "每日开放")
    page = "<p>社区食堂每日开放，账目按月公示。</p><script>if(a<1){b()}</script>" * 20
    (found,) = reading(f'标题,正文\n办法,"{page}"\n'.encode(), "a.csv").documents
    assert set(found.text.split("\n")) == {"社区食堂每日开放，账目按月公示。"}


def test_what_a_web_page_offers_beneath_its_text_is_left_out(reading: Read) -> None:
    body = "社区食堂每日开放，账目按月公示，经费由街道统筹安排。\n" * 60
    tail = "责任编辑：\n李某某\n相关链接>>\n0123456789abcdef0123456789abcdef:\n解读食堂办法\n"
    (found,) = reading(f'标题,正文\n办法,"{body}{tail}"\n'.encode(), "a.csv").documents
    assert found.text.endswith("经费由街道统筹安排。")


SCAN = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'


def ofd() -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def text(y: float, x: float, words: str) -> str:
        steps = " ".join(["5"] * (len(words) - 1))
        return (
            f'<ofd:TextObject Size="5" Boundary="{x} {y} 150 8">'
            f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
        )

    page = "".join(
        [
            text(60, 30, "食堂一百二十家，全部向居民开放。"),
            text(50, 40, "各区结合实际制定方案，三年内建成社区"),
            text(30, 60, "食堂建设方案"),
        ]
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document {space}><ofd:Pages><ofd:Page BaseLoc="Pages/0.xml"/>'
            '<ofd:Page BaseLoc="Pages/1.xml"/></ofd:Pages></ofd:Document>',
        )
        layer = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
        )
        archive.writestr("Doc_0/Pages/0.xml", layer)
        archive.writestr("Doc_0/Pages/1.xml", layer.replace(page, SCAN))
    return stream.getvalue()


def test_ofd_lines_come_in_reading_order_and_empty_pages_are_noted(reading: Read) -> None:
    (found,) = reading(ofd(), "a.ofd").documents
    assert (
        found.text
        == "食堂建设方案\n各区结合实际制定方案，三年内建成社区食堂一百二十家，全部向居民开放。"
    )
    assert [(note.code, note.page) for note in found.notes] == [("page_without_text", 2)]
    assert {block.page for block in found.blocks} == {1}
