"""Folding: the form of a text in which strings are compared, with a way back.

Width (ＡＢＣ１２ to ABC12), case, traditional characters, bracket, quote and dash styles are made
equal and blanks are dropped, character by character. Line breaks stay: they part the passages of
a document, and nothing matches across them. `fold_text` is the fast way (some 40 million
characters a second); `Folded` builds its map back to the text it came from when first asked.

For search (`search_text`, `search_folded`) quotation marks and book title marks are dropped too:
texts put them around terms (能耗“双控”, “十四五”规划, 《清洁电力计划》), and nobody types them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cached_property
from importlib.resources import files
from itertools import compress

__all__ = [
    "FOLD_VERSION",
    "SEARCH_FOLD_VERSION",
    "Folded",
    "fold",
    "fold_text",
    "search_folded",
    "search_text",
]

_SAME = {
    "(": "〔［[【〖（﹝｛{",
    ")": "〕］]】〗）﹞｝}",
    '"': "“”„‟＂〝〞「」『』",
    "'": "‘’‚‛＇",
    "-": "‐‑‒–—―−－─━",
    "~": "～〜∼˜",
    "·": "•・‧∙⋅･",
    ",": "，",
    ":": "：∶",
}
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f"
_QUOTES = '"“”„‟＂〝〞「」『』《》〈〉«»'
_LINE_BREAK = "\n"


def _traditional() -> dict[str, str]:
    """OpenCC's table of single characters, traditional to simplified (first choice)."""
    table = files("opencc").joinpath("dictionary").joinpath("TSCharacters.txt")
    pairs: dict[str, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        char, _, choices = line.partition("\t")
        first = choices.split(" ")[0]
        if len(char) == 1 and len(first) == 1 and char != first:
            pairs[char] = first
    return pairs


_SIMPLIFIED = _traditional()
_STAYING = "".join(char for char in map(chr, range(0x4E00, 0xA000)) if char not in _SIMPLIFIED)
_CHANGING = re.compile(f"[^0-9a-z、。\n{_STAYING}]")
"""Characters that may fold to others: one in ten of a text. To find these takes half the time of
looking up each character."""


class _Table(dict[str, str]):
    """What each character folds to; filled on first sight."""

    def __init__(self, name: str, dropped: str) -> None:
        super().__init__()
        self._dropped = dropped
        self._same = {char: to for to, chars in _SAME.items() for char in chars}
        digest = hashlib.sha256(repr((sorted(_SIMPLIFIED.items()), _SAME)).encode())
        self.version = f"{name}-{digest.hexdigest()[:8]}"

    def over(self, text: str) -> str:
        """The folded text."""
        return _CHANGING.sub(self._folded, text)

    def _folded(self, found: re.Match[str]) -> str:
        return self[found[0]]

    def __missing__(self, char: str) -> str:
        folded = self[char] = self._fold(char)
        return folded

    def _fold(self, char: str) -> str:
        if char == _LINE_BREAK:
            return char
        if char in self._dropped or char.isspace() or unicodedata.category(char) in ("Cc", "Cs"):
            return ""
        if char in self._same:
            return self._same[char]
        wide = unicodedata.normalize("NFKC", char).lower()
        wide = "".join(wide.split())
        return "".join(_SIMPLIFIED.get(c, self._same.get(c, c)) for c in wide) or char


_TABLE = _Table("fold1", _DROPPED)
_SEARCH_TABLE = _Table("search1", _DROPPED + _QUOTES)
FOLD_VERSION, SEARCH_FOLD_VERSION = _TABLE.version, _SEARCH_TABLE.version


def fold_text(text: str) -> str:
    """The folded text alone, without a map."""
    return _TABLE.over(text)


def search_text(text: str) -> str:
    """The folded text alone, without quotation marks."""
    return _SEARCH_TABLE.over(text)


class Folded:
    """A folded text; `clean_span` leads from places in it to places in the text it came from."""

    def __init__(self, source: str, table: _Table = _TABLE) -> None:
        self.source, self._table = source, table

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return self._table.over(self.source)

    def __repr__(self) -> str:
        return f"Folded({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and other.source == self.source

    def __hash__(self) -> int:
        return hash(self.source)

    @cached_property
    def map(self) -> list[int]:
        """For each folded character the offset of the clean character it came from."""
        lengths = list(map(len, map(self._table.__getitem__, self.source)))
        if max(lengths, default=0) <= 1:  # nothing became two characters: the fast way
            return list(compress(range(len(lengths)), lengths))
        return [offset for offset, length in enumerate(lengths) for _ in range(length)]

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """The clean span of the folded span `start:end` (at least one character long)."""
        return self.map[start], self.map[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text, keeping the way back."""
    return Folded(text)


def search_folded(text: str) -> Folded:
    """Fold a text for search, keeping the way back."""
    return Folded(text, _SEARCH_TABLE)
