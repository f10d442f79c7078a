"""Compilations: sections, and articles that each begin with a title and a date or source line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.cleaning.draft import Unit
from corpus.cleaning.marks import ends_sentence, has_open_bracket, width
from corpus.cleaning.titles import looks_like_title
from corpus.splitting.heads import Head, parse_head
from corpus.splitting.part import Part
from kb.models import Hint

__all__ = ["articles"]

FEWEST_ARTICLES = 3
_SECTION = re.compile(r"[【〖\[]\s*([\u4e00-\u9fff]{2,12})\s*[】〗\]]")
_ISSUE = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z]{2,24})\s*(?:[（(]?\s*总?第\s*\d{1,5}\s*期\s*[)）]?)"
)
LONGEST_TITLE = 110.0


def articles(units: Sequence[Unit]) -> list[Part]:
    """The articles of a compilation; nothing where the text is none."""
    heads = {i: head for i, unit in enumerate(units) if (head := _head(units, i)) is not None}
    starts = {_title_start(units, i): i for i in heads}
    if len(starts) < FEWEST_ARTICLES:
        return []
    sections = {i: s for i, unit in enumerate(units) if (s := _section(unit.text))}
    starts.update(_headless(units, sections, starts))
    name = _issue_name(units)
    parts = []
    ordered = sorted(starts)
    for number, start in enumerate(ordered, 1):
        end = ordered[number] if number < len(ordered) else len(units)
        section = max((i for i in sections if i <= start), default=None)
        parts.append(
            _article(
                units,
                range(start, end),
                starts[start],
                heads.get(starts[start]),
                sections,
                (f"a{number:02d}", sections[section] if section is not None else "", name),
            )
        )
    _keep_front(units, ordered[0], sections, parts)
    return parts


def _head(units: Sequence[Unit], i: int) -> Head | None:
    """The head line of an article: date or source, with a title before it."""
    head = parse_head(units[i].text) if units[i].table is None and i else None
    if head is None or not _may_be_title(units[i - 1]):
        return None
    return head


def _may_be_title(unit: Unit) -> bool:
    if unit.table is not None or not unit.text or parse_head(unit.text) is not None:
        return False
    return width(unit.text) <= LONGEST_TITLE and not unit.text.endswith(("。", "；", "，", "、"))


def _title_start(units: Sequence[Unit], head: int) -> int:
    """Index of the first line of the title before a head line."""
    start = head - 1
    while start > 0:
        before, current = units[start - 1], units[start]
        if not _may_be_title(before) or _section(before.text) or ends_sentence(before.text):
            break
        if before.wide or has_open_bracket(before.text) or len(current.text) <= 3:
            start -= 1
            continue
        break
    return start


def _headless(
    units: Sequence[Unit], sections: dict[int, str], starts: dict[int, int]
) -> dict[int, int]:
    """Articles that begin right after a section's name and state neither date nor source."""
    found: dict[int, int] = {}
    for i in sections:
        first = i + 1
        if first in starts or first >= len(units) or not looks_like_title(units[first]):
            continue
        last = first
        while last + 1 < len(units) and units[last].wide and looks_like_title(units[last + 1]):
            last += 1
        found[first] = last + 1
    return found


def _section(text: str) -> str:
    found = _SECTION.fullmatch(text.strip())
    return found[1] if found else ""


def _issue_name(units: Sequence[Unit]) -> str:
    for unit in units:
        if len(unit.text) <= 60 and (found := _ISSUE.fullmatch(unit.text.strip())):
            return found["name"]
    return ""


def _article(
    units: Sequence[Unit],
    span: range,
    head_at: int,
    head: Head | None,
    sections: dict[int, str],
    labels: tuple[str, str, str],
) -> Part:
    key, section, compilation = labels
    title = units[span.start].cut(0, len(units[span.start].text))
    for extra in units[span.start + 1 : head_at]:
        title.append(extra)
    title.kind, title.certain = "heading", True
    body = [units[i] for i in range(head_at, span.stop) if i not in sections]
    body = [u for u in body if not _ISSUE.fullmatch(u.text.strip())]
    hints = [Hint("title", title.text, "article_head")]
    if head is not None and head.published:
        hints.append(Hint("published_on", head.published, "article_head"))
    if head is not None and head.source:
        hints.append(Hint("source_name", head.source, "article_head"))
    if section:
        hints.append(Hint("section", section, "section_heading"))
    if compilation:
        hints.append(Hint("compilation", compilation, "issue_line"))
    return Part(key, [title, *body], hints)


def _keep_front(
    units: Sequence[Unit], first: int, sections: dict[int, str], parts: list[Part]
) -> None:
    """What stands before the first article (masthead, editorial) is a part of its own."""
    front = [u for i, u in enumerate(units[:first]) if i not in sections]
    if front:
        parts.insert(0, Part("a00", front, []))
