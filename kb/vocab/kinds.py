"""Kinds of documents: how a title tells them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from kb.models import Kind
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["KIND_NAMES", "kind_of_title", "validate"]

KIND_NAMES: dict[str, str] = {
    "plan": "规划",
    "policy": "政策文件",
    "law": "法律法规",
    "report": "报告",
    "statistics": "统计公报",
    "research": "研究",
    "news": "新闻",
    "speech": "讲话",
    "standard": "标准",
    "other": "其他",
}


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    entries = [entry for document in reversed(read_yaml("kinds.yaml")) for entry in document]
    return tuple((entry["kind"], re.compile(entry["pattern"])) for entry in entries)


forget_on_configure(_rules.cache_clear)


def kind_of_title(title: str) -> Kind | None:
    """The kind that a title tells; None if it tells none."""
    return next((kind for kind, pattern in _rules() if pattern.search(title)), None)


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    try:
        rules = _rules()
    except re.error as exc:
        return [f"kinds.yaml 中的模式不正确：{exc}"]
    return [f"kinds.yaml 中没有种类“{kind}”" for kind, _ in rules if kind not in get_args(Kind)]
