"""What holds for part of a year is kept apart from the year, and an index from a rate."""

from __future__ import annotations

import pytest

from indexer.measures.subjects.parts import parts_of_year
from tests.indexer.measures.making import read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一季度增长5%，二季度增长6%。", ["一季度", "二季度"]),
        ("上半年税收增长6%，全年增长7%。", ["上半年", ""]),
        ("1—9月投资增长4%。", ["1—9月"]),
        ("连续三个季度增长，每季度投入两亿元。", []),
        ("与上半年相比增加两个。", []),
    ],
)
def test_parts_of_a_year_are_found(text: str, parts: list[str]) -> None:
    assert [part for _, part in parts_of_year(text)] == parts


def test_a_price_index_is_no_rate() -> None:
    (index,) = read("居民消费价格指数控制在103以内。").measures
    assert index.metric_id is None
