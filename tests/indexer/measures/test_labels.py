"""What a passage is about, as far as its label or heading names a thing."""

from __future__ import annotations

import pytest

from indexer.measures.subjects.labels import label_of, leads_to_products
from kb.models import Passage
from tests.indexer.measures.making import read


def passage(text: str, *headings: str) -> Passage:
    return Passage("d:0", "d", 0, "paragraph", 0, len(text), text, headings=headings)


@pytest.mark.parametrize(
    ("text", "headings", "label"),
    [
        ("（2）餐厨垃圾。新建处理厂3座。", (), "餐厨垃圾"),
        ("到2025年，装机达到3万千瓦。", ("1.大力发展风电",), "风电"),
        ("到2025年，面积达到3万亩。", ("第三章 重点任务",), ""),
        ("装机达到3万千瓦。", (), ""),
    ],
)
def test_labels(text: str, headings: tuple[str, ...], label: str) -> None:
    assert label_of(passage(text, *headings), headed=True) == label


def test_headings_of_reports_name_no_thing() -> None:
    assert label_of(passage("完成投资3亿元。", "扩大内需"), headed=False) == ""


def test_products_are_announced() -> None:
    assert leads_to_products("预计主要工业产品的产量是：")
    assert not leads_to_products("主要任务是：")


def test_a_head_without_an_owner_takes_the_label() -> None:
    (found,) = read("（2）餐厨垃圾。到2025年，处理能力达到每日300吨。").measures
    assert found.metric == "餐厨垃圾处理能力"


def test_products_behind_a_lead_in_are_produced() -> None:
    found = read("到2025年主要农产品产量：\n茶叶3万吨；\n油料5万吨。").measures
    assert [one.metric for one in found] == ["茶叶产量", "油料产量"]
