"""Which status the headings above a passage of a plan give its numbers."""

from __future__ import annotations

import pytest

from indexer.measures.timeline.status import section_status

REVIEW = "第一节“十三五”工作进展"


@pytest.mark.parametrize(
    ("headings", "status"),
    [
        ((REVIEW, "三、用水安全得到保障"), "actual"),
        ((REVIEW, "（二）河道整治工程全面完成"), "actual"),
        ((REVIEW, "1.规划任务按期完成"), "actual"),
        (("二、主要成效", "（一）堤防加固工程"), "actual"),
        (("一、规划落实情况", "（二）深入实施节水行动"), "actual"),
        (("二、面临形势", "（三）减排任务艰巨"), "actual"),
        (("一、主要成效", "（二）下一步目标"), "target"),
        (("第三章主要目标", "（二）保障能力显著增强"), "target"),
        (("四、保障措施", "（一）强化实施评估"), "target"),
        (("第四章重点任务", "第二节夯实种苗基础"), "target"),
        (("四、重点任务", "（一）改善水质取得显著成效"), "actual"),
        (("三、重点任务推动发展取得新成效", "（一）供水工程"), "target"),
    ],
)
def test_the_headings_say_whether_it_was_done(headings: tuple[str, ...], status: str) -> None:
    assert section_status(headings) == status
