"""A reference as data: what CSL-JSON calls an item, with the few fields our formats use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.errors import UserError

__all__ = ["Item", "Name", "PartDate", "item_from_csl", "item_to_csl"]

HAN = re.compile(r"[㐀-鿿]")
NAME_LISTS = ("author", "editor", "translator")
TEXT_FIELDS = (
    "title", "number", "URL", "DOI", "ISSN", "ISBN", "container-title", "volume", "issue", "page",
    "publisher", "publisher-place", "edition", "genre", "archive", "archive-place",
    "archive_location", "event-title", "event-place", "abstract", "language", "note", "section",
    "locator",
)  # fmt: skip
DATES = ("issued", "accessed")


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or a body (`literal`)."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def is_western_person(self) -> bool:
        """A person whose name is not in Chinese characters."""
        return bool(self.family) and not HAN.search(self.family + self.given)

    @property
    def plain(self) -> str:
        """The name in running order, as one string."""
        if self.literal or not self.family:
            return self.literal or self.given
        if self.is_western_person:
            return f"{self.family}, {self.given}".rstrip(", ")
        return self.family + self.given


@dataclass(frozen=True, slots=True)
class PartDate:
    """A date known to the year, month or day; `literal` for other calendars or plain words.

    `circa`: estimated. An empty date is falsy.
    """

    parts: tuple[int, ...] = ()
    circa: bool = False
    literal: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts or self.literal)

    @property
    def iso(self) -> str:
        """`2019`, `2019-06` or `2019-06-28`; "" where only words are known."""
        if not self.parts:
            return ""
        return "-".join([f"{self.parts[0]:04d}", *(f"{p:02d}" for p in self.parts[1:3])])

    @property
    def year(self) -> str:
        """The year as it is printed; "" where it is unknown."""
        if self.parts:
            year = str(self.parts[0])
            return f"[{year}]" if self.circa else year
        return self.literal


@dataclass(frozen=True, slots=True)
class Item:
    """One reference. `fields` holds the text variables under their CSL names."""

    id: str
    type: str
    fields: Mapping[str, str]
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    issued: PartDate = PartDate()
    accessed: PartDate = PartDate()

    def get(self, field: str) -> str:
        """The text of a CSL variable, "" where it is not set."""
        return self.fields.get(field, "")

    @property
    def is_chinese(self) -> bool:
        """The language of the entry, which decides 等 or et al.; stated, else seen in the title."""
        if language := self.get("language"):
            return language.lower().startswith(("zh", "chi"))
        names = "".join(name.plain for name in self.author)
        return bool(HAN.search(self.get("title") + names))

    def with_fields(self, **changes: str) -> Item:
        """A copy with some text variables replaced (underscores stand for hyphens)."""
        named = {key.replace("__", "-"): value for key, value in changes.items()}
        return replace(self, fields={**self.fields, **named})


def item_from_csl(data: Mapping[str, Any]) -> Item:
    """Read one CSL-JSON item; `UserError` says what is wrong with it."""
    if not isinstance(data, Mapping) or not data.get("type"):
        raise UserError(f"不是有效的 CSL-JSON 条目（缺少 type）：{str(data)[:80]}")
    fields = {key: str(data[key]).strip() for key in TEXT_FIELDS if data.get(key) not in (None, "")}
    return Item(
        id=str(data.get("id") or fields.get("title") or "item"),
        type=str(data["type"]),
        fields=fields,
        author=_names(data, "author"),
        editor=_names(data, "editor"),
        translator=_names(data, "translator"),
        issued=_date(data.get("issued")),
        accessed=_date(data.get("accessed")),
    )


def item_to_csl(item: Item) -> dict[str, Any]:
    """The item as CSL-JSON; empty variables are left out."""
    result: dict[str, Any] = {"id": item.id, "type": item.type}
    for key in NAME_LISTS:
        names = getattr(item, key)
        if names:
            result[key] = [_name_to_csl(name) for name in names]
    for key in DATES:
        date = getattr(item, key)
        if date:
            result[key] = _date_to_csl(date)
    return {**result, **item.fields}


def _names(data: Mapping[str, Any], role: str) -> tuple[Name, ...]:
    return tuple(map(_name, data.get(role) or ()))


def _name(data: Any) -> Name:
    if isinstance(data, str):
        return Name(literal=data.strip())
    particle = " ".join(
        str(data[key]).strip()
        for key in ("dropping-particle", "non-dropping-particle")
        if data.get(key)
    )
    family = str(data.get("family") or "").strip()
    given = str(data.get("given") or "").strip()
    return Name(f"{particle} {family}".strip(), given, str(data.get("literal") or "").strip())


def _name_to_csl(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {key: text for key, text in (("family", name.family), ("given", name.given)) if text}


def _date(data: Any) -> PartDate:
    if not data:
        return PartDate()
    if isinstance(data, str):
        data = {"raw": data}
    circa = bool(data.get("circa"))
    parts = data.get("date-parts") or [[]]
    if parts[0]:
        return PartDate(tuple(int(p) for p in parts[0] if p not in (None, "")), circa)
    words = str(data.get("raw") or data.get("literal") or "").strip()
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", words):
        return PartDate(tuple(int(p) for p in match.groups() if p), circa)
    return PartDate(circa=circa, literal=words)


def _date_to_csl(date: PartDate) -> dict[str, Any]:
    result: dict[str, Any] = {"circa": True} if date.circa else {}
    if date.parts:
        return {"date-parts": [list(date.parts)], **result}
    return {"literal": date.literal, **result}
