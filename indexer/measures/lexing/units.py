"""Which unit stands after a number, found by looking up ever shorter surfaces."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from indexer.measures.lexing.lexicon import words
from indexer.measures.lexing.numerals import MULTIPLIERS
from indexer.measures.lexing.remembering import remembered
from kb.vocab import units

__all__ = ["PER_100K", "UnitHit", "unit_at"]

_MORE = frozenset("余多几来")


class UnitHit(NamedTuple):
    """`unit`: multiplier and unit as written; `more`: 余, 多, 几 stood inside."""

    unit: str
    end: int
    dimension: str
    more: bool
    multiplier: str


@remembered
def _bases() -> dict[str, str]:
    """Surfaces that may stand behind a number, with the kind of quantity each makes."""
    alone = {*words("units", "alone_words"), *words("units", "alone_signs")}
    found = {surface: _kind_of(surface) for surface in units.surfaces() if surface not in alone}
    for kind, name in _BESIDE.items():
        found |= dict.fromkeys(words("units", name), kind)
    return found


def _kind_of(surface: str) -> str:
    unit = units.lookup(surface)
    return _kinds().get(unit.dimension, "amount") if unit else "amount"


@cache
def _kinds() -> dict[str, str]:
    counted = dict.fromkeys(words("units", "counted"), "count")
    return counted | dict.fromkeys(words("units", "lasting"), "duration") | _OF_SHARES


_BESIDE = {"amount": "amounts", "count": "counters", "duration": "durations"}
_OF_SHARES = {
    "ratio": "percent",
    "percentage_point": "point",
    "multiple": "multiple",
    "doubling": "multiple",
}


@cache
def _not_units() -> frozenset[str]:
    """Words such as 人均 that only begin with a unit; each is one character longer than it."""
    return frozenset(words("units", "not_units"))


@cache
def _still_units() -> frozenset[str]:
    return frozenset(words("units", "still_units"))


@remembered
def _by_first() -> dict[str, tuple[tuple[str, str], ...]]:
    """(surface, dimension) by first character, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for surface, dimension in sorted(_bases().items(), key=lambda item: -len(item[0])):
        if len(surface) <= _LONGEST_BASE:
            found.setdefault(surface[0], []).append((surface, dimension))
    return {first: tuple(surfaces) for first, surfaces in found.items()}


@remembered
def _below() -> frozenset[str]:
    return frozenset([*words("units", "denominators"), *_bases()])


_LONGEST_BASE = 8
_LONGEST_MULTIPLIER = 2


def _base_at(text: str, at: int) -> tuple[int, str]:
    for surface, dimension in _by_first().get(text[at : at + 1], ()):
        if text.startswith(surface, at):
            end = at + len(surface)
            if text[at : end + 1] in _not_units() and text[at : end + 2] not in _still_units():
                continue
            return end, dimension
    return at, ""


def _multiplier_at(text: str, at: int) -> int:
    for size in (_LONGEST_MULTIPLIER, 1):
        if text[at : at + size] in MULTIPLIERS and len(text) >= at + size:
            return at + size
    return at


def _more_at(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in _MORE and at < len(text) else at


_ROUND = re.compile(r"10+(?!\d)")


def _rate_end(text: str, at: int) -> int:
    """Where a denominator such as “/立方米” or “每小时” ends; `at` if there is none."""
    if text[at : at + 1] not in ("/", "每"):
        return at
    start = at + 1
    if text[start : start + 1] == "（":
        close = text.find("）", start, start + 12)
        return close + 1 if close > 0 else at
    if text[start : start + 1] == "每":
        start += 1
    for size in range(_LONGEST_BASE, 0, -1):
        surface = text[start : start + size]
        if len(surface) == size and surface in _below():
            return start + size
        stripped = surface.lstrip("十百千万亿0123456789")
        if text[start : start + 1].isdigit() and not _ROUND.match(text, start):
            return at  # 200万千瓦/400万千瓦时: two amounts
        if len(surface) == size and stripped != surface and stripped in _below():
            return start + size
    return at


def _with_alternative(text: str, end: int, unit: str) -> tuple[int, str]:
    """套（户）: a bracket that holds nothing but another counter belongs to the unit."""
    if text[end : end + 1] != "（":
        return end, unit
    close = text.find("）", end, end + 4)
    if close < 0 or _bases().get(text[end + 1 : close]) != "count":
        return end, unit
    return close + 1, unit + text[end : close + 1]


@remembered
def _first_characters() -> frozenset[str]:
    return frozenset([*_by_first(), *(word[0] for word in MULTIPLIERS), *_MORE, "/"])


PER_100K = "/10万"
"""孕产妇死亡率12/10万: cases among a hundred thousand."""
_PER_100K = re.compile(r"/(?:10|十)万(?:人口?)?")


def _goes_on_more(text: str, end: int) -> bool:
    """150个多 is more than that many; 150个多功能厅 is not."""
    named = text.startswith(words("units", "after_many"), end + 1)
    return text.startswith("多", end) and not named


def unit_at(text: str, at: int) -> UnitHit | None:
    """The unit that begins at `at`, perhaps after 余 or 多; None: no known unit stands there."""
    if text[at : at + 1] not in _first_characters():
        return None
    if text[at] == "/" and (per := _PER_100K.match(text, at)):
        return UnitHit(PER_100K, per.end(), "percent", more=False, multiplier="")
    first = _more_at(text, at)
    plain_end, plain = _base_at(text, first)
    scale = _multiplier_at(text, first)
    second = _more_at(text, scale) if scale > first else scale
    scaled_end, scaled = _base_at(text, second) if scale > first else (first, "")
    if scale > first and scaled_end >= plain_end and (scaled or scale > plain_end):
        end, dimension = (scaled_end, scaled) if scaled else (scale, "amount")
        multiplier = text[first:scale]
        unit = multiplier + (text[second:scaled_end] if scaled else "")
        more = first > at or second > scale
    elif plain:
        end, dimension, multiplier, unit = plain_end, plain, "", text[first:plain_end]
        more = first > at
    else:
        return None
    end, unit = _with_alternative(text, end, unit) if dimension == "count" else (end, unit)
    loose = dimension in ("count", "multiple") and _goes_on_more(text, end)
    closing = _more_at(text, end) if loose else end
    rate = _rate_end(text, end)
    if rate > end and (text[end] == "/" or dimension == "amount"):
        unit, end, dimension = unit + text[end:rate], rate, "amount"
    elif closing > end:
        end, more = closing, True
    return UnitHit(unit, end, dimension, more, multiplier)
