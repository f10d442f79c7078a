"""CSL-JSON, the exchange format of citation processors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kb.citations.csl import item_to_csl
from kb.citations.item import Item

__all__ = ["csl_json"]


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """One JSON array, an item a line. `note` is left out: processors read `Key: value` in it."""
    opening = "[\n"
    for item in items:
        data = {key: value for key, value in item_to_csl(item).items() if key != "note"}
        yield opening + json.dumps(data, ensure_ascii=False)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
