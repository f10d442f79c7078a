"""Hard line wraps are joined, and only they."""

from __future__ import annotations

import pytest

from corpus.cleaning.clean import clean
from corpus.loaders.protocol import RawDocument, RawItem
from tests.corpus.conftest import Blocks, Read

WORDS = (
    "为改善城区通勤条件，本市从今年起分三批更新公交车辆，首批采购纯电动客车1250辆，"
    "到2027年全部线路实现准点率不低于百分之九十五，并同步建设充电站三十六座。"
)
MORE = (
    "各区按照属地原则落实场站用地，建设资金由市区两级财政各承担一半，"
    "工程竣工后由交通部门组织验收，验收结果在市政府网站上公布，接受社会监督。"
)


def wrap(text: str, width: int, first: int = 0) -> list[str]:
    """Break a paragraph after so many characters; its first line is shorter by `first`."""
    lines, rest = [text[: width - first]], text[width - first :]
    while rest:
        lines.append(rest[:width])
        rest = rest[width:]
    return lines


def paragraphs(found: list[tuple[str, str]]) -> list[str]:
    return [text for kind, text in found if kind == "paragraph"]


def test_lines_of_one_paragraph_become_one_block(blocks: Blocks) -> None:
    text = "\n".join([*wrap(WORDS, 24), *wrap(MORE, 24)])
    assert "".join(paragraphs(blocks(text))) == WORDS + MORE


def test_blank_lines_between_all_lines_mean_nothing(blocks: Blocks) -> None:
    text = "\n\n".join([*wrap(WORDS, 24, first=2), *wrap(MORE, 24, first=2)] * 3)
    found = paragraphs(blocks(text))
    assert found[:2] == [WORDS, MORE]


def test_a_blank_line_ends_a_paragraph_where_other_lines_have_none(blocks: Blocks) -> None:
    text = "\n\n".join("\n".join(wrap(p, 24)) for p in [WORDS, MORE] * 3)
    assert paragraphs(blocks(text)) == [WORDS, MORE] * 3


def test_headings_without_an_indent_hide_no_paragraph_that_has_one(blocks: Blocks) -> None:
    full = f"{MORE[:45]}。"  # its last line is full, only the indent of the next one parts them
    lines = []
    for number in "一二三四五":
        for part in (WORDS, full, WORDS):
            first, *rest = wrap(part, 24, first=2)
            lines += [f"　　{first}", *rest]
        lines.append(f"（{number}）公交提升")
    assert paragraphs(blocks("\n".join(lines)))[:3] == [WORDS, full, WORDS]


def test_an_indent_begins_a_paragraph(blocks: Blocks) -> None:
    lines = []
    for part in [WORDS, MORE] * 3:
        first, *rest = wrap(part, 24, first=2)
        lines += [f"　　{first}", *rest]
    assert paragraphs(blocks("\n".join(lines))) == [WORDS, MORE] * 3


def test_a_number_and_a_word_broken_by_a_wrap_come_out_whole(blocks: Blocks) -> None:
    at = WORDS.index("1250") + 2
    lines = [WORDS[:at], *wrap(WORDS[at:], at)]
    assert "纯电动客车1250辆" in "".join(text for _, text in blocks("\n".join(lines)))


def test_latin_words_are_joined_with_a_blank(blocks: Blocks) -> None:
    lines = [
        "本项目由市交通局与联合国开发计划署下属的 Green",
        "Mobility 小组共同实施，为期三年，总投资两亿元。",
    ]
    (text,) = paragraphs(blocks("\n".join(lines)))
    assert "Green Mobility 小组" in text


@pytest.mark.parametrize(
    "mark", ["一、", "（三）", "第二章　", "2.", "（4）", "③", "专栏3 ", "附件1："]
)
def test_a_marked_line_begins_a_block(blocks: Blocks, mark: str) -> None:
    text = "\n".join([*wrap(WORDS, 24), f"{mark}建设任务安排", *wrap(MORE, 24)])
    assert f"{mark}建设任务安排" in [text for _, text in blocks(text)]


@pytest.mark.parametrize("number", ["— 12 —", "- 3 -", "第3页", "第 3 页 共 9 页", "3/9", "－５－"])
def test_a_page_number_does_not_break_a_sentence(blocks: Blocks, number: str) -> None:
    lines = wrap(WORDS, 24)
    text = "\n".join([*lines[:2], number, *lines[2:], *wrap(MORE, 24)])
    assert "".join(paragraphs(blocks(text))) == WORDS + MORE


def test_a_page_number_with_its_dashes_on_other_lines_is_no_text(blocks: Blocks) -> None:
    lines = wrap(WORDS, 24)
    text = "\n".join([*lines[:2], "—", "1", "2", "—", *lines[2:], *wrap(MORE, 24)])
    assert "".join(paragraphs(blocks(text))) == WORDS + MORE


def test_running_heads_and_bare_page_numbers_leave_the_text(reading: Read) -> None:
    pages = []
    for number, part in enumerate([WORDS, MORE, WORDS, MORE], 1):
        lines = wrap(part, 24)
        pages.append("\n".join(["公共交通更新方案汇编", *lines, str(number)]))
    (document,) = reading("\f".join(pages)).documents
    assert document.text.replace("\n", "") == (WORDS + MORE) * 2
    assert {block.page for block in document.blocks} <= {1, 2, 3, 4}


def test_a_table_of_contents_leaves_the_text(blocks: Blocks) -> None:
    contents = [
        "目  录",
        "一、总体要求..........3",
        "二、主要任务..........7",
        "三、保障措施..........12",
    ]
    text = "\n".join([*contents, "一、总体要求", *wrap(WORDS, 24), "二、主要任务", *wrap(MORE, 24)])
    assert [t for kind, t in blocks(text) if kind == "heading"] == ["一、总体要求", "二、主要任务"]


def test_paragraphs_cut_by_a_page_are_mended_where_each_line_is_a_paragraph(blocks: Blocks) -> None:
    first, second = WORDS[:50], WORDS[50:]
    found = blocks("\n\n".join([MORE * 2, first, second, MORE * 3]))
    assert paragraphs(found) == [MORE * 2, WORDS, MORE * 3]


def test_a_path_of_the_web_page_and_its_buttons_leave_the_text(blocks: Blocks) -> None:
    text = "\n".join(
        ["首页", ">", "政务公开", ">", "公告", "社区食堂开业公告", "下载", "打印", WORDS]
    )
    assert [found for _, found in blocks(text)] == ["社区食堂开业公告", WORDS]


def test_a_label_and_its_value_on_the_next_line_are_one_block(blocks: Blocks) -> None:
    text = "\n".join(
        ["社区食堂开业公告", "来源：", "某市日报", "时间：", "2024-05-06 09:20", WORDS]
    )
    assert [found for _, found in blocks(text)][1:3] == ["来源：某市日报", "时间：2024-05-06 09:20"]


def test_the_number_of_a_heading_on_a_line_of_its_own_joins_its_text(blocks: Blocks) -> None:
    text = "\n".join([*wrap(WORDS, 24), "（五）", "落实场地经费。", *wrap(MORE, 24)])
    assert "（五）落实场地经费。" in [found for _, found in blocks(text)]


def test_a_heading_as_wide_as_the_column_does_not_run_into_the_text(blocks: Blocks) -> None:
    heading = "（一）全面推进公共交通车辆更新和场站建设工作"
    assert len(heading) == 22
    body = wrap(MORE + MORE + WORDS, 24, first=2)
    parts = [*body, heading, *body, *body]
    assert heading in [found for _, found in blocks("\n\n".join(parts * 4))]


def test_a_title_set_larger_is_not_joined_with_the_authors_beneath_it() -> None:
    title = RawItem("line", "某县竹产业发展研究", page=1, indent=0.0, slack=0.0, size=1.5)
    authors = RawItem("line", "张三，李四", page=1, indent=4.9, slack=5.0, size=1.0)
    text = "竹产业是山区农户增收的重要来源。"
    body = RawItem("line", text, page=1, indent=0.0, slack=0.0, size=1.0)
    units = clean(RawDocument([title, authors, body])).units
    assert [unit.text for unit in units][:2] == ["某县竹产业发展研究", "张三，李四"]


@pytest.mark.parametrize("end", ["县城污水处理率达到", "把平均浓度控制在", "绿地占比不低于"])
def test_a_line_that_awaits_its_number_is_joined_however_short(blocks: Blocks, end: str) -> None:
    text = "\n".join([*wrap(WORDS, 24), f"另据通报，{end}", "百分之九十。", *wrap(MORE, 24)])
    assert any(f"{end}百分之九十。" in found for found in paragraphs(blocks(text)))


def indented(*texts: str, width: int = 24) -> str:
    """Paragraphs whose first lines are indented by two characters, wrapped."""
    lines: list[str] = []
    for text in texts:
        first, *rest = wrap(text, width, first=2)
        lines += [f"　　{first}", *rest]
    return "\n".join(lines)


def test_a_heading_that_fills_its_line_is_parted_from_the_text_below(blocks: Blocks) -> None:
    heading = "（一）更新城区公交车辆，建设市区充电场站网络"
    assert len(heading) == 22
    found = [text for _, text in blocks(indented(WORDS, MORE, WORDS, heading, MORE, WORDS))]
    assert found == [WORDS, MORE, WORDS, heading, MORE, WORDS]


def test_numbers_within_a_paragraph_begin_no_item_where_a_line_wraps(blocks: Blocks) -> None:
    text = (
        "今年办好下列实事：（1）更新公交车辆一百辆，建设充电站十座；"
        "（2）改造老旧小区三十个，惠及居民两千户，新建口袋公园八处。"
    )
    width = text.index("（2）") // 2 + 1
    assert text[2 * width - 2 :].startswith("（2）")
    found = [text for _, text in blocks(indented(MORE, text, WORDS, width=width))]
    assert found[1] == text


def test_a_line_that_ends_early_before_quotation_marks_goes_on(blocks: Blocks) -> None:
    first, rest = (
        "　　更新车辆要处理好速度和质量，把握",
        "好“快”与“慢”、“多”与“少”之间的分寸。",
    )
    text = "\n".join([indented(WORDS, MORE, WORDS), first, rest, indented(WORDS, MORE)])
    assert (first + rest).strip() in [text for _, text in blocks(text)]


def test_lines_wrapped_after_so_many_characters_are_joined(blocks: Blocks) -> None:
    items = [
        f"（{mark}）到202{n}年新建食堂1{n}6家、改造{n}84家、投资3{n}5.{n}亿元，惠及居民2{n}.6万人以上，"
        f"人均就餐补贴由1{n}.5元提高到2{n}.8元，营养师持证上岗率达到9{n}.{n}%，群众满意度达到9{n}%。"
        for n, mark in enumerate("一二三四五六七八九", 1)
    ]
    wrapped = [item[i : i + 35] for item in items for i in range(0, len(item), 35)]
    assert [text for _, text in blocks("\n".join(wrapped))] == items


def test_an_article_of_a_law_goes_on_over_its_first_line(blocks: Blocks) -> None:
    laws = [
        f"第{mark}条  各级人民政府应当将社区食堂的建设管理纳入发展规划统筹安排年度经费并且"
        "定期公布账目，接受居民和社会各方面的监督。"
        for mark in "一二三四五六七八九"
    ]
    wrapped = []
    for law in laws:
        first, rest = law[:24], law[24:]
        wrapped += [first, *(rest[i : i + 26] for i in range(0, len(rest), 26))]
    assert [text for _, text in blocks("\n".join(wrapped))] == laws


def test_a_number_cut_behind_its_point_is_one_number(blocks: Blocks) -> None:
    text = """甲县人民政府关于下达2024年城市更新计划的通知

甲府发〔2024〕5号

各街道办事处，县级各部门：
    2023年，全县公交客运量完成128.6万人，增长6.
2%；新开公交线路达到38
条。
    2024年主要安排：公交客运量增长6%左右，新建停车泊位增
长8%以上，公交线路准点率不低于95%，充电站覆盖率达到62.1%。
"""
    assert "    ".join(paragraphs(blocks(text))).count("增长6.2%；新开公交线路达到38条。") == 1
