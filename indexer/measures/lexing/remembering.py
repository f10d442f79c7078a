"""What a rule says of words alone is worked out once: the same words come again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from kb.vocab import forget_on_configure

__all__ = ["remembered"]

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_KEPT = 8192
"""Of a third to two thirds of the names in a few hundred documents the answer is known already;
names of hostile length (a sentence has 800 characters at most) still take little room."""


def remembered(rule: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """The rule with a memory. Its answers must not be changed by those who ask."""
    kept = lru_cache(maxsize=_KEPT)(rule)
    forget_on_configure(kept.cache_clear)
    return cast(Callable[_Given, _Answer], kept)
