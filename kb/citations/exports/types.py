"""The names other programs give to a kind of work (types.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from kb.citations.item import Item

__all__ = ["TypeNames", "type_names"]


@dataclass(frozen=True, slots=True)
class TypeNames:
    """One row of types.yaml."""

    ris: str
    bibtex: str
    enw: str
    endnote: tuple[str, int]
    noteexpress: str
    zotero: str
    schema: str
    said: str = ""


@cache
def _table() -> dict[str, TypeNames]:
    text = files(__package__).joinpath("types.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)
    return {
        csl: TypeNames(**{**row, "endnote": (row["endnote"][0], row["endnote"][1])})
        for csl, row in rows.items()
    }


def type_names(item: Item) -> TypeNames:
    """The row of an item's CSL type, or the default one."""
    table = _table()
    return table.get(item.type, table["default"])
