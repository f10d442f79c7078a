"""HTML pages: the main text with its headings, lists and tables; metadata as hints."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from corpus.encoding import looks_binary
from corpus.loaders.decorations import is_decoration
from corpus.loaders.html_info import take_info
from corpus.loaders.html_inline import BLOCKS, DROPPED, inline_text, is_hidden, tidy
from corpus.loaders.html_lists import markers, numbered, word_markers
from corpus.loaders.html_main import (
    attached_files,
    embedded_files,
    main_element,
    printed_name,
)
from corpus.loaders.html_meta import page_hints, take_metadata
from corpus.loaders.html_tables import grid, is_layout
from corpus.loaders.inline import Images
from corpus.loaders.protocol import RawDocument, RawItem
from corpus.loaders.text import decoded, encoding_notes, head_text
from kb.errors import ReadError
from kb.models import Hint, ReadingNote

__all__ = ["HtmlLoader", "read_fragment"]

Element = Any  # lxml has no type information here
_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|meta)\b", re.I | re.S
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_LAZY = ("data-original", "data-src", "data-echo", "data-lazy-src", "src")
"""Where the address of an image stands that is loaded when it comes into view, and the usual."""
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_MOSTLY_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_INDENTED = re.compile(r"[ \xa0]*\u3000|[ ]?(?:\xa0[ ]?){2}")
"""Lines parted by <br> are paragraphs where each of them is indented by blanks."""
DEEPEST = 200
MUCH_HIDDEN = 100


class HtmlLoader:
    """`.html`, `.htm` and web pages under any other name."""

    name = "html"
    version = "12"
    formats = ("html", "htm", "xhtml", "shtml")

    def score(self, head: bytes, name: str) -> int:
        """By its first tag, or by its name."""
        if looks_binary(head):
            return 0
        text = head_text(head)
        if _START.match(text) or re.search(r"<(?:html|body)\b", text, re.IGNORECASE):
            return 90
        return 65 if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")) else 0

    def load(self, data: bytes, name: str) -> RawDocument:
        """Blocks of the main part of the page."""
        source = decoded(data, name)
        try:
            parser = lxml_html.HTMLParser(huge_tree=True)
            root = lxml_html.document_fromstring(_XML_HEAD.sub("", source.text), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
            raise ReadError(name, "网页无法解析；请用浏览器打开并另存后再加入") from exc
        raw = RawDocument([], notes=encoding_notes(source), encoding=source.encoding)
        raw.hints.extend([*page_hints(root), *take_metadata(root)])
        if name_of_page := printed_name(root):
            raw.hints.append(Hint("title", name_of_page, "html_title"))
        walker = _Walker(raw)
        embedded = embedded_files(root)
        main = main_element(root)
        walker.markers.update(word_markers(main))
        walker.block(main, 0)
        walker.flush()
        take_info(raw)
        for file in dict.fromkeys([*embedded, *attached_files(root, main)]):
            text = f"网页所附文件“{file}”不在本文件中，其内容未读入"
            raw.notes.append(ReadingNote("attachment_missing", text))
        if walker.hidden >= MUCH_HIDDEN:
            text = f"网页中有 {walker.hidden} 字不显示出来，未读入"
            raw.notes.append(ReadingNote("truncated", text))
        raw.placed.extend(walker.images.notes())
        if not any(item.text.strip() or item.table for item in raw.items):
            raise ReadError(name, "网页中没有找到正文")
        return raw


def read_fragment(text: str, raw: RawDocument) -> None:
    """Add the items of a piece of a web page, such as one copied into a cell; all of it is text."""
    walker = _Walker(raw)
    walker.block(lxml_html.fragment_fromstring(text, create_parent="div"), 0)
    walker.flush()
    raw.placed.extend(walker.images.notes())


class _Walker:
    def __init__(self, raw: RawDocument) -> None:
        self.raw, self.images = raw, Images(raw.items)
        self.parts: list[str] = []
        self.bold = self.hidden = 0
        self.markers: dict[Element, str] = {}
        self.item: str | None = None  # at the start of a list item: the number printed before it

    def flush(self, kind: str = "paragraph", level: int = 0) -> None:
        """End the block being collected."""
        text = "".join(self.parts)
        bold = self.bold > 0 and self.bold >= 0.8 * len(text.strip())
        self.parts, self.bold = [], 0
        if not text.strip():
            return
        if self.item is not None:
            text = numbered(self.item, text)
            kind = "list_item" if kind == "paragraph" else kind
            self.item = None
        if kind == "heading":
            joined = " ".join(line.strip() for line in text.split("\n") if line.strip())
            self.raw.items.append(RawItem("heading", joined, level=level))
        elif kind == "list_item":
            self.raw.items.append(RawItem("list_item", text.strip()))
        else:
            lines = [line for line in text.split("\n") if line.strip()]
            whole = len(lines) == 1 or all(_INDENTED.match(line) for line in lines)
            for line in lines:
                self.raw.items.append(RawItem("paragraph" if whole else "line", line, bold=bold))

    def block(self, element: Element, depth: int) -> None:
        """Walk a block element."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag in DROPPED or depth > DEEPEST or self._unseen(element):
            return
        if tag == "table" and self._table(element):
            return
        self.flush()
        if tag == "pre" and not any(child.tag in BLOCKS for child in element):
            lines = element.text_content().split("\n")
            self.raw.items.extend(RawItem("line", line) for line in lines)
            return
        if tag == "ol":
            self.markers.update(markers(element))
        elif tag == "li" or element in self.markers:
            self.item = self.markers.pop(element, "")
        self.parts.append(tidy(element.text or ""))
        for child in element:
            self._child(child, depth)
            self.parts.append(tidy(child.tail or ""))
        if tag in _HEADINGS:
            self.flush("heading", _HEADINGS[tag])
        else:
            self.flush()
        if tag == "li":
            self.item = None

    def _unseen(self, element: Element) -> bool:
        """Whether the page hides a block; much that is hidden is noted."""
        if not is_hidden(element):
            return False
        self.hidden += len("".join(element.text_content().split()))
        return True

    def _child(self, child: Element, depth: int) -> None:
        if not isinstance(child.tag, str):
            return
        tag = child.tag.lower()
        if tag in DROPPED:
            return
        if tag == "img":
            self._image(child)
        elif tag in BLOCKS or child.xpath(".//p|.//div|.//table|.//li|.//h1|.//h2|.//h3"):
            self.block(child, depth + 1)
        else:
            for image in child.iter("img"):
                self._image(image)
            before = len(self.parts)
            inline_text(child, self.parts)
            if tag in ("b", "strong") or _MOSTLY_BOLD.search(child.get("style") or ""):
                self.bold += sum(len(p.strip()) for p in self.parts[before:])

    def _image(self, image: Element) -> None:
        source = next((image.get(name) for name in _LAZY if image.get(name)), "")
        sides = {"width": image.get("width"), "height": image.get("height")}
        if not is_decoration(source, **sides, style=image.get("style") or ""):
            self.images.add(source.rsplit("/", 1)[-1][:80])

    def _table(self, table: Element) -> bool:
        if is_layout(table):
            return False
        self.flush()
        found = grid(table)
        if any(cell for row in found.rows for cell in row):
            self.raw.items.append(RawItem("table", table=found))
        return True
