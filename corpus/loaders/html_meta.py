"""What a web page states about its document: the metadata table and standard <meta> names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.loaders.html_inline import block_text
from corpus.loaders.html_tables import own_rows
from kb.models import Hint

__all__ = ["is_metadata_table", "page_hints", "table_hints", "take_blocks"]

Element = Any  # lxml has no type information here
_KEYS = {
    "索引号": "index_number",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "发布机构": "issuer",
    "发布单位": "issuer",
    "制定机关": "issuer",
    "成文日期": "written_on",
    "生成日期": "written_on",
    "发文日期": "written_on",
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "发文字号": "document_number",
    "文号": "document_number",
    "文件编号": "document_number",
    "发布日期": "published_on",
    "公开日期": "published_on",
    "发布时间": "published_on",
    "实施日期": "effective_on",
    "施行日期": "effective_on",
    "生效日期": "effective_on",
    "主题分类": "topic",
    "主题词": "topic",
    "有效性": "validity",
    "效力状态": "validity",
    "时效性": "validity",
    "文件状态": "validity",
    "来源": "source_name",
    "公文时效": "validity",
    "是否有效": "validity",
    "信息名称": "title",
}
_STRONG = frozenset(("index_number", "document_number", "issuer", "validity"))
"""A list of labels and values is metadata where it has one of these; others head any article."""
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
_BLANKS = re.compile(r"[\s\u3000\xa0：:\[\]【】]+")
FEWEST_KEYS = 3
LARGEST_BLOCK, MOST_ELEMENTS = 800, 120
_WORD = re.compile("(" + "|".join(r"[\s\u3000\xa0]*".join(key) for key in _KEYS) + ")")
_LABELLED = re.compile(_WORD.pattern + r"\s*\]?[】]?\s*[:：]")
_NEXT_LABEL = re.compile(r"[\s\u3000]+[一-龥][一-龥\s\u3000]{1,8}[:：]")
_ANY_LABEL = re.compile(r"[^:：，。]{2,10}[:：]")


def is_metadata_table(table: Element) -> bool:
    """Whether its cells are such labels as 索引号 and their values."""
    if table.find(".//table") is not None:
        return False
    return sum(1 for _ in _pairs(table)) >= FEWEST_KEYS or _only_labels(table)


def take_blocks(root: Element) -> list[Hint]:
    """The fields of lists of labels and values that are no tables; these leave the page."""
    hints: list[Hint] = []
    if not _WORD.search(root.text_content()):
        return hints
    for element in list(root.iter("ul", "dl", "div", "section")):
        found = _block_hints(element) if element.getparent() is not None else []
        if found:
            hints.extend(found)
            element.drop_tree()
    return list(dict.fromkeys(hints))


def _block_hints(element: Element) -> list[Hint]:
    """The fields of a list such as 索引号：… 发文机关：…; none where it holds anything else."""
    if sum(1 for _ in itertools.islice(element.iter(), MOST_ELEMENTS)) == MOST_ELEMENTS:
        return []
    text = block_text(element)
    if len(text) > LARGEST_BLOCK or not _WORD.search(text):
        return []
    parts = [block_text(child) for child in element] if len(element) >= FEWEST_KEYS else [text]
    lines = [line for part in parts for line in part.split("\n") if line]
    found = dict(_line_pairs(lines))
    told = {*found.values(), *_KEYS}
    other = sum(len(line) for line in lines if not _ANY_LABEL.match(line) and line not in told)
    if len(found) < FEWEST_KEYS or _STRONG.isdisjoint(found) or 2 * other > len(text):
        return []
    return [Hint(field, value, "html_table") for field, value in found.items() if value]


def _line_pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Fields and values: several on a line, or a value on the line after its label."""
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        after = "" if _ANY_LABEL.match(after) or _label(after) else after
        labels = list(_LABELLED.finditer(line))
        starts = [label.start() for label in labels] + [len(line)]
        for label, end in zip(labels, starts[1:], strict=True):
            field = _label(label[1])
            if field is not None:
                value = _NEXT_LABEL.split(line[label.end() : end])[0].strip()
                yield field, value or (after if end == len(line) else "")
        if not labels and (field := _label(line)) is not None:
            yield field, after


def table_hints(table: Element) -> Iterator[Hint]:
    """The filled fields of a metadata table."""
    for field, value in _pairs(table):
        if value:
            yield Hint(field, value, "html_table")


def page_hints(root: Element) -> list[Hint]:
    """Hints from <meta> names and the canonical link."""
    hints = []
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if key in _META and value:
            hints.append(Hint(_META[key], value, "html_meta"))
    for name, field in _IDS.items():
        for element in root.iterfind(f".//*[@id='{name}']"):
            if text := element.text_content().strip():
                hints.append(Hint(field, text, "html_meta"))
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            hints.append(Hint("url", link.get("href"), "html_meta"))
    return list(dict.fromkeys(hints))


def _label(text: str) -> str | None:
    return _KEYS.get(_BLANKS.sub("", text))


def _pairs(table: Element) -> Iterator[tuple[str, str]]:
    for cells in own_rows(table):
        texts = [block_text(cell).replace("\n", " ").strip() for cell in cells]
        for i, text in enumerate(texts):
            field = _label(text)
            if field is not None:
                value = texts[i + 1] if i + 1 < len(texts) and _label(texts[i + 1]) is None else ""
                yield field, value
            elif "：" in text:
                key, _, value = text.partition("：")
                if (field := _label(key)) is not None:
                    yield field, value.strip()


def _only_labels(table: Element) -> bool:
    """A small table that holds one label and perhaps its value (主题词)."""
    texts = [block_text(cell) for cells in own_rows(table) for cell in cells]
    filled = [text for text in texts if text]
    return bool(filled) and _label(filled[0]) is not None and len(filled) <= 2
