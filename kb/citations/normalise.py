"""Small repairs of what records hold, each from a rule of official or bibliographic writing."""

from __future__ import annotations

import re

__all__ = ["bare_doi", "edition_number", "newspaper_page", "one_line", "page_range",
           "prints_number", "six_corner", "standard_number", "without_broken",
           "without_final_stop", "without_markup", "without_stops"]  # fmt: skip

# GB/T 9704: the year of a document number stands in 〔 〕, never [ ], （ ） or 【 】.
_YEAR = re.compile(r"\s*[\[［(（﹝〔【]\s*(\d{4})\s*[\]］)）﹞〕】]\s*(?=第?\s*\d)")
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)(?:\s[^<>]*)?>", re.I)
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_DIGITS = "一二三四五六七八九"
_EDITION = re.compile(
    rf"第?\s*(?:(?P<figures>\d{{1,3}})|(?P<tens>[{_DIGITS}]?)(?P<ten>十?)(?P<ones>[{_DIGITS}]?))\s*版"
)
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)?(?:\s+ed(?:ition|n)?\.?)?", re.I)
_WORD_ORDINAL = re.compile(r"(\w+)\s+ed(?:ition|n)?\.?", re.I)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth")  # fmt: skip
_CHINESE_STANDARD = re.compile(r"GB|DB\d|[A-Z]{2,3}/[TZ]\b|T/[A-Z]")
_FOREIGN_STANDARD = re.compile(r"ISO|IEC|IEEE|ITU|ASTM|ANSI|EN\b|BS\b|DIN\b|JIS\b")
_DASHES = re.compile(r"\s*[–—−～~至]\s*")


def six_corner(number: str) -> str:
    """The year in 〔 〕 and no blanks: 国发[2021] 23号 → 国发〔2021〕23号."""
    fixed = _YEAR.sub(r"〔\1〕", number)
    return re.sub(r"\s+", "", fixed) if fixed != number or "〔" in number else number.strip()


def standard_number(number: str, *, chinese: bool = False) -> str:
    """A Chinese standard's number with an em dash before its year: GB/T 9704—2012.

    `chinese`: the entry is Chinese, so only a number of a body from abroad keeps its hyphen.
    """
    abroad = _FOREIGN_STANDARD.match(number) or not chinese
    if abroad and not _CHINESE_STANDARD.match(number):
        return number.strip()
    return re.sub(r"\s*[-–—－]\s*(\d{4})$", "—\\1", number.strip())


def edition_number(stated: str) -> int | None:
    """The number in 第2版, 十二版, 2nd ed. or 2; None for 修订本, Rev. ed., 2020版 and the like."""
    if match := _ORDINAL.fullmatch(stated):
        return int(match[1])
    if (match := _WORD_ORDINAL.fullmatch(stated)) and match[1].lower() in _ORDINALS:
        return _ORDINALS.index(match[1].lower()) + 1
    match = _EDITION.fullmatch(stated)
    if not match or not any(match.groups()):
        return None
    if match["figures"]:
        return int(match["figures"])
    if match["tens"] and match["ones"] and not match["ten"]:
        return None
    tens = (_DIGITS.find(match["tens"] or "一") + 1) * 10 if match["ten"] else 0
    ones = match["ones"] or ("" if match["ten"] else match["tens"])
    return tens + (_DIGITS.index(ones) + 1 if ones else 0)


def bare_doi(doi: str) -> str:
    """The identifier alone, without `https://doi.org/` or `doi:` before it."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.I)


def prints_number(title: str, number: str) -> bool:
    """Whether a title prints its document number already; a bare `29` proves nothing."""
    bare = _bare(number)
    return len(bare) > 3 and not bare.isdigit() and bare in _bare(title)


def _bare(text: str) -> str:
    return "".join(character for character in six_corner(text) if character.isalnum())


def without_broken(text: str) -> str:
    """Halves of characters and what no XML may hold left out; controls become blanks in a line."""
    return _BROKEN.sub("", text)


def without_markup(text: str) -> str:
    """CSL-JSON's own tags (italics, raised and lowered letters) left out; other `<` stay."""
    return _MARKUP.sub("", text)


def without_final_stop(title: str) -> str:
    """The full stop that some catalogues end a title with left out; `...` and `Inc.` stay."""
    return re.sub(r"(?<=[a-z]{4})\.$", "", title)


def without_stops(journal: str) -> str:
    """The stops of an abbreviated Western journal name left out: Br. Med. J. → Br Med J."""
    return re.sub(r"\.(?=\s|$|[A-Z])", "", journal)


def page_range(pages: str) -> str:
    """Pages with a plain hyphen: `8–9` → `8-9`; zeros of an article number (033101) stay."""
    return _DASHES.sub("-", pages.strip())


def newspaper_page(page: str) -> str:
    """The number of a newspaper's page: `第01版` → `1`, `A08` stays."""
    bare = re.sub(r"第?\s*(\w+)\s*版", r"\1", page_range(page))
    return re.sub(r"\b0+(?=\d)", "", bare)


def one_line(text: str) -> str:
    """Line breaks and other control characters become one blank; nothing else changes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
