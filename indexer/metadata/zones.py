"""Where the parts of a document lie: letterhead, title, signature, imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.metadata.lines import (
    Line,
    date_of_line,
    head_lines,
    is_body,
    is_furniture,
    is_heading_line,
    is_salutation,
    number_of_line,
    short_lines,
    squeeze,
    tail_lines,
)
from indexer.metadata.organs import leading_organs, organ_of_unknown_place, organs_of_line
from indexer.metadata.scans import mended_letterhead
from indexer.metadata.titles import Title, find_title, is_complete
from kb.dates import find_dates
from kb.models import CleanText

__all__ = ["Congress", "Signature", "Zones", "congress_of", "zones_of"]

_IMPRINT = re.compile(r"^(?P<organ>.{3,40}?)\s*(?P<date>\S{0,6}\d{4}\s*年.{2,12}日)\s*印发$")
_HEAD_OF_ORGAN = re.compile(
    r"(?:部|主|局|省|市|州|县|区|署|院|总)\s*(?:长|任|理|席)\s*[:：]?\s*[一-龥\s·]{2,14}$|主\s*席"
)
_ATTACHED = re.compile(r"^附\s*(?:件|表|图|录)")


_CONGRESS = re.compile(
    r"(?P<place>[一-龥]{0,16}?)第[一二三四五六七八九十百\d]+届(?P<nation>全国)?(?:人民代表大会|人大)"
    r"(?P<standing>常务委员会|常委会)?"
)


@dataclass(frozen=True, slots=True)
class Congress:
    """A congress named in a note: 在巴中市第五届人民代表大会…上. `place`: 全国 for the nation's."""

    place: str
    standing: bool


def congress_of(text: str) -> Congress | None:
    """The congress that hears or adopts a document, with its place; None if none is named."""
    found = _CONGRESS.search(text)
    if found is None:
        return None
    place = re.sub(r"^.*(?:[日在于经由]|会议)(?=.{2})", "", found["place"])
    place = "全国" if found["nation"] or place.endswith("全国") else place
    return Congress(place, bool(found["standing"])) if place else None


@dataclass(frozen=True, slots=True)
class Signature:
    """The organs that sign and the date beneath them."""

    organs: tuple[str, ...]
    date: str | None


@dataclass(slots=True)
class Zones:
    """What stands where. `head` ends where the text proper (its first heading) begins."""

    title: Title
    head: list[Line]
    tail: list[Line]
    opening: list[Line] = field(default_factory=list)  # up to the salutation or the first sentence
    letterhead: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()  # organs beneath the title
    cover_date: str | None = None
    signature: Signature | None = None
    imprint: Signature | None = None


def _organs_upward(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The organ lines in a row that end right before line `at`, in their order."""
    found: list[str] = []
    if at > 0 and re.fullmatch(r"[(（].{2,30}[代盖]\s*章[)）]", lines[at - 1].text):
        at -= 1
    while at > 0 and (organs := organs_of_line(lines[at - 1].text)):
        found[:0] = organs
        at -= 1
    return tuple(found)


def _signed_line(text: str) -> Signature | None:
    """Organs and date in one line: 国务院 2021年10月24日."""
    if "年" not in text or len(text) > 80:
        return None
    organs, end = leading_organs(text)
    date = date_of_line(text[end:]) if organs else None
    return Signature(tuple(organs), date) if date else None


def _signature(lines: Sequence[Line]) -> Signature | None:
    for at, line in enumerate(lines):
        both = _signed_line(line.text)
        if both:
            return Signature((*_organs_upward(lines, at), *both.organs), both.date)
        date = date_of_line(line.text)
        if date is None:
            continue
        organs = _organs_upward(lines, at)
        if organs or (at and _HEAD_OF_ORGAN.match(lines[at - 1].text)):
            return Signature(organs, date)
    return None


def _inner_signature(text: CleanText, title: Title) -> Signature | None:
    """A signature amid the document: of a notice with numbered points, before its attachments."""
    issuing = set(leading_organs(title.text)[0])
    lines = short_lines(text)
    for at, line in enumerate(lines):
        if at == 0 or lines[at - 1].number != line.number - 1 or not line.text.endswith("日"):
            continue
        date = date_of_line(line.text)
        organs = _organs_upward(lines, at) if date else ()
        if organs and (not issuing or issuing & set(organs)):
            return Signature(organs, date)
    return None


def _lone_date(lines: Sequence[Line], *, least: int) -> str | None:
    """A date alone in its line, at least `least` characters precise."""
    dates = [date for line in lines if (date := date_of_line(line.text)) and len(date) >= least]
    return dates[0] if dates else None


def _imprint(lines: Sequence[Line]) -> Signature | None:
    for at, line in enumerate(lines):
        if not line.text.endswith("印发"):
            continue
        found = _IMPRINT.match(line.text)
        if found:
            return Signature(tuple(organs_of_line(found["organ"])), _one(found["date"]))
        damaged = re.match(
            r"(?P<organ>.{4,30}?)\s*(?P<year>20\d\d)\s+\d{1,2}\s*日\s*印发$", line.text
        )
        if damaged:  # a scan whose month was not read
            return Signature(tuple(organs_of_line(damaged["organ"])), damaged["year"])
        dated = re.fullmatch(r"(.{8,14}日)\s*印发", line.text)
        if dated:
            return Signature(_organs_upward(lines, at), _one(dated.group(1)))
    return None


def _one(text: str) -> str | None:
    found = find_dates(text)
    return found[-1].value if found else None


def _head_end(lines: Sequence[Line], title: Title) -> int:
    """Where the text proper begins: the first numbered heading after the title."""
    for at, line in enumerate(lines):
        if at < max(title.last, 0):
            continue
        if line.page is not None and line.page > 2 and at > 25:
            return at
        if is_heading_line(line.text):
            return at
    return len(lines)


def _opening(lines: Sequence[Line]) -> list[Line]:
    for at, line in enumerate(lines):
        if (is_salutation(line.text) and not is_furniture(line.text)) or is_body(line.text):
            return list(lines[:at])
        if at and is_heading_line(line.text):
            return list(lines[:at])
    return list(lines)


def _letterhead(lines: Sequence[Line], title: Title) -> tuple[str, ...]:
    before = lines[: title.first] if title.first >= 0 else lines[:6]
    found: list[str] = []
    for line in before[:12]:
        pieces = re.split(r"\s*文\s*件\s*", line.text)
        for piece in pieces:
            organs = organs_of_line(piece) or (_after_noise(piece) if len(pieces) > 1 else [])
            found.extend(organ for organ in organs if organ not in found)
    return tuple(found)


def _after_noise(text: str) -> list[str]:
    """The organ of a letterhead with a few stray characters before it (scans, seals)."""
    tries = (organs_of_line(text[skip:]) for skip in range(1, min(5, len(text) - 4)))
    return next((organs for organs in tries if organs), [])


def _cover(lines: Sequence[Line], title: Title) -> tuple[tuple[str, ...], str | None]:
    """Organs and date right beneath the title, as on a cover or above a report."""
    if title.first < 0:
        return (), None
    found: list[str] = []
    date = None
    for line in lines[title.last : title.last + 6]:
        if is_body(line.text) or is_heading_line(line.text) or is_salutation(line.text):
            break
        named = re.sub(r"\s*(?:发\s*布|编\s*制?)$", "", line.text)
        organs = organs_of_line(named) or organ_of_unknown_place(named)
        date = date or date_of_line(line.text)
        found.extend(organs)
        known = organs or date_of_line(line.text) or number_of_line(line.text)
        if not known and not is_furniture(line.text) and (found or not is_complete(line.text)):
            break
    return tuple(dict.fromkeys(found)), date


def _placed(title: Title, lines: Sequence[Line]) -> Title:
    """A title that the container states, with the head lines that print it."""
    wanted = re.sub(r"\W", "", title.text)
    if title.first >= 0 or len(wanted) < 4:
        return title
    for at in range(min(len(lines), 20)):
        taken = ""
        for last in range(at, min(len(lines), at + 5)):
            taken += re.sub(r"\W|^附件\d{0,2}(?=[:：])", "", squeeze(lines[last].text))
            if taken == wanted or (len(taken) > 8 and taken.startswith(wanted)):
                return Title(title.text, title.origin, at, last + 1)
            if not wanted.startswith(taken):
                break
    return title


def zones_of(text: CleanText, name: str) -> Zones:
    """The zones of one document; `name` is its file's."""
    head, tail = head_lines(text), tail_lines(text)
    scanned = any(note.code == "ocr_text" for note in text.notes)
    title = _placed(find_title(head, text.hints, name, scanned=scanned), head)
    if scanned:
        head = mended_letterhead(head, max(title.first, 0), title.text)
    zones = Zones(title, head[: _head_end(head, title)], tail)
    zones.opening = _opening(head)
    zones.letterhead = _letterhead(head, title)
    zones.cover, zones.cover_date = _cover(head, title)
    zones.signature = _signature(zones.head) or _signature(tail) or _inner_signature(text, title)
    zones.imprint = _imprint(tail) or _imprint(zones.head)
    if zones.signature is None and (date := _lone_date(_body_tail(zones, tail), least=10)):
        zones.signature = Signature((), date)
    return zones


def _body_tail(zones: Zones, tail: Sequence[Line]) -> list[Line]:
    """Lines where a date alone is the document's: after the salutation, or the last ones."""
    letters = [at for at, line in enumerate(zones.head) if is_salutation(line.text)]
    letter = zones.head[letters[0] :] if letters else []
    return [*letter, *tail[-6:]]
