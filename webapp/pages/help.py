"""The help page: how to write a query, and what the words on the pages mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.search import FieldRule, fields

__all__ = ["HelpView", "build_help"]

OPERATORS = (
    ("森林覆盖率 四川", "几个词用空格隔开，都要出现（不必相连）。"),
    ("“生态保护红线”", "引号里的字要原样相连出现；单独一个词也可以不加引号。"),
    ("能耗 或 能源消耗", "“或”（也可写 OR）：出现任一个即可。"),
    ("碳达峰 -碳中和", "减号（也可写“非”或 NOT）：不要含后面这个词的文件。"),
    ("(光伏 或 风电) 装机", "括号：先算括号里的。"),
    ("森林 ~句 覆盖率", "“~句”（也可写 NEAR）：两边的词在同一句里。"),
    ("低碳*", "星号：以这些字开头。"),
    ("国发〔2021〕23号", "文号用什么括号都可以，也可以写成“国发2021 23”。"),
)


@dataclass(frozen=True, slots=True)
class HelpView:
    """Examples with their meanings, and the fields."""

    operators: tuple[tuple[str, str], ...]
    fields: tuple[FieldRule, ...]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "operators": [
                {"example": example, "meaning": text} for example, text in self.operators
            ],
            "fields": [{"names": rule.names, "example": rule.example} for rule in self.fields],
        }


def build_help() -> HelpView:
    """The grammar by examples; fields come from the query parser itself."""
    return HelpView(OPERATORS, fields())
