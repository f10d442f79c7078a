from __future__ import annotations

import io
import zipfile

import docx

from corpus.sample.make_pdf import PdfPage, write_pdf
from tests.corpus.conftest import Blocks

BODY = "全市建成社区食堂120家，服务老年居民3.4万人，"
REST = "今后三年再建80家，并对困难家庭减免一半费用。"
NOTE = "社区食堂指由街道举办、面向居民的公益性餐厅。"


def split(found: list[tuple[str, str]]) -> tuple[str, list[str]]:
    body = "".join(text for kind, text in found if kind != "footnote")
    return body, [text for kind, text in found if kind == "footnote"]


def test_a_note_at_the_foot_of_a_page_moves_behind_the_text(blocks: Blocks) -> None:
    page = "\n".join(["全市建成社区食堂①120家，服务老年居民3.4万人，", f"① {NOTE}"])
    body, notes = split(blocks(f"{page}\f{REST}"))
    assert (body, notes) == (BODY + REST, [f"① {NOTE}"])


def test_a_raised_mark_on_a_line_of_its_own_does_not_cut_the_sentence(blocks: Blocks) -> None:
    page = "\n".join(["全市建成社区食堂", "①", "120家，服务老年居民3.4万人，", "①", NOTE])
    body, notes = split(blocks(f"{page}\f{REST}"))
    assert (body, notes) == (BODY + REST, [f"①{NOTE}"])


def test_the_number_of_a_note_is_no_number_of_its_text(blocks: Blocks) -> None:
    page = PdfPage()
    page.text(page.text(90, 120, BODY[:-1], 16), 113, "2", 8)
    page.rule(90, 700, 230, 700)
    page.text(90, 716, f"2 {NOTE}", 9)
    assert split(blocks(write_pdf([page]), "a.pdf")) == (BODY[:-1], [f"[2]{NOTE}"])


def test_circled_numbers_of_a_list_stay(blocks: Blocks) -> None:
    text = "重点任务有三项：①建设食堂，②培训厨师，③补贴老人。"
    assert split(blocks(text)) == (text, [])


def test_numbered_marks_go_and_their_list_becomes_footnotes(blocks: Blocks) -> None:
    lines = ["推进“一街一堂”[1]工程。", "落实“双补”[2]政策。"]
    lines += ["[1]一街一堂：每条街道一家社区食堂。", "[2]双补：补建设、补运营。"]
    body, notes = split(blocks("\n\n".join(lines), "a.md"))
    assert body == "推进“一街一堂”工程。落实“双补”政策。"
    assert [note[:3] for note in notes] == ["[1]", "[2]"]


def test_a_mark_before_a_number_goes_and_a_document_number_stays(blocks: Blocks) -> None:
    lines = ["新建食堂[1]120家，补助[2]3亿元，见某政发[65]32号。", "[1]含改建。", "[2]含区级。"]
    body, _ = split(blocks("\n\n".join(lines), "a.md"))
    assert body == "新建食堂120家，补助3亿元，见某政发[65]32号。"


def test_marks_leave_the_cells_of_tables(blocks: Blocks) -> None:
    table = "| 区[1] | 数[2] |\n|---|---|\n| 甲[3] | [5] |"
    notes = "[1]按新区划。\n\n[2]年末数。\n\n[3]含乙。"
    found = blocks(f"# 表\n\n{table}\n\n{notes}\n", "a.md")
    assert [text for kind, text in found if kind == "table_row"] == ["区 | 数", "甲 | [5]"]


def test_markdown_notes_become_footnotes(blocks: Blocks) -> None:
    body, notes = split(
        blocks(f"# 食堂\n\n{BODY[:8]}[^1]{BODY[8:]}{REST}\n\n[^1]: {NOTE}\n", "a.md")
    )
    assert (body, notes) == (f"食堂{BODY}{REST}", [f"[1]{NOTE}"])


def test_a_raised_number_in_html_is_a_note_unless_it_is_a_power(blocks: Blocks) -> None:
    html = "<p>新建食堂<sup>[2]</sup>面积1.5万m<sup>2</sup>，蓄水池3座<sup>1</sup>，全部完工。</p>"
    assert split(blocks(html, "a.html")) == ("新建食堂面积1.5万m2，蓄水池3座，全部完工。", [])


def test_word_footnotes_are_kept(blocks: Blocks) -> None:
    body, notes = split(blocks(with_word_note(), "a.docx"))
    assert (body, notes) == (BODY + REST, [f"[1]{NOTE}"])


def with_word_note() -> bytes:
    """A document of python-docx with a footnote put into its XML."""
    document = docx.Document()
    document.add_paragraph(f"{BODY[:8]}@@{BODY[8:]}{REST}")
    stream = io.BytesIO()
    document.save(stream)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = f"<w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p>"
    note = f'<w:footnotes {space}><w:footnote w:id="1">{text}</w:footnote></w:footnotes>'
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                mark = '</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>'
                data = data.replace(b"@@", mark.encode())
            new.writestr(info, data)
        new.writestr("word/footnotes.xml", note)
    return made.getvalue()
