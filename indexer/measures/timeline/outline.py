"""Where the parts of a document open and close, by its numbered and plain headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.measures.lexing.numerals import read_numeral

__all__ = ["Outline", "Years", "looks_headed", "mark_of"]

_CN = r"(?P<n>[一二三四五六七八九十]{1,3})"
_MARKS = (
    ("part", re.compile(rf"第{_CN}(?:部分|篇|编)")),
    ("chapter", re.compile(rf"第{_CN}章")),
    ("section", re.compile(rf"第{_CN}节")),
    ("cn", re.compile(rf"{_CN}、")),
    ("cn_is", re.compile(rf"{_CN}[是要]")),
    ("cn_brackets", re.compile(rf"[（(]{_CN}[）)]")),
    ("digit", re.compile(r"(?P<n>\d{1,2})[.、．](?!\d)")),
    ("digit_brackets", re.compile(r"[（(]?(?P<n>\d{1,2})[）)]")),
    ("dash", re.compile(r"—{1,2}|[-●■◆·]")),
)
_LONGEST = 36
"""A heading without a sentence in it is no longer."""
_ITEMS = ("cn_is", "dash", "lead")


class Years(NamedTuple):
    """The years a part of a document speaks of: a period, or the one year `last`."""

    first: int | None
    last: int


@dataclass(slots=True)
class _Level:
    style: str
    years: Years | None = None


def mark_of(text: str) -> tuple[str, int]:
    """The style of a heading's number and its place in the row; ("plain", 0) without one."""
    for style, form in _MARKS:
        if match := form.match(text):
            number = match.groupdict().get("n")
            if number is None:
                return style, 0
            return style, int(number) if number.isdigit() else int(read_numeral(number) or 0)
    return "plain", 0


def looks_headed(text: str) -> bool:
    """A short line without a sentence in it and not addressed to anyone."""
    return 4 <= len(text) <= _LONGEST and not re.search(r"[。；：:，！？]|^——|人民政府|\d日", text)


@dataclass(slots=True)
class Outline:
    """The headings that hold at a passage, each with the years it states for all below it."""

    levels: list[_Level] = field(default_factory=list)

    def enter(self, text: str, years: Years | None = None) -> None:
        """A heading ends the parts of its rank and below.

        A first number begins a row below what is open, unless a row of its style is open. A plain
        heading ends another only if it states years itself: it may stand anywhere below.
        """
        style, _ = mark_of(text)
        if style == "plain":
            self._plain(years)
            return
        found = [at for at, level in enumerate(self.levels) if level.style == style]
        del self.levels[found[-1] if found else len(self.levels) :]
        self.levels.append(_Level(style, years))

    def _plain(self, years: Years | None) -> None:
        if years is None:
            return
        found = [at for at, level in enumerate(self.levels) if level.style == "plain"]
        del self.levels[found[0] if found else len(self.levels) :]
        self.levels.append(_Level("plain", years))

    def lead_in(self, years: Years) -> None:
        """A paragraph that states years for the items behind it."""
        self.end_items()
        self.levels.append(_Level("lead", years))

    def end_items(self) -> None:
        """What led in holds no more."""
        found = [at for at, level in enumerate(self.levels) if level.style == "lead"]
        if found:
            del self.levels[found[0] :]

    @property
    def years(self) -> Years | None:
        """What the nearest heading with years, or the lead-in, states."""
        return next((level.years for level in reversed(self.levels) if level.years), None)
