"""Time grows with length only, also for text that was made to hurt."""

from __future__ import annotations

import time

import pytest

from tests.indexer.measures.making import read

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
SIZE = 1_000_000


def seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_takes_no_longer_than_dense_prose(piece: str) -> None:
    prose = seconds(PROSE * (SIZE // 10 // len(PROSE))) * 10
    assert seconds(piece * (SIZE // len(piece))) < 2 * prose


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1、", "（", "1%，", PROSE.replace("。", "，")])
def test_time_is_linear_in_length(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (100_000, 400_000))
    seconds(short)
    assert seconds(long) < 8 * seconds(short) + 0.2
