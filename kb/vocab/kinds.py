"""Kinds of documents: how a title tells them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from kb.models import Kind
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["kind_of_title", "validate"]


_QUOTED = re.compile("“[^”]*”")


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    entries = [entry for document in reversed(read_yaml("kinds.yaml")) for entry in document]
    return tuple((entry["kind"], re.compile(entry["pattern"])) for entry in entries)


forget_on_configure(_rules.cache_clear)


def kind_of_title(title: str) -> Kind | None:
    """The kind that a title tells; None if it tells none.

    Words in quotation marks count only where no others do: “创新行动计划”项目申报指南 is no plan.
    """
    for text in (_QUOTED.sub("", title), title):
        for kind, pattern in _rules():
            if pattern.search(text):
                return kind
    return None


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    try:
        rules = _rules()
    except re.error as exc:
        return [f"kinds.yaml 中的模式不正确：{exc}"]
    return [f"kinds.yaml 中没有种类“{kind}”" for kind, _ in rules if kind not in get_args(Kind)]
