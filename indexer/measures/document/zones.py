"""Development zones and new districts: places with a name but no code of their own.

What holds for 兰州新区 does not hold for 兰州市 (gold/GUIDELINE.md: a region is "the place it
holds for"). The region of such a record is the zone's name, without a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from indexer.measures.lexing.lexicon import alternation, words
from kb.models import RegionRef
from kb.vocab.regions import Region, find

__all__ = ["zone_behind", "zone_of_document", "zones_listed", "zones_opening"]

_OFFICE = re.compile(r"(?:党工委|工委|管理委员会|管委会|办公室)+$")
_ABOUT = re.compile(r"^(?:中共)?(?:关于)?(?:印发|发布|下达)?[《〈]?")
_OTHER_NAMES = r"(?![、和与及]|等|内|外|各|企业名)"


@cache
def _behind(kind: str) -> re.Pattern[str]:
    """What follows a place's name: 兰州 + 新区, 南京 + 江北新区."""
    return re.compile(rf"(?:国家级?)?(?:{alternation(words('zones', kind))})")


@cache
def _opening() -> re.Pattern[str]:
    """A name of its own that opens a clause: 江北新区, 临港新片区."""
    kinds, general = (alternation(words("zones", name)) for name in ("own_kind", "general"))
    known = alternation(words("zones", "known"))
    return re.compile(
        rf"(?:^|(?<=[，。；：]))(?:{known}|(?!{general})[一-龥]{{2}}(?:{kinds})){_OTHER_NAMES}"
    )


_DIVISIONS = ("province", "city", "county")
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")


def zone_behind(text: str, end: int, place: Region) -> int:
    """Where the zone's name ends that goes on from a place's name; `end` where none does.

    四川 has many a 高新区, but one 自贸试验区.
    """
    found = _behind(_kinds_of(place)).match(text, end) if place.level in _DIVISIONS else None
    return found.end() if found is not None else end


def _kinds_of(place: Region) -> str:
    many = place.level == "province" and place.code not in _MUNICIPALITIES
    return "of_province" if many else "kind"


def zones_opening(text: str) -> Iterator[tuple[int, int]]:
    """Zones with a name of their own, where a clause opens with them."""
    if "区" in text:
        yield from (match.span() for match in _opening().finditer(text))


@cache
def _listed(least: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One zone of a list, and a list of two or more that opens a clause with what they do.

    `least`: characters that its name has before its kind.
    """
    kinds, general = (alternation(words("zones", name)) for name in ("kind", "general"))
    own = rf"(?!{general})(?:(?![和与及])[一-龥]){{1,4}}?"
    zone = rf"(?:{own}){'' if least else '??'}(?:{kinds})"
    measured = r"(?=的?(?!达|等|总数|建设|共|增)[一-龥]{3})"
    run = rf"(?:^|(?<=[，。；：])){zone}(?:[、和与及]{zone})+{measured}"
    return re.compile(zone), re.compile(run)


def zones_listed(text: str, ends: Sequence[int], *, named: bool) -> Iterator[tuple[int, int]]:
    """甲高新区、乙经开区产值分别…; and behind places that end at `ends`: 蜀山区、高新区的….

    A list names what holds for each of its zones; one alone stands for its kind: 推动高新区升级.
    `named`: only zones with a name of their own, as a whole province has many of each kind.
    """
    if "区" not in text:
        return
    zone, run = _listed(int(named))
    starts = [(match.start(), match.end()) for match in run.finditer(text)]
    starts += [(end + 1, len(text)) for end in ends if text[end : end + 1] in _BETWEEN]
    for start, limit in starts:
        at = start
        while at < limit and (found := zone.match(text, at, limit)):
            yield found.span()
            if text[found.end() : found.end() + 1] not in _BETWEEN:
                break
            at = found.end() + 1


_BETWEEN = ("、", "和", "与", "及")


def zone_of_document(title: str, issuers: Sequence[str], places: Sequence[RegionRef]) -> str | None:
    """The zone that issued a document or that its title begins with, as it is named there."""
    place = find(places[0].name) if places else None
    if place is None or place.level not in _DIVISIONS:
        return None
    form = re.compile(rf"[一-龥]{{0,4}}?{_behind(_kinds_of(place)).pattern}")
    for name in (_ABOUT.sub("", title), *(_OFFICE.sub("", issuer) for issuer in issuers[:1])):
        own = (place.name, place.short)
        begins = next((short for short in own if short and name.startswith(short)), "")
        found = form.match(name, len(begins)) if begins else None
        if found is not None and find(name[: found.end()]) is None:
            return name[: found.end()]
    return None
