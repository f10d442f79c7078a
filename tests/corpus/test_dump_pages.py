"""Dumps of printed documents: page numbers and running heads left between the lines."""

from __future__ import annotations

import pytest

from corpus.cleaning.dump_pages import page_marks
from corpus.loaders.protocol import RawItem
from tests.corpus.conftest import Blocks

HEAD = "某市社区食堂发展规划"
WIDTH = 36
SENTENCES = [
    f"第{n}片区新建社区食堂{n + 3}家，改造老旧食堂{n * 2 + 1}家，配备营养师{n + 11}名，"
    f"惠及居民{n}.{n % 9}5万人，账目按月公示，经费由{'甲乙丙丁戊己庚辛壬癸'[n % 10]}街道统筹安排。"
    for n in range(1, 41)
]


def printed(break_: str, *, lines: int = 14, indent: str = "") -> str:
    """The sentences wrapped, with a page break after so many lines."""
    texts = (indent + sentence for sentence in SENTENCES)
    wrapped = [text[i : i + WIDTH] for text in texts for i in range(0, len(text), WIDTH)]
    out = [HEAD, ""]
    for number, line in enumerate(wrapped, 1):
        out.append(line)
        if number % lines == 0:
            out.append(break_.format(page=number // lines))
    return "\n".join(out)


BREAKS = [
    "- {page} -",
    "\n{page}\n",
    "\n— {page} —\n\n" + HEAD + "\n",
    "第 {page} 页 共 9 页\n\n" + HEAD,
    "\n" + HEAD + "\n\n{page}\n",
]


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("break_", BREAKS)
def test_sentences_go_on_over_the_page(blocks: Blocks, break_: str, indent: str) -> None:
    found = [text for _, text in blocks(printed(break_, indent=indent))]
    assert found == [HEAD, *SENTENCES]


@pytest.mark.parametrize(
    "break_",
    [
        "\n**{page}**\n",
        "\n# " + HEAD + "\n\n{page}\n",
        "\n<!-- page {page} -->\n",
        "\n{{{page}}}-----------\n",
    ],
)
def test_pages_of_markdown_made_from_a_printed_document(blocks: Blocks, break_: str) -> None:
    found = [text for _, text in blocks("# " + printed(break_), "a.md")]
    assert found == [HEAD, *SENTENCES]


def test_no_page_is_made_up_for_the_reader(blocks: Blocks) -> None:
    from corpus.cleaning.clean import clean
    from corpus.loaders.text import TextLoader

    units = clean(TextLoader().load(printed(BREAKS[0]).encode(), "a.txt")).units
    assert {unit.page for unit in units} == {None}


def test_numbers_of_a_list_are_no_pages() -> None:
    rows = [RawItem("line", text) for n in range(1, 30) for text in (str(n), f"第{n}街食堂", "30")]
    assert page_marks(rows) == ()
