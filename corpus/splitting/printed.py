"""A notice and the plan it prints; a file that holds several documents one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.cleaning.draft import Unit
from corpus.cleaning.titles import looks_like_title
from corpus.splitting.part import Part
from kb.models import Hint

__all__ = ["notice_and_plans", "several"]

HEAD_UNITS = 12
SHORTEST_PLAN = 300
FEWEST_BLOCKS = 3
LONGEST_PREFIX = 10
_PRINTS = re.compile(
    r"(?:印发|转发|批转|公布|发布|下达)(?P<what>.{4,160}?)的?(?:通知|公告|决定|令|函)$"
)
_BOOK = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_LISTED = re.compile(r"(?:附\s*件?\s*\d*\s*[:：]?\s*)?(?:\d+\s*[.．、]\s*)?《.+》")
"""An entry of the list of annexes."""
_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+|的")
_ANNEX = re.compile(r"附\s*件?\s*[\d一二三四五六七八九十]*\s*[:：]?")
_NAMED_ANNEX = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]\s*\S")
_SURE = 4  # so many characters of the name tell that a line goes on with the title
MOST_LINES, LONGEST_LINE = 3, 45


def notice_and_plans(units: Sequence[Unit]) -> list[Part]:
    """The notice and each document it prints; nothing where the text is no such notice."""
    for i, unit in enumerate(units[:HEAD_UNITS]):
        found = _PRINTS.search(unit.text) if looks_like_title(unit) else None
        if found is None:
            continue
        names = [_plain(name) for name in _BOOK.findall(found["what"])] or [_plain(found["what"])]
        starts = _starts(units, names, i + 2)
        if starts:
            return _parts(units, starts, names, first_key="n")
    return []


def several(units: Sequence[Unit], file_name: str) -> list[Part]:
    """The documents whose names between 《》 make up the file's name."""
    names = [_plain(name) for name in _BOOK.findall(file_name)]
    if len(names) < 2:
        return []
    starts = _starts(units, names, 0)
    return _parts(units, starts, names, first_key="") if len(starts) >= 2 else []


def _plain(text: str) -> str:
    """Only letters and digits, without 的: how a title is compared."""
    return _NAME.sub("", text)


def _starts(units: Sequence[Unit], names: Sequence[str], first: int) -> list[int]:
    """Where each of these documents begins, in order; nothing unless each has a text."""
    starts: list[int] = []
    at = first
    for name in names:
        found = _title_of(units, name, at)
        if found is None:
            continue
        starts.append(found)
        at = found + 1
    ends = [*starts[1:], len(units)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        size = sum(len(unit.text) for unit in units[start + 1 : end])
        if size < SHORTEST_PLAN or end - start <= FEWEST_BLOCKS:
            return []
    return starts


def _title_of(units: Sequence[Unit], name: str, first: int) -> int | None:
    """Where a document of this name begins; where the notice only lists it, it begins later."""
    places = (i for i in range(first, len(units)) if _is_title(units, i, name))
    found = next(places, None)
    if found is not None and _NAMED_ANNEX.match(units[found].text):
        return next(places, found)
    return found


def _is_title(units: Sequence[Unit], i: int, name: str) -> bool:
    unit = units[i]
    if len(name) < 5 or not looks_like_title(unit) or _LISTED.fullmatch(unit.text):
        return False
    text = _plain(unit.text)
    if text == name:
        return True
    if text.endswith(name) and len(text) <= len(name) + LONGEST_PREFIX:
        return True  # the plan names its region, the notice does not
    if len(text) < 6:
        return False
    if name.startswith(text) and i + 1 < len(units):
        return text + _plain(units[i + 1].text) == name or len(text) >= 0.6 * len(name)
    return name.endswith(text) and len(text) >= 0.6 * len(name)


def _whole_title(units: Sequence[Unit], start: int, names: Sequence[str]) -> str:
    """The title that begins with a unit, over the lines that its name shows to go on."""
    text = units[start].text
    for unit in units[start + 1 : start + 1 + MOST_LINES]:
        taken, more = _plain(text), _plain(unit.text)
        rest = next((n[n.find(taken) + len(taken) :] for n in names if taken in n), "")
        goes_on = rest[:_SURE] and more.startswith(rest[:_SURE])
        if not goes_on or len(more) > LONGEST_LINE or unit.text.endswith(("。", "；")):
            break
        text += unit.text
    return text


def _parts(
    units: Sequence[Unit], starts: Sequence[int], names: Sequence[str], *, first_key: str
) -> list[Part]:
    cuts = [_with_annex_mark(units, start) for start in starts]
    parts: list[Part] = []
    front = list(units[: cuts[0]])
    if front:
        parts.append(Part(first_key or "n", front, []))
    keys = ["p"] if len(starts) == 1 else [f"p{n}" for n in range(1, len(starts) + 1)]
    for key, start, cut, end in zip(keys, starts, cuts, [*cuts[1:], len(units)], strict=True):
        title = units[start]
        title.kind, title.certain = "heading", True
        hint = Hint("title", _whole_title(units, start, names), "printed_title")
        parts.append(Part(key, list(units[cut:end]), [hint]))
    return parts


def _with_annex_mark(units: Sequence[Unit], start: int) -> int:
    """The line 附件1 before a title belongs to the document it announces."""
    before = units[start - 1] if start else None
    return start - 1 if before is not None and _ANNEX.fullmatch(before.text) else start
