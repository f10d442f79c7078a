"""Numbers of ordered lists: what a browser prints before an item but the page's text lacks."""

from __future__ import annotations

import re
from typing import Any

from corpus.loaders.docx_numbering import printed_number, with_number

__all__ = ["in_brackets", "markers", "numbered", "word_markers"]

Element = Any  # lxml has no type information here
_FORMS = {  # list-style-type, or the type attribute: as Word calls the form, and what stands around
    "1": ("decimal", "{}."),
    "decimal": ("decimal", "{}."),
    "decimal-leading-zero": ("decimalZero", "{}."),
    "a": ("lowerLetter", "{}."),
    "lower-alpha": ("lowerLetter", "{}."),
    "lower-latin": ("lowerLetter", "{}."),
    "A": ("upperLetter", "{}."),
    "upper-alpha": ("upperLetter", "{}."),
    "upper-latin": ("upperLetter", "{}."),
    "i": ("lowerRoman", "{}."),
    "lower-roman": ("lowerRoman", "{}."),
    "I": ("upperRoman", "{}."),
    "upper-roman": ("upperRoman", "{}."),
    "cjk-ideographic": ("chineseCounting", "{}、"),
    "cjk-decimal": ("chineseCounting", "{}、"),
    "simp-chinese-informal": ("chineseCounting", "{}、"),
    "trad-chinese-informal": ("chineseCounting", "{}、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "{}、"),
    # Classes of the editor UEditor, which many government sites use.
    "custom_num": ("decimal", "{}."),
    "custom_num1": ("decimal", "{}）"),
    "custom_num2": ("decimal", "（{}）"),
    "custom_cn": ("chineseCounting", "{}、"),
    "custom_cn1": ("chineseCounting", "{}）"),
    "custom_cn2": ("chineseCounting", "（{}）"),
}
_NO_NUMBERS = frozenset(("none", "disc", "circle", "square"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_INTEGER = re.compile(r"\s*([+-]?\d{1,6})\s*")
_OWN_NUMBER = re.compile(
    r"\s*(?:[（(]?\s*(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*(?:[)）、]|[.．](?!\d))"
    r"|[①-⑳]|第[一二三四五六七八九十百\d]+[章节条款项])"
)
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_HEADINGS = tuple(f"h{n}" for n in range(1, 7))


def markers(ordered: Element) -> dict[Element, str]:
    """The printed number of each item of an `<ol>`; none where its style switches them off."""
    items = [child for child in ordered if child.tag == "li"]
    backwards = ordered.get("reversed") is not None
    number = _integer(ordered.get("start"), len(items) if backwards else 1)
    found: dict[Element, str] = {}
    usual = _form(ordered, ("decimal", "{}."))
    for item in items:
        number = _integer(item.get("value"), number)
        form = _form(item, usual)
        if form is not None:
            found[item] = form[1].format(printed_number(number, form[0]))
        number += -1 if backwards else 1
    return found


def word_markers(root: Element) -> dict[Element, str]:
    """The number of each paragraph of a page that Word wrote; taken out of the paragraph's text.

    Word prints it in a span of its own; one without a number is a bullet.
    """
    found: dict[Element, str] = {}
    for span in list(root.iter("span")):
        if not _WORD_NUMBER.search(span.get("style") or "") or span.getparent() is None:
            continue
        paragraph = next(span.iterancestors("p", "li", *_HEADINGS, "td"), None)
        if paragraph is not None and paragraph.tag != "td":
            marker = "".join(span.text_content().split())
            found[paragraph] = marker if _OWN_NUMBER.match(marker) else ""
            span.drop_tree()
    return found


def numbered(marker: str, text: str) -> str:
    """An item behind its number, unless its text already begins with one."""
    return text if not marker or _OWN_NUMBER.match(text) else with_number(marker, text.lstrip())


def in_brackets(marker: str) -> str:
    """A number that stays apart from figures around it where items run on in a cell."""
    return f"（{marker.strip('.、（）')}）"


def _form(element: Element, usual: tuple[str, str] | None) -> tuple[str, str] | None:
    style = _STYLE.search(element.get("style") or "")
    stated = style[1].lower().split() if style else []
    for name in (*stated, element.get("type") or "", *(element.get("class") or "").split()):
        if name in _NO_NUMBERS:
            return None
        if name in _FORMS:
            return _FORMS[name]
    return usual


def _integer(text: str | None, otherwise: int) -> int:
    found = _INTEGER.fullmatch(text or "")
    return int(found[1]) if found else otherwise
