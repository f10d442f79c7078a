"""What is printed on a page in an unusual way: fractions, spaced letters, powers, watermarks."""

from __future__ import annotations

import pytest

from corpus.loaders.pdf import PdfLoader
from corpus.sample.make_pdf import PdfPage, write_pdf
from kb.errors import ReadError
from tests.corpus.conftest import Blocks, Read
from tests.corpus.test_ofd import LINE, package, page, words

BODY = "食堂账目按月公示，各街道派人核对。"


def lines(page: PdfPage) -> list[str]:
    return [item.text for item in PdfLoader().load(write_pdf([page]), "a.pdf").items]


def with_fraction(before: str, size: float, *, after: str = "，账目按月公示。") -> PdfPage:
    """Words, one over five, words."""
    found = PdfPage()
    end = found.text(90, 222, before, 14)
    found.text(end + 2, 216 - (14 - size) / 2, "1", size)
    found.rule(end + 1, 217.5, end + 3 + size / 2, 217.5)
    found.text(end + 2, 218 + size, "5", size)
    found.text(end + 4 + size / 2, 222, after, 14)
    return found


@pytest.mark.parametrize("size", [8.0, 12.0], ids=["within the line", "higher than the line"])
def test_a_fraction_stands_on_its_line(size: float) -> None:
    (found,) = lines(with_fraction("浪费减少", size))
    assert found.replace(" ", "") == "浪费减少1/5，账目按月公示。"


def test_a_fraction_behind_a_figure_is_no_more_figures() -> None:
    (found,) = lines(with_fraction("面积是去年的2", 8))
    assert found.replace(" ", "").startswith("面积是去年的2（1/5）")


def test_an_underline_between_two_lines_is_no_bar() -> None:
    found = PdfPage()
    found.lines(90, 120, [BODY, BODY], 14)
    found.rule(160, 122.5, 188, 122.5)
    assert lines(found) == [BODY, BODY]


def test_a_power_below_one_keeps_its_sign() -> None:
    found = PdfPage()
    end = found.text(90, 150, "每份含盐10", 14)
    found.text(found.text(end, 145, "-3", 8), 150, "千克。", 14)
    assert lines(found) == ["每份含盐10⁻³千克。"]


def test_spaced_letters_are_words() -> None:
    found, x = PdfPage(), 90.0
    for char in "到2030年食堂满意率达到95%。":
        x = found.text(x, 150, char, 14) + 7
    assert lines(found) == ["到2030年食堂满意率达到95%。"]


def pale(found: PdfPage, x: float, y: float, text: str, size: float, grey: float = 0.8) -> None:
    found.parts.append(f"{grey} g")
    found.text(x, y, text, size)
    found.parts.append("0 g")


def test_pale_words_across_the_text_are_a_watermark() -> None:
    found = PdfPage()
    pale(found, 100, 160, "内部资料", 60)
    found.lines(90, 120, [BODY, BODY], 14)
    pale(found, 100, 400, "内部资料", 60)
    assert lines(found) == [BODY, BODY]


def test_pale_words_between_the_lines_are_one_where_they_recur() -> None:
    found = PdfPage()
    found.lines(90, 120, [BODY, BODY], 12)
    for y in range(131, 700, 90):
        pale(found, 100, y, "机密", 8)
    assert lines(found) == [BODY, BODY]


def test_white_heads_of_a_table_stay() -> None:
    found = PdfPage()
    pale(found, 100, 100, "区 家数 区 家数", 12, 1)
    found.text(90, 130, BODY, 14)
    assert lines(found) == ["区 家数 区 家数", BODY]


def test_a_watermark_of_an_ofd_file_is_no_text(blocks: Blocks) -> None:
    mark = words(30, 61, "内部资料", 'Alpha="40"')
    found = blocks(package([page(mark, words(20, 60, LINE))]), "a.ofd")
    assert found == [("paragraph", LINE)]


def test_recognised_words_over_printed_ones_are_read_once() -> None:
    found = PdfPage()
    found.text(90, 120, BODY, 14)
    found.hidden(91, 121, BODY, 13.5)
    found.hidden(90, 150, "食堂三十家。", 14)
    assert lines(found) == [BODY, "食堂三十家。"]


def test_words_without_known_characters_are_no_text() -> None:
    found = PdfPage()
    found.text(90, 100, BODY, 14)
    sealed = write_pdf([found]).replace(b"/UniGB-UCS2-H", b"/Identity-H  ")
    sealed = sealed.replace(b"/Ordering (GB1)", b"/Ordering (X)  ")
    with pytest.raises(ReadError, match="没有字符编码"):
        PdfLoader().load(sealed, "a.pdf")


def test_a_page_without_known_characters_is_noted(reading: Read) -> None:
    lost = page(words(20, 60, "".join(chr(0xE100 + i) for i in range(20))))
    (document,) = reading(package([page(words(20, 60, LINE)), lost]), "a.ofd").documents
    assert document.text == LINE
    assert [(note.code, note.page) for note in document.notes] == [("page_without_text", 2)]


def with_object(content: bytes, *, page: bytes = b"", catalog: bytes = b"") -> bytes:
    """A page of text, with an object 20 that the page or the catalogue refers to."""
    found = PdfPage()
    found.text(90, 120, BODY, 14)
    data = write_pdf([found]).replace(b"/Type /Page /", b"/Type /Page " + page + b" /")
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + catalog)
    return data.replace(b"xref\n", b"20 0 obj\n<< " + content + b" >>\nendobj\nxref\n", 1)


NOTE = b"/Type /Annot /Rect [100 100 300 130]"
FILE = b"/Type /Filespec /F (a.xlsx) /UF (a.xlsx) /EF << /F 20 0 R >>"
TREE = b"/Names << /EmbeddedFiles << /Names [(a.xlsx) 20 0 R] >> >>"
ON_PAGE = {"page": b"/Annots [20 0 R]"}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (with_object(NOTE + b" /Subtype /FreeText /Contents (seen)", **ON_PAGE), ["truncated"]),
        (with_object(NOTE + b" /Subtype /Widget /FT /Tx /V (12)", **ON_PAGE), ["truncated"]),
        (with_object(NOTE + b" /Subtype /Widget /FT /Tx", **ON_PAGE), []),
        (with_object(FILE, catalog=TREE), ["attachment_missing"]),
    ],
    ids=["a typed remark", "a filled field", "an empty field", "a file"],
)
def test_what_was_added_to_a_pdf_is_noted(data: bytes, codes: list[str]) -> None:
    assert [note.code for note in PdfLoader().load(data, "a.pdf").notes] == codes
