from __future__ import annotations

import pytest

from tests.corpus.conftest import Blocks, Read


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**到2026年**，城镇*新增*就业5万人。", "到2026年，城镇新增就业5万人。"),
        ("见[公告](http://a.cn/b_(1).html)第三条。", "见公告第三条。"),
        ("面积为5\\*10米，代码为 a_b_c。", "面积为5*10米，代码为 a_b_c。"),
        ("排放CO<sub>2</sub>约3吨。", "排放CO2约3吨。"),
        ("达到~~30~~45个、10~~20家，<del>3</del><s>4</s>5项。", "达到45个、10~~20家，5项。"),
        ("容积3m<sup>3</sup>，`代码`与~~旧~~新值同列。", "容积3m3，代码与新值同列。"),
        ("甲&amp;乙两区", "甲&乙两区"),
        ("__全部__完成。", "全部完成。"),
        ("2*3*4等于24。", "2*3*4等于24。"),
    ],
)
def test_markup_leaves_no_marks(blocks: Blocks, line: str, text: str) -> None:
    assert blocks(f"# 题\n\n{line}\n", "a.md")[1][1] == text


def test_a_forced_line_break_ends_a_block(blocks: Blocks) -> None:
    assert [text for _, text in blocks("# 题\n\n第一句。<br>第二句。\n", "a.md")][1:] == [
        "第一句。",
        "第二句。",
    ]


def test_headings_keep_their_level(reading: Read) -> None:
    (document,) = reading("# 甲\n\n## 乙 ##\n\n### 丙\n\n正文。\n", "a.md").documents
    levels = [(b.level, document.block_text(b)) for b in document.blocks if b.kind == "heading"]
    assert levels == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_front_matter_becomes_hints(reading: Read) -> None:
    text = "---\ntitle: 食堂办法\nsource: https://a.cn/1.html\ndate: 2024-05-06\n---\n\n正文。\n"
    (document,) = reading(text, "a.md").documents
    assert {(h.field, h.value) for h in document.hints} == {
        ("title", "食堂办法"),
        ("url", "https://a.cn/1.html"),
        ("published_on", "2024-05-06"),
    }
    assert document.text == "正文。"


def test_a_pipe_table_keeps_its_columns_and_caption(reading: Read) -> None:
    text = (
        "表2 食堂建设任务\n\n单位：家\n\n| 区 | 2024年 | 2026年 |\n| --- | ---: | ---: |\n"
        "| 甲区 | 12 | 30 |\n| 乙\\|区 | **8** |  |\n"
    )
    (document,) = reading(text, "a.md").documents
    (table,) = document.tables
    assert (table.caption, table.unit_note) == ("表2 食堂建设任务", "家")
    assert table.columns == ("区", "2024年", "2026年")
    assert [row.cells for row in table.rows][1:] == [("甲区", "12", "30"), ("乙|区", "8", "")]
    assert document.text[table.rows[1].start : table.rows[1].end] == "甲区 | 12 | 30"


def test_an_html_table_inside_markdown_is_a_table(reading: Read) -> None:
    text = (
        "# 题\n\n<table><tr><th>区</th><th>数</th></tr>\n<tr><td>甲</td><td>3</td></tr></table>\n"
    )
    (document,) = reading(text, "a.md").documents
    assert [row.cells for row in document.tables[0].rows] == [("区", "数"), ("甲", "3")]


def test_images_are_noted_because_they_may_hold_words(reading: Read) -> None:
    (document,) = reading("# 题\n\n正文。\n\n![专栏](images/p1.jpg)\n", "a.md").documents
    assert [(n.code, "p1.jpg" in n.message) for n in document.notes] == [("image", True)]
    assert "专栏" not in document.text


@pytest.mark.parametrize("caption", ["社区食堂数据汇总表（二）", "食堂建设完成情况（2025年）"])
def test_a_caption_may_end_with_its_number_or_year(reading: Read, caption: str) -> None:
    text = f"# 题\n\n{caption}\n\n| 区 | 2024年 |\n|---|---|\n| 甲 | 12 |\n"
    (document,) = reading(text, "a.md").documents
    assert document.tables[0].caption == caption


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (r"食堂$95\%$开放，就餐$3.5 \times 10^{4}$人次。", "食堂95%开放，就餐3.5×10⁴人次。"),
        (r"就餐10$^{4}$人次，满意率$\geq 9 5 \%$。", "就餐10⁴人次，满意率≥95%。"),
        (r"油烟降至$35 \mu \mathrm{g} / \mathrm{m}^{3}$。", "油烟降至35μg/m3。"),
        (r"浪费减少$\frac{1}{5}$，人数是2$\frac{1}{5}$倍。", "浪费减少1/5，人数是2（1/5）倍。"),
        (r"每份$12 \sim 15$元，另付$100和$200。", "每份12~15元，另付$100和$200。"),
        (r"合计$\sum_{i=1}^{n} x$家。", r"合计$\sum_{i=1}^{n} x$家。"),
    ],
)
def test_formulas_of_tex_are_read_as_printed(blocks: Blocks, line: str, text: str) -> None:
    assert blocks(line, "a.md") == [("paragraph", text)]


def test_figures_on_two_lines_of_a_cell_are_two(reading: Read) -> None:
    (document,) = reading("| 区 | 家数 |\n|---|---|\n| 东区 | 12<br>15 |\n", "a.md").documents
    assert document.tables[0].rows[1].cells == ("东区", "12；15")
