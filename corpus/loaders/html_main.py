"""Where on a web page the document's text is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from corpus.loaders.html_offers import offers

__all__ = ["attached_files", "embedded_files", "main_element", "printed_name"]

Element = Any  # lxml has no type information here
_MAIN_ID = re.compile(
    r"^(?:UCAP-CONTENT|zoom|zoomcon|TRS_Editor|TRS_UEDITOR|trs_editor_view|article[-_]?(?:content|con|body)?"
    r"|pages?_content|news_?con(?:tent)?|art_?con(?:tent)?|content|contentText|detail[-_]?con(?:tent)?"
    r"|img-content|js_content|con_?text|vsb_content.*|Custom_UnionStyle|view|info_?content|xxgk_?content|mainText|bt_content)$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\b(?:nav|menu|footer|foot|header|breadcrumb|crumbs?|sidebar|share|related|recommend|toolbar"
    r"|pagination|copyright|banner|login|search(?:box|bar)?|qrcode|ewm|position|location|dangqian)\b",
    re.IGNORECASE,
)
_WECHAT = frozenset(("meta_content", "js_tags", "js_pc_qr_code", "js_view_source"))
"""Parts of a page of WeChat beside its title and text."""
_TAGS = ("nav", "footer", "aside", "header", "form")
_BOXES = ("table", "td", "tr", "ul", "ol", "div", "p", "dl")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?)(?:[?#]|$)", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[^/\\?&=#]+\.(?:docx?|xlsx?|pdf|wps|et|ofd|pptx?)(?![\w.])", re.IGNORECASE
)
_DATE = re.compile(r"[\[（(]?(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?[\]）)]?")
_REGISTERED = re.compile(r"ICP备\s*[\d-]{4,}|公网安备\s*\d{6,}")
_TITLE_TAGS = frozenset(("h2", "h3", "h4", "div", "p", "td", "span", "strong", "ucaptitle"))
_WORD = re.compile(r"[^\W_]|[《“]")
_SITE = re.compile(r"(?:网|网站|平台|门户|政府|[局厅委]|委员会|首页|公开|中心)$")
_TITLE_META = frozenset(("articletitle", "og:title"))
ENOUGH = 0.5
SHORTEST_TITLE, LONGEST_TITLE, FEW_ELEMENTS = 6, 120, 12
MOST_PARTS = 8
"""A title is made of no more elements than these."""
LARGEST_HEAD = 800
"""Characters around the text that the h1 may bring with it: date, source, buttons."""
SHORTEST_NAME = 4
FEWEST_LINKS, MOSTLY, LARGEST_MENU, LONGEST_FOOT = 2, 0.6, 0.4, 400


def main_element(root: Element) -> Element:
    """The element that holds the text; the whole body where none stands out."""
    body = root.find(".//body") if root.find(".//body") is not None else root
    names = _page_names(root)
    _drop_furniture(body)
    total = len(body.text_content())
    named = [e for e in body.iter() if isinstance(e.tag, str) and _is_named(e)]
    named.sort(key=lambda e: -len(e.text_content()))
    for element in named:
        if len(element.text_content()) >= ENOUGH * total or _paragraphs(element) >= 3:
            return _with_head(element, body, names)
    return body


def attached_files(root: Element, main: Element) -> list[str]:
    """Names of the files that the page offers as annexes (附件) beside its text."""
    inside = set(main.iter("a"))
    found = []
    for link in root.iter("a"):
        if link in inside or not _FILE.search(link.get("href") or ""):
            continue
        boxes = list(itertools.islice(link.iterancestors(*_BOXES), 3))
        around = boxes[-1].text_content() if boxes else ""
        name = " ".join(link.text_content().split())
        if len(name) >= SHORTEST_NAME and "附件" in around[:LARGEST_HEAD]:
            found.append(name)
    return list(dict.fromkeys(found))


def embedded_files(root: Element) -> list[str]:
    """Names of the files that the page shows in a frame, such as the PDF of the whole text."""
    places = [
        unquote(node.get("src") or node.get("data") or "")
        for node in root.iter("iframe", "frame", "embed", "object")
    ]
    found = (_FILE_NAME.search(place) for place in places)
    return list(dict.fromkeys(name[0] for name in found if name is not None))


def _is_named(element: Element) -> bool:
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(_MAIN_ID.match(name) for name in names if name)


def _paragraphs(element: Element) -> int:
    return sum(1 for p in element.iter("p") if len(p.text_content().strip()) > 20)


def _with_head(element: Element, body: Element, names: Sequence[str]) -> Element:
    """The element, or its nearest ancestor that also holds the title above it."""
    if any(_is_title(inner, names) for inner in itertools.islice(element.iter(), FEW_ELEMENTS)):
        return element
    size = len(element.text_content())
    titles = [part for part in body.iter("h1", *_TITLE_TAGS) if _is_title(part, names)]
    holders = {above for title in titles for above in title.iterancestors()}
    for above in element.iterancestors() if titles else ():
        around = len(above.text_content()) - size
        if around > LARGEST_HEAD:
            break
        if above in holders:
            return above
        if above is body:
            break
    return element


def _is_title(element: Element, names: Sequence[str]) -> bool:
    """The h1, or what repeats the name of the page as it stands in its head."""
    if element.tag == "h1":
        return True
    if element.tag not in _TITLE_TAGS or len(element) > MOST_PARTS:
        return False
    return _names(element.text_content(), names)


def _names(printed: str, names: Sequence[str]) -> bool:
    """Whether a text is what one of the names of the page begins with, up to a mark."""
    text = "".join(printed.split())
    return len(text) >= SHORTEST_TITLE and any(
        name.startswith(text) and not _WORD.match(name, len(text)) for name in names
    )


def printed_name(root: Element) -> str:
    """The name of the page as it is printed above its text; "" where it is not."""
    names = _page_names(root)
    body = root.find(".//body")
    for element in body.iter("h1", *_TITLE_TAGS) if body is not None else ():
        if len(element) > MOST_PARTS:
            continue
        text = " ".join(element.text_content().split())
        if len(text) <= LONGEST_TITLE and not _SITE.search(text) and _names(text, names):
            return text
    return ""


def _page_names(root: Element) -> list[str]:
    """The names that the head of a page gives it, blanks left out."""
    titles = [title.text_content() for title in root.iterfind(".//head/title")]
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in _TITLE_META:
            titles.append(meta.get("content") or "")
    return ["".join(title.split()) for title in titles if title.strip()]


def _only_links(element: Element, total: int) -> bool:
    """A menu or a list of other pages: little but links, none of them to a file to download."""
    if element.tag not in _BOXES:
        return False
    links = [a for a in element.iter("a") if a.get("href")]
    if len(links) < FEWEST_LINKS:
        return False
    text = "".join(element.text_content().split())
    if len(text) > LARGEST_MENU * total:
        return False
    if "附件" in text or any(_FILE.search(a.get("href")) for a in links):
        return False
    linked = sum(len("".join(a.text_content().split())) for a in links)
    return linked >= MOSTLY * len(_DATE.sub("", text))


def _feet(body: Element) -> list[Element]:
    """The feet of a page, where the registration of the site stands."""
    found = []
    for element in body.iter():
        own = (element.text or "") if isinstance(element.tag, str) else ""
        if not _REGISTERED.search(own + "".join(child.tail or "" for child in element)):
            continue
        foot = element
        above = foot.getparent()
        while above is not None and above is not body and len(above.text_content()) < LONGEST_FOOT:
            foot, above = above, above.getparent()
        if foot is not body and len(foot.text_content()) < LONGEST_FOOT:
            found.append(foot)
    return found


def _drop_furniture(body: Element) -> None:
    for offer in offers(body):
        if offer.getparent() is not None:
            offer.drop_tree()
    for foot in _feet(body):
        if foot.getparent() is not None:  # else it went with another foot
            foot.drop_tree()
    total = max(1, len(body.text_content()))
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body:
            continue
        if element.getparent() is None:
            continue  # dropped with what it was in
        if _only_links(element, total):
            element.drop_tree()
            continue
        if element.get("id") in _WECHAT or element.get("title") in ("header", "footer"):
            element.drop_tree()  # the titles: running heads of a page made by a word processor
            continue
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        if element.tag in _TAGS or _FURNITURE.search(names.replace("_", " ").replace("-", " ")):
            size = len(element.text_content())
            if element.getparent() is not None and size < 0.2 * total and _paragraphs(element) < 3:
                element.drop_tree()
