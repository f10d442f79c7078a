"""Sentences that speak of a goal and give no figure: 不设目标, 完成上级下达的目标."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.metrics import all_metrics

__all__ = ["short_names", "validate", "without_figure"]

FILE = "absences.yaml"
KINDS = ("explicitly_not_set", "without_figure")
RULE_KEYS = {"words", "gap", "stop", "end"}
_STOPS = "。；;\n"  # what a sentence ends with


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found: dict[str, list[str]] = {}
    for document in read_yaml(FILE):
        for kind, rules in document.get("sentences", {}).items():
            if kind not in KINDS:
                raise VocabularyError(FILE, f"没有名为“{kind}”的空缺，可用：{'、'.join(KINDS)}")
            found.setdefault(kind, []).extend(map(_pattern, rules))
    inside = f"[^{_STOPS}]*"
    return tuple(
        (kind, re.compile(f"{inside}(?:{'|'.join(patterns)}){inside}"))
        for kind, patterns in found.items()
    )


def _pattern(rule: dict[str, Any]) -> str:
    if set(rule) != RULE_KEYS:
        raise VocabularyError(FILE, f"规则 {rule} 应有且只有 {sorted(RULE_KEYS)}")
    words = "".join(map(_one_of, rule["words"]))
    gap = f"[^{_STOPS}{re.escape(rule['stop'])}]{{0,{rule['gap']}}}?"
    return words + gap + _one_of(rule["end"])


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


@lru_cache(maxsize=1)
def _short_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for document in read_yaml(FILE):
        for metric_id, names in document.get("short_names", {}).items():
            found[metric_id] = (*found.get(metric_id, ()), *names)
    return found


for _cache in (_rules, _short_names):
    forget_on_configure(_cache.cache_clear)


def without_figure(text: str) -> Iterator[tuple[str, int, int]]:
    """The sentences without a figure of their own: (kind, start, end), kind by kind."""
    for kind, pattern in _rules():
        for found in pattern.finditer(text):
            yield kind, found.start(), found.end()


def short_names(metric_id: str) -> tuple[str, ...]:
    """What such sentences call a metric, besides its names in the vocabulary."""
    return _short_names().get(metric_id, ())


def validate() -> list[str]:
    """What is wrong with the vocabulary, beyond what reading refuses. Empty when sound."""
    _rules()
    known = {found.id for found in all_metrics()}
    strangers = sorted(_short_names().keys() - known)
    return [f"short_names 中的指标“{metric_id}”没有定义" for metric_id in strangers]
