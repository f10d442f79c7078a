"""Automatic numbering of Word: what is printed before a paragraph but not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = ["Numbering", "chinese_number", "printed_number", "whole", "with_number"]

Element = Any  # lxml has no type information here
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENDS_IN_FIGURE = re.compile(r"\d[.．、\s]*$")
_PLACE = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    )
)


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False
    """Numbers of outer levels are printed in digits, whatever their own form: 1.2 in 第一章."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, with their running counters."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """From the root of numbering.xml; empty where the document has none."""
        made = cls()
        if root is None:
            return made
        kinds: dict[str, dict[int, Level]] = {}
        for node in root.iter(f"{W}abstractNum"):
            kinds[node.get(f"{W}abstractNumId")] = {
                whole(lvl.get(f"{W}ilvl"), 0): _level(lvl) for lvl in node.iter(f"{W}lvl")
            }
        for node in root.iter(f"{W}num"):
            number = node.get(f"{W}numId")
            link = node.find(f"{W}abstractNumId")
            key = link.get(f"{W}val") if link is not None else ""
            made.levels[number] = dict(kinds.get(key, {}))
            made.abstract[number] = key
            for change in node.iter(f"{W}lvlOverride"):
                start = change.find(f"{W}startOverride")
                at = whole(change.get(f"{W}ilvl"), 0)
                if start is not None and at in made.levels[number]:
                    old = made.levels[number][at]
                    first = whole(start.get(f"{W}val"), 1)
                    made.levels[number][at] = replace(old, start=first)
                    made.abstract[number] = f"{key}/{number}"
        return made

    def next(self, number: str, depth: int) -> str:
        """The printed number of the next paragraph of this list and depth; "" for bullets."""
        level = self.levels.get(number, {}).get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self.counters.setdefault(self.abstract.get(number, number), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = self.levels[number].get(at, level)
            form = "decimal" if level.legal else own.form
            return printed_number(counts.get(at, own.start), form)

        return _PLACE.sub(place, level.text)


def with_number(number: str, text: str) -> str:
    """A paragraph behind its printed number: apart from the words, and from a figure by brackets,
    since 2. and 20个 are neither 2.20 nor 220."""
    if not number or not text:
        return number or text
    if _ENDS_IN_FIGURE.search(number) and text.lstrip()[:1].isdigit():
        return f"（{number.rstrip('.．、 ')}）{text}"
    bare = number[-1].isascii() and number[-1].isalnum()
    return f"{number} {text}" if bare else number + text


def whole(text: str | None, otherwise: int) -> int:
    """A whole number of the file's XML, or else what holds where it states none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _level(node: Element) -> Level:
    def value(tag: str, default: str) -> str:
        found = node.find(f"{W}{tag}")
        return str(found.get(f"{W}val", default)) if found is not None else default

    start = value("start", "1")
    legal = value("isLgl", "1") if node.find(f"{W}isLgl") is not None else "0"
    return Level(
        value("numFmt", "decimal"), value("lvlText", ""), whole(start, 1), legal in ("1", "true")
    )


def printed_number(number: int, form: str) -> str:
    """A number as a form of numbering prints it, such as 3 as iii or 三."""
    if form in _CHINESE:
        return chinese_number(number)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "chineseLegalSimplified":
        return chinese_number(number).translate(_LEGAL)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    return str(number)


def chinese_number(number: int) -> str:
    """12 as 十二; up to 99, beyond that in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    parts = []
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            parts.append(letters)
            number -= value
    return "".join(parts)
