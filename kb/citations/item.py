"""A reference as data: what CSL-JSON calls an item, with the few fields our formats use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Item", "Name", "PartDate"]

HAN = re.compile(r"[㐀-鿿]")
NAME_LISTS = ("author", "editor", "translator")
# Who is responsible where no author is named; the second group only for a work of its own.
MAKERS = ("composer", "author", "illustrator", "director", "host")
EDITORS = ("editor", "editorial-director", "compiler", "collection-editor")
OTHER_ROLES = ("container-author", "composer", "illustrator", "director", "host",
               "editorial-director", "compiler", "collection-editor")  # fmt: skip
TEXT_FIELDS = (
    "title", "number", "URL", "DOI", "ISSN", "ISBN", "container-title", "volume", "issue", "page",
    "publisher", "publisher-place", "edition", "genre", "archive", "archive-place",
    "archive_location", "event-title", "event-place", "abstract", "language", "note", "section",
    "locator", "volume-title", "version", "medium", "scale", "dimensions", "call-number",
)  # fmt: skip
DATES = ("issued", "accessed", "available-date")


_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?$")
_THREE_LETTERS = {"chi": "zh", "zho": "zh", "cmn": "zh", "jpn": "ja", "rus": "ru", "kor": "ko"}
_LANGUAGE_WORDS = {"中文": "zh", "汉语": "zh", "chinese": "zh", "英文": "en", "英语": "en",
                   "english": "en"}  # fmt: skip


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join([f"{parts[0]:04d}", *(f"{p:02d}" for p in parts[1:3])])


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or a body (`literal`).

    `family` holds a particle that belongs to it (van der Veen), `particle` one that does not
    (von, of Alexander von Humboldt); `suffix`: Jr., III.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    particle: str = ""

    @property
    def is_western_person(self) -> bool:
        """A person whose given name is not in Chinese characters (昂温 S. is written as one)."""
        return bool(self.family) and not HAN.search(self.given or self.family)

    @property
    def plain(self) -> str:
        """The name in running order, as one string."""
        if self.literal or not self.family:
            return self.literal or self.given
        if self.is_western_person:
            given = f"{self.given} {self.particle}".strip()
            return ", ".join(part for part in (self.family, given, self.suffix) if part)
        return self.family + self.given


@dataclass(frozen=True, slots=True)
class PartDate:
    """A date known to the year, month or day; `literal`: how to print it, where that is no number.

    `circa`: estimated; `end`: where the date is a range. An empty date is falsy.
    """

    parts: tuple[int, ...] = ()
    circa: bool = False
    literal: str = ""
    end: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts or self.literal)

    @property
    def iso(self) -> str:
        """`2019`, `2019-06` or `2019-06-28`, ranges with `/`; "" where only words are known."""
        return "/".join(map(_iso, filter(None, (self.parts, self.end))))

    @property
    def first_year(self) -> str:
        """The year, or the first of several, in figures; "" where unknown."""
        return str(self.parts[0]) if self.parts else ""

    def years(self, dash: str) -> str:
        """The year or years as printed, in the record's words if it has any; "" where unknown."""
        if self.parts and not self.literal:
            years = dash.join(dict.fromkeys(map(str, (self.parts[0], *self.end[:1]))))
            return f"[{years}]" if self.circa else years
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
    available_date: PartDate = PartDate()
    others: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)

    def get(self, field: str) -> str:
        """The text of a CSL variable, "" where it is not set."""
        return self.fields.get(field, "")

    def names(self, role: str) -> tuple[Name, ...]:
        """The names of a CSL role, `()` where it has none."""
        if role in NAME_LISTS:
            return tuple(getattr(self, role))
        return self.others.get(role, ())

    def first_names(self, *roles: str) -> tuple[Name, ...]:
        """The names of the first of these roles that has any."""
        return next(filter(None, map(self.names, roles)), ())

    @property
    def responsible(self) -> tuple[Name, ...]:
        """Who stands first: the makers, or the editors of a work of its own.

        Editors of a host work are named behind `//`.
        """
        own = not self.get("container-title")
        return self.first_names(*MAKERS, *(EDITORS if own else ()))

    @property
    def language(self) -> str:
        """Two letters of the entry's language, which decides 等 or et al.; stated, else seen."""
        stated = self.get("language").strip().lower()
        if match := _LANGUAGE_TAG.match(stated):
            return _THREE_LETTERS.get(match[1], match[1][:2])
        if stated in _LANGUAGE_WORDS:
            return _LANGUAGE_WORDS[stated]
        names = "".join(name.plain for name in self.author)
        return "zh" if HAN.search(self.get("title") + names) else "en"

    @property
    def is_chinese(self) -> bool:
        """Whether the entry is written the Chinese way."""
        return self.language == "zh"
