"""The places that rows of a table are about: 白云区, 经开区, 全市合计."""

from __future__ import annotations

import re

from indexer.measures.facts import Facts
from kb.vocab.regions import find, region

__all__ = ["is_place", "row_place"]

_WHOLE = re.compile(r"全[国省市县区州盟旗]|[合总小]计|平均|[本我][省市县区州]")
_SO_CALLED = re.compile(r"[一-龥]{1,10}(?:[区县市州旗盟省]|新城|园区)")


def is_place(label: str, facts: Facts) -> bool:
    """Whether a cell under a head such as 区县 names a place, or the whole of them."""
    text = "".join(label.split())
    known = find(text, within=facts.home) is not None
    return known or _WHOLE.match(text) is not None or _SO_CALLED.fullmatch(text) is not None


def row_place(label: str, facts: Facts) -> tuple[str, str | None] | None:
    """Name and code of the place; no code for one the gazetteer lacks; None: the document's own."""
    text = "".join(label.split())
    if not text or _WHOLE.match(text):
        return None
    found = find(text, within=facts.home)
    if found is None or (not found.name.startswith(text[:2]) and not _near(found.path, facts)):
        return text, None  # a name that another place once had says nothing of this one
    return found.name, found.code


def _near(path: str, facts: Facts) -> bool:
    """Whether a place lies in the province of the document."""
    home = region(facts.home) if facts.home else None
    return home is not None and path.split("/")[1:2] == home.path.split("/")[1:2]
