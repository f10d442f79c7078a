"""Small repairs of what records hold, each from a rule of official or bibliographic writing."""

from __future__ import annotations

import re

__all__ = ["one_line", "page_range", "six_corner", "standard_number"]

# GB/T 9704: the year of a document number stands in 〔 〕, never [ ], （ ） or 【 】.
_YEAR = re.compile(r"\s*[\[［(（﹝〔【]\s*(\d{4})\s*[\]］)）﹞〕】]\s*(?=第?\s*\d)")
_DASHES = re.compile(r"\s*[–—−～~至]\s*")


def six_corner(number: str) -> str:
    """The year in 〔 〕 and no blanks: 国发[2021] 23号 → 国发〔2021〕23号."""
    fixed = _YEAR.sub(r"〔\1〕", number)
    return re.sub(r"\s+", "", fixed) if fixed != number or "〔" in number else number.strip()


def standard_number(number: str) -> str:
    """The number of a standard with an em dash before its year: GB/T 9704—2012."""
    return re.sub(r"\s*[-–—－]\s*(\d{4})$", "—\\1", number.strip())


def page_range(pages: str) -> str:
    """Pages with a plain hyphen and without leading zeros: `01` → `1`, `8–9` → `8-9`."""
    plain = _DASHES.sub("-", pages.strip())
    return re.sub(r"(?<![\dA-Za-z])0+(?=\d)", "", plain)


def one_line(text: str) -> str:
    """Line breaks and other control characters become one blank; nothing else changes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
