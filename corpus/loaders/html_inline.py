"""Text of HTML elements as a browser would show it."""

from __future__ import annotations

import re
from typing import Any

from corpus.loaders.html_lists import in_brackets, markers, numbered
from corpus.loaders.inline import RAISED, fraction, superscript
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN

__all__ = ["BLOCKS", "DROPPED", "block_text", "inline_text", "is_hidden", "tidy"]

Element = Any  # lxml has no type information here
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "button",
        "input",
        "textarea",
        "link",
        "del",
        "s",
        "strike",
        "meta",
        "title",
        "head",
        "map",
        "audio",
        "video",
        "rt",  # what stands over a character to say how it is read
        "rp",
        "annotation",  # a formula once more in another language
    ]
)
_UNSEEN = re.compile(r"text-decoration[^;]*line-through|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·"
_WRAP_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\x0b\x0c]+")
_FRACTION = re.compile(r"\d+/\d")
_FORMULAS, _TWO_PARTS = ("mfrac", "msup"), 2
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|fn|footnote|note)", re.IGNORECASE)


def tidy(text: str) -> str:
    """White space of the source collapsed; a source line break between Chinese gives nothing."""
    return _SPACES.sub(" ", _WRAP_IN_CHINESE.sub("", text)) if text else ""


def is_hidden(element: Element) -> bool:
    """Whether the page leaves an element out."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def inline_text(element: Element, parts: list[str]) -> None:
    """Collect the text inside an inline element."""
    if not isinstance(element.tag, str):
        return
    tag = element.tag.lower()
    if tag in DROPPED or _UNSEEN.search(element.get("style") or "") or is_hidden(element):
        return
    if tag == "br":
        parts.append("\n")
        return
    mine: list[str] = [tidy(element.text or "")]
    numbers = markers(element) if tag == "ol" else {}
    for child in element:
        inline_text(child, mine)
        if child in numbers and mine[-1].strip():
            mine[-1] = f"\n{numbered(in_brackets(numbers[child]), mine[-1].strip())}\n"
        mine.append(tidy(child.tail or ""))
    text = "".join(mine)
    if tag == "sup":
        text = superscript(("".join(parts))[-1:], text)
    elif tag in _FORMULAS and len(element) == _TWO_PARTS:
        text = _formula(element)
    elif tag == "math" and _FRACTION.match(text.strip()) and "".join(parts)[-1:].isdigit():
        text = f"（{text.strip()}）"  # 2⅕ is not 21/5
    elif tag == "a" and _NOTE_LINK.search(element.get("href") or "") and text.strip():
        text = text if MARK_OPEN in text else f"{MARK_OPEN}{text.strip()}{MARK_CLOSE}"
    elif tag in BLOCKS and text.strip():
        text = f"\n{text}\n"
    parts.append(text)


def _formula(element: Element) -> str:
    """A fraction or a power of MathML in one line."""
    first, second = (block_text(part) for part in element)
    return (
        fraction("", first, second) if element.tag == "mfrac" else first + second.translate(RAISED)
    )


def block_text(element: Element) -> str:
    """All text of an element, its inner blocks on lines of their own."""
    parts: list[str] = [tidy(element.text or "")]
    for child in element:
        inline_text(child, parts)
        parts.append(tidy(child.tail or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
