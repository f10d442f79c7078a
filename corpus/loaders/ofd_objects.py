"""What is printed on a page of an OFD file: glyphs, rules and pictures, as for PDF.

OFD measures in millimetres from the top left corner; objects have their own coordinates, put on
the page by a matrix (CTM) and the corner of their boundary (GB/T 33190, 8.5).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.loaders.page_geometry import (
    IDENTITY,
    Matrix,
    Straight,
    apply,
    product,
    split_rules,
    straight_lines,
    turned_box,
)
from corpus.loaders.pdf_overprint import is_pale, without_doubles, without_watermarks
from corpus.loaders.pdf_shapes import Frame, Glyph, PageContent
from corpus.loaders.pdf_text import plain_character

__all__ = ["Resources", "local", "named", "numbers", "page_of"]

Element = Any  # lxml has no type information here
POINTS = 72 / 25.4
PICTURE_SHARE = 0.02
"""Pictures smaller than this part of the page are emblems and icons."""
MOST_STEPS = 10_000
LARGEST = 1e6
ABOVE = 0.88
"""Part of the size of a glyph that stands above its base line."""
BOLD = 600
MOST_DEPTH = 6
_CURVES = frozenset("QBA")
_COUNTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(slots=True)
class Resources:
    """What the objects of a document refer to by number."""

    bold: set[str] = field(default_factory=set)
    """Fonts that are bold."""
    composites: dict[str, Element] = field(default_factory=dict)
    """Groups of objects that stand on several pages."""

    def add(self, root: Element) -> None:
        """Take the fonts and groups of one resource file."""
        for font in named(root, "Font"):
            words = f"{font.get('FontName', '')} {font.get('FamilyName', '')}".lower()
            if font.get("Bold", "").lower() in ("true", "1") or "bold" in words or "黑体" in words:
                self.bold.add(font.get("ID", ""))
        for group in named(root, "CompositeGraphicUnit"):
            self.composites[group.get("ID", "")] = group


@dataclass(slots=True)
class _Page:
    """What was found so far on one page; y downwards is negative y, as on a page of PDF."""

    resources: Resources
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    lines: list[Straight] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    drawings: int = 0
    unseen: set[int] = field(default_factory=set)
    """Invisible characters: a layer made by character recognition."""
    pale: set[int] = field(default_factory=set)
    """Characters nearly as light as the paper."""
    order: int = 0


def local(element: Element) -> str:
    """The name of an element without name space, be its prefix declared or not."""
    return element.tag.rsplit("}")[-1].rsplit(":")[-1] if isinstance(element.tag, str) else ""


def named(root: Element, name: str) -> Iterator[Element]:
    """All elements of this name, in order."""
    return (node for node in root.iter() if local(node) == name)


def numbers(text: str | None) -> list[float]:
    """Numbers parted by blanks; "g n d" stands for the distance d, n times."""
    found: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        try:
            if part == "g":
                count = int(float(next(parts, "0")))
                found.extend([float(next(parts, "0"))] * min(count, MOST_STEPS))
            else:
                found.append(float(part))
        except (ValueError, OverflowError):  # int() of an infinite count
            continue
    return [number for number in found if abs(number) < LARGEST]  # not NaN either


def page_of(
    number: int, layers: list[Element], area: list[float], resources: Resources
) -> PageContent:
    """The content of a page; `layers`: its own objects and those of its templates."""
    x, y, width, height = (area + [0.0, 0.0, 210.0, 297.0][len(area) :])[:4]
    page = _Page(resources)
    base: Matrix = (POINTS, 0.0, 0.0, -POINTS, -x * POINTS, y * POINTS)
    for layer in layers:
        _take(page, layer, base, 0)
    content = PageContent(number, width * POINTS, height * POINTS)
    edges = (0.0, -content.height, content.width, 0.0)
    for turn, glyphs in sorted(page.glyphs.items(), key=lambda group: -len(group[1])):
        across, down = split_rules(page.lines, turn)
        kept = without_watermarks(without_doubles(glyphs, page.unseen), page.pale)
        content.frames.append(Frame(kept, across, down, turned_box(edges, turn)))
    shares = [picture / max(content.width * content.height, 1.0) for picture in page.pictures]
    content.drawings = page.drawings
    content.hidden_text = 2 * len(page.unseen) > page.order
    content.image_share = min(1.0, max(shares, default=0.0))
    content.pictures = sum(share > PICTURE_SHARE for share in shares)
    return content


def _take(page: _Page, parent: Element, matrix: Matrix, depth: int) -> None:
    for node in parent:
        kind = local(node)
        if node.get("Visible", "true").lower() in ("false", "0"):
            continue
        if kind == "TextObject":
            _take_text(page, node, product(_own(node), matrix))
        elif kind == "PathObject":
            page.drawings += 1
            page.lines.extend(_path_lines(node, product(_own(node), matrix)))
        elif kind == "ImageObject":
            page.pictures.append(_area(node))
        elif kind == "CompositeObject" and depth < MOST_DEPTH:
            group = page.resources.composites.get(node.get("ResourceID", ""))
            if group is not None:
                _take(page, group, product(_own(node), matrix), depth + 1)
        elif depth < MOST_DEPTH:
            _take(page, node, matrix, depth + 1)


def _own(node: Element) -> Matrix:
    """The matrix of an object: its own, and the corner of its boundary."""
    own = numbers(node.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else IDENTITY
    corner = [*numbers(node.get("Boundary")), 0.0, 0.0]
    return a, b, c, d, e + corner[0], f + corner[1]


def _area(node: Element) -> float:
    boundary = numbers(node.get("Boundary"))
    return boundary[2] * boundary[3] * POINTS**2 if len(boundary) == 4 else 0.0


def _take_text(page: _Page, node: Element, matrix: Matrix) -> None:
    size = next(iter(numbers(node.get("Size"))), 5.0)
    scale = next(iter(numbers(node.get("HScale"))), 1.0)
    turn = _turn(matrix)
    if turn is None:  # slanted: a watermark
        return
    weight = next(iter(numbers(node.get("Weight"))), 0.0)
    bold = weight >= BOLD or node.get("Font", "") in page.resources.bold
    unseen = node.get("Alpha") == "0" or node.get("Fill", "true").lower() in ("false", "0")
    gap, pale = True, not unseen and is_pale(*_colour(node))
    for char, x, y in _characters(node, size * scale):
        text = plain_character(ord(char))
        if not text:
            gap = True
            continue
        wide = size * scale * (0.5 if char.isascii() else 1.0)
        corners = [
            apply(matrix, x, y - ABOVE * size),
            apply(matrix, x + wide, y + (1 - ABOVE) * size),
        ]
        xs, ys = sorted(p[0] for p in corners), sorted(p[1] for p in corners)
        box = turned_box((xs[0], ys[0], xs[1], ys[1]), turn)
        glyph = Glyph(text, box.x0, box.y0, box.x1, box.y1, gap, page.order, bold)
        page.glyphs.setdefault(turn, []).append(glyph)
        page.pale.update({page.order} if pale else ())
        page.unseen.update({page.order} if unseen else ())
        page.order += 1
        gap = False


def _colour(node: Element) -> tuple[float, float, float, float]:
    """Red, green, blue and opacity of its words; black where it states no colour of its own."""
    fill = next((child for child in node if local(child) == "FillColor"), None)
    values = numbers(fill.get("Value")) if fill is not None else []
    red, green, blue = values if len(values) == len("RGB") else (values or [0.0])[:1] * len("RGB")
    part = 1.0
    for stated in (node.get("Alpha"), fill.get("Alpha") if fill is not None else None):
        part *= next(iter(numbers(stated)), 255.0) / 255
    return red, green, blue, 255 * part


def _turn(matrix: Matrix) -> int | None:
    """Into which direction its text runs, in quarter turns; None where it is slanted."""
    angle = math.atan2(matrix[1], matrix[0]) / (math.pi / 2)
    return None if abs(angle - round(angle)) > 0.06 else round(angle) % 4


def _characters(node: Element, usual: float) -> Iterator[tuple[str, float, float]]:
    """Each character with its place; a step that is not stated is as wide as the character."""
    x = y = 0.0
    for code in (child for child in node if local(child) == "TextCode"):
        text = code.text or ""
        text = text.strip() if "\n" in text else text
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        across, down = numbers(code.get("DeltaX")), numbers(code.get("DeltaY"))
        for number, char in enumerate(text):
            yield char, x, y
            if number < len(across):
                x += across[number]
            elif not down:
                x += usual * (0.5 if char.isascii() else 1.0)
            y += down[number] if number < len(down) else 0.0


def _path_lines(node: Element, matrix: Matrix) -> Iterator[Straight]:
    """The upright lines of a path; what is neither stroked nor filled draws nothing."""
    stroked = node.get("Stroke", "true").lower() not in ("false", "0")
    filled = node.get("Fill", "false").lower() in ("true", "1")
    if not (stroked or filled):
        return
    data = next((child.text or "" for child in node if local(child) == "AbbreviatedData"), "")
    for points in _subpaths(data):
        yield from straight_lines([apply(matrix, x, y) for x, y in points], stroked=stroked)


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each part of a path; parts with curves are left out."""
    points: list[tuple[float, float]] = []
    curved = False
    for sign, values in _commands(data):
        if sign in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        if sign in _CURVES:
            curved = True
        elif sign == "C" and points:
            points.append(points[0])
        elif len(values) == 2:
            points.append((values[0], values[1]))
    if len(points) > 1 and not curved:
        yield points


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The signs of a path with the numbers that follow each."""
    parts = data.split()
    places = [i for i, part in enumerate(parts) if part in _COUNTS]
    for start, end in itertools.pairwise([*places, len(parts)]):
        yield parts[start], numbers(" ".join(parts[start + 1 : end]))
