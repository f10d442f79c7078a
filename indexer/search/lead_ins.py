"""What leads in to a list holds for each of its items: of “1985年主要产品的产量指标如下：” and
“棉花360万吨” the one tells the year and the quantity, the other the product."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.models import Passage

__all__ = ["lead_ins"]

LEAD_IN = re.compile(r"[^。；！？\n]{8,80}[:：]\s*$")
NUMBER = r"[一二三四五六七八九十\d]{1,3}"
SIGN = re.compile(rf"\s*(?:[—－-]{{1,2}}|[（(]?{NUMBER}[)）.．、]|[一二三四五六七八九十]是)")
SHORT = 120  # characters of an item that bears no sign but a figure
FEWEST = 2  # items that make a list: what follows a form of address is one paragraph


def lead_ins(passages: Sequence[Passage]) -> dict[int, str]:
    """Index of each item of a list -> the end of the paragraph that leads in to the list."""
    found: dict[int, str] = {}
    for at, passage in enumerate(passages):
        lead = _lead_in(passage)
        items = _items(passages, at + 1) if lead else []
        if lead and len(items) >= FEWEST:
            found.update(dict.fromkeys(items, lead[0].strip()))
    return found


def _lead_in(passage: Passage) -> re.Match[str] | None:
    """What a paragraph that ends in a colon leads in with; the search is for these few alone."""
    ends = passage.text.rstrip().endswith((":", "："))
    return LEAD_IN.search(passage.text) if ends and _is_prose(passage) else None


def _items(passages: Sequence[Passage], start: int) -> list[int]:
    end = start
    while end < len(passages) and _is_item(passages[end]):
        end += 1
    return list(range(start, end))


def _is_item(passage: Passage) -> bool:
    if not _is_prose(passage) or _lead_in(passage):
        return False
    figures = len(passage.text) <= SHORT and any(map(str.isdigit, passage.text))
    return passage.kind == "list_item" or figures or bool(SIGN.match(passage.text))


def _is_prose(passage: Passage) -> bool:
    return passage.kind in ("paragraph", "list_item")
