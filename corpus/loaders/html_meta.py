"""What a web page states about its document: the metadata table and standard <meta> names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from corpus.loaders.html_inline import block_text
from corpus.loaders.html_labels import OTHER, any_label, field_of, is_strong, labelled
from corpus.loaders.html_tables import own_rows
from kb.models import Hint

__all__ = ["page_hints", "take_metadata"]

Element = Any  # lxml has no type information here
_IDS = {"publish_time": "published_on", "js_name": "source_name"}
"""Elements of the pages of WeChat that hold what other sites state by <meta>."""
_META = {
    "articletitle": "title",
    "pubdate": "published_on",
    "contentsource": "source_name",
    "url": "url",
    "og:url": "url",
    "og:title": "title",
    "publishdate": "published_on",
    "firstpublishedtime": "published_on",
    "article:published_time": "published_on",
}
FEWEST_LABELS, FEWEST_FILLED = 3, 2
LARGEST_BLOCK, LARGEST_TABLE, MOST_ELEMENTS = 1200, 4000, 120
_NUMBERED_TITLE = re.compile(
    r"(?P<title>.{6,}[一-龥》”])\s*[（(](?P<number>[一-龥]{1,14}[〔\[（(【]\d{4}[〕\]）)】]第?\d+号)[)）]"
)
_CLOSING = (":", "：", "]", "】")
_NEXT_LABEL = re.compile(r"[\s\u3000]+[一-龥][一-龥\s\u3000]{1,8}[:：]")
_ANY_LABEL = re.compile(r"[^:：，。]{2,10}[:：]")


def _stated(field: str, value: str) -> Iterator[Hint]:
    """A <meta> value; a title may have the document's number in brackets behind it."""
    numbered = _NUMBERED_TITLE.fullmatch(value) if field == "title" else None
    yield Hint(field, numbered["title"] if numbered else value, "html_meta")
    if numbered:
        yield Hint("document_number", numbered["number"], "html_meta")


def take_metadata(root: Element) -> list[Hint]:
    """The fields of tables and lists of labels and values; these leave the page."""
    hints: list[Hint] = []
    if not any_label().search(root.text_content()):
        return hints
    for element in list(root.iter("table", "ul", "ol", "dl", "div", "section")):
        if element.getparent() is None or not _is_attached(element, root):
            continue
        read = _table_fields if element.tag == "table" else _block_fields
        if (found := read(element)) is not None:
            hints.extend(_hints(found))
            element.drop_tree()
    return list(dict.fromkeys(hints))


def _is_attached(element: Element, root: Element) -> bool:
    """Whether it is still on the page: what it stood in may have been taken with it."""
    return next(element.iterancestors(root.tag), None) is root


def _hints(fields: dict[str, str]) -> Iterator[Hint]:
    """What was found, the organs that issued it together as one list."""
    joint = fields.pop("joint_issuer", "")
    if joint and fields.get("issuer"):
        fields["issuer"] += f"、{joint}"
    for field, value in fields.items():
        if value and field != OTHER:
            yield Hint(field, value, "html_table")


def _table_fields(table: Element) -> dict[str, str] | None:
    """The fields of a table of labels and values; None for a table of anything else."""
    text = table.text_content()
    if len(text) > LARGEST_TABLE or any_label().search(text) is None:
        return None
    if table.find(".//table") is not None:
        return None
    rows = [list(_row_pairs(cells)) for cells in own_rows(table)]
    pairs = [pair for row in rows for pair in row]
    labels, filled = len(pairs), sum(1 for _, value in pairs if value)
    told = sum(1 for row in rows if row)
    whole = labels >= FEWEST_LABELS and filled >= FEWEST_FILLED and 2 * told >= len(rows)
    return _first_of_each(pairs) if whole or _only_label(table) else None


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, value in pairs:
        found[field] = found.get(field) or value
    return found


def _row_pairs(cells: Sequence[Element]) -> Iterator[tuple[str, str]]:
    texts = [block_text(cell).replace("\n", " ").strip() for cell in cells]
    for i, text in enumerate(texts):
        if (field := field_of(text)) is not None:
            value = texts[i + 1] if i + 1 < len(texts) and field_of(texts[i + 1]) is None else ""
            yield field, value
        elif any(mark in text for mark in _CLOSING):
            yield from _line_pairs([text])


def _only_label(table: Element) -> bool:
    """A small table that holds one label and perhaps its value (主题词)."""
    texts = [block_text(cell) for cells in own_rows(table) for cell in cells]
    filled = [text for text in texts if text]
    return bool(filled) and field_of(filled[0]) is not None and len(filled) <= 2


def _block_fields(element: Element) -> dict[str, str] | None:
    """The fields of a list such as 索引号：… 发文机关：…; None where it holds anything else."""
    if sum(1 for _ in itertools.islice(element.iter(), MOST_ELEMENTS)) == MOST_ELEMENTS:
        return None
    if len(element.text_content()) > LARGEST_BLOCK or not any_label().search(block_text(element)):
        return None
    copy = _with_colons(element)
    parts = [block_text(child) for child in copy] if len(copy) >= FEWEST_LABELS else [""]
    parts = parts if all(parts) else [block_text(copy)]
    lines = [line for part in parts for line in part.split("\n") if line]
    pairs = list(_line_pairs(lines))
    found = _first_of_each(pairs)
    told = {*found.values(), *(value for _, value in pairs)}
    other = [line for line in lines if not _ANY_LABEL.match(line) and line not in told]
    other = [line for line in other if labelled().match(line) is None and field_of(line) is None]
    few = len(found) < FEWEST_LABELS or not any(is_strong(field) for field in found)
    strange = any("。" in line for line in other) or 2 * sum(map(len, other)) > len("".join(lines))
    return None if few or strange else found


def _with_colons(element: Element) -> Element:
    """A copy in which every label that is an element of its own ends in a colon."""
    copy = deepcopy(element)
    for part in copy.iter("b", "strong", "span", "label", "i", "em", "font", "dt", "p", "div", "a"):
        text = part.text_content().strip()
        after = (part.tail or "").strip()
        label = len(part) == 0 and field_of(text) is not None and text[-1] not in _CLOSING
        if label and after[:1] not in _CLOSING:
            part.text = f"{text}："
    return copy


def _line_pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Fields and values: several on a line, or a value on the line after its label."""
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        after = "" if _ANY_LABEL.match(after) or labelled().match(after) else after
        labels = list(labelled().finditer(line))
        starts = [label.start() for label in labels] + [len(line)]
        for label, end in zip(labels, starts[1:], strict=True):
            if (field := field_of(label["framed"] or label["plain"])) is not None:
                value = _NEXT_LABEL.split(line[label.end() : end])[0].strip()
                yield field, value or (after if end == len(line) else "")
        if not labels and (field := field_of(line)) is not None:
            yield field, after


def page_hints(root: Element) -> list[Hint]:
    """Hints from <meta> names and the canonical link."""
    hints: list[Hint] = []
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if key in _META and value:
            hints.extend(_stated(_META[key], value))
    for name, field in _IDS.items():
        for element in root.iterfind(f".//*[@id='{name}']"):
            if text := element.text_content().strip():
                hints.append(Hint(field, text, "html_meta"))
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            hints.append(Hint("url", link.get("href"), "html_meta"))
    return list(dict.fromkeys(hints))
