"""Lists of words that reading goes by: a file holds `name: [word, word]`, a library adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = ["any_of", "meanings", "validate", "words"]

FILES = ("titles.yaml", "sheet_labels.yaml", "validity.yaml")
_APART = ("sheet_labels.yaml", "validity.yaml")
"""Files in which a word stands for one thing only: a field of a document, a state."""


@cache
def _lists(file: str) -> Mapping[str, tuple[str, ...]]:
    built_in, *own = read_yaml(file)
    if unknown := {name for part in own for name in part} - set(built_in):
        known = "、".join(built_in)
        raise VocabularyError(file, f"没有词表“{min(unknown)}”，可用的有：{known}")
    return {
        name: tuple(word for part in (built_in, *own) for word in part.get(name, ()))
        for name in built_in
    }


def words(file: str, name: str) -> tuple[str, ...]:
    """The words of one list of a file."""
    return _lists(file)[name]


def any_of(file: str, *names: str) -> str:
    """A regular expression for any word of the lists, the longest first."""
    found = {word for name in names for word in words(file, name)}
    return "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))


@cache
def meanings(*files: str) -> Mapping[str, str]:
    """What each word of the files stands for: the name of its list."""
    return {word: name for file in files for name, found in _lists(file).items() for word in found}


forget_on_configure(_lists.cache_clear)
forget_on_configure(meanings.cache_clear)


def validate() -> list[str]:
    """What is wrong with the lists, in words; an empty list if nothing is."""
    return [problem for file in FILES for problem in _problems(file)]


def _problems(file: str) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, found in _lists(file).items():
        if not found:
            yield f"{file} 的“{name}”是空的"
        for word in found:
            if word != word.strip() or not word:
                yield f"{file} 的“{name}”中“{word}”是空的，或者带有空白"
            elif seen.setdefault(word, name) != name and file in _APART:
                yield f"{file} 的“{word}”既是“{seen[word]}”又是“{name}”"
        doubles = sorted({word for word in found if found.count(word) > 1})
        yield from (f"{file} 的“{name}”中“{word}”重复" for word in doubles)
