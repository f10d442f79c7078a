"""CSL-JSON in and out, forgiving of the odd ways in which programs write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kb.citations.item import (
    DATES,
    NAME_LISTS,
    OTHER_ROLES,
    TEXT_FIELDS,
    Item,
    Name,
    PartDate,
)
from kb.citations.normalise import bare_doi, six_corner, without_broken
from kb.errors import UserError

__all__ = ["item_from_csl", "item_to_csl"]

# 2019, 2019-06, 2019/6/28, 2019.6, 2019年6月28日, 2019-06-28T08:00:00Z
_WRITTEN = re.compile(
    r"([0-9]{4})(?:\s*[-/.年]\s*([0-9]{1,2})(?:\s*[-/.月]\s*([0-9]{1,2}))?)?\s*[年月日号]?(?:T.*)?"
)
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")

# What Zotero calls the types, for lists made by hand or by programs that do not translate them.
_ZOTERO_TYPES = {
    "blogPost": "post-weblog",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dictionaryEntry": "entry-dictionary",
    "encyclopediaArticle": "entry-encyclopedia",
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper",
    "preprint": "article",
    "statute": "legislation",
}


def item_from_csl(data: Mapping[str, Any]) -> Item:
    """Read one CSL-JSON item; `UserError` says what is wrong with it."""
    if not isinstance(data, Mapping) or not _text(data.get("type")):
        raise UserError(f"不是有效的 CSL-JSON 条目（缺少 type）：{str(data)[:80]}")
    fields = {key: text for key in TEXT_FIELDS if (text := _text(data.get(key)))}
    if number := fields.get("number"):  # set right once, so that every format writes 〔2020〕
        fields["number"] = six_corner(number)
    if doi := fields.get("DOI"):
        fields["DOI"] = bare_doi(doi)
    kind = _text(data["type"])
    others = {role: names for role in OTHER_ROLES if (names := _names(data, role))}
    return Item(
        id=_text(data.get("id")) or fields.get("title") or "item",
        type=_ZOTERO_TYPES.get(kind, kind),
        fields=fields,
        author=_names(data, "author"),
        editor=_names(data, "editor"),
        translator=_names(data, "translator"),
        issued=_date(data.get("issued")),
        accessed=_date(data.get("accessed")),
        available_date=_date(data.get("available-date")),
        others=others,
    )


def item_to_csl(item: Item) -> dict[str, Any]:
    """The item as CSL-JSON; empty variables are left out."""
    result: dict[str, Any] = {"id": item.id, "type": item.type}
    for key in (*NAME_LISTS, *OTHER_ROLES):
        if names := item.names(key):
            result[key] = [_name_to_csl(name) for name in names]
    for key in DATES:
        date = getattr(item, key.replace("-", "_"))
        if date:
            result[key] = _date_to_csl(date)
    return {**result, **item.fields}


def _text(value: Any) -> str:
    """A variable as text; of a list (as registries send titles) the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    return without_broken(str(value)).strip() if isinstance(value, str | int | float) else ""


def _names(data: Mapping[str, Any], role: str) -> tuple[Name, ...]:
    given = data.get(role)
    listed = given if isinstance(given, list) else [given]
    return tuple(name for name in map(_name, listed) if name != Name())


def _name(data: Any) -> Name:
    if not isinstance(data, Mapping):
        return Name(literal=_text(data))
    part = {key: _text(value) for key, value in data.items()}
    family = f"{part.get('non-dropping-particle', '')} {part.get('family', '')}".strip()
    if part.get("literal"):
        return Name(literal=part["literal"])  # a body: it has no family name
    return Name(
        family=family,
        given=part.get("given", ""),
        suffix=part.get("suffix", ""),
        particle=part.get("dropping-particle", ""),
    )


def _name_to_csl(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = (
        ("family", name.family),
        ("given", name.given),
        ("suffix", name.suffix),
        ("dropping-particle", name.particle),
    )
    return {key: text for key, text in parts if text}


def _date(data: Any) -> PartDate:
    if not data:
        return PartDate()
    if not isinstance(data, Mapping):
        data = {"raw": data}
    circa = bool(data.get("circa"))
    listed = data.get("date-parts")
    listed = listed if isinstance(listed, list) else []
    if listed and not isinstance(listed[0], list):  # [2019, 6] for [[2019, 6]]
        listed = [listed]
    known = [parts for parts in map(_parts, listed) if parts]
    words = _text(data.get("literal") or data.get("raw"))
    match = _WRITTEN.fullmatch(words)
    if known:
        words = "" if match or data.get("raw") else words
        return PartDate(known[0], circa, words, end=known[1] if len(known) > 1 else ())
    if match:
        return PartDate(_parts(match.groups()), circa)
    year = _YEAR.search(words)  # c1988, 1947（民国三十六年）: printed in words, sorted by the year
    return PartDate(_parts(year.groups() if year else ()), circa and bool(words), words)


def _parts(listed: Any) -> tuple[int, ...]:
    """Year, month, day as numbers, up to the first that is not known or cannot be."""
    parts: list[int] = []
    listed = listed if isinstance(listed, list | tuple) else ()
    for value, most in zip(listed, (9999, 12, 31), strict=False):
        text = _text(value)
        if not re.fullmatch(r"-?[0-9]{1,5}", text) or not int(text) or int(text) > most:
            break
        parts.append(int(text))
    return tuple(parts)


def _date_to_csl(date: PartDate) -> dict[str, Any]:
    result: dict[str, Any] = {"circa": True} if date.circa else {}
    if date.parts:
        result["date-parts"] = [list(parts) for parts in (date.parts, date.end) if parts]
    return {**({"literal": date.literal} if date.literal else {}), **result}
