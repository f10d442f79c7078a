"""Work grows with length only, also for text that was made to hurt.

What regular expressions do shows in no count of calls; `python -m tests.bench hostile` has the
clock for it.
"""

from __future__ import annotations

import pytest

from tests.indexer.measures.making import read
from tests.work import calls

PROSE = (
    "到2025年，全市森林覆盖率达到50%以上，单位地区生产总值能耗比2020年下降14%，建成绿色工厂30家、绿色园区5个，"
    "化学需氧量、氨氮排放量分别控制在3.2万吨和0.4万吨以内，战略性新兴产业增加值占比提高到22%左右。"
)
HOSTILE = [
    "1、",
    "九",
    "（",
    "1，",
    "1%，",
    "百分之",
    "三分之",
    "“1",
    "比2020年",
    "到2025年，",
    "“",
    "1万元、",
    "全部",
]
SIZE = 5_000


def work(piece: str, size: int = SIZE) -> int:
    """The calls it takes to find the measures of a text made of this piece."""
    return calls(lambda: read(piece * (size // len(piece))))


@pytest.fixture(scope="module")
def work_of_prose() -> int:
    work(PROSE)  # reads the vocabularies
    return work(PROSE)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_no_more_work_than_dense_prose(piece: str, work_of_prose: int) -> None:
    assert work(piece) < 2 * work_of_prose


@pytest.mark.parametrize("piece", [*HOSTILE, PROSE, PROSE.replace("。", "，")])
def test_twice_the_text_is_twice_the_work(piece: str, work_of_prose: int) -> None:
    assert work_of_prose
    assert work(piece, 4 * SIZE) < 2.1 * work(piece, 2 * SIZE)
