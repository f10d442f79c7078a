"""The lines at the head of an article: when it was published, and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cleaning.draft import Unit
from kb.models import Hint

__all__ = ["Head", "head_hints", "iso_date", "parse_head"]

HEAD_UNITS = 12
_DATE = (
    r"(?P<date>[12]\d{3}\s*(?:[-/.．]\s*\d{1,2}\s*[-/.．]\s*\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日))"
    r"(?:\s*\d{1,2}[:：时]\s*\d{1,2}(?:[:：分]\s*(?:\d{1,2}\s*秒?)?)?)?"
)
_DATE_LABEL = (
    r"(?:(?:发布|发表|更新|公开|刊发|上传|编辑)?\s*(?:日期|时间)|日\s*期|时\s*间)\s*[:：]\s*"
)
_SOURCE = r"(?:文章|信息|稿件|资料)?来\s*源\s*(?:于)?[:：]\s*(?P<source>[^\s　|｜][^|｜\n]{0,40}?)"
_GAP = r"[\s　|｜,，;；]*"
_TAIL = r"(?:(?:作者|浏览次数|点击数|阅读|字号|【|打印)[:：]?.{0,30})?"
_HEADS = (
    re.compile(rf"{_GAP}{_DATE_LABEL}{_DATE}{_GAP}{_SOURCE}{_GAP}{_TAIL}"),
    re.compile(rf"{_GAP}{_SOURCE}{_GAP}{_DATE_LABEL}{_DATE}{_GAP}{_TAIL}"),
    re.compile(rf"{_GAP}{_DATE}{_GAP}{_SOURCE}{_GAP}{_TAIL}"),
    re.compile(rf"{_GAP}{_SOURCE}{_GAP}{_DATE}{_GAP}{_TAIL}"),
    re.compile(rf"{_GAP}{_DATE_LABEL}{_DATE}{_GAP}{_TAIL}"),
    re.compile(rf"{_GAP}{_SOURCE}{_GAP}"),
)
_NUMBERS = re.compile(r"\d+")
LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Head:
    """Date (ISO) and source as a head line states them; None where it does not."""

    published: str | None
    source: str | None


def parse_head(text: str) -> Head | None:
    """A whole line that states date, source or both; None for any other line."""
    if len(text) > LONGEST_HEAD or not ("来" in text or "期" in text or "间" in text):
        return None
    for pattern in _HEADS:
        if found := pattern.fullmatch(text):
            facts = found.groupdict()
            date = facts.get("date")
            source = (facts.get("source") or "").strip()
            return Head(iso_date(date) if date else None, source or None)
    return None


def iso_date(text: str) -> str | None:
    """2017-10-5 or 2017年10月5日 as 2017-10-05; None where it is no date."""
    numbers = [int(n) for n in _NUMBERS.findall(text)]
    if len(numbers) < 3 or not (1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31):
        return None
    return f"{numbers[0]:04d}-{numbers[1]:02d}-{numbers[2]:02d}"


def head_hints(units: Sequence[Unit]) -> list[Hint]:
    """What the first lines of one article state."""
    hints: dict[str, Hint] = {}
    for unit in units[:HEAD_UNITS]:
        head = parse_head(unit.text) if unit.table is None else None
        if head is None:
            continue
        if head.published:
            hints.setdefault("published_on", Hint("published_on", head.published, "article_head"))
        if head.source:
            hints.setdefault("source_name", Hint("source_name", head.source, "article_head"))
    return list(hints.values())
