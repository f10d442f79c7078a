"""Which queries can be asked of measures."""

from __future__ import annotations

from indexer.search.ast import Facet, Node, Text, walk
from indexer.search.fields import known_fields
from indexer.search.protocol import MEASURE_FACETS
from kb.errors import QueryError

__all__ = ["check_measure_node"]


def check_measure_node(node: Node | None) -> None:
    """`QueryError` where a query names a field that measures do not have."""
    for part in walk(node) if node is not None else ():
        if isinstance(part, Facet) and part.facet not in MEASURE_FACETS:
            raise _refusal()
        if isinstance(part, Text) and part.scope not in ("any", "body", "region"):
            raise _refusal()


def _refusal() -> QueryError:
    usable = "、".join(name for name in known_fields() if name in ("地区", "年份", "正文"))
    return QueryError(f"检索指标时只能用这些字段：{usable}；其余条件请用左侧的筛选。")
