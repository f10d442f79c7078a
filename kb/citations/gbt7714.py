"""GB/T 7714 entries, editions 2025 and 2015; numeric, author-date and footnote form.

An entry is a list of sentences, each made by one small function and joined with `. `; which
sentences an entry has is decided by its layout (`kb.citations.editions.KINDS`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kb.citations.editions import Edition, Kind, Layout, edition, kind_of
from kb.citations.item import HAN, Item
from kb.citations.names import name_list
from kb.citations.normalise import one_line, page_range, six_corner, standard_number

__all__ = ["Form", "Style", "format_item"]

Form = Literal["numeric", "author-date", "note"]
EM_SPACE = "\u2003"  # between number and name of a standard, 2025


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: `name` of the edition, `form`, and choices that journals disagree on.

    `government_code`: replaces the edition's code for government documents (EB, A, Z, G …).
    `part_code`: code of the host for parts of compilations (M by default, G).
    `with_number`: print the document number after the title.
    """

    name: str = "gbt7714-2025"
    form: Form = "numeric"
    government_code: str | None = None
    part_code: str | None = None
    with_number: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An item on its way to be printed."""

    item: Item
    style: Style
    edition: Edition
    kind: Kind

    @property
    def online(self) -> bool:
        return bool(self.item.get("URL") or self.item.get("DOI"))

    @property
    def code(self) -> str:
        """The type code without brackets and carrier."""
        if self.kind.code_2015 == "A" and self.kind.layout == "electronic":
            wanted = self.style.government_code
        else:
            wanted = self.style.part_code if self.kind.layout == "part" else None
        return wanted or self.edition.code(self.kind, online=self.online)

    @property
    def dated_author(self) -> bool:
        return self.style.form == "author-date"


def format_item(item: Item, style: Style | None = None, *, suffix: str = "") -> str:
    """One entry without a label, ending with a full stop.

    `suffix`: the letter that tells works of one author and year apart (author-date only).
    """
    wanted = style or Style()
    entry = Entry(item, wanted, edition(wanted.name), kind_of(item.type))
    sentences = [_author(entry, suffix), *LAYOUTS[entry.kind.layout](entry), *_address(entry)]
    return _join([one_line(sentence) for sentence in sentences if sentence])


def _join(sentences: list[str]) -> str:
    """`a. b. c.`; a sentence that ends in a stop (et al., 。) keeps its own."""
    text = ""
    for sentence in sentences:
        text += ("" if not text else " " if text.endswith(".") else ". ") + sentence
    return text if text.endswith(".") and not text.endswith("..") else text + "."


def _author(entry: Entry, suffix: str) -> str:
    item = entry.item
    names = item.author or (item.editor if entry.kind.layout != "part" else ())
    text = name_list(names, entry.edition, chinese=item.is_chinese)
    if entry.edition.year == 2025 and entry.kind.layout == "standard" and not entry.dated_author:
        return ""
    if not entry.dated_author:
        return text
    anonymous = "佚名" if item.is_chinese else "Anon"
    return f"{text or anonymous}{entry.edition.comma}{_author_year(entry)}{suffix}"


def _author_year(entry: Entry) -> str:
    item = entry.item
    if item.issued:
        return _widths(item.issued.year, entry)
    if item.accessed.parts:
        return f"[{item.accessed.parts[0]}]"
    return "无日期" if item.is_chinese else "n.d."


# --- titles ------------------------------------------------------------------------------


def _title(entry: Entry, *, number: str = "") -> str:
    """`title: volume: number[CODE/OL]`, colons in the width of the edition."""
    item, colon = entry.item, entry.edition.colon
    title = _colons(item.get("title"), entry)
    parts = [title, _volume(item) if entry.kind.layout == "book" else ""]
    if number and _bare(number) not in _bare(title):
        parts.append(number)
    return colon.join(part for part in parts if part) + _code(entry)


def _colons(title: str, entry: Entry) -> str:
    """A subtitle's colon takes the width of the edition, in Chinese titles only."""
    if not HAN.search(title):
        return title
    return title.replace("：", ": ") if entry.edition.year == 2015 else title.replace(": ", "：")


def _code(entry: Entry) -> str:
    return f"[{entry.code}{'/OL' if entry.online else ''}]"


def _bare(text: str) -> str:
    return "".join(character for character in six_corner(text) if character.isalnum())


def _volume(item: Item) -> str:
    volume = item.get("volume")
    if not volume or not volume.isdigit():
        return volume
    return f"第{volume}卷" if item.is_chinese else f"vol. {volume}"


def _number(entry: Entry) -> str:
    return six_corner(entry.item.get("number")) if entry.style.with_number else ""


# --- imprint -------------------------------------------------------------------------------


def _others(entry: Entry) -> list[str]:
    """Translators and edition, each a sentence of its own."""
    item, comma = entry.item, entry.edition.comma
    sentences = []
    if item.translator:
        names = name_list(item.translator, entry.edition, chinese=item.is_chinese)
        sentences.append(f"{names}{comma}{'译' if item.is_chinese else 'trans'}")
    sentences.append(_edition_statement(item))
    return sentences


def _edition_statement(item: Item) -> str:
    stated = item.get("edition")
    if not stated.isdigit():
        return stated
    if stated == "1":  # a first edition is not stated
        return ""
    if item.is_chinese:
        return f"{stated}版"
    tail = {"1": "st", "2": "nd", "3": "rd"}.get(stated[-1], "th")
    return f"{stated}{'th' if stated[-2:] in ('11', '12', '13') else tail} ed"


def _imprint(entry: Entry, date: str) -> str:
    """`place: publisher, year: pages[access]`, with what is known."""
    item, marks = entry.item, entry.edition
    place = item.get("publisher-place") or item.get("event-place")
    publisher = marks.colon.join(part for part in (place, item.get("publisher")) if part)
    dated = marks.comma.join(part for part in (publisher, date) if part)
    pages = page_range(item.get("page"))
    return marks.colon.join(part for part in (dated, pages) if part) + _access(entry)


def _date(entry: Entry) -> str:
    """The date of the imprint; in author-date form a bare year is not repeated."""
    issued = entry.item.issued
    if entry.kind.layout in entry.edition.full_date_layouts and len(issued.parts) > 1:
        return issued.iso
    return "" if entry.dated_author else _widths(issued.year, entry)


def _widths(text: str, entry: Entry) -> str:
    """Brackets of another calendar's year, `1947（民国三十六年）`, in the edition's width."""
    wanted = str.maketrans({"（": "(", "）": ")"} if entry.edition.year == 2015
                           else {"(": "（", ")": "）"})  # fmt: skip
    return text.translate(wanted)


def _access(entry: Entry) -> str:
    codes = entry.edition.access_codes
    if not entry.online or (codes is not None and entry.code not in codes):
        return ""
    return f"[{entry.item.accessed.iso}]" if entry.item.accessed.iso else ""


def _bracketed_date(entry: Entry) -> str:
    """`(2024-01-03)[2026-09-01]` of what is only electronic."""
    marks, issued = entry.edition, entry.item.issued
    date = issued.iso or _widths(issued.literal, entry)
    return (f"{marks.left}{date}{marks.right}" if date else "") + _access(entry)


def _address(entry: Entry) -> list[str]:
    url, doi = entry.item.get("URL"), entry.item.get("DOI")
    shown = doi if doi and doi.lower() not in url.lower() else ""
    return [url, f"DOI:{shown}" if shown else ""]


# --- layouts ---------------------------------------------------------------------------------


def _electronic(entry: Entry) -> list[str]:
    title = _title(entry, number=_number(entry))
    if entry.item.get("publisher") and not entry.online:
        return [title, _imprint(entry, _date(entry))]
    date = _bracketed_date(entry) if entry.online else _date(entry)
    return [title, *_others(entry), date]


def _report(entry: Entry) -> list[str]:
    item = entry.item
    title = _title(entry, number=_number(entry))
    as_book = item.get("publisher") or item.get("page") or len(item.issued.parts) < 2
    if as_book or not entry.online or entry.edition.year == 2025:
        return [title, *_others(entry), _imprint(entry, _date(entry))]
    return [title, *_others(entry), _bracketed_date(entry)]


def _book(entry: Entry) -> list[str]:
    return [_title(entry), *_others(entry), _imprint(entry, _date(entry))]


def _part(entry: Entry) -> list[str]:
    """`title[C]//editors. container. place: publisher, year: pages`."""
    item = entry.item
    editors = name_list(item.editor, entry.edition, chinese=item.is_chinese)
    container = _colons(item.get("container-title") or item.get("event-title"), entry)
    volume = _volume(item)
    host = entry.edition.colon.join(part for part in (container, volume) if part)
    opening = _title(entry, number=_number(entry)) + ("//" if host else "")
    first, rest = (editors, [host]) if editors else (host, [])
    return [opening + first, *rest, *_others(entry), _imprint(entry, _date(entry))]


def _journal(entry: Entry) -> list[str]:
    """`journal, year, volume(issue): pages[access]`; online first: the full date (2025)."""
    item, marks = entry.item, entry.edition
    issue = f"{marks.left}{item.get('issue')}{marks.right}" if item.get("issue") else ""
    numbered = item.get("volume") + issue
    date = _date(entry)
    if not numbered and marks.year == 2025 and entry.online:
        date = item.issued.iso
    title = item.get("container-title")
    if item.get("volume"):
        source = marks.comma.join(part for part in (title, date, numbered) if part)
    else:  # an issue without a volume stands right behind the year, or the title: 文献(1)
        source = marks.comma.join(part for part in (title, date) if part) + issue
    pages = page_range(item.get("page") or item.get("number"))
    return [
        _title(entry), *_others(entry),
        marks.colon.join(part for part in (source, pages) if part) + _access(entry),
    ]  # fmt: skip


def _newspaper(entry: Entry) -> list[str]:
    item, marks = entry.item, entry.edition
    page = page_range(item.get("page"))
    issue = f"{marks.left}{page}{marks.right}" if page else ""
    date = item.issued.iso or item.issued.literal
    source = marks.comma.join(part for part in (item.get("container-title"), date) if part)
    return [_title(entry), source + issue + _access(entry)]


def _standard(entry: Entry) -> list[str]:
    """2015 like a book with its number; 2025 `number name[S]` and nothing more."""
    number = standard_number(entry.item.get("number"))
    if entry.edition.year == 2025:
        name = _colons(entry.item.get("title"), entry)
        return [EM_SPACE.join(part for part in (number, name) if part) + _code(entry)]
    title = _title(entry, number=number)
    if entry.online and not entry.item.get("publisher"):
        return [title, _bracketed_date(entry)]
    return [title, _imprint(entry, _date(entry))]


def _archive(entry: Entry) -> list[str]:
    """`title: file number[A]. place: holder, date`; the holder stands where a publisher would."""
    item, marks = entry.item, entry.edition
    title = _title(entry, number=item.get("archive_location") or item.get("number"))
    place = item.get("archive-place") or item.get("publisher-place")
    holder = item.get("archive") or item.get("publisher")
    where = marks.colon.join(part for part in (place, holder) if part)
    dated = marks.comma.join(part for part in (where, _date(entry)) if part)
    pages = page_range(item.get("page"))
    return [title, marks.colon.join(p for p in (dated, pages) if p) + _access(entry)]


def _patent(entry: Entry) -> list[str]:
    date = entry.item.issued.iso + _access(entry)
    return [_title(entry, number=entry.item.get("number")), date]


LAYOUTS: dict[Layout, Callable[[Entry], list[str]]] = {
    "electronic": _electronic,
    "report": _report,
    "book": _book,
    "part": _part,
    "journal": _journal,
    "newspaper": _newspaper,
    "standard": _standard,
    "archive": _archive,
    "patent": _patent,
}
