"""Page numbers, running heads and website furniture: found, and left out of the text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

import yaml

from corpus.cleaning.marks import begins_with_label
from corpus.cleaning.titles import ends_as_title
from corpus.loaders.protocol import RawItem
from corpus.page_numbers import count_pages

__all__ = [
    "breadcrumbs",
    "contents_lines",
    "is_page_number",
    "is_website_furniture",
    "page_tail",
    "running_heads",
    "without_buttons",
]

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–─－_~·•\s]{1,4}\s*\d{1,4}\s*[-—–─－_~·•\s]{1,4}"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)\s*"
)
_DIGITS = re.compile(r"\d+")
_PROSE = re.compile(r"[，。；]")
_DASHES = frozenset("—-–－─")
# Furniture begins with one of these, names a licence (备案) or the site (…网).
_STARTS = frozenset(
    "下打全收分纠关加还减放缩默返首转点赞评朗播大中小【[（(】]字微新人朋腾Q扫您你现当所位"
    "上责编审校初复终浏阅访版主承技网备联使相无长适繁简E移手登注搜智延推》×✕✖】〖〗|｜> \u3000"
    "用官我为政本P最热站图网请"
)
_ENDS = frozenset("网站台")  # the name of the site
_MACHINE_NAME = re.compile(
    r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*[:：]?",
    re.IGNORECASE,
)
_NAME_LENGTHS = range(32, 44)
EDGE_LINES = 2
MOST_DIGITS = 4
LONGEST_FURNITURE = 120
LONGEST_HEAD_LINE = 200


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number such as — 12 — or 第3页."""
    return (
        len(text) <= 24
        and any(c.isdecimal() for c in text)
        and _PAGE_NUMBER.fullmatch(text) is not None
    )


@cache
def _patterns(kind: str) -> str:
    data = resources.files("corpus.cleaning").joinpath("furniture.yaml").read_text("utf-8")
    return "|".join(yaml.safe_load(data)[kind])


@cache
def _website() -> re.Pattern[str]:
    return re.compile(rf"[\s\u3000|｜>]*(?:{_patterns('whole_lines')})[\s\u3000|｜>]*")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"[\s|｜]+(?:{_patterns('line_tails')}).*")


def without_buttons(text: str) -> str:
    """The line with an article's date and source, without what a web page puts behind them."""
    if len(text) > LONGEST_HEAD_LINE or not begins_with_label(text):
        return text
    return _tail().sub("", text)


def is_website_furniture(text: str) -> bool:
    """Whether a whole line belongs to the web page around the text."""
    if len(text) in _NAME_LENGTHS and _MACHINE_NAME.fullmatch(text):
        return True
    begins = text[:1] in _STARTS or text[-1:] in _ENDS or "备" in text
    if len(text) > LONGEST_FURNITURE or not begins:
        return False
    return _website().fullmatch(text) is not None


def running_heads(items: Sequence[RawItem]) -> set[int]:
    """Indexes of lines that repeat at the top or bottom of many pages, and bare page numbers."""
    found = _broken_numbers(items)
    edges = _edges(items, found)
    pages = {items[i].page for i in edges}
    if len(pages) < 3:
        return found
    by_shape: dict[str, list[int]] = {}
    for i in edges:
        by_shape.setdefault(_shape(items[i]), []).append(i)
    least = max(3, 0.3 * len(pages))
    same: set[int] = set()
    for shape, alike in by_shape.items():
        if len(shape) > 60 or len(alike) < least:
            continue
        prose = _PROSE.search(shape) is not None  # a sentence, which no head is
        if (
            "#" in shape
            and not prose
            and count_pages([(items[i].page or 0, items[i].text) for i in alike])
        ):
            found.update(alike)
            continue
        words = Counter(items[i].text.strip() for i in alike)
        same.update(i for i in alike if words[items[i].text.strip()] >= least)
    return found | _but_the_title(items, same - _also_within(items, same))


def _but_the_title(items: Sequence[RawItem], heads: set[int]) -> set[int]:
    """Without the first line of all where it is the title itself, which later pages repeat."""
    first = next((i for i, item in enumerate(items) if item.text.strip()), None)
    if first not in heads or not ends_as_title(items[first].text.strip()):
        return heads
    title = items[first].text.strip()
    page = (i for i, item in enumerate(items) if item.page == items[first].page and i not in heads)
    return heads if any(items[i].text.strip() == title for i in page) else heads - {first}


def _also_within(items: Sequence[RawItem], found: set[int]) -> set[int]:
    """Those whose text stands as often amid the pages as at their edges: a phrase of the text."""
    edge = Counter(items[i].text.strip() for i in found)
    amid = Counter(
        text
        for i, item in enumerate(items)
        if i not in found and item.kind == "line" and (text := item.text.strip()) in edge
    )
    return {i for i in found if amid[items[i].text.strip()] >= edge[items[i].text.strip()]}


def _shape(item: RawItem) -> str:
    """A line with its numbers made alike."""
    return _DIGITS.sub("#", item.text.strip())


def _broken_numbers(items: Sequence[RawItem]) -> set[int]:
    """Page numbers whose dashes stand on lines of their own: —, 7, —."""
    found: set[int] = set()
    filled = [i for i, item in enumerate(items) if item.kind == "line" and item.text.strip()]
    texts = [items[i].text.strip() if len(items[i].text) < 12 else "" for i in filled]
    for k, text in enumerate(texts):
        if text not in _DASHES:
            continue
        end = k + 1
        while end < len(texts) and end - k <= MOST_DIGITS and texts[end].isdecimal():
            end += 1
        if k + 1 < end < len(texts) and texts[end] in _DASHES:
            found.update(filled[k : end + 1])
    return found


def _edges(items: Sequence[RawItem], known: set[int]) -> list[int]:
    """Indexes of the first and last lines of each page."""
    by_page: dict[int, list[int]] = {}
    for i, item in enumerate(items):
        lies = item.kind in ("line", "heading") and item.text.strip() and i not in known
        if item.page is not None and lies:
            by_page.setdefault(item.page, []).append(i)
    edges: set[int] = set()
    for indexes in by_page.values():
        edges.update(indexes[:EDGE_LINES], indexes[-EDGE_LINES:])
    return sorted(edges)


_LEADER = re.compile(r"[.．·…⋯]{4,}\s*[-—]?\s*\d{0,4}\s*[-—]?\s*$|(?:[.．·…]\s){4,}\s*\d{0,4}\s*$")
_DOTS = re.compile(r"[.．·…⋯]\s?[.．·…⋯]")
"""In every row of leaders, and found sooner."""
_CONTENTS = re.compile(r"目\s*录|目\s*次|Contents", re.IGNORECASE)


def contents_lines(items: Sequence[RawItem]) -> set[int]:
    """Indexes of the lines of a table of contents: its text stands again where it belongs."""
    ends = ((i, item.text[-200:]) for i, item in enumerate(items))
    leaders = [i for i, end in ends if _DOTS.search(end) and _LEADER.search(end)]
    if len(leaders) < FEWEST_ENTRIES:
        return _bare_contents(items)
    found = set(leaders)
    for a, b in itertools.pairwise(leaders):
        if b - a <= 4 and all(len(items[i].text) <= 60 for i in range(a, b)):
            found.update(range(a, b))  # an entry that runs over two lines, a page number
    first = leaders[0]
    for i in range(first - 1, max(-1, first - 8), -1):
        if items[i].table is None and _CONTENTS.fullmatch(items[i].text.strip()):
            found.update(range(i, first))
            break
    return found


def _bare_contents(items: Sequence[RawItem]) -> set[int]:
    """The same without leaders: under 目录, lines that all stand again further on."""
    head = next((i for i, item in enumerate(items[:FIRST_LINES]) if _is_contents(item)), None)
    if head is None:
        return set()
    names = [_entry(item) for item in items]
    last_place = {name: i for i, name in enumerate(names) if name}
    entries: dict[str, int] = {}
    for i in range(head + 1, len(items)):
        if items[i].table is None and _NUMBER_ALONE.fullmatch(items[i].text):
            continue
        if not names[i] or last_place[names[i]] <= i or names[i] in entries:
            break
        entries[names[i]] = i
    if len(entries) < FEWEST_ENTRIES:
        return set()
    return set(range(head, max(entries.values()) + 1))


def _is_contents(item: RawItem) -> bool:
    short = item.table is None and len(item.text) <= LONGEST_CRUMB
    return short and _CONTENTS.fullmatch(item.text.strip()) is not None


def _entry(item: RawItem) -> str:
    """A short line without blanks and the number of its page; "" for any other item."""
    if item.table is not None or len(item.text) > LONGEST_ENTRY:
        return ""
    text = item.text.strip()
    return "".join(_PAGE_BEHIND.sub("", text).split()) if text[-1:] not in "。；;" else ""


_NUMBER_ALONE = re.compile(r"\s*(?:[（(—-]?\s?\d{1,3}\s?[)）—-]?)?\s*")
_PAGE_BEHIND = re.compile(r"[\s\u3000]+[-—–]?\s?\d{1,3}\s?[-—–]?$")
FEWEST_ENTRIES, FIRST_LINES, LONGEST_ENTRY = 3, 200, 60


_ARROW = re.compile(r"[>›»＞]+")
_EDITOR = re.compile(r"(?:责任编辑|责编|编辑|审核|校对|初审|复审|终审)\s*[:：]")
_PERSON = re.compile(r"[一-龥]{2,4}")
LONGEST_CRUMB = 12


def breadcrumbs(items: Sequence[RawItem]) -> set[int]:
    """Indexes of a path such as 首页 > 公告 that stands with each part on a line of its own; of
    an editor's name beneath 责任编辑 too."""
    found: set[int] = set()
    for i, item in enumerate(items):
        if len(item.text) < LONGEST_CRUMB and _EDITOR.fullmatch(item.text.strip()):
            named = i + 1 < len(items) and _PERSON.fullmatch(items[i + 1].text.strip())
            found.update((i, i + 1) if named else (i,))
            continue
        if len(item.text) > 4 or not _ARROW.fullmatch(item.text.strip()):
            continue
        found.add(i)
        for near in (i - 1, i + 1):
            if 0 <= near < len(items) and len(items[near].text.strip()) <= LONGEST_CRUMB:
                found.add(near)
    return found


_SEE_ALSO = re.compile(
    r"(?:相关|延伸|推荐)(?:链接|阅读|报道|新闻|文章|稿件|文档)\s*[:：]?\s*[>＞》]{0,4}"
)
TAIL_LINES, TAIL_SIZE, TAIL_SHARE = 30, 600, 0.05


def page_tail(items: Sequence[RawItem]) -> set[int]:
    """Indexes of the last lines of a web page, from the one that offers other pages on."""
    filled = [i for i, item in enumerate(items) if item.text.strip() or item.table is not None]
    last = filled[-TAIL_LINES:]
    mark = next((i for i in last if _SEE_ALSO.fullmatch(items[i].text.strip())), None)
    if mark is None:
        return set()
    tail = [i for i in last if i >= mark]
    size = sum(len(items[i].text) for i in tail)
    whole = sum(len(item.text) for item in items)
    short = all(items[i].table is None and len(items[i].text) <= LONGEST_CRUMB * 5 for i in tail)
    return set(tail) if short and size <= min(TAIL_SIZE, TAIL_SHARE * whole) else set()
