"""The word lists of this package (`data/*.yaml`), checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from kb.errors import VocabularyError

__all__ = ["alternation", "cut_front", "one_of", "pattern", "word_list", "words"]

_FOLDER = Path(__file__).parents[1] / "data"
_Tree = dict[str, "_Tree"]
"""What may follow each character of a word."""
_END = ""
"""Stands where a word may end."""


@cache
def word_list(file: str) -> Mapping[str, tuple[str, ...]]:
    """All lists of one file; refuses doubles, blanks and empty lists."""
    loaded = yaml.safe_load((_FOLDER / f"{file}.yaml").read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise VocabularyError(f"{file}.yaml", "应为“名称: [词, 词]”的表")
    checked: dict[str, tuple[str, ...]] = {}
    for name, entries in loaded.items():
        if not isinstance(entries, list) or not entries:
            raise VocabularyError(f"{file}.yaml", f"“{name}”为空")
        texts = [str(entry) for entry in entries]
        doubles = sorted({text for text in texts if texts.count(text) > 1})
        if doubles:
            raise VocabularyError(f"{file}.yaml", f"“{name}”中重复：{'、'.join(doubles)}")
        if any(text != text.strip() or not text for text in texts):
            raise VocabularyError(f"{file}.yaml", f"“{name}”中有空白或空词")
        checked[str(name)] = tuple(texts)
    return checked


def words(file: str, name: str) -> tuple[str, ...]:
    """One list of a file."""
    return word_list(file)[name]


def alternation(entries: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first.

    Words that begin alike share their beginning: of a hundred words few are tried at a place.
    """
    tree: _Tree = {}
    for word in entries:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return "|".join(_branches(tree))


def _branches(tree: _Tree) -> list[str]:
    return [re.escape(char) + _rest(below) for char, below in tree.items() if char != _END]


def _rest(tree: _Tree) -> str:
    branches = _branches(tree)
    if not branches:
        return ""
    joined = "|".join(branches)
    if _END in tree:
        return f"(?:{joined})?"
    return joined if len(branches) == 1 else f"(?:{joined})"


def cut_front(what: re.Pattern[str], text: str) -> str:
    """The text without what stands at its beginning; a search would try every place of it."""
    found = what.match(text)
    return text if found is None else text[found.end() :]


def one_of(file: str, name: str) -> str:
    """A group for any word of one list, to build a regular expression with."""
    return f"(?:{alternation(words(file, name))})"


@cache
def pattern(file: str, *names: str) -> re.Pattern[str]:
    """A compiled search for any word of the named lists."""
    return re.compile(alternation([word for name in names for word in words(file, name)]))
