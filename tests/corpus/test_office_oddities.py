"""What Word, WPS and Excel files of offices hold beside plain paragraphs."""

from __future__ import annotations

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.loaders.docx_numbering import with_number
from tests.corpus.conftest import Read
from tests.corpus.test_office import saved

W = nsdecls("w")
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def boxed(text: str) -> str:
    """A text box as Word writes it: once for itself and once for older programs."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return (
        f'<w:r {W} xmlns:mc="{MC}"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"{inner}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once(reading: Read) -> None:
    document = docx.Document()
    document.add_paragraph()._p.append(parse_xml(boxed("某县人民政府文件")))
    document.add_paragraph("食堂一百二十家全部开放。")
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "某县人民政府文件\n食堂一百二十家全部开放。"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("chineseCounting", "一、建食堂。"),
        ("decimalEnclosedCircleChinese", "①、建食堂。"),
        ("chineseLegalSimplified", "壹、建食堂。"),
        ("decimalZero", "01、建食堂。"),
    ],
)
def test_chinese_forms_of_automatic_numbers_are_printed(
    reading: Read, form: str, shown: str
) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part._element
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{level}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    paragraph = document.add_paragraph("建食堂。")
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
    )
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == shown


def test_revisions_are_read_as_accepted(reading: Read) -> None:
    document = docx.Document()
    first = document.add_paragraph("各区建成")
    first._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>80</w:delText></w:r></w:del>"))
    first._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>96</w:t></w:r></w:ins>"))
    first._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {W}><w:del/></w:rPr>"))
    document.add_paragraph("家食堂。")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, [("区", "家"), ("撤销的区", "9"), ("甲", "12")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1]._tr.insert(0, parse_xml(f"<w:trPr {W}><w:del/></w:trPr>"))
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "各区建成96家食堂。\n区 | 家\n甲 | 12"


def test_hidden_text_is_no_text(reading: Read) -> None:
    document = docx.Document()
    document.add_paragraph("食堂全部开放。")
    document.add_paragraph("内部备注。").runs[0].font.hidden = True
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "食堂全部开放。"


def test_struck_words_are_no_text(reading: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("建成食堂")
    paragraph.add_run("30").font.strike = True
    paragraph.add_run("45家。")
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "建成食堂45家。"


def test_a_remark_over_the_width_of_a_table_stands_after_it(reading: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["区", "2024年"], ["甲", 12], ["乙", 9], ["注：数据为年末数。", None]):
        book.active.append(row)
    book.active.merge_cells("A4:B4")
    (found,) = reading(saved(book), "a.xlsx").documents
    assert len(found.tables[0].rows) == 3
    assert found.text.endswith("乙 | 9\n注：数据为年末数。")


def test_formulas_that_were_never_calculated_are_noted(reading: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["区", "2024年"], ["甲", 12], ["合计", "=SUM(B2:B2)"]):
        book.active.append(row)
    (found,) = reading(saved(book), "a.xlsx").documents
    assert [(note.code, "1 个公式" in note.message) for note in found.notes] == [
        ("table_doubtful", True)
    ]


@pytest.mark.parametrize(
    ("number", "text", "shown"),
    [
        ("2.", "20个乡镇建成食堂。", "（2）20个乡镇建成食堂。"),
        ("1.1", "3家食堂开业。", "（1.1）3家食堂开业。"),
        ("2", "建成食堂20家。", "2 建成食堂20家。"),
        ("2.", "建成食堂20家。", "2.建成食堂20家。"),
        ("二、", "2024年工作回顾", "二、2024年工作回顾"),
        ("（2）", "20个乡镇建成食堂。", "（2）20个乡镇建成食堂。"),
        ("3", "", "3"),
        ("", "建成食堂20家。", "建成食堂20家。"),
    ],
)
def test_a_printed_number_does_not_run_into_a_figure(number: str, text: str, shown: str) -> None:
    assert with_number(number, text) == shown


def test_automatic_numbers_of_cells_are_printed(reading: Read) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for y, (left, right) in enumerate([("序号", "食堂"), ("", "东街店"), ("", "西街店")]):
        table.cell(y, 0).text, table.cell(y, 1).text = left, right
        if y:
            table.cell(y, 0).paragraphs[0].style = document.styles["List Number"]
    (found,) = reading(saved(document), "a.docx").documents
    assert [row.cells for row in found.tables[0].rows][1:] == [("1.", "东街店"), ("2.", "西街店")]


def test_signs_of_the_symbol_font_and_formulas_are_read(reading: Read) -> None:
    run = '<w:r {w}><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    document = docx.Document()
    paragraph = document.add_paragraph("浓度")
    for font, code in (("Symbol", "F0A3"), ("Wingdings", "F0FC")):
        paragraph._p.append(parse_xml(run.format(w=W, font=font, code=code)))
    paragraph.add_run("28")
    paragraph._p.append(parse_xml(run.format(w=W, font="Symbol", code="F06D")))
    paragraph.add_run("g，减少")
    halves = part.format("num", 1) + part.format("den", 3)
    paragraph._p.append(parse_xml(f"<m:oMath {math}><m:f>{halves}</m:f></m:oMath>"))
    paragraph.add_run("，至10")
    paragraph.add_run("4").font.superscript = True
    paragraph.add_run("吨、30m")
    paragraph.add_run("3").font.superscript = True
    (found,) = reading(saved(document), "a.docx").documents
    assert found.text == "浓度≤28μg，减少1/3，至10⁴吨、30m3"


def test_a_frame_around_text_is_no_table(reading: Read) -> None:
    document = docx.Document()
    document.add_paragraph("各区建成食堂。")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1 重点工程"
    cell.add_paragraph("1.新建食堂八十家。")
    (found,) = reading(saved(document), "a.docx").documents
    assert (found.tables, found.text.split("\n")[1:]) == (
        (),
        ["专栏1 重点工程", "1.新建食堂八十家。"],
    )
