"""Word files as other programs put them together: what is not said, odd tables, odd packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.conftest import Read
from tests.corpus.test_office import saved

W = nsdecls("w")
SAID = "食堂一百二十家全部开放。"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def paragraph(content: str) -> str:
    return f"<w:p {W}>{content}</w:p>"


def cell(text: str, properties: str = "") -> str:
    inner = "".join(paragraph(run(line)) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl {W}>{''.join(rows)}</w:tbl>"


def document(*blocks: str) -> bytes:
    made = docx.Document()
    for block in blocks:
        made.element.body.insert(len(made.element.body) - 1, parse_xml(block))
    return saved(made)


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize(
    "block",
    [
        paragraph(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入。')}</w:sdtContent></w:sdt>"),
        table(row(cell("食堂\n三十家"), properties="<w:hidden/>")),
        paragraph(run("旧稿。", "<w:vanish/>")),
    ],
    ids=["a prompt", "a hidden row", "hidden words"],
)  # fmt: skip
def test_what_word_does_not_show_is_no_text(reading: Read, block: str) -> None:
    (found,) = reading(document(block, paragraph(run(SAID))), "a.docx").documents
    assert found.text == SAID


def test_words_of_a_struck_or_hidden_style_are_no_text(reading: Read) -> None:
    made = docx.Document()
    base = made.styles.add_style("删去", 2)
    base.font.strike = True
    made.styles.add_style("删去一", 2).base_style = base
    made.styles.add_style("备注", 1).font.hidden = True
    text = made.add_paragraph("食堂")
    text.add_run("30", style="删去一")
    text.add_run("45家开放。")
    made.add_paragraph("内部备注。", style="备注")
    (found,) = reading(saved(made), "a.docx").documents
    assert found.text == "食堂45家开放。"


def test_the_contents_that_word_made_are_no_text(reading: Read) -> None:
    start = field("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + field("separate")
    blocks = [start + run("一、开放食堂12"), run("二、账目公示15"), field("end")]
    (found,) = reading(document(*map(paragraph, [*blocks, run(SAID)])), "a.docx").documents
    assert found.text == SAID


def test_text_behind_an_open_field_of_contents_stays(reading: Read) -> None:
    start = field("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + field("separate")
    (found,) = reading(document(*map(paragraph, [start, run(SAID)])), "a.docx").documents
    assert found.text == SAID


def test_rows_that_begin_further_right_keep_their_columns(reading: Read) -> None:
    rows = [
        row(cell("区"), cell("去年"), cell("今年")),
        row(cell("东区"), cell("12"), cell("15")),
        row(cell("9"), cell("11"), properties='<w:gridBefore w:val="1"/>'),
    ]
    (found,) = reading(document(table(*rows)), "a.docx").documents
    assert found.tables[0].rows[-1].cells == ("", "9", "11")


def test_cells_merged_sideways_in_the_old_way_repeat_their_text(reading: Read) -> None:
    merged = ['<w:hMerge w:val="restart"/>', "<w:hMerge/>"]
    rows = [
        row(cell("区"), cell("今年", merged[0]), cell("", merged[1])),
        row(cell("东区"), cell("12"), cell("15")),
    ]
    (found,) = reading(document(table(*rows)), "a.docx").documents
    assert found.tables[0].rows[0].cells == ("区", "今年", "今年")


def test_figures_on_two_lines_of_a_cell_are_two(reading: Read) -> None:
    inner = table(row(cell("8"), cell("9")))
    nested = f"<w:tc>{inner}<w:p/></w:tc>"
    rows = [
        row(cell("区"), cell("家数"), cell("人数")),
        row(cell("东\n区"), cell("12%\n15%"), nested),
    ]
    (found,) = reading(document(table(*rows)), "a.docx").documents
    assert found.tables[0].rows[1].cells == ("东区", "12%；15%", "8；9")


def test_numbers_of_legal_style_are_all_digits(reading: Read) -> None:
    made = docx.Document()
    numbering = made.part.numbering_part._element
    levels = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章 "/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:isLgl/><w:lvlText w:val="%1.%2 "/></w:lvl>'
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="9">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="9"><w:abstractNumId w:val="9"/></w:num>'))
    for depth, text in enumerate(["总则", "食堂全部开放。"]):
        number = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="9"/></w:numPr>'
        made.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(number))
    (found,) = reading(saved(made), "a.docx").documents
    assert found.text == "第一章 总则\n1.1 食堂全部开放。"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
FRACTION = f"<m:oMath {MATH}><m:f><m:num>{{}}</m:num><m:den>{{}}</m:den></m:f></m:oMath>"
LIFTED = '<w:position w:val="10"/>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("2") + FRACTION.format("<m:t>1</m:t>", "<m:t>5</m:t>") + run("倍"), "2（1/5）倍"),
        (run("率为") + FRACTION.format("<m:t>甲+乙</m:t>", "<m:t>丙</m:t>"), "率为（甲+乙）/丙"),
        (run("共10") + run("4", LIFTED) + run("人"), "共10⁴人"),
        (run("共1", LIFTED) + run("20", LIFTED) + run("人", LIFTED), "共120人"),
    ],
    ids=["a fraction behind a figure", "a sum", "a lifted power", "a lifted line"],
)
def test_figures_set_high_or_low_run_into_no_others(reading: Read, content: str, text: str) -> None:
    (found,) = reading(document(paragraph(content)), "a.docx").documents
    assert found.text == text


def test_figures_parted_by_a_tab_in_a_cell_are_two(reading: Read) -> None:
    both = cell("TAB").replace("<w:t>TAB</w:t>", "<w:t>12</w:t><w:tab/><w:t>15</w:t>")
    rows = [row(cell("区"), cell("家数")), row(cell("东区"), both)]
    (found,) = reading(document(table(*rows)), "a.docx").documents
    assert found.tables[0].rows[1].cells == ("东区", "12；15")


def renamed(name: str, data: bytes) -> tuple[str, bytes]:
    for old in ("document.xml", "workbook.xml"):
        name, data = name.replace(old, "main.xml"), data.replace(old.encode(), b"main.xml")
    return name, data


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    usual, other = b"schemas.openxmlformats.org/", b"purl.oclc.org/ooxml/"
    for kind in (b"wordprocessingml", b"spreadsheetml", b"officeDocument"):
        data = data.replace(usual + kind + b"/2006", other + kind)
    return name, data


@pytest.mark.parametrize("change", [renamed, strict])
def test_packages_of_other_programs_are_read(
    reading: Read, change: Callable[[str, bytes], tuple[str, bytes]]
) -> None:
    text = repacked(document(paragraph(run(SAID))), change)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["食堂", SAID])
    found = [
        reading(text, "a.docx").documents[0].text,
        reading(repacked(saved(book), change), "a.xlsx").documents[0].text,
    ]
    assert found == [SAID, f"食堂 | {SAID}"]


def test_a_document_saved_as_one_xml_is_read(reading: Read) -> None:
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    parts = ""
    with zipfile.ZipFile(io.BytesIO(document(paragraph(run(SAID))))) as archive:
        for name in ("_rels/.rels", "word/document.xml"):
            content = archive.read(name).decode().split("?>", 1)[1]
            parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    (found,) = reading(f"{head}<pkg:package {space}>{parts}</pkg:package>", "a.xml").documents
    assert found.text == SAID


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHUNK = f'<w:altChunk {{}} xmlns:r="{RELATIONS}" r:id="{{}}"/>'


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [("part.htm", f"首段文字。\n{SAID}", []), ("part.bin", "首段文字。", ["attachment_missing"])],
)
def test_a_file_set_into_the_document_is_read_or_noted(
    reading: Read, name: str, text: str, notes: list[str]
) -> None:
    made = docx.Document()
    made.add_paragraph("首段文字。")
    content = f"<html><body><p>{SAID}</p></body></html>".encode() if "htm" in name else b"\0\1\2\3"
    part = Part(PackURI(f"/word/{name}"), "application/x", content, made.part.package)
    chunk = CHUNK.format(W, made.part.relate_to(part, f"{RELATIONS}/aFChunk"))
    made.element.body.insert(1, parse_xml(chunk))
    (found,) = reading(saved(made), "a.docx").documents
    assert (found.text, [note.code for note in found.notes]) == (text, notes)


def test_charts_are_noted(reading: Read) -> None:
    chart = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    block = paragraph(f"{run(SAID)}<w:r><w:drawing><c:chart {chart}/></w:drawing></w:r>")
    (found,) = reading(document(block), "a.docx").documents
    assert [(note.code, "图表" in note.message) for note in found.notes] == [("image", True)]
