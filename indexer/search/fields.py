"""Fields of the query language: their names and what a value means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from indexer.search.ast import And, Facet, Node, Nothing, Or, Scope, Text, YearRange
from indexer.search.numbers import number_forms
from indexer.search.places import find_place, issuer_forms
from indexer.search.terms import split_words
from kb.errors import VocabularyError
from kb.fold import search_text
from kb.words import KINDS, LEVELS, STATUSES, VALIDITIES

__all__ = [
    "FieldRule",
    "facet_words",
    "field_names",
    "field_node",
    "fields",
    "known_fields",
    "statuses",
]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field: its names, its example, and exactly one of scope, facet, region, year; a text is
    looked for in the scopes of `also` too."""

    names: tuple[str, ...]
    example: str
    scope: Scope | None = None
    also: tuple[Scope, ...] = ()
    facet: str | None = None
    region: bool = False
    year: bool = False


_WORDS = {"status": STATUSES, "kind": KINDS, "level": LEVELS, "validity": VALIDITIES}


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[FieldRule, ...], dict[str, dict[str, tuple[str, ...]]]]:
    path = files("indexer.search").joinpath("data").joinpath("fields.yaml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = tuple(
        FieldRule(**rule | {name: tuple(rule.get(name, ())) for name in ("names", "also")})
        for rule in data["fields"]
    )
    names = [search_text(name) for rule in rules for name in rule.names]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise VocabularyError("fields.yaml", f"字段名重复：{'、'.join(sorted(twice))}")
    values = {
        facet: {code: (_WORDS[facet][code], *more) for code, more in further.items()}
        for facet, further in data["values"].items()
    }
    return rules, values


def fields() -> tuple[FieldRule, ...]:
    """All fields, for the help page."""
    return _data()[0]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, FieldRule]:
    return {search_text(name): rule for rule in fields() for name in rule.names}


@lru_cache(maxsize=1)
def field_names() -> frozenset[str]:
    """Every name a field goes by, folded."""
    return frozenset(_by_name())


def known_fields() -> tuple[str, ...]:
    """The first name of each field, as shown to users."""
    return tuple(rule.names[0] for rule in fields())


def facet_words(facet: str) -> tuple[str, Mapping[str, str]] | None:
    """The name of a field with coded values and the word for each; None for other facets."""
    values = _data()[1].get(facet)
    names = [rule.names[0] for rule in fields() if rule.facet == facet]
    if not values or not names:
        return None
    return names[0], {code: labels[0] for code, labels in values.items()}


_RANGE = re.compile(r"(\d{4})?年?(?:\.\.+|-|~|至|到|\u2026)(\d{4})?年?")


def _years(value: str) -> YearRange | None:
    folded = search_text(value)
    if re.fullmatch(r"\d{4}年?", folded):
        year = int(folded[:4])
        return YearRange(year, year)
    match = _RANGE.fullmatch(folded)
    if match is None or not (match[1] or match[2]):
        return None
    low, high = (int(end) if end else None for end in match.groups())
    return YearRange(high, low) if low and high and low > high else YearRange(low, high)


def _turned(value: str, known: tuple[YearRange, ...]) -> str:
    """That the later year was typed first, "" where it was not."""
    years = [int(year) for year in re.findall(r"\d{4}", search_text(value))]
    (first, *_), several = known, len(known) > 1
    if several or len(years) < 2 or years[0] <= years[1]:
        return ""
    return f"年份 {value} 前后颠倒，已按 {first.low}..{first.high} 检索。"


def _coded(facet: str, value: str) -> Node | None:
    folded = search_text(value)
    if facet == "period":
        return Facet("period", folded.removesuffix("时期").removesuffix("规划"))
    for code, labels in _data()[1][facet].items():
        if folded == code or folded in map(search_text, labels):
            return Facet(facet, code)
    return None


@lru_cache(maxsize=1)
def statuses() -> Mapping[str, str]:
    """The status of a measure that each word for one means."""
    return {word: code for code, labels in _data()[1]["status"].items() for word in labels}


def field_node(name: str, value: str, *, quoted: bool) -> tuple[Node | None, str]:
    """What `name:value` means, and what to tell of it; None: it cannot be understood."""
    rule = _by_name()[name]
    if rule.year:
        parts = [_years(part) for part in re.split(r"[,，、|]", value) if part.strip()]
        known = tuple(part for part in parts if part is not None)
        if not known or len(known) < len(parts):
            return None, f"“{value}”不是年份，可写作 2020、2016..2020 或 2016.."
        return (known[0] if len(known) == 1 else Or(known)), _turned(value, known)
    if rule.region:
        code = find_place(value)
        if code:
            return Facet("region", code), ""
        told = f"不认识地区“{value}”（或有几处重名），只找地区名称含这几个字的文件。"
        return Text(search_text(value), scope="region"), told
    if rule.facet:
        found = _coded(rule.facet, value)
        labels = "、".join(labels[0] for labels in _data()[1].get(rule.facet, {}).values())
        return found, "" if found else f"没有名为“{value}”的{rule.names[0]}，可用的有：{labels}"
    assert rule.scope is not None
    ways = [_scoped(scope, value, quoted=quoted) for scope in (rule.scope, *rule.also)]
    return (ways[0] if len(ways) == 1 else Or(tuple(ways))), ""


def _scoped(scope: Scope, value: str, *, quoted: bool) -> Node:
    forms: tuple[str, ...] = (search_text(value),)
    if scope in ("title", "body") and not quoted:
        cut = split_words(value.rstrip("*＊"), frozenset()).wanted
        return _all(tuple(Text(word, scope=scope) for word in cut))
    if scope == "number":
        forms = number_forms(value)
    elif scope == "issuer" and not quoted:
        forms = tuple(dict.fromkeys(map(search_text, issuer_forms(value))))
    parts = tuple(Text(form, scope=scope, exact=True) for form in forms if form)
    if not parts:
        return Nothing()
    return parts[0] if len(parts) == 1 else Or(parts)


def _all(parts: tuple[Text, ...]) -> Node:
    return parts[0] if len(parts) == 1 else And(parts)
