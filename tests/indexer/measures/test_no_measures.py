"""Numbers that name a class of things, a place on the map or seats, and measure nothing."""

from __future__ import annotations

import pytest

from tests.indexer.measures.making import line_of, read


@pytest.mark.parametrize(
    "text",
    [
        "逐步淘汰20吨以下燃煤锅炉。",
        "建成区严禁新建25吨以下燃煤锅炉。",
        "严禁新建500万吨/年以下常减压装置。",
        "关停退出10万千瓦及以下煤电机组。",
        "围绕东部沿海千万千瓦级风电基地，完善电网。",
        "本市位于北纬30度的江南水乡。",
        "每年对每栋公共建筑面积2000平方米以上的进行考核。",
        "联席会议设召集人1人，副召集人3人。",
        "专家组由5名成员组成。",
        "今年春天三分之一城市的空气质量有所下降。",
        "新的办法既不像邻国的税收制度，也不像海岛的零排放制度。",
    ],
)
def test_classes_and_criteria_are_no_goals(text: str) -> None:
    assert read(text).measures == ()


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("新增啤酒产能6万千升。", "新增啤酒产能 | =6万千升 | increase | 2025"),
        ("打造沿海千万千瓦级风电基地。", "风电基地规模 | ~1千万千瓦 | level | 2025"),
        ("淘汰落后水泥产能200万吨以上。", "淘汰落后水泥产能 | >=200万吨 | level | 2025"),
    ],
)
def test_amounts_stay_goals(text: str, record: str) -> None:
    assert [line_of(measure, "湖州市") for measure in read(text).measures] == [record]
