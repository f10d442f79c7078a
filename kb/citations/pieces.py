"""The pieces an entry by GB/T 7714 is made of: names, titles, imprint, dates, access."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kb.citations.editions import Edition, Kind, Layout
from kb.citations.item import HAN, Item, Name
from kb.citations.names import name_list
from kb.citations.normalise import (
    edition_number,
    page_range,
    prints_number,
    six_corner,
    standard_number,
    without_final_stop,
    without_markup,
)

__all__ = [
    "EM_SPACE",
    "Entry",
    "Form",
    "Style",
    "access_of",
    "bracketed_date",
    "code_of",
    "date_of",
    "edition_statement",
    "imprint_of",
    "in_marks",
    "names_of",
    "number_of",
    "others_of",
    "paged",
    "plain_title",
    "title_of",
    "translators_of",
    "version_of",
    "volume_of",
    "widths",
    "year_of",
]

Form = Literal["numeric", "author-date", "note"]
OF_VOLUMES = ("book", "electronic", "web", "data", "report", "archive")  # works of their own
# The colon of a subtitle, however written; the one between two figures (10:30) is another.
_SUBTITLE = re.compile(r"\s*(?:(?<![0-9])[：:](?!//)|[：:](?![0-9/])|: )\s*")
_PROCEEDINGS = re.compile(
    r"会(?:议录|论文(?:集|汇编|选编?))|^Proceedings of |: proceedings of ", re.IGNORECASE
)
_NUMBERS = re.compile(r"[0-9]+(?:[-/,][0-9]+)?")
CARRIERS = ("MT", "DK", "CD", "OL", "MM")
EM_SPACE = "\u2003"  # between number and name of a standard, 2025


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: `name` of the edition, `form`, and choices that journals disagree on.

    `government_code`: replaces the edition's code for government documents (EB, A, Z, G …).
    `part_code`: code of the host for parts of compilations (M by default, G).
    `with_number`: print the document number after the title.
    `with_unknown`: say [出版地不详], [s.n.] where a printed book names no place, no publisher.
    """

    name: str = "gbt7714-2025"
    form: Form = "numeric"
    government_code: str | None = None
    part_code: str | None = None
    with_number: bool = True
    with_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An item on its way to be printed."""

    item: Item
    style: Style
    edition: Edition
    kind: Kind

    @property
    def online(self) -> bool:
        """Whether it has an address on the network."""
        return bool(self.item.get("URL") or self.item.get("DOI"))

    @property
    def layout(self) -> Layout:
        """The kind's layout, but for what an archive keeps or a host work holds."""
        kind, item = self.kind.layout, self.item
        if kind == "electronic" and item.get("archive"):
            return "archive"
        if kind == "part" and not (item.get("container-title") or item.get("event-title")):
            return "book"  # no host is known: its volume and its editors are its own
        printed = kind in self.edition.hosted_layouts and not self.online
        if not item.get("container-title") or not (printed or item.type == "map"):
            return kind
        return "journal" if item.get("issue") else "part"  # a gazette, a compilation

    @property
    def code(self) -> str:
        """The type code without brackets and carrier."""
        if self.layout == "journal":
            return "J"
        if self.item.type == "book" and self.is_proceedings:
            return "C"
        if self.kind.code_2015 == "A" and self.kind.layout == "electronic":
            wanted = self.style.government_code or ("A" if self.layout == "archive" else None)
        else:
            wanted = self.style.part_code if self.kind.layout == "part" else None
        return wanted or self.edition.code(self.kind, online=self.online)

    @property
    def is_proceedings(self) -> bool:
        """Whether a book is what a meeting published (2015: A.2, 2025: 8.6), by its own words."""
        item = self.item
        return bool(item.get("event-title") or _PROCEEDINGS.search(item.get("title")))

    @property
    def at_meeting(self) -> bool:
        """Whether it is a paper known by its meeting alone."""
        return bool(self.item.get("event-title")) and not self.item.get("container-title")

    @property
    def dated_author(self) -> bool:
        """Whether the year stands behind the author's name."""
        return self.style.form == "author-date"


# --- names and titles ----------------------------------------------------------------------


def names_of(entry: Entry, names: tuple[Name, ...]) -> str:
    """The list of names as the edition and the language of the entry want it."""
    return name_list(names, entry.edition, language=entry.item.language)


def title_of(entry: Entry, *, number: str = "") -> str:
    """`title: volume: number[CODE/OL]`, colons in the width of the edition."""
    item, colon = entry.item, entry.edition.colon
    title = plain_title(item.get("title"), entry)
    parts = [title, volume_of(entry) if entry.layout in OF_VOLUMES else ""]
    if number and not prints_number(title, number):
        parts.append(number)
    scale = item.get("scale") if item.type == "map" and entry.edition.year == 2025 else ""
    whole = colon.join(part for part in parts if part)
    return ". ".join(part for part in (whole, scale) if part) + code_of(entry)


def plain_title(title: str, entry: Entry) -> str:
    """Without markup; a subtitle's colon takes the width of the edition in Chinese titles."""
    title = without_final_stop(without_markup(title))
    if not HAN.search(title):
        return title
    return _SUBTITLE.sub(entry.edition.colon, title)


def code_of(entry: Entry) -> str:
    """`[EB/OL]`, `[M]`, `[M/CD]`: type and, where there is one, carrier."""
    carrier = entry.item.get("medium").upper()
    if carrier not in CARRIERS:
        carrier = "OL" if entry.online else ""
    return f"[{entry.code}/{carrier}]" if carrier else f"[{entry.code}]"


def volume_of(entry: Entry) -> str:
    """`第1卷`, `v.1` or as the record has it, and the volume's own title."""
    item, volume = entry.item, entry.item.get("volume")
    if _NUMBERS.fullmatch(volume):
        volume = f"第{volume}卷" if item.is_chinese else f"{entry.edition.volume}{volume}"
    return EM_SPACE.join(part for part in (volume, item.get("volume-title")) if part)


def number_of(entry: Entry) -> str:
    """The number to print after the title, "" for none."""
    item = entry.item
    if item.type == "standard":
        return standard_number(item.get("number"), chinese=item.is_chinese)
    wanted = entry.style.with_number and item.type != "article"  # a preprint's is no part
    return six_corner(item.get("number")) if wanted else ""


# --- imprint -------------------------------------------------------------------------------


def translators_of(entry: Entry) -> str:
    """`某某，译`, `Marsden W，trans`; "" without translators."""
    if not entry.item.translator:
        return ""
    word = "译" if entry.item.is_chinese else "trans"
    return f"{names_of(entry, entry.item.translator)}{entry.edition.comma}{word}"


def others_of(entry: Entry) -> list[str]:
    """Translators and edition, each a sentence of its own."""
    return [translators_of(entry), edition_statement(entry.item)]


def edition_statement(item: Item) -> str:
    """`2版`, `2nd ed`; a first edition is not stated, other words stay."""
    stated = item.get("edition")
    number = edition_number(stated)
    if number is None:
        return stated
    if number == 1:
        return ""
    if item.is_chinese:
        return f"{number}版"
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else tail} ed"


def version_of(entry: Entry) -> str:
    """`V1.0` of data and programs, 2025."""
    version = entry.item.get("version").lstrip("Vv")
    return f"V{version}" if version and entry.edition.year == 2025 else ""


def imprint_of(entry: Entry, date: str) -> str:
    """`place: publisher, year: pages[access]`, with what is known."""
    return paged(entry, entry.edition.comma.join(filter(None, (_house_of(entry), date))))


def _house_of(entry: Entry) -> str:
    """`place: publisher`; by choice also that one is unknown (2015: 8.4.1.3, 2025: 7.5.2.3)."""
    item, colon = entry.item, entry.edition.colon
    house = (item.get("publisher-place"), item.get("publisher"))
    printed = entry.layout in ("book", "part") and not entry.online and not entry.at_meeting
    if not (printed and entry.style.with_unknown):
        return colon.join(filter(None, house))
    unknown = ("出版地不详", "出版者不详") if item.is_chinese else ("S.l.", "s.n.")
    if not any(house):
        return f"[{colon.join(unknown)}]"
    return colon.join(name or f"[{word}]" for name, word in zip(house, unknown, strict=True))


def paged(entry: Entry, source: str, *more: str) -> str:
    """`source: pages[access]`; an article number (`more`) stands for the pages."""
    pages = next((page_range(text) for text in (entry.item.get("page"), *more) if text), "")
    pages = in_marks(pages, entry.edition)
    return entry.edition.colon.join(part for part in (source, pages) if part) + access_of(entry)


def date_of(entry: Entry) -> str:
    """The date of the imprint; in author-date form a bare year is not repeated."""
    issued = entry.item.issued
    as_book = entry.layout == "report" and entry.item.get("publisher")
    full = entry.layout in entry.edition.full_date_layouts and not as_book
    if full and len(issued.parts) > 1:
        return issued.iso
    return "" if entry.dated_author else year_of(entry)


def year_of(entry: Entry) -> str:
    """`2019`, `[1994]`, `1957—1990` or the record's own words."""
    return widths(entry.item.issued.years(entry.edition.years), entry)


def in_marks(listed: str, marks: Edition) -> str:
    """Pages or issues one after the other, `5，8`, with the comma of the edition."""
    return re.sub(r"\s*[，,]\s*", marks.comma, listed)


def widths(text: str, entry: Entry) -> str:
    """Brackets of another calendar's year, `1947（民国三十六年）`, or of issues, `1957（1）`."""
    wanted = str.maketrans({"（": "(", "）": ")"} if entry.edition.year == 2015
                           else {"(": "（", ")": "）"})  # fmt: skip
    return text.translate(wanted)


def access_of(entry: Entry) -> str:
    """`[2026-09-01]` where the edition asks for the day of access."""
    layouts = entry.edition.access_layouts
    if not entry.online or (layouts is not None and entry.layout not in layouts):
        return ""
    return f"[{entry.item.accessed.iso}]" if entry.item.accessed.iso else ""


def bracketed_date(entry: Entry) -> str:
    """`(2024-01-03)[2026-09-01]` of what is only electronic."""
    marks, issued = entry.edition, entry.item.issued
    date = widths(issued.literal, entry) or issued.iso
    return (f"{marks.left}{date}{marks.right}" if date else "") + access_of(entry)
