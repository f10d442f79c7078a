"""The text of one Word paragraph, run by run."""

from __future__ import annotations

from typing import Any

from corpus.loaders.docx_numbering import whole
from corpus.loaders.inline import POWER, RAISED, Images, fraction, superscript
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN

__all__ = ["W", "is_on", "paragraph_text"]

Element = Any  # lxml has no type information here
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOLS = {
    "A3": "≤", "B3": "≥", "B9": "≠", "BB": "≈", "B1": "±", "B4": "×", "B8": "÷", "B0": "°",
    "25": "%", "2B": "+", "2D": "-", "3C": "<", "3D": "=", "3E": ">", "7E": "~", "D7": "·",
    "61": "α", "62": "β", "6D": "μ", "44": "Δ", "57": "Ω", "53": "Σ", "A5": "∞", "B7": "•",
}  # fmt: skip
"""What the codes of the font Symbol stand for; ≥, ≤ and μ often come from there."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {
        *(f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "delText", "rt")),
        _FALLBACK,
    }
)
_IMAGES = ("}blip", "}imagedata")
_DRAWN = {"}chart": "图表", "}relIds": "结构图"}
"""Drawings with words of their own: charts and SmartArt."""


def paragraph_text(node: Element, images: Images, boxes: list[Element]) -> str:
    """Visible text; text boxes are put into `boxes`, images noted, note marks bracketed."""
    parts: list[str] = []
    for child in node:
        _collect(child, parts, images, boxes)
    return "".join(parts)


def _collect(node: Element, parts: list[str], images: Images, boxes: list[Element]) -> None:
    tag = node.tag
    if tag in _SKIPPED or not isinstance(tag, str):
        return
    if tag in (f"{W}t", f"{_M}t"):
        parts.append(node.text or "")
    elif tag == f"{W}sym":
        parts.append(_symbol(node))
    elif tag == f"{_M}f":
        sides = [_math(node.find(f"{_M}{side}")) for side in ("num", "den")]
        parts.append(fraction("".join(parts)[-1:], *sides))
    elif tag == f"{_M}sup":
        parts.append(_math(node).translate(RAISED))
    elif tag == f"{W}tab":
        parts.append("\t")
    elif tag in (f"{W}br", f"{W}cr"):
        parts.append("\n" if node.get(f"{W}type", "") in ("", "textWrapping") else "")
    elif tag == f"{W}noBreakHyphen":
        parts.append("-")
    elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
        parts.append(f"{MARK_OPEN}[{node.get(f'{W}id', '')}]{MARK_CLOSE}")
    elif tag == f"{W}txbxContent":
        boxes.append(node)
    elif tag.endswith(_IMAGES):
        images.add(node.get("{urn:schemas-microsoft-com:office:office}title") or "")
    elif (drawn := next((_DRAWN[end] for end in _DRAWN if tag.endswith(end)), None)) is not None:
        images.add(drawn)
    elif tag == f"{W}r" and _raised(node):
        inner: list[str] = []
        for child in node:
            _collect(child, inner, images, boxes)
        parts.append(superscript("".join(parts)[-1:], "".join(inner)))
    elif tag == f"{W}r" and _lifted(node) and not _lifted(node.getprevious()):
        parts.append(_power(node, "".join(parts)[-1:]))
    else:
        for child in node:
            _collect(child, parts, images, boxes)


def _symbol(node: Element) -> str:
    """The character of a symbol; "" for the ornaments of other fonts."""
    if node.get(f"{W}font") != "Symbol":
        return ""
    code = node.get(f"{W}char") or ""
    return _SYMBOLS.get(code[-2:].upper(), "")


def _math(node: Element | None) -> str:
    """All words of a part of a formula."""
    return "" if node is None else "".join(t.text or "" for t in node.iter(f"{_M}t", f"{W}t"))


def _power(run: Element, before: str) -> str:
    """The words of a lifted run; behind a figure, digits are its power."""
    text = "".join(t.text or "" for t in run.iter(f"{W}t"))
    return text.translate(RAISED) if before.isdigit() and POWER.fullmatch(text) else text


def is_on(flag: Element | None) -> bool:
    """Whether a property such as bold or hidden is there and not switched off."""
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")


def _raised(run: Element) -> bool:
    align = run.find(f"{W}rPr/{W}vertAlign")
    return align is not None and align.get(f"{W}val") == "superscript"


def _lifted(run: Element | None) -> bool:
    """Whether a run stands higher than its line, other than as a superscript."""
    position = run.find(f"{W}rPr/{W}position") if run is not None else None
    return position is not None and whole(position.get(f"{W}val"), 0) > 0
