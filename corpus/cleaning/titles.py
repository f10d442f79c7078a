"""Titles printed on several lines: made whole where a document begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.cleaning.draft import Unit
from corpus.cleaning.marks import ends_sentence, has_open_bracket, stands_alone, starts_block, width
from kb.vocab import forget_on_configure, lists

__all__ = ["ends_as_title", "is_name", "join_titles", "looks_like_title"]

HEAD_UNITS = 15
LONGEST_LINE = 46.0
MOST_LINES = 4
SHORTEST_FIRST = 8
_YEARS = re.compile(
    r"[（(]\s*[12]\d{3}.{0,14}[)）]|[（(](?:试行|暂行|修订|征求意见稿|草案|送审稿)[)）]"
)
_NO_TITLE = re.compile(r"文件$|^[【〖]|^[（(].*[)）]$|^附件|^附\s*[:：]|^[—―－-]{2}|[：:]$")
_ISSUER = re.compile(r"(?:政府|办公厅|办公室|委员会|[局厅部委院会])$")
_ABOUT = re.compile(r"(?:关于|印发|转发|批转|公布|发布)")
_SPOKEN = re.compile(r"[12]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|会议上|省长|市长|主席|记者")
_BOOK = re.compile(r"《[^《》]+(?:《[^《》]+》[^《》]*)*》")
_PUNCTUATION = re.compile(r"[。；！？!?]")


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{lists.any_of('titles.yaml', 'documents')})[》”]?"
        r"(?:的(?:通知|决定|公告|批复|函|意见))?(?:\s*[（(〔][^）)〕]{1,24}[）)〕])?$"
    )


forget_on_configure(_title_end.cache_clear)


def join_titles(units: list[Unit]) -> list[Unit]:
    """Join the lines of titles at the head of the text and after an annex mark or a date."""
    result: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        before = result[-1].text if result else ""
        place = i < HEAD_UNITS or before.startswith("附件") or stands_alone(before)
        count = _title_lines(units, i) if place else 0
        for extra in units[i + 1 : i + count]:
            unit.append(extra)
        result.append(unit)
        i += max(1, count)
    return result


def _title_lines(units: Sequence[Unit], first: int) -> int:
    """How many units from `first` on make one title; 0 where that cannot be told."""
    text = ""
    if is_name(units[first].text):
        rest = units[first + 1].text if first + 1 < len(units) else ""
        return 2 if _YEARS.fullmatch(rest) else 0
    for count in range(1, MOST_LINES + 1):
        if first + count > len(units):
            return 0
        unit = units[first + count - 1]
        if count > 1 and _YEARS.fullmatch(unit.text) and ends_as_title(text):
            return count
        if count > 1 and ends_as_title(text) and not has_open_bracket(text):
            return 0
        if not _is_line(unit) or (count > 1 and starts_block(unit.text)):
            return 0
        if count == 2 and len(text) < SHORTEST_FIRST and not _ABOUT.search(text):
            return 0
        if count == 2 and _ISSUER.search(text) and not _ABOUT.match(unit.text):
            return 0
        text += unit.text
        following = units[first + count] if first + count < len(units) else None
        years = following is not None and _YEARS.fullmatch(following.text)
        if count > 1 and ends_as_title(text) and not has_open_bracket(text) and not years:
            return count
    return 0


def _is_line(unit: Unit) -> bool:
    return (
        unit.table is None
        and unit.kind in ("paragraph", "heading")
        and not (unit.level and unit.certain)
        and width(unit.text) <= LONGEST_LINE
        and not ends_sentence(unit.text)
        and not stands_alone(unit.text)
        and _NO_TITLE.search(unit.text) is None
        and _PUNCTUATION.search(unit.text) is None
        and _SPOKEN.search(unit.text) is None
    )


def ends_as_title(text: str) -> bool:
    """Whether a text ends with the name of a kind of document."""
    return _title_end().search(text) is not None


def is_name(text: str) -> bool:
    """Whether a whole line is the name of a document in a list: 《……办法（试行）》."""
    return _BOOK.fullmatch(text) is not None and ends_as_title(text[1:-1])


def looks_like_title(unit: Unit) -> bool:
    """Whether a unit may be a title: short, and no sentence."""
    return (
        unit.table is None
        and unit.kind in ("paragraph", "heading", "caption")
        and len(unit.text) >= 4
        and width(unit.text) <= 2 * LONGEST_LINE
        and not unit.text.endswith(("。", "；", "，", "、", "：", ":", ";"))
        and "。" not in unit.text
        and not stands_alone(unit.text)
    )
