"""Lists of other pages that a web page offers beside its text: 相关解读, 推荐阅读."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["offers"]

Element = Any  # lxml has no type information here
_OFFERING = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dl", "dt", "span", "strong", "b")
_OFFER = re.compile(
    r"[【\[]?(?:(?:相关|延伸|推荐)(?:解读|链接|文件|稿件|新闻|信息|文档|阅读|附件|政策|报道|推荐|问答|内容|专题|文章)"
    r"|(?:政策|图片|图文|文字|专家|部门|媒体|相关政策)解读|网友评论)[】\]]?[:：]?[>＞》]{0,3}"
)
"""What heads the links to other pages on the matter."""
_DATE = re.compile(r"[\[（(]?(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?[\]）)]?")
LONGEST_OFFER = 400


def offers(body: Element) -> Iterator[Element]:
    """What heads the links to other pages on the matter, and the links; these are no text."""
    for element in list(body.iter(*_OFFERING)):
        text = _squeezed(element)
        offer = _OFFER.match(text) if len(text) <= LONGEST_OFFER else None
        if offer is None:
            continue
        links = _linked(element)
        rest = _DATE.sub("", text[offer.end() :])
        if rest not in ("", links):
            continue
        after = element.getnext() if text == offer[0] and not links else None
        if after is None:
            yield element
        elif _all_links(after):
            yield from (element, after)


def _squeezed(element: Element) -> str:
    return "".join(element.text_content().split())


def _linked(element: Element) -> str:
    """The words of all links, dates left out."""
    return "".join(_DATE.sub("", _squeezed(link)) for link in element.iter("a"))


def _all_links(element: Element) -> bool:
    """Whether an element holds nothing but links, and the dates beside them."""
    if not isinstance(element.tag, str):
        return False
    return _DATE.sub("", _squeezed(element)) == _linked(element)
