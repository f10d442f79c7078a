"""Sentences that speak of a goal and give no figure: 不设目标, 完成上级下达的目标."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.metrics import all_metrics

__all__ = ["not_whole", "refusing_part", "short_names", "validate", "without_figure"]

FILE = "absences.yaml"
KINDS = ("explicitly_not_set", "without_figure")
RULE_KEYS = {"words", "gap", "stop", "end"}
UNLESS = "unless"  # words right before which a rule says something else: 超额完成 is an outcome
_STOPS = "。；;\n"  # what a sentence ends with
_STOP = re.compile(f"[{_STOPS}]")
_CELL = " | "


@lru_cache(maxsize=1)
def _phrases() -> dict[str, re.Pattern[str]]:
    """What says of each kind of absence that there is no figure."""
    found: dict[str, list[str]] = {}
    for document in read_yaml(FILE):
        for kind, rules in document.get("sentences", {}).items():
            if kind not in KINDS:
                raise VocabularyError(FILE, f"没有名为“{kind}”的空缺，可用：{'、'.join(KINDS)}")
            found.setdefault(kind, []).extend(map(_pattern, rules))
    return {kind: re.compile("|".join(patterns)) for kind, patterns in found.items()}


def _pattern(rule: dict[str, Any]) -> str:
    if set(rule) - {UNLESS} != RULE_KEYS:
        raise VocabularyError(FILE, f"规则 {rule} 应有且只有 {sorted(RULE_KEYS)}（可加 {UNLESS}）")
    unless = "".join(f"(?<!{re.escape(word)})" for word in rule.get(UNLESS, ()))
    words = "".join(map(_one_of, rule["words"]))
    gap = f"[^{_STOPS}{re.escape(rule['stop'])}]{{0,{rule['gap']}}}?"
    return unless + words + gap + _one_of(rule["end"])


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


@lru_cache(maxsize=1)
def _short_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for document in read_yaml(FILE):
        for metric_id, names in document.get("short_names", {}).items():
            found[metric_id] = (*found.get(metric_id, ()), *names)
    return found


@lru_cache(maxsize=1)
def _part_marks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    marks = [document.get("not_whole", {}) for document in read_yaml(FILE)]
    before, after = ([w for m in marks for w in m.get(side, ())] for side in ("before", "after"))
    return tuple(before), tuple(after)


for _cache in (_phrases, _short_names, _part_marks):
    forget_on_configure(_cache.cache_clear)


def without_figure(text: str) -> Iterator[tuple[str, int, int]]:
    """The sentences without a figure of their own: (kind, start, end), kind by kind."""
    for kind, phrase in _phrases().items():
        at = 0
        while (found := phrase.search(text, at)) is not None:
            start = max(text.rfind(stop, at, found.start()) for stop in _STOPS) + 1
            ends = _STOP.search(text, found.end())
            at = ends.start() if ends is not None else len(text)
            yield kind, max(start, 0), at


def refusing_part(sentence: str) -> tuple[str, str]:
    """The clause that says there is no figure, and the clause before it where that has none.

    A row is one clause: its cells belong together.
    """
    found = next(filter(None, (p.search(sentence) for p in _phrases().values())), None)
    if found is None or _CELL in sentence:
        return sentence, ""
    *before, own = re.split("[，,]", sentence[: found.end()])
    last = before[-1] if before else ""
    return own, "" if re.search(r"\d", last) else last


def not_whole(before: str, after: str) -> bool:
    """Whether a name between these (as `name_key` writes them) is part of another metric's name."""
    starts, ends = _part_marks()
    return before.endswith(starts) or after.startswith(ends)


def short_names(metric_id: str) -> tuple[str, ...]:
    """What such sentences call a metric, besides its names in the vocabulary."""
    return _short_names().get(metric_id, ())


def validate() -> list[str]:
    """What is wrong with the vocabulary, beyond what reading refuses. Empty when sound."""
    _phrases()
    known = {found.id for found in all_metrics()}
    strangers = sorted(_short_names().keys() - known)
    return [f"short_names 中的指标“{metric_id}”没有定义" for metric_id in strangers]
