"""What the line formats share."""

from __future__ import annotations

import re
import unicodedata

from kb.citations.item import Item, Name
from kb.citations.normalise import one_line, page_range

__all__ = ["author_line", "bibliography_key", "pages", "safe"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def safe(text: str) -> str:
    """One line without characters that no format may hold."""
    return _NOT_XML.sub("", one_line(text))


def author_line(name: Name) -> str:
    """`Calkin, David E.` for a Western person, `丁文详` for a Chinese one, `国务院,` for a body.

    The trailing comma keeps reference managers from cutting a body's name into two parts.
    """
    if name.family:
        return safe(name.plain)
    return safe(name.literal).rstrip(",，") + ","


def pages(item: Item) -> tuple[str, str]:
    """First and last page; the last is "" for a single page or an article number."""
    first, _, last = page_range(item.get("page")).partition("-")
    return first, last


def bibliography_key(item: Item) -> str:
    """An ASCII key made of the record's id."""
    plain = unicodedata.normalize("NFKD", item.id).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-") or f"item-{abs(_digest(item.id))}"


def _digest(text: str) -> int:
    value = 0
    for character in text:
        value = (value * 131 + ord(character)) % 1_000_000_007
    return value
