"""Document numbers (发文字号) in any style: 国发〔2021〕23号, 国发2021 23, 中发94年8号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.fold import search_text

__all__ = ["NUMBER", "nearly", "number_forms"]

_MISREAD = "j"  # what character recognition makes of 〕; the 号 behind it is often lost

_OPEN, _CLOSE = r"[〔\[［【〖（(]", r"[〕\]］】〗）)]"
_HAN = r"[㐀-鿿A-Za-z]"
_BARE_END = r"(?:发|函|字|令|办|规|电|通|综|告|议|任|政|党|委|厅|秘|建|环)"
_OFFICES = {
    "国务院": "国发",
    "国务院办公厅": "国办发",
    "国办": "国办发",
    "中央": "中发",
}  # 国务院2021年23号文
_YEAR, _SPELLED_YEAR = r"(?:19|20)\d\d", r"[一二][九〇○零][〇○零一二三四五六七八九]{2}"
_BEHIND = r"号)?(?:(?:文件?|全文|原文)+(?=\s|$))?"  # 23号文, 23号文件全文
NUMBER = re.compile(
    rf"(?P<a>{_HAN}{{1,14}}?)?\s*{_OPEN}\s*(?P<year>{_YEAR}|{_SPELLED_YEAR})\s*{_CLOSE}\s*第?\s*"
    rf"(?P<seq>\d{{1,5}}|[一二三四五六七八九十]{{1,4}})\s*(?P<hao>{_BEHIND}(?!\d)"
    rf"|(?P<b>{'|'.join(_OFFICES)}|{_HAN}{{0,13}}?{_BARE_END})\s*"
    rf"(?:(?P<year2>{_YEAR})\s*(?:年\s*第?|第|\s|[-－—](?!{_YEAR}))|(?P<short>\d\d)年第?(?=\d+号))\s*"
    rf"(?P<seq2>\d{{1,5}})\s*(?P<hao2>{_BEHIND}(?=\s|$|[)）])"
)
_DIGITS = {char: at % 10 for at, char in enumerate("〇一二三四五六七八九○")} | {"零": 0}
_YEARS_AWAY = (-1, 1, -2, 2)


class _Parts(NamedTuple):
    """A document number: organ, year, number; `hao`: 号 was typed, or there was no bracket."""

    organ: str
    year: int
    seq: str
    hao: bool = True

    def printed(self) -> str:
        return f"{self.organ}〔{self.year}〕{self.seq}{'号' if self.hao else ''}"


def _parts(typed: str) -> _Parts | None:
    match = NUMBER.fullmatch(typed.strip())
    if match is None:
        return None
    if match["year"]:
        year, seq = int(_in_figures(match["year"])), _in_figures(match["seq"])
        return _Parts(match["a"] or "", year, seq, bool(match["hao"]))
    organ = _OFFICES.get(match["b"], match["b"])
    return _Parts(organ, int(match["year2"] or _full(match["short"])), match["seq2"])


def _full(short: str) -> str:
    """The year that two digits mean: 94年 is 1994, 08年 is 2008."""
    return f"{19 if int(short) >= 50 else 20}{short}"


def _in_figures(numeral: str) -> str:
    """二〇一九, 四, 二十三 in figures; figures as they are."""
    if numeral.isdigit() and numeral.isascii():
        return numeral
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        return str(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))
    return "".join(str(_DIGITS[char]) for char in numeral)


def number_forms(typed: str) -> tuple[str, ...]:
    """The folded texts to look for: the number as printed, as scans have it, and as typed."""
    parts, literal = _parts(typed), search_text(typed)
    if parts is None:
        return (literal,)
    scanned = f"{parts.organ}({parts.year}{_MISREAD}{parts.seq}"
    return tuple(dict.fromkeys((search_text(parts.printed()), literal, search_text(scanned))))


def nearly(typed: str) -> Iterator[tuple[str, ...]]:
    """Numbers that may be meant by one that no document has, as printed, the likeliest group
    first: one slip in the number, another year, another organ."""
    parts = _parts(typed)
    if parts is None or not parts.organ:
        return
    meant = parts._replace(hao=True)
    yield tuple(meant._replace(seq=seq).printed() for seq in _slips(parts.seq))
    yield tuple(meant._replace(year=parts.year + away).printed() for away in _YEARS_AWAY)
    yield (meant._replace(organ="").printed(),)


def _slips(seq: str) -> Iterator[str]:
    """Neighbours swapped, a digit left out, changed or added."""
    pairs = [(seq[:at], seq[at:]) for at in range(len(seq) + 1)]
    swapped = (a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1)
    left_out = (a + b[1:] for a, b in pairs if b)
    changed = (f"{a}{digit}{b[1:]}" for a, b in pairs if b for digit in range(10))
    added = (f"{a}{digit}{b}" for a, b in pairs for digit in range(10))
    found = dict.fromkeys((*swapped, *left_out, *changed, *added))
    return (slip for slip in found if slip and slip[0] != "0" and slip != seq)
