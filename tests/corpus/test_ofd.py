"""OFD files as their producers write them."""

from __future__ import annotations

import io
import zipfile

import pytest

from kb.errors import ReadError
from tests.corpus.conftest import Blocks, Read

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = ["指标", "2020年", "2025年"]
ROWS = [HEAD, ["造林面积（万亩）", "3.1", "4"], ["湿地保护率（%）", "52.5", "55"]]
TEXTS = ["食堂每日开放，", "账目按月公示，", "接受居民监督。"]
LINE = "三年内建成社区食堂一百二十家，账目按月公示。"


def words(x: float, y: float, text: str, attributes: str = "") -> str:
    """A text object whose first base line starts at this point."""
    steps = " ".join("5" if char > "\u2e80" else "2.5" for char in text[:-1])
    return (
        f'<ofd:TextObject Boundary="{x} {y - 5} 180 7" Font="1" Size="5" {attributes}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {max(x1 - x0, 0.2)} {max(y1 - y0, 0.2)}" '
        f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*objects: str, template: str = "") -> str:
    layer = f'<ofd:Layer Type="Body">{"".join(objects)}</ofd:Layer>'
    return f"<ofd:Page {SPACE}>{template}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def package(*bodies: list[str], extra: dict[str, str] | None = None, common: str = "") -> bytes:
    """A file with a document for each list of pages."""
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}>"
        + "".join(
            f"<ofd:DocBody><ofd:DocInfo><ofd:Title>文件标题之{n}</ofd:Title></ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            for n in range(len(bodies))
        )
        + "</ofd:OFD>",
        **(extra or {}),
    }
    for n, pages in enumerate(bodies):
        listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="P/{i}.xml"/>' for i in range(len(pages)))
        parts[f"Doc_{n}/Document.xml"] = (
            f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        parts |= {f"Doc_{n}/P/{i}.xml": content for i, content in enumerate(pages)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def table(y: float, rows: list[list[str]]) -> list[str]:
    bottom = y + 10 * len(rows)
    objects = [rule(20, y + 10 * i, 170, y + 10 * i) for i in range(len(rows) + 1)]
    objects += [rule(20 + 50 * i, y, 20 + 50 * i, bottom) for i in range(4)]
    for number, row in enumerate(rows):
        objects += [words(22 + 50 * i, y + 7 + 10 * number, cell) for i, cell in enumerate(row)]
    return objects


def test_a_ruled_table_has_its_rows_also_over_pages(reading: Read) -> None:
    more = [["公园（个）", "17", "30"]]
    data = package([page(*table(250, ROWS)), page(*table(30, [HEAD, *more]))])
    (document,) = reading(data, "a.ofd").documents
    assert [[list(row.cells) for row in found.rows] for found in document.tables] == [ROWS + more]


def test_running_heads_and_page_numbers_are_no_text(blocks: Blocks) -> None:
    pages = [
        page(words(20, 15, "某市人民政府公报"), words(20, 60, text), words(100, 285, f"—{n}—"))
        for n, text in enumerate(TEXTS, start=1)
    ]
    assert [text for _, text in blocks(package(pages), "a.ofd")] == ["".join(TEXTS)]


def test_text_of_a_template_stands_on_each_page_that_uses_it(blocks: Blocks) -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="T/0.xml"/>'
    extra = {"Doc_0/T/0.xml": page(words(20, 40, "某市社区食堂办公室文件"))}
    used = page(words(20, 80, LINE), template='<ofd:Template TemplateID="7"/>')
    found = blocks(package([used], extra=extra, common=common), "a.ofd")
    assert [text for _, text in found] == ["某市社区食堂办公室文件", LINE]


def test_two_documents_in_a_file_are_two(reading: Read) -> None:
    data = package([page(words(20, 60, LINE))], [page(words(20, 60, "各区抓好落实。"))])
    found = reading(data, "a.ofd").documents
    assert [document.text for document in found] == [LINE, "各区抓好落实。"]
    assert [document.hints[0].value for document in found] == ["文件标题之0", "文件标题之1"]


def test_matrices_place_and_size_the_text(blocks: Blocks) -> None:
    half = 'CTM="0.5 0 0 0.5 0 0"'
    objects = [words(20, 60 + 8 * i, text, half) for i, text in enumerate(TEXTS)]
    assert blocks(package([page(*objects)]), "a.ofd") == [("paragraph", "".join(TEXTS))]


@pytest.mark.parametrize(
    "matrix", ["0.7 0.7 -0.7 0.7 0 0", "0.866 -0.5 0.5 0.866 0 0"], ids=["down", "up"]
)
def test_a_slanted_watermark_is_no_text(blocks: Blocks, matrix: str) -> None:
    mark = words(60, 60, "仅供内部使用", f'CTM="{matrix}"')
    found = blocks(package([page(words(20, 60, LINE), mark)]), "a.ofd")
    assert found == [("paragraph", LINE)]


def test_a_page_set_sideways_is_read(reading: Read) -> None:
    sideways = [words(100 - 10 * i, 40, LINE, 'CTM="0 1 -1 0 0 0"') for i in range(3)]
    (document,) = reading(package([page(*sideways)]), "a.ofd").documents
    assert document.text.count(LINE) == 3


def test_each_character_in_an_object_of_its_own_makes_one_line(blocks: Blocks) -> None:
    objects = [words(20 + 5 * i, 60, char) for i, char in enumerate(LINE)]
    assert blocks(package([page(*reversed(objects))]), "a.ofd") == [("paragraph", LINE)]


@pytest.mark.parametrize(
    "change", [(SPACE, ""), ("ofd:", ""), ("Doc_0/Document", "/Doc_0/document")]
)
def test_sloppy_packages_are_read(blocks: Blocks, change: tuple[str, str]) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package([page(words(20, 60, LINE))]))) as good,
        zipfile.ZipFile(made, "w") as sloppy,
    ):
        for name in good.namelist():
            sloppy.writestr(name, good.read(name).decode().replace(*change))
    assert blocks(made.getvalue(), "a.ofd") == [("paragraph", LINE)]


def test_groups_of_objects_from_the_resources_are_read(blocks: Blocks) -> None:
    group = f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9">'
    extra = {
        "Doc_0/Res.xml": f"{group}<ofd:Content>{words(0, 5, LINE)}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    }
    used = page('<ofd:CompositeObject ResourceID="9" Boundary="20 60 180 10"/>')
    common = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
    assert blocks(package([used], extra=extra, common=common), "a.ofd") == [("paragraph", LINE)]


def test_recognised_text_over_a_scan_is_read_with_a_note(reading: Read) -> None:
    scan = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>'
    data = package([page(scan, words(20, 60, LINE, 'Alpha="0"'))])
    (document,) = reading(data, "a.ofd").documents
    assert (document.text, [note.code for note in document.notes]) == (LINE, ["ocr_text"])


def test_a_page_drawn_in_outlines_is_noted(reading: Read) -> None:
    outlines = [rule(20 + i, 20, 20 + i, 30) for i in range(120)]
    (document,) = reading(package([page(words(20, 60, LINE)), page(*outlines)]), "a.ofd").documents
    assert [(note.code, note.page) for note in document.notes] == [("page_without_text", 2)]


@pytest.mark.parametrize(
    ("bodies", "reason"), [([], "不完整|没有文字"), ([[page(rule(0, 0, 9, 0))]], "没有文字层")]
)
def test_a_file_without_words_says_so(reading: Read, bodies: list[list[str]], reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        reading(package(*bodies), "a.ofd")


def beside(part: str, *, listed: str, extra: dict[str, str]) -> bytes:
    """A file of one page whose document names one more part."""
    files = {f"Doc_0/{part}.xml": f"<ofd:{part} {SPACE}>{listed}</ofd:{part}>", **extra}
    named = f"<ofd:{part}>{part}.xml</ofd:{part}>"
    return package([page(words(20, 60, LINE))], extra=files, common=named)


def test_files_attached_are_noted(reading: Read) -> None:
    listed = '<ofd:Attachment ID="1" Name="食堂名单.xlsx"/>'
    (document,) = reading(beside("Attachments", listed=listed, extra={}), "a.ofd").documents
    assert [(note.code, "食堂名单" in note.message) for note in document.notes] == [
        ("attachment_missing", True)
    ]


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [('Type="Stamp"', ["truncated"]), ('Type="Watermark"', []), ('Visible="false"', [])],
)
def test_words_added_to_a_page_are_noted(reading: Read, attributes: str, codes: list[str]) -> None:
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>A/0.xml</ofd:FileLoc></ofd:Page>'
    note = f"<ofd:Annot {attributes}><ofd:Appearance>{words(0, 5, '已审核')}</ofd:Appearance>"
    extra = {"Doc_0/A/0.xml": f"<ofd:PageAnnot {SPACE}>{note}</ofd:Annot></ofd:PageAnnot>"}
    (document,) = reading(beside("Annotations", listed=listed, extra=extra), "a.ofd").documents
    assert [note.code for note in document.notes] == codes


def test_an_encrypted_file_says_so(reading: Read) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package([page(words(20, 60, LINE))]))) as good,
        zipfile.ZipFile(made, "w") as sealed,
    ):
        for name in good.namelist():
            text = good.read(name).decode()
            end = "<ofd:Encryptions>Encryptions.xml</ofd:Encryptions></ofd:DocBody>"
            sealed.writestr(name, text.replace("</ofd:DocBody>", end))
    with pytest.raises(ReadError, match="已加密"):
        reading(made.getvalue(), "a.ofd")
