"""GB/T 7714 entries, editions 2025 and 2015; numeric, author-date and footnote form.

An entry is a list of sentences, each made by one small function and joined with `. `; which
sentences an entry has is decided by its layout (`kb.citations.editions.KINDS`).
"""

from __future__ import annotations

from collections.abc import Callable

from kb.citations.editions import Layout, edition, kind_of
from kb.citations.item import EDITORS, HAN, Item
from kb.citations.normalise import (
    newspaper_page,
    one_line,
    without_stops,
)
from kb.citations.pieces import (
    EM_SPACE,
    Entry,
    Form,
    Style,
    access_of,
    bracketed_date,
    code_of,
    date_of,
    edition_statement,
    imprint_of,
    in_marks,
    names_of,
    number_of,
    others_of,
    paged,
    plain_title,
    title_of,
    translators_of,
    version_of,
    volume_of,
    widths,
    year_of,
)

__all__ = ["Form", "Style", "format_item"]


def format_item(item: Item, style: Style | None = None, *, suffix: str = "") -> str:
    """One entry without a label, ending with a full stop.

    `suffix`: the letter that tells works of one author and year apart (author-date only).
    """
    wanted = style or Style()
    entry = Entry(item, wanted, edition(wanted.name), kind_of(item.type))
    sentences = [_author(entry, suffix), *LAYOUTS[entry.layout](entry), *_address(entry)]
    return _join([one_line(sentence) for sentence in sentences if sentence])


def _join(sentences: list[str]) -> str:
    """`a. b. c.`; a sentence that ends in a stop (et al., 。) keeps its own."""
    text = ""
    for sentence in sentences:
        text += ("" if not text else " " if text.endswith(".") else ". ") + sentence
    return text if text.endswith(".") and not text.endswith("..") else text + "."


def _author(entry: Entry, suffix: str) -> str:
    item = entry.item
    if entry.edition.year == 2025 and entry.layout == "standard" and not entry.dated_author:
        return ""
    text = names_of(entry, item.responsible)
    if not entry.dated_author:
        return text
    anonymous = "佚名" if item.is_chinese else "Anon"
    year = _author_year(entry)
    lettered = f"{year[:-1]}{suffix}]" if year.endswith("]") else year + suffix
    return f"{text or anonymous}{entry.edition.comma}{lettered}"


def _author_year(entry: Entry) -> str:
    item = entry.item
    if item.issued:
        return year_of(entry)
    if item.accessed.parts:
        return f"[{item.accessed.parts[0]}]"
    return "无日期" if item.is_chinese else "n.d."


def _address(entry: Entry) -> list[str]:
    url, doi = entry.item.get("URL"), entry.item.get("DOI")
    shown = doi if doi and doi.lower() not in url.lower() else ""
    return [url, f"DOI:{shown}" if shown else ""]


# --- layouts ---------------------------------------------------------------------------------


def _electronic(entry: Entry) -> list[str]:
    """Published like a book where a publisher is known, else by the day it went online."""
    item, title = entry.item, title_of(entry, number=number_of(entry))
    with_pages = entry.edition.year == 2015 and item.get("page")
    if item.get("publisher") or with_pages or not entry.online:
        return [title, *others_of(entry), imprint_of(entry, date_of(entry))]
    return [title, *others_of(entry), version_of(entry), bracketed_date(entry)]


def _web(entry: Entry) -> list[str]:
    if entry.edition.year == 2015:
        return _electronic(entry)
    return [title_of(entry, number=number_of(entry)), bracketed_date(entry)]


def _data(entry: Entry) -> list[str]:
    """2025: `title[DS/OL]. V1.0. holder（date）[access]`; 2015 like other electronic works."""
    if entry.edition.year == 2015:
        return _electronic(entry)
    return [
        title_of(entry, number=number_of(entry)),
        version_of(entry),
        entry.item.get("publisher") + bracketed_date(entry),
    ]


def _report(entry: Entry) -> list[str]:
    item = entry.item
    title = title_of(entry, number=number_of(entry))
    as_book = item.get("publisher") or item.get("page")
    if as_book or not entry.online or entry.edition.year == 2025:
        return [title, *others_of(entry), imprint_of(entry, date_of(entry))]
    return [title, *others_of(entry), bracketed_date(entry)]


def _book(entry: Entry) -> list[str]:
    title = title_of(entry, number=number_of(entry))
    sentences = [title, *others_of(entry), imprint_of(entry, date_of(entry))]
    of_map = entry.item.type == "map" and entry.edition.year == 2025
    return [*sentences, entry.item.get("dimensions") if of_map else ""]


def _part(entry: Entry) -> list[str]:
    """`title[C]. translators//editors. container. place: publisher, year: pages`."""
    item, marks = entry.item, entry.edition
    container = plain_title(item.get("container-title"), entry)
    meeting = item.get("event-title") if entry.at_meeting else ""
    volume = volume_of(entry)
    host = marks.colon.join(part for part in (container or meeting, volume) if part)
    own = ". ".join(
        p for p in (title_of(entry, number=number_of(entry)), translators_of(entry)) if p
    )
    editors = names_of(entry, item.first_names("container-author", *EDITORS)) if container else ""
    statement, imprint = edition_statement(item), imprint_of(entry, date_of(entry))
    if meeting and marks.year == 2025:  # a paper known by its meeting alone: //meeting，year：page
        host, imprint = marks.comma.join(part for part in (host, imprint) if part), ""
    first, rest = (editors, [host]) if editors else (host, [])
    return [own + ("//" if host else "") + first, *rest, statement, imprint]


def _journal(entry: Entry) -> list[str]:
    """`journal, year, volume(issue): pages[access]`; online first: the full date (2025)."""
    item, marks = entry.item, entry.edition
    issue = f"{marks.left}{item.get('issue')}{marks.right}" if item.get("issue") else ""
    date = date_of(entry)
    if not item.get("volume") + issue and marks.year == 2025:
        date = item.available_date.iso or item.issued.iso or date
    title = _container_name(entry)
    if item.get("volume"):
        source = marks.comma.join(part for part in (title, date, item.get("volume")) if part)
    else:  # an issue without a volume stands right behind the year, or the title: 文献(1)
        source = marks.comma.join(part for part in (title, date) if part)
    article_number = item.get("number")
    return [title_of(entry), translators_of(entry), paged(entry, source + issue, article_number)]


def _container_name(entry: Entry) -> str:
    name = plain_title(entry.item.get("container-title"), entry)
    bare = entry.edition.bare_abbreviations and not HAN.search(name)
    return without_stops(name) if bare else name


def _periodical(entry: Entry) -> list[str]:
    """A journal as a whole: `title[J]. year, volume(issue)-. place: publisher, year`."""
    item, marks = entry.item, entry.edition
    run = item.get("volume")
    if run.isdigit():
        issue = f"{marks.left}{item.get('issue')}{marks.right}" if item.get("issue") else ""
        run = marks.comma.join(part for part in (year_of(entry), run) if part) + issue
    run = in_marks(widths(run, entry), marks).replace("—", "-").replace("-", marks.years)
    return [title_of(entry), run, imprint_of(entry, date_of(entry))]


def _newspaper(entry: Entry) -> list[str]:
    item, marks = entry.item, entry.edition
    page = in_marks(newspaper_page(item.get("page")), marks)
    issue = f"{marks.left}{page}{marks.right}" if page else ""
    date = item.issued.iso or item.issued.literal
    source = marks.comma.join(part for part in (_container_name(entry), date) if part)
    return [title_of(entry, number=number_of(entry)), source + issue + access_of(entry)]


def _standard(entry: Entry) -> list[str]:
    """2015 like a book with its number; 2025 `number name[S]` and nothing more."""
    number = number_of(entry)
    if entry.edition.year == 2025:
        name = plain_title(entry.item.get("title"), entry)
        return [EM_SPACE.join(part for part in (number, name) if part) + code_of(entry)]
    title = title_of(entry, number=number)
    if entry.online and not entry.item.get("publisher"):
        return [title, *others_of(entry), bracketed_date(entry)]
    return [title, *others_of(entry), imprint_of(entry, date_of(entry))]


def _archive(entry: Entry) -> list[str]:
    """`title: file number[A]. place: holder, date`; the holder stands where a publisher would."""
    item, marks = entry.item, entry.edition
    title = title_of(entry, number=item.get("number") or item.get("archive_location"))
    place = item.get("archive-place") or item.get("publisher-place")
    holder = item.get("archive") or item.get("publisher")
    if marks.year == 2015 and entry.online and not holder:
        return [title, bracketed_date(entry)]
    where = marks.colon.join(part for part in (place, holder) if part)
    dated = marks.comma.join(part for part in (where, date_of(entry)) if part)
    return [title, paged(entry, dated)]


def _patent(entry: Entry) -> list[str]:
    """2025 prefers the number of the application and names pages."""
    item, new = entry.item, entry.edition.year == 2025
    number = (item.get("call-number") if new else "") or item.get("number")
    date = item.issued.iso
    return [title_of(entry, number=number), paged(entry, date) if new else date + access_of(entry)]


LAYOUTS: dict[Layout, Callable[[Entry], list[str]]] = {
    "electronic": _electronic,
    "web": _web,
    "data": _data,
    "report": _report,
    "book": _book,
    "part": _part,
    "journal": _journal,
    "newspaper": _newspaper,
    "periodical": _periodical,
    "standard": _standard,
    "archive": _archive,
    "patent": _patent,
}
