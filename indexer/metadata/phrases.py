"""Key phrases: pairs of words that a text repeats. Cheap on purpose; see topics for subjects."""

from __future__ import annotations

import re
from collections import Counter

from indexer.segment import words

__all__ = ["key_phrases"]

_SAMPLE = 3000
_STOP = frozenset(
    re.findall(
        r"\S+",
        """
        推进 加强 加快 建设 发展 工作 实施 提高 完善 促进 推动 开展 建立 健全
        进行 进一步 以及 相关 有关 部门 单位 各地 要求 实现 达到 以上 以下 左右
        我们 我省 我市 全省 全市 全县 全国 通知 印发 意见 关于 根据 按照 坚持
        重点 基本 主要 积极 继续 不断 深入 全面 大力 着力 切实 努力 确保 力争
        支持 鼓励 引导 落实 强化 优化 提升 增强 扩大 推广 组织 领导 负责 各级
        政府 人民政府 同比 增长 下降 其中 分别 亿元 万元 万吨 个百分点 目标 任务
        水平 能力 情况 方面 问题 措施 项目 制定 各位 代表
        """,
    )
)


def key_phrases(title: str, text: str, *, most: int = 8) -> tuple[str, ...]:
    """Up to `most` phrases of two words that occur at least three times in the text's beginning."""
    count: Counter[str] = Counter()
    previous = ""
    for word in words(f"{title}\n{text[:_SAMPLE]}"):
        usable = len(word) > 1 and "㐀" <= word[0] <= "鿿" and word not in _STOP
        if usable and previous and len(previous) + len(word) <= 10:
            count[previous + word] += 1
        previous = word if usable else ""
    ranked = sorted(count.items(), key=lambda item: (-item[1] * len(item[0]), item[0]))
    return tuple(phrase for phrase, times in ranked if times >= 3)[:most]
