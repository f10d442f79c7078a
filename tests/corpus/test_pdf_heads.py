"""Running heads of printed plans that name the chapter of the page."""

from __future__ import annotations

from corpus.loaders.pdf import PdfLoader
from corpus.sample.make_pdf import PdfPage, write_pdf

CHAPTERS = [
    "第一章 发展基础",
    "第二章 目标任务",
    "第二章 目标任务",
    "第三章 组织保障",
    "第三章 组织保障",
]
TITLE = "某市社区食堂发展规划"


def body(page: PdfPage, number: int, chapter: str, *, rows: int = 18) -> None:
    """Text that fills a page, its lines all different, the name of a chapter amid them."""
    for row in range(rows):
        text = f"本市第{number}批第{row}街食堂由街道统筹建设并按月公示账目接受监督"
        page.text(90, 120 + row * 28, chapter if row == 9 else text, 14)


def heads(
    chapters: list[str], *, size: float = 10, y: float = 60, mirrored: bool = False
) -> list[str]:
    """The furniture of a plan whose pages name their chapter at the top."""
    pages = []
    for number, chapter in enumerate(chapters, 1):
        page = PdfPage()
        if mirrored and number % 2:
            page.text(90, y, TITLE, size)
            page.text(480, y, str(number), size)
        else:
            page.text(90, y, f"{number}" if mirrored else "", size)
            page.text(250, y, chapter, size)
        body(page, number, chapter)
        pages.append(page)
    items = PdfLoader().load(write_pdf(pages), "a.pdf").items
    return [item.text for item in items if item.kind == "furniture"]


def test_heads_that_name_the_chapter_are_furniture() -> None:
    assert heads(CHAPTERS) == CHAPTERS


def test_so_are_the_heads_of_left_pages_beside_the_title_on_right_ones() -> None:
    found = heads(CHAPTERS, mirrored=True)
    assert [sum(name in head for head in found) for name in (TITLE, "第二章", "第三章")] == [
        3,
        1,
        1,
    ]


def test_first_lines_that_differ_on_each_page_are_text() -> None:
    assert heads([f"表{n} 第{n}区的食堂" for n in "甲乙丙丁戊"]) == []


def test_first_lines_as_large_and_near_as_the_others_are_text() -> None:
    assert heads(CHAPTERS, size=14, y=92) == []


def test_sentences_of_one_pattern_are_no_heads() -> None:
    pages = []
    for number in range(1, 6):
        page = PdfPage()
        body(page, number, "", rows=22)
        page.text(90, 745, f"建成食堂{number}家，配备厨师{number + 2}名。", 14)
        pages.append(page)
    items = PdfLoader().load(write_pdf(pages), "a.pdf").items
    assert sum(item.text.startswith("建成食堂") for item in items if item.kind == "line") == 5
