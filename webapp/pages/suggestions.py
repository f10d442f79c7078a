"""Suggestions while typing."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.services import Services

KINDS = {"title": "标题", "metric": "指标", "place": "地区", "number": "文号", "author": "作者"}

__all__ = ["Suggestion", "Suggestions", "build_suggestions"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` to search for, and what it is (标题, 指标, 地区, 文号)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What begins as the words typed do."""

    query: str
    suggestions: tuple[Suggestion, ...]


def build_suggestions(text: str, services: Services) -> Suggestions:
    """At most ten suggestions; none for no words."""
    words = text.strip()[:100]
    pairs = services.engine.suggest(words, size=10) if words else []
    return Suggestions(words, tuple(Suggestion(KINDS.get(k, k), found) for k, found in pairs))
