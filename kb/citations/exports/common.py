"""What the line formats share."""

from __future__ import annotations

import re
import unicodedata

from kb.citations.item import EDITORS, MAKERS, Item, Name
from kb.citations.normalise import one_line, page_range, without_broken

__all__ = ["author_line", "bibliography_key", "host", "number_and_pages", "pages", "people",
           "safe"]  # fmt: skip


def safe(text: str) -> str:
    """One line without characters that no format may hold."""
    return without_broken(one_line(text))


def author_line(name: Name) -> str:
    """`Calkin, David E.` for a Western person, `丁文详` for a Chinese one, `国务院,` for a body.

    The trailing comma keeps reference managers from cutting a body's name into two parts.
    """
    if name.family:
        return safe(name.plain)
    return safe(name.literal).rstrip(",，") + ","


def pages(item: Item) -> str:
    """The pages with a plain hyphen."""
    return safe(page_range(item.get("page")))


def number_and_pages(item: Item) -> tuple[str, str]:
    """For formats with one field for issue and number: what stands there, and the pages.

    An article's issue comes first, and its own number then stands for the pages.
    """
    issue, number = safe(item.get("issue")), safe(item.get("number"))
    if issue and item.type.startswith("article"):
        return issue, pages(item) or number
    return number or issue, pages(item)


def host(item: Item) -> str:
    """The work or the meeting that an item is part of."""
    return safe(item.get("container-title") or item.get("event-title"))


def people(item: Item) -> tuple[tuple[Name, ...], ...]:
    """Makers, editors (of the item or its host) and translators."""
    editors = item.first_names("container-author", *EDITORS)
    return item.first_names(*MAKERS), editors, item.translator


def bibliography_key(item: Item) -> str:
    """An ASCII key made of the record's id."""
    plain = unicodedata.normalize("NFKD", item.id).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-") or f"item-{abs(_digest(item.id))}"


def _digest(text: str) -> int:
    value = 0
    for character in text:
        value = (value * 131 + ord(character)) % 1_000_000_007
    return value
