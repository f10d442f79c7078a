"""What a web page states about its document: the metadata table and standard <meta> names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.loaders.html_inline import block_text
from corpus.loaders.html_tables import own_rows
from kb.models import Hint

__all__ = ["is_metadata_table", "page_hints", "table_hints"]

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
}
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


def is_metadata_table(table: Element) -> bool:
    """Whether its cells are such labels as 索引号 and their values."""
    if table.find(".//table") is not None:
        return False
    return sum(1 for _ in _pairs(table)) >= FEWEST_KEYS or _only_labels(table)


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
