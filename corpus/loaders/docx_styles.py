"""Styles of Word: which paragraphs are headings or numbered by their style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.loaders.docx_numbering import whole

__all__ = ["ParagraphStyle", "Styles"]

Element = Any  # lxml has no type information here
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """`level`: 1.. for headings, else 0. `number`: list and depth, None where not numbered.

    `contents`: a line of a table of contents.
    """

    level: int = 0
    number: tuple[str, int] | None = None
    contents: bool = False


@dataclass(slots=True)
class Styles:
    """All paragraph styles of a document."""

    styles: dict[str, ParagraphStyle] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """From the root of styles.xml."""
        nodes = {} if root is None else {n.get(f"{W}styleId"): n for n in root.iter(f"{W}style")}
        return cls({key: _resolved(node, nodes) for key, node in nodes.items()})

    def of_paragraph(self, node: Element) -> ParagraphStyle:
        """A paragraph's style with what it states itself."""
        properties = node.find(f"{W}pPr")
        if properties is None:
            return ParagraphStyle()
        link = properties.find(f"{W}pStyle")
        base = self.styles.get(link.get(f"{W}val"), ParagraphStyle()) if link is not None else None
        base = base or ParagraphStyle()
        level, number = _outline(properties), _number(properties, base.number)
        return ParagraphStyle(base.level if level is None else level, number, base.contents)


def _resolved(node: Element, nodes: dict[str, Element]) -> ParagraphStyle:
    """A style with what it takes from those it is based on."""
    level: int | None = None
    number: tuple[str, int] | None = None
    contents = False
    current: Element | None = node
    for _ in range(DEEPEST):
        if current is None:
            break
        name = current.find(f"{W}name")
        label = name.get(f"{W}val", "") if name is not None else ""
        contents = contents or _CONTENTS.match(label) is not None
        if level is None and (found := _HEADING.match(label)):
            level = int(found[1])
        properties = current.find(f"{W}pPr")
        if properties is not None:
            level = _outline(properties) if level is None else level
            number = number or _number(properties, None)
        link = current.find(f"{W}basedOn")
        current = nodes.get(link.get(f"{W}val")) if link is not None else None
    return ParagraphStyle(level or 0, number, contents)


def _outline(properties: Element) -> int | None:
    node = properties.find(f"{W}outlineLvl")
    if node is None:
        return None
    value = whole(node.get(f"{W}val"), 9)
    return value + 1 if value < 9 else 0


def _number(properties: Element, base: tuple[str, int] | None) -> tuple[str, int] | None:
    node = properties.find(f"{W}numPr")
    if node is None:
        return base
    number, depth = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    key = number.get(f"{W}val") if number is not None else (base[0] if base else "0")
    at = whole(depth.get(f"{W}val"), 0) if depth is not None else (base[1] if base else 0)
    return None if key == "0" else (key, at)
