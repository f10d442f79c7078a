from __future__ import annotations

import pytest

from kb.fold import FOLD_VERSION, fold, fold_text, search_folded, search_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("森林 覆盖　率", "森林覆盖率"),
        ("綠色發展", "绿色发展"),
        ("国发〔2021〕23号", "国发(2021)23号"),
        ("国发［2021］23号", "国发(2021)23号"),
        ("国发【2021】23号", "国发(2021)23号"),
        ("“引号”「引号」", '"引号""引号"'),
        ("2021—2025年", "2021-2025年"),
        ("2021–2025年", "2021-2025年"),
        ("2021～2025年", "2021~2025年"),
        ("35μg/m³", "35μg/m3"),
        ("5㎡", "5m2"),
        ("劣Ⅴ类", "劣v类"),
        ("５０％", "50%"),
        ("a\u200bb\u00adc", "abc"),
        ("a\x00b", "ab"),
        ("第一段\n第二段", "第一段\n第二段"),
        ("著作", "著作"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@pytest.mark.parametrize("text", ["ＡＢ 綠色", "5㎡ 森林", "\u200b国 发〔２０２１〕", "😀森林"])
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_the_map_leads_back_over_blanks() -> None:
    folded = fold("森林 覆 盖率")
    assert folded.clean_span(2, 5) == (3, 7)


def test_the_map_leads_back_over_characters_that_grow() -> None:
    folded = fold("约5㎡地")
    assert (folded.text, folded.map) == ("约5m2地", [0, 1, 2, 2, 3])


def test_every_folded_character_has_a_place() -> None:
    folded = fold("（一）到 2025 年，㎡ Ａ")
    assert len(folded.map) == len(folded.text)


def test_the_version_names_the_table() -> None:
    assert FOLD_VERSION.startswith("fold1-")


def test_search_leaves_quotation_and_title_marks_out() -> None:
    assert search_text("《能耗“双控”方案》") == "能耗双控方案"


def test_a_place_beside_dropped_marks_leads_back_to_the_text() -> None:
    clean = "实行能耗“双控”制度"
    back = search_folded(clean)
    at = back.text.index("能耗双控")
    begin, end = back.clean_span(at, at + 4)
    assert clean[begin:end] == "能耗“双控"
