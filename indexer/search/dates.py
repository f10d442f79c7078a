"""Dates, years and ordinals in a query and how else texts write them: 1996年 is 一九九六年,
2021至2025年 is 2021-2025年 and 十四五, 第二十三届 is 第23届."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.fold import search_text
from kb.vocab import periods

__all__ = ["dates", "in_words", "ordinals"]

TENS, DIGITS, ZEROS = " 一二三四五六七八九", "〇一二三四五六七八九", "〇○零"
FORMS = ("{}年{}月{}日", "{}-{:02}-{:02}", "{}.{}.{}", "{}/{}/{}")
RANGE_FORMS = ("{}-{}年", "{}年-{}年", "{}至{}年", "{}年至{}年", "{}到{}年", "{}~{}年")
RANGE = re.compile(
    r"(?<![\d~-])(?P<low>(?:19|20)\d\d)年?[—–~至到-]{1,2}(?P<high>(?:19|20)\d\d)年?(?![\d月.-])"
)
DATE = re.compile(
    r"(?<![\d~-])(?P<y>(?:19|20)\d\d)(?:年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日)?)?"
    r"|(?P<sign>[-./])(?P<m2>1[0-2]|0?[1-9])(?P=sign)(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d))"
)
SPELLED = re.compile(
    r"(?P<y>(?:一[八九]|二[〇○零])[〇○零一二三四五六七八九]{2})年"
    r"(?:(?P<m>十?[一二三四五六七八九]|十)月(?:(?P<d>[二三]?十?[一二三四五六七八九]|[二三]?十)日)?)?"
)

ORDINAL = re.compile(
    r"第(?:(?P<words>[一二三四五六七八九十]{1,3})|(?P<figures>[1-9]\d?))(?P<of>[届次批轮期])"
)


def dates(text: str) -> Iterator[tuple[int, str, Sequence[str]]]:
    """(start, what stands there, how else it is written) of ranges of years, and of dates, months
    and years in figures or characters."""
    for found in RANGE.finditer(text):
        yield found.start(), found[0], _range(found)
    for found in DATE.finditer(text):
        given = (found["y"], found["m"] or found["m2"], found["d"] or found["d2"])
        yield found.start(), found[0], _written(found[0], [int(part) for part in given if part])
    for found in SPELLED.finditer(text):
        yield found.start(), found[0], _written(found[0], _numbers(found))


def ordinals(text: str) -> Iterator[tuple[int, str, Sequence[str]]]:
    """(start, what stands there, how else it is written) of ordinals below a hundred."""
    for found in ORDINAL.finditer(text):
        words, figures = found["words"], found["figures"]
        number = int(figures) if figures else _NUMBERS.get(words, 0)
        if 0 < number < 100:
            other = in_words(number) if figures else str(number)
            yield found.start(), found[0], (f"第{other}{found['of']}",)


def _range(found: re.Match[str]) -> Sequence[str]:
    years = (int(found["low"]), int(found["high"]))
    period = [name for name, span in periods.all_periods().items() if span == years]
    forms = (*period, *(form.format(*years) for form in RANGE_FORMS))
    return [form for form in forms if search_text(form) != search_text(found[0])]


def _numbers(found: re.Match[str]) -> list[int]:
    year = "".join(str(max(0, DIGITS.find(digit))) for digit in found["y"])
    return [int(year), *(_NUMBERS.get(found[name], 0) for name in "md" if found[name])]


def _written(typed: str, parts: Sequence[int]) -> Sequence[str]:
    whole = len(parts) == len("ymd")
    short = "".join(map("{}{}".format, parts, "年月"))
    forms = [form.format(*parts) for form in FORMS] if whole else [short]
    year = "".join(DIGITS[int(digit)] for digit in str(parts[0]))
    marked = zip(parts[1:], "月日", strict=False)
    rest = "".join(f"{in_words(part)}{mark}" for part, mark in marked)
    spelled = dict.fromkeys(f"{year.replace('〇', zero)}年{rest}" for zero in ZEROS)
    return [form for form in (*forms, *spelled) if form != typed]


def in_words(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    ten = f"{TENS[tens] if tens > 1 else ''}十" if tens else ""
    return (ten + TENS[ones]).strip()


_NUMBERS = {in_words(number): number for number in range(1, 100)}
