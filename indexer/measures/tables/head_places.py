"""Tables whose columns are places: 指标 | 单位 | 成都市 | 绵阳市, each over one year or several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.document.facts import Facts
from indexer.measures.tables.row_places import Whose, is_known, is_place, row_place

__all__ = ["heads_apart"]

_DATED = re.compile(r"(?P<place>[一-龥]{2,12}?)(?P<rest>(?:19|20)\d\d年?.{0,8})")
_FULL = re.compile(r"[一-龥]{2,}[省市县区州盟旗]")
_FEWEST_SHORT = 2
_LEVEL = re.compile(r"/(?![^（(]*[)）])")
"""Levels are joined by a stroke; that of 微克/立方米 in brackets parts none."""


def heads_apart(headers: Sequence[str], facts: Facts) -> tuple[list[str], dict[int, Whose | None]]:
    """The heads without the places they name, and the place of each column that has one.

    A single full name (成都市) is a place; short ones (成都) have to stand beside each other.
    """
    parted = [_parted(header, facts) for header in headers]
    named = {place for place, _ in parted if place and is_known(place, facts)}
    if not any(_FULL.fullmatch(name) for name in named) and len(named) < _FEWEST_SHORT:
        return list(headers), {}
    places = {at: row_place(place, facts) for at, (place, _) in enumerate(parted) if place}
    return [rest for _, rest in parted], places


def _parted(header: str, facts: Facts) -> tuple[str, str]:
    """The place that one level of a head names, and the rest of the head."""
    levels = _LEVEL.split(header)
    for at, level in enumerate(levels):
        if is_place(level, facts):
            return level, "/".join(levels[:at] + levels[at + 1 :])
        dated = _DATED.fullmatch(level)
        if dated is not None and is_place(dated["place"], facts):
            return dated["place"], "/".join([*levels[:at], dated["rest"], *levels[at + 1 :]])
    return "", header
