"""Reference lists: labels, order, and letters that tell works of one author and year apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from kb.citations.gbt7714 import Style, format_item
from kb.citations.item import Item
from kb.citations.normalise import without_broken

__all__ = ["labelled", "reference_docx", "reference_lines", "reference_text"]


def reference_lines(items: Iterable[Item], style: Style | None = None) -> Iterator[str]:
    """One entry a line, without labels, in the order given (streamed).

    In author-date form works of one author and year get a, b, c …; that needs the whole list.
    """
    wanted = style or Style()
    if wanted.form != "author-date":
        for item in items:
            yield format_item(item, wanted)
        return
    listed = list(items)
    for item, letter in zip(listed, _letters(listed), strict=True):
        yield format_item(item, wanted, suffix=letter)


def reference_text(items: Iterable[Item], style: Style | None = None) -> Iterator[str]:
    """The list as people paste it, a line an entry."""
    return labelled(reference_lines(items, style), style or Style())


def labelled(entries: Iterable[str], style: Style) -> Iterator[str]:
    """Lines with their labels: `[1] …` in numeric and footnote form, bare in author-date."""
    for number, entry in enumerate(entries, start=1):
        yield f"{entry}\n" if style.form == "author-date" else f"[{number}] {entry}\n"


def reference_docx(items: Iterable[Item], style: Style | None = None) -> bytes:
    """A Word file with the list, hanging indents, ready to be copied into a paper."""
    from docx import Document as WordDocument
    from docx.oxml.ns import qn
    from docx.shared import Pt

    word = WordDocument()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    word.add_heading("参考文献", level=1)
    for line in reference_text(items, style):
        paragraph = word.add_paragraph(without_broken(line.rstrip("\n")))
        paragraph.paragraph_format.left_indent = Pt(24)
        paragraph.paragraph_format.first_line_indent = Pt(-24)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _letters(items: Sequence[Item]) -> list[str]:
    """`a`, `b` … for entries that would otherwise be cited alike, "" for the rest."""
    keys = [
        (tuple(name.plain for name in item.responsible), item.issued.years("-")) for item in items
    ]
    total, seen = Counter(keys), Counter[tuple[tuple[str, ...], str]]()
    letters = []
    for key in keys:
        seen[key] += 1
        letters.append(_letter(seen[key]) if total[key] > 1 else "")
    return letters


def _letter(number: int) -> str:
    """1 → a … 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
