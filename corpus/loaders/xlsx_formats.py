"""Numbers and dates of a workbook as its number formats show them (ECMA-376, part 1, 18.8.31)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

__all__ = ["shown_date", "shown_number"]

_TOKENS = re.compile(r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]|[^"\\!_*\[]')
_WORD = 0xE000
"""Quoted words stand in the code as one private character each, counted from here."""
_DOT = "\uf8ff"
"""A quoted point amid the digits: 0!.0, shows 12345 as 1.2, which is how Excel shows 万."""
_DIGITS = re.compile(rf"[#0?](?:[#0?,]*[#0?])?(?:([.{_DOT}])([#0?]*))?(,*)")
_SPECIAL = re.compile(r"[eEyYdDhHsS@/]|General", re.IGNORECASE)
"""Powers of ten, dates, texts, fractions: no plain number."""
_CONDITION = re.compile(r"\[[<>=]")
_MOST_DIGITS = 10
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class _Form:
    """`least`, `most`: decimals shown at least and at most. `scale`: what is divided by."""

    least: int
    most: int
    scale: int
    before: str
    after: str


def shown_number(value: float, form: str) -> str:
    """A number in its number format, without the commas between thousands."""
    if _is_blank(value, form):
        return ""
    plain = _form(form)
    if plain is None or not math.isfinite(value):
        return _plain(value)
    shift = 100 if "%" in plain.before + plain.after else 1
    number = Decimal(repr(value)) * shift / plain.scale
    text = f"{number.quantize(Decimal(1).scaleb(-plain.most), context=_ROUNDING):f}"
    if "." in text and plain.most > plain.least:
        whole, _, part = text.partition(".")
        part = part[: plain.least] + part[plain.least :].rstrip("0")
        text = f"{whole}.{part}" if part else whole
    return f"{plain.before}{text}{plain.after}"


def _is_blank(value: float, form: str) -> bool:
    """Whether the format has an empty part for such a number, which shows nothing: 0.0;-0.0;;@."""
    parts = form.split(";")
    part = (value == 0) * 2 or (value < 0) * 1
    return len(parts) > max(part, 1) and not parts[part]


def _plain(value: float) -> str:
    if float(value).is_integer():
        return str(int(value))
    text = f"{value:.{_MOST_DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text else text


@lru_cache(maxsize=1000)
def _form(form: str) -> _Form | None:
    """What a format says of positive numbers; None where it is no plain one."""
    if _CONDITION.search(form):
        return None
    words: list[str] = []
    code = ""
    for token in _TOKENS.findall(form):
        if token == ";":
            break
        said = token.strip('"') if token[0] == '"' else token[1:]
        if token[0] in '"\\!':
            code += _DOT if said == "." else chr(_WORD + len(words))
            words += [] if said == "." else [said]
        elif token[0] not in "_*[":
            code += token
    digits = _DIGITS.search(code)
    if digits is None:
        return None
    around = (code[: digits.start()], code[digits.end() :])
    if _SPECIAL.search("".join(around)) or _DIGITS.search(around[1]):
        return None
    decimals = digits[2] or ""
    scale = 1000 ** len(digits[3]) * (10 ** len(decimals) if digits[1] == _DOT else 1)
    before, after = (_words(part, words) for part in around)
    return _Form(decimals.count("0"), len(decimals), scale, before, after)


def _words(code: str, words: list[str]) -> str:
    """What stands before or after the digits; signs of money, blanks and brackets left out."""
    text = "".join(
        words[ord(char) - _WORD] if _WORD <= ord(char) < _WORD + len(words) else char
        for char in code
    )
    return re.sub(r"[$¥￥€()+\-\s]", "", text)


def shown_date(value: date, form: str) -> str:
    """A date as far as its format shows it: the day, the month, or only the year."""
    code = "".join(token for token in _TOKENS.findall(form) if token[0] not in '"\\!_*[').lower()
    if "d" in code or "y" not in code:
        return value.strftime("%Y-%m-%d")
    return f"{value.year}年{value.month}月" if "m" in code else f"{value.year}年"
