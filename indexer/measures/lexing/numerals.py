"""Numerals: Arabic, Chinese and mixed, read exactly into Decimal."""

from __future__ import annotations

import re
from decimal import Decimal

from indexer.measures.lexing.remembering import remembered

__all__ = ["CHINESE_DIGITS", "MULTIPLIERS", "read_numeral", "split_multiplier"]

CHINESE_DIGITS = {
    **{char: index for index, char in enumerate("零一二三四五六七八九")},
    **{char: index for index, char in enumerate("○壹贰叁肆伍陆柒捌玖")},
    **{str(index): index for index in range(10)},
    "〇": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
MULTIPLIERS = {
    "百": Decimal(10**2),
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
_LONGEST = 60
"""Longer runs of numerals are no number anybody wrote; refusing them keeps time linear."""


_SHORT = {"廿": "二十", "卅": "三十", "卌": "四十"}


def _spelled_out(text: str) -> str:
    """廿三 as 二十三."""
    for char, tens in _SHORT.items():
        if char in text:
            text = text.replace(char, tens)
    return text


@remembered
def read_numeral(text: str) -> Decimal | None:
    """The value of “3,500”, “三千五百”, “十点五”, “二〇三五”; None if it is no numeral."""
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal() and text.isascii():
        return Decimal(text)
    plain = _spelled_out(text.replace(",", ""))
    if plain.isascii():
        return _arabic(plain)
    if _ABOUT.search(plain):
        return None
    if plain[0] in "负-":
        value = read_numeral(plain[1:])
        return None if value is None else -value
    whole, _, fraction = plain.partition("点")
    if not fraction:
        return _mixed(whole)
    return _with_fraction(whole, fraction)


_ABOUT = re.compile(r"[一二两三四五六七八九]{2}[十百千万亿]|十[一二三四五六七八九]{2}")
"""四五十, 两三千, 十五六: two digits side by side name a range loosely, not one number."""


def _arabic(text: str) -> Decimal | None:
    digits = text.lstrip("-+")
    head, _, tail = digits.partition(".")
    if not head.isdecimal() or (tail and not tail.isdecimal()):
        return None
    return Decimal(text.rstrip("."))


def _with_fraction(whole: str, fraction: str) -> Decimal | None:
    tail = fraction.rstrip("十百千万亿兆")
    if not tail or any(char not in CHINESE_DIGITS for char in tail):
        return None
    head = _mixed(whole) if whole else Decimal(0)
    if head is None:
        return None
    value = head + Decimal("0." + "".join(str(CHINESE_DIGITS[char]) for char in tail))
    for char in fraction[len(tail) :]:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def _mixed(text: str) -> Decimal | None:
    """Sections of 万 and 亿, each of 千百十 and digits; a digit after a unit counts below it."""
    total, section, current, last_unit = Decimal(0), Decimal(0), "", 1
    for char in text:
        if char in _SMALL:
            digit = _digits(current) if current.strip("零〇") else Decimal(1)
            if digit is None:
                return None
            if not current and section:
                return None  # 一百千 is no numeral: the 千 belongs to a unit
            section, current, last_unit = section + digit * _SMALL[char], "", _SMALL[char]
        elif char in _LARGE:
            rest = _digits(current) if current else Decimal(0)
            if rest is None:
                return None
            total = _scaled(total, section + rest, _LARGE[char])
            section, current, last_unit = Decimal(0), "", _LARGE[char]
        elif char in CHINESE_DIGITS or char == ".":
            current += char
        else:
            return None
    return _close(total + section, current, last_unit)


def _scaled(total: Decimal, section: Decimal, unit: int) -> Decimal:
    """一万五千亿 scales all before it, 四十五亿四千万 only its own section."""
    if not section:
        return (total or Decimal(1)) * unit
    if 0 < total < unit:
        return (total + section) * unit
    return total + section * unit


def _close(value: Decimal, current: str, last_unit: int) -> Decimal | None:
    if not current:
        return value
    digit = _digits(current)
    if digit is None:
        return None
    if last_unit >= 100 and len(current) == 1 and current not in "零〇":
        return value + digit * last_unit / 10  # 四百五 is 450
    return value + digit


def _digits(text: str) -> Decimal | None:
    if "." in text:
        return _arabic(text) if text.isascii() else None
    number = "".join(str(CHINESE_DIGITS[char]) for char in text)
    return Decimal(number) if number else None


def split_multiplier(text: str) -> tuple[str, str]:
    """“两千五百万” → (“两千五百”, “万”): a trailing 万 or 亿 belongs to the unit, as written."""
    for size in (2, 1):
        if len(text) > size and text[-size:] in ("万亿", "亿", "万"):
            return text[:-size], text[-size:]
    return text, ""
