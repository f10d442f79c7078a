"""Citing a place in a document: the reference, where it stands, and the quoted sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kb.citations.gbt7714 import Style, format_item
from kb.citations.item import Item
from kb.citations.normalise import one_line

__all__ = ["PassageCitation", "cite_passage"]

_LINKABLE = re.compile(r"https?://[^\s<>]+")
_CELLS = "表中数据："
_LIST = re.compile(r"^\s*(?:[0-9]+(?=[.)])|(?=[-+] ))")  # 1. and - begin a list


@dataclass(frozen=True, slots=True)
class PassageCitation:
    """A quotation with its reference.

    `locator`: heading path, the table's caption and the page, as far as they are known, e.g.
    “第二章 主要目标，（一）总体目标，第12页”. `tabular`: `quote` puts cells of a table together and
    is no sentence of the document, so no quotation marks stand around it.
    """

    reference: str
    locator: str
    quote: str
    url: str = ""
    tabular: bool = False

    @property
    def text(self) -> str:
        """Plain text for a footnote."""
        said = f"{_CELLS}{self.quote}" if self.tabular else f"“{_inner(self.quote)}”"
        return f"{said}（{self.reference}{self._place}）"

    @property
    def markdown(self) -> str:
        """A Markdown quotation with its reference below."""
        reference = _markdown_plain(self.reference + self._place, self.url)
        if self.tabular:
            return f"{_CELLS}{_escaped(self.quote)}\n\n—— {reference}\n"
        return f"> {_markdown_plain(self.quote)}\n>\n> —— {reference}\n"

    @property
    def html(self) -> str:
        """Rich text for a word processor."""
        quote, place = escape(self.quote), escape(self.reference + self._place)
        if self.tabular:
            return f"<p>{_CELLS}{quote}</p><p>—— {place}</p>"
        cite = f' cite="{escape(self.url, quote=True)}"' if self.url else ""
        return f"<blockquote{cite}><p>{quote}</p><footer>—— {place}</footer></blockquote>"

    @property
    def _place(self) -> str:
        return f" 见：{self.locator}。" if self.locator else ""


def cite_passage(
    item: Item,
    quote: str,
    *,
    headings: Sequence[str] = (),
    page: int | None = None,
    caption: str = "",
    tabular: bool = False,
    style: Style | None = None,
) -> PassageCitation:
    """Cite the passage `quote` of a document. `page` is 1-based and None where files have none;
    `caption` names the table that a `tabular` quote is from."""
    path = [one_line(heading) for heading in headings if heading.strip()]
    named = one_line(caption)
    parts = [*path, named if named not in path else "", f"第{page}页" if page else ""]
    locator = "，".join(filter(None, parts))
    return PassageCitation(
        format_item(item, style), locator, one_line(quote), item.get("URL"), tabular
    )


def _inner(quote: str) -> str:
    """Quotation marks within a quotation are single ones (GB/T 15834)."""
    if "‘" in quote or "’" in quote:
        return quote
    return quote.replace("“", "‘").replace("”", "’")


def _markdown_plain(text: str, url: str = "") -> str:
    """Text in which Markdown sees no marks and no list; an address becomes a link."""
    before, address, after = text.partition(url) if _LINKABLE.fullmatch(url) else (text, "", "")
    link = f"<{address}>" if address else ""
    return _LIST.sub(r"\g<0>\\", _escaped(before)) + link + _escaped(after)


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|~" else c for c in text)
