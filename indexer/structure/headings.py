"""Which block is a heading, and how deep: 编/章/节/条, 一、（一）1.（1）, 附件, given levels."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "PLAIN_RANK",
    "NumberedHead",
    "article_of",
    "heading_of",
    "is_contents_line",
    "run_in_title",
]

_N = "[一二三四五六七八九十百零〇○\\d０-９]{1,5}"
# (rank, pattern): the smaller the rank, the higher the heading stands.
_RANKS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (1, r"附\s*(?:件|录|表)\s*[\d一二三四五六七八九十０-９]{0,3}\s*[:：]?\s*$"),
        (1, r"附\s*(?:件|录)\s*[\d一二三四五六七八九十０-９]{1,3}\s*(?![:：\d.．、\s])"),
        (2, rf"第\s*{_N}\s*(?:编|篇|部\s*分)(?!作)"),
        (3, rf"第\s*{_N}\s*章"),
        (4, rf"第\s*{_N}\s*节"),
        (6, r"[一二三四五六七八九十]{1,3}\s*[、．.](?!\s*[一二三四五六七八九十]、)"),
        (7, r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[)）]"),
        (8, r"[\d０-９]{1,2}\s*[.．、](?![\d０-９])"),
        (9, r"[（(]\s*[\d０-９]{1,2}\s*[)）]"),
        (10, r"[①-⑳]"),
    )
)
_ARTICLE = re.compile(rf"第\s*{_N}\s*条(?![例款目])")
_FIRST = frozenset(
    "附第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十0123456789０１２３４５６７８９专"
)
_ENDS = "。；;！？!?：:，,、"
_LEADER = re.compile(
    r"(?:[.…·﹒．\-—_]\s*){3,}[（(]?\s*[\d一-龥Ⅰ-Ⅻ]{0,4}\s*[)）]?\s*$|\s[-—]?\s*\d{1,3}\s*[-—]?$"
)
_DOTTED = re.compile(r"[一-龥”）)][.．…·]+\s*\d{1,3}\s*$")
_PLAIN = frozenset(
    {"前言", "引言", "序言", "总则", "附则", "目录", "目次", "摘要", "结语", "结论", "参考文献"}
)
_RUN_IN = re.compile(r"[^。；;！？，,]{2,36}[。：:](?=.)")
_LONGEST = 60
ARTICLE_RANK = 5
PLAIN_RANK = 20  # 前言, 目录, 结语: any numbered heading ends them, they end all but an annex


@dataclass(frozen=True, slots=True)
class NumberedHead:
    """A heading by its number. `rank`: 1 for 附件 … 10 for ①, 20 for 前言 and the like."""

    rank: int
    title: str


def is_contents_line(text: str) -> bool:
    """A line of a table of contents: leader dots or a page number at its end."""
    return len(text) < 120 and bool(_LEADER.search(text) or _DOTTED.search(text))


def _rank(text: str) -> int | None:
    if text[:1] not in _FIRST:
        return None
    for rank, pattern in _RANKS:
        if pattern.match(text):
            return rank
    return None


def heading_of(text: str) -> NumberedHead | None:
    """The heading that a whole block is; None for a sentence or a list item."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text in _PLAIN or re.sub(r"\s", "", text) in _PLAIN:
        return NumberedHead(PLAIN_RANK, text)
    rank = _rank(text)
    if rank == 1:
        return NumberedHead(1, text)
    if text[-1] in _ENDS or is_contents_line(text):
        return None
    if rank is None or (rank >= 8 and _looks_like_item(text)):
        return None
    return NumberedHead(rank, text)


def _looks_like_item(text: str) -> bool:
    """A numbered line that states something rather than names what follows."""
    return len(text) > 30 or bool(re.search(r"[，,；;。%％]|\d{3,}", text[2:]))


def article_of(text: str) -> NumberedHead | None:
    """第三条 …: the article that a block of a law opens."""
    found = _ARTICLE.match(text) if text[:1] == "第" else None
    return NumberedHead(ARTICLE_RANK, "".join(found.group().split())) if found else None


def run_in_title(text: str) -> NumberedHead | None:
    """A heading that runs into its paragraph: “（一）优化布局。到2025年……”."""
    if text[:1] not in _FIRST or len(text) < 8:
        return None
    rank = _rank(text)
    if rank is None or rank < 6:
        return None
    found = _RUN_IN.match(text)
    if found is None:
        return None
    return NumberedHead(rank, found.group().rstrip("。：:"))
