"""What to mark in a title or passage that is shown.

Characters decide what matches, but a mark inside a Latin word or a number (20[30], sh[and]ong)
explains nothing: such texts are marked where they stand whole, with a prefix where they begin.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.search.ast import Text
from indexer.search.synonyms import synonyms
from kb.fold import Folded, search_folded
from kb.vocab import units

__all__ = ["has_latin_edge", "marked_texts", "marks", "stands_whole"]

Spans = list[tuple[int, int]]


def marked_texts(found: Sequence[Text], scope: str) -> tuple[Text, ...]:
    """Those of a query's texts that are marked; 的 and the like only where nothing else is, and no
    unit that may stand apart from its number."""
    here = [text for text in found if text.text and text.scope in ("any", scope)]
    here = [text for text in here if not (text.implied and units.lookup(text.text))]
    telling = [t for t in here if t.exact or t.text not in synonyms().functions]
    return tuple(telling or here)


def has_latin_edge(needle: bytes) -> bool:
    """Whether a text begins or ends with an ASCII letter or digit."""
    return needle[:1].isalnum() or needle[-1:].isalnum()


def marks(clean: str, folded: str, wanted: Sequence[Text]) -> tuple[tuple[int, int], ...]:
    """Clean spans of all occurrences, those that touch made one. A stale index may have folded the
    text otherwise than is done now."""
    spans: Spans = []
    back: Folded | None = None
    for text in wanted:
        needle = text.text
        count = folded.count(needle)
        if not count:
            continue
        if clean.count(needle) == count:  # written as folded, all of them
            found = _places(clean, needle)
        else:
            back = back or search_folded(clean)
            found = [back.clean_span(*span) for span in _places(back.text, needle)]
        spans += _telling(clean, found, text) if _edged(needle) else found
    if len(spans) < 2:
        return tuple(spans)
    merged: Spans = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def stands_whole(clean: str, needle: str) -> bool:
    """Whether a folded text stands somewhere in a clean one with no word or number around it."""
    lower = clean.lower()
    found = _places(lower, needle)
    return not found or any(_begins(lower, at) and _ends(lower, end) for at, end in found)


def _telling(clean: str, found: Spans, text: Text) -> Spans:
    begun = [span for span in found if _begins(clean, span[0])]
    if text.prefix:
        return begun
    whole = [span for span in begun if _ends(clean, span[1])]
    return whole or (found if text.exact else [])


def _edged(needle: str) -> bool:
    return _is_latin(needle[0]) or _is_latin(needle[-1])


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _letter(char: str) -> bool:
    return char.isalpha() and (char < "\u0250" or "\uff21" <= char <= "\uff5a")


def _begins(clean: str, at: int) -> bool:
    """No letter before a letter, no digit or decimal point before a digit."""
    before = clean[at - 1] if at else ""
    if clean[at].isdecimal():
        pointed = before in (".", ",") and clean[at - 2 : at - 1].isdecimal()
        return not (before.isdecimal() or pointed)
    return not (before and _letter(clean[at]) and _letter(before))


def _ends(clean: str, end: int) -> bool:
    """No digit after a digit, no letter after a letter but a plural s."""
    after, second = clean[end : end + 1], clean[end + 1 : end + 2]
    if not after:
        return True
    if clean[end - 1].isdecimal():
        return not (after.isdecimal() or (after in (".", ",") and second.isdecimal()))
    if not (_letter(clean[end - 1]) and _letter(after)):
        return True
    return after in ("s", "S") and not (second and _letter(second))


def _places(text: str, needle: str) -> Spans:
    found, at, size = [], text.find(needle), len(needle)
    while at >= 0:
        found.append((at, at + size))
        at = text.find(needle, at + size)
    return found
