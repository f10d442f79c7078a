"""Scopes: the words that narrow a value within its region (规模以上工业, 中心城区, 农村)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["bodies", "counts_people", "in_name", "standard", "telling", "validate", "without"]


@dataclass(slots=True)
class _Words:
    whole: set[str] = field(default_factory=set)
    same: dict[str, str] = field(default_factory=dict)
    in_name: set[str] = field(default_factory=set)
    usual: set[str] = field(default_factory=set)
    telling: set[str] = field(default_factory=set)
    per_head: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def _words() -> _Words:
    found = _Words()
    for document in read_yaml("scopes.yaml"):
        for key in ("whole", "in_name", "usual", "telling", "per_head", "bodies"):
            getattr(found, key).update(document.get(key, ()))
        for scope, others in document.get("same", {}).items():
            found.same.update(dict.fromkeys(others, scope))
    return found


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    words = _words().in_name | _words().usual
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=1)
def _counted_body() -> re.Pattern[str]:
    """A body that is counted: 妇幼卫生机构（含保健院）3254个."""
    ends = "|".join(map(re.escape, sorted(_words().bodies, key=len, reverse=True)))
    return re.compile(rf"([一-龥]{{0,8}}(?:{ends}))(?:（[^（）]*）)?\d[\d.]*万?[个家所]")


for _cache in (_words, _finder, _counted_body):
    forget_on_configure(_cache.cache_clear)


def standard(scope: str) -> str:
    """One way to write a scope; "" for the whole region."""
    scope = "".join(scope.split())
    bare = scope.removesuffix("内").removesuffix("范围")
    return "" if bare in _words().whole else _words().same.get(scope, scope)


def in_name(metric: str) -> str:
    """The scope within a metric's name, "" without one: 城区 of 城区绿地率."""
    found = _finder().search(metric)
    return found.group() if found and found.group() not in _words().usual else ""


def without(metric: str) -> str:
    """A metric's name without the scope it begins with: 绿地率 of 城区绿地率."""
    found = _finder().match(metric)
    return metric if found is None else metric[found.end() :]


def telling(text: str) -> frozenset[str]:
    """The words of a text that tell two values of one name apart."""
    return frozenset(word for word in _words().telling if word in text)


def bodies(text: str) -> frozenset[str]:
    """The bodies a text counts: what it says after them is theirs."""
    return frozenset(_counted_body().findall(text))


def counts_people(metric: str) -> bool:
    """Whether a metric depends on which people are counted: 人均, 每千人, 城镇化率."""
    return any(word in metric for word in _words().per_head)


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    words = _words()
    both = [f"“{word}”既是整个地区又是范围" for word in sorted(words.whole & words.in_name)]
    chains = [
        f"“{scope}”自己又另有写法" for scope in sorted(set(words.same.values()) & set(words.same))
    ]
    return both + chains
