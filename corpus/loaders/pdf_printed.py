"""Web pages printed to PDF by a browser: its head and foot, and the address in them.

Chromium and Edge print time and title above, address and page below; Firefox prints title and
address above, page and time below. Both stand on every page, on the only one too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from corpus.loaders.protocol import RawItem

__all__ = ["mark_browser_print"]

_TIME = (
    r"\d{1,4}/\d{1,2}/\d{1,4}[,，]?\s*(?:上午|下午|凌晨|中午|晚上)?\s*"
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AP]M)?"
)
_ADDRESS = r"(?P<address>(?:https?|file)://\S+)"
_PAGE = r"(?:第\s*)?\d{1,4}\s*(?:/|of|页[,，]\s*共)\s*\d{1,4}(?:\s*页)?"
_FORMS = (
    (re.compile(rf"{_TIME}(?:\s.*)?"), re.compile(rf"{_ADDRESS}\s+{_PAGE}")),
    (re.compile(rf"(?:.*\s)?{_ADDRESS}"), re.compile(rf"{_PAGE}\s+{_TIME}")),
)
"""The first and the last line of a page, as one browser and the other prints them."""
_CUT = ("…", "...")


def mark_browser_print(items: Sequence[RawItem]) -> str | None:
    """Make furniture of such heads and feet; the address of the page, where it is printed whole."""
    addresses = []
    for _, page in itertools.groupby(items, key=lambda item: item.page):
        lines = [item for item in page if item.table is None and item.text.strip()]
        if len(lines) > 1 and (found := _address(lines[0].text.strip(), lines[-1].text.strip())):
            lines[0].kind = lines[-1].kind = "furniture"
            addresses.append(found)
    whole = (found for found in addresses if found.startswith("http") and not found.endswith(_CUT))
    return next(whole, None)


def _address(first: str, last: str) -> str | None:
    """The address that two such lines tell; None where they are no head and foot of a browser."""
    for head, foot in _FORMS:
        above, below = head.fullmatch(first), foot.fullmatch(last)
        if above and below:
            return {**above.groupdict(), **below.groupdict()}["address"]
    return None
