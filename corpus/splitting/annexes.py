"""Annexes that a text names but its file does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.cleaning.draft import PlacedNote, Unit
from kb.models import ReadingNote

__all__ = ["missing_annexes"]

LONGEST_LABEL = 12
_LIST = re.compile(r"附\s*件\s*[:：]\s*(?P<names>.{4,400})")
_NUMBER = re.compile(r"\s*\d{1,2}\s*[.．、]\s*")
_PLAIN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_ITEM = re.compile(r"\d{1,2}\s*[.．、]\s*(?P<name>[^。；]{4,80})")


def missing_annexes(units: Sequence[Unit]) -> list[PlacedNote]:
    """A note for each annex that is named (附件：1.…), be it twice, and whose title stands nowhere
    after."""
    notes: dict[str, PlacedNote] = {}
    plain: list[str] | None = None
    for i, unit in enumerate(units):
        found = _LIST.fullmatch(unit.text) if unit.text.startswith("附") else None
        if found is None:
            continue
        if plain is None:
            plain = [_PLAIN.sub("", other.text) for other in units]
        names = list(_names(units, i, found["names"]))
        for name in names:
            if not any(_holds(text, _PLAIN.sub("", name)) for text in plain[i + len(names) :]):
                message = f"文中所列附件“{name}”不在本文件中，其内容未读入"
                note = ReadingNote("attachment_missing", message, unit.page)
                notes.setdefault(name, (unit.raw_start, note))
    return list(notes.values())


def _names(units: Sequence[Unit], i: int, first: str) -> Iterator[str]:
    """The names in the line 附件：…, and in the numbered lines right after it."""
    for name in _NUMBER.split(first):
        if len(name.strip()) >= 4:
            yield name.strip(" 《》。；;")
    for unit in units[i + 1 : i + 20]:
        found = _ITEM.fullmatch(unit.text)
        if found is None:
            return
        yield found["name"].strip(" 《》")


def _holds(text: str, name: str) -> bool:
    """Whether a unit is the annex's title, or begins with it; its end may be on the next line."""
    if name in text:
        return text.startswith(name) or len(text) <= len(name) + LONGEST_LABEL
    return len(text) >= 6 and name.startswith(text)
