"""Dates as Chinese documents write them, to ISO text whose length is its precision.

"2021年10月9日", "二〇二一年十月九日", "2021-10-09", "2021年" are all read; a date that no
calendar holds is not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kb.chars import CharTable

__all__ = ["FoundDate", "find_dates", "parse_date", "year_of"]

_DIGIT = {c: str(i) for c, i in zip("〇一二三四五六七八九", range(10), strict=True)} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
    "o": "0",
    "０": "0",
    "◯": "0",
    "Ο": "0",
    "元": "1",
}
_WIDE = CharTable(str.maketrans("０１２３４５６７８９．－／", "0123456789.-/"))
_Y_CN = "[一二12１２][〇零○ＯOo0０◯Ο一二三四五六七八九][〇零○ＯOo０◯Ο一二三四五六七八九]{2}"
_SMALL = "[〇零一二三四五六七八九十廿卅]{1,3}"
_FINDER = re.compile(
    rf"(?<![\d０-９])(?P<y>(?:[12１２][\d０-９]{{3}}|{_Y_CN}))\s*(?:"
    rf"年\s*(?:(?P<m>[\d０-９]{{1,2}}|{_SMALL})\s*月(?:\s*(?P<d>[\d０-９]{{1,2}}|{_SMALL})\s*[日号])?)?"
    r"|(?P<sep>[-./－．／])\s*(?P<m2>[\d０-９]{1,2})(?:\s*(?P=sep)\s*(?P<d2>[\d０-９]{1,2}))?(?![\d０-９])"
    r"|(?P<m3>0[1-9]|1[0-2])(?P<d3>[0-3]\d)(?![\d０-９]))"
)


class FoundDate(NamedTuple):
    """A date in a text; `value` is "2022", "2022-04" or "2022-04-02"."""

    start: int
    end: int
    value: str


def _small(text: str | None) -> int | None:
    """1–31 in Arabic or Chinese numerals; None if there is none or it is no number."""
    if not text:
        return None
    text = text.translate(_WIDE)
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, mark, ones = text.partition("十")
    digits = [_DIGIT.get(c, "") for c in (tens or ("1" if mark else "")) + ones]
    if not mark:
        return int("".join(digits)) if all(digits) and digits else None
    ten = int(_DIGIT.get(tens, "1")) if tens else 1
    return ten * 10 + (int(_DIGIT.get(ones, "0")) if ones else 0)


def _year(text: str) -> str:
    return "".join(_DIGIT.get(c, c) for c in text.translate(_WIDE))


def _iso(found: re.Match[str]) -> str | None:
    year = _year(found["y"])
    if found["sep"] in {".", "．"} and not found["d2"] and len(found["m2"]) < 2:
        return None  # 2015.5 is a number
    if not year.isdecimal() or not 1900 <= int(year) <= 2099:
        return None
    month = _small(found["m"] or found["m2"] or found["m3"])
    day = _small(found["d"] or found["d2"] or found["d3"])
    if month is None:
        return None if found["sep"] else year
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02d}"
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order; "2016年" alone is one of year precision."""
    hits = ((found, _iso(found)) for found in _FINDER.finditer(text))
    return [FoundDate(found.start(), found.end(), value) for found, value in hits if value]


def parse_date(text: str) -> str | None:
    """The date that the text consists of or begins with; None if it holds none there."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return text
    found = _FINDER.match(text)
    return _iso(found) if found else None


def year_of(value: str | None) -> int | None:
    """The year of an ISO date of any precision."""
    return int(value[:4]) if value else None
