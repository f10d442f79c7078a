"""Which documents would name a goal if one were set, by their kind and title."""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

from kb.models import Kind
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["is_cover", "names_goals", "validate"]

FILE = "goals.yaml"
BY_TITLE = "policy"  # the kind whose titles decide


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"kinds": (), "titles": (), "but_not": (), "covers": ()}
    for document in read_yaml(FILE):
        for key, words in document.items():
            found[key] = (*found[key], *words)
    return found


forget_on_configure(_words.cache_clear)


def _has(title: str, key: str) -> bool:
    return any(word in title for word in _words()[key])


def names_goals(kind: str, title: str) -> bool:
    """Whether a document of this kind and title would name a goal of its region."""
    if kind != BY_TITLE:
        return kind in _words()["kinds"]
    return _has(title, "titles") and not _has(title, "but_not")


def is_cover(title: str) -> bool:
    """Whether a title is that of a notice that only brings what is attached: 关于印发…的通知."""
    return title.endswith("通知") and _has(title, "covers")


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    words = _words()
    kinds = [k for k in words["kinds"] if k not in get_args(Kind) or k == BY_TITLE]
    both = sorted(set(words["titles"]) & set(words["but_not"]))
    return [
        *(f"{FILE} 的 kinds 不能有“{kind}”" for kind in kinds),
        *(f"{FILE} 的“{word}”既在 titles 又在 but_not" for word in both),
    ]
