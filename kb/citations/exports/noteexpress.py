"""NoteExpress: `{Field}: value` lines.

Types and fields are those that exports of CNKI, VIP and patent databases show; every other kind
is Generic, as VIP writes standards, and says in `Type of Work` what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citations.exports.common import host, pages, safe
from kb.citations.exports.types import type_names
from kb.citations.item import MAKERS, Item

__all__ = ["noteexpress"]

FIELDS = (("Volume", "volume"), ("Issue", "issue"), ("Place Published", "publisher-place"),
          ("Publisher", "publisher"), ("Abstract", "abstract"), ("URL", "URL"), ("DOI", "DOI"),
          ("Notes", "number"), ("Language", "language"))  # fmt: skip
CONTAINERS = {"Journal Article": "Journal", "Conference Proceedings": "Tertiary Title"}
KINDS = {
    "regulation": "政府文件", "legislation": "法律法规", "bill": "法律草案", "treaty": "条约",
    "report": "报告", "webpage": "网页", "article-newspaper": "报纸文章",
    "article-magazine": "杂志文章", "article": "预印本", "chapter": "汇编文章",
    "standard": "标准", "collection": "档案", "manuscript": "手稿", "dataset": "数据集",
    "software": "软件", "map": "地图", "speech": "讲话",
}  # fmt: skip


def noteexpress(items: Iterable[Item]) -> Iterator[str]:
    """Records set apart by a blank line."""
    for item in items:
        yield "".join(f"{{{field}}}: {text}\n" for field, text in _lines(item) if text) + "\n"


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    kind = type_names(item).noteexpress
    yield "Reference Type", kind
    yield "Type of Work", KINDS.get(item.type, "") if kind == "Generic" else ""
    yield "Title", safe(item.get("title"))
    for name in item.first_names(*MAKERS):
        yield "Author", safe(name.plain)
    yield CONTAINERS.get(kind, "Secondary Title"), host(item)
    yield "Year", item.issued.first_year
    yield "Date", item.issued.iso
    for field, csl in FIELDS:
        yield field, safe(item.get(csl))
    yield "Pages", pages(item)
