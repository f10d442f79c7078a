"""The gazetteer: one pass over the text with a dictionary of two-character heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Literal

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_csv, read_yaml
from kb.vocab.organs import organ_end
from kb.vocab.regions import CHINA, Region, covers, region, table

__all__ = ["Mention", "may_begin", "mentions", "scan"]

Strength = Literal["sure", "context", "never"]
_LIST_MARK = re.compile(r"[、和与及至]|以及")
_CJK = re.compile(r"[㐀-鿿]")
_ENDINGS = "县市区旗"
_WHOLE = ("全国", "我国")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text. `agency`: it is only the beginning of an organ's or a firm's name."""

    start: int
    end: int
    region: Region
    agency: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    places: tuple[Region, ...]
    strength: Strength


@dataclass(slots=True)
class _Traps:
    """Where a name is none; the keys are those of regions_traps.yaml."""

    full: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    compound: set[str] = field(default_factory=set)
    civic: set[str] = field(default_factory=set)
    landscape: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Index:
    """`opens` finds where two characters may be a head: far faster than looking up every pair."""

    opens: re.Pattern[str]
    heads: dict[str, tuple[_Name, ...]]
    traps: _Traps


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    name: _Name
    place: Region | None = None


def _strength(text: str, places: tuple[Region, ...], traps: _Traps) -> Strength:
    if places[0].level == "township":  # every second county has a 城关镇
        return "context"
    full = [p for p in places if text == p.name or text.endswith(("省", "市", "县", "区", "州"))]
    if full or places[0].level in {"area", "foreign", "country", "world"}:
        single = len(text) == 2 and text[-1] in _ENDINGS
        return "context" if text in traps.full or single else "sure"
    if places[0].level == "county":
        return "never" if text in traps.never else "context"
    return "context" if text in traps.short else "sure"


def _read_traps() -> _Traps:
    traps = _Traps()
    for document in read_yaml("regions_traps.yaml"):
        if strangers := document.keys() - {each.name for each in fields(_Traps)}:
            raise VocabularyError("regions_traps.yaml", f"有未知的键 {sorted(strangers)}")
        for key, words in document.items():
            getattr(traps, key).update(words)
    return traps


@lru_cache(maxsize=1)
def _index() -> _Index:
    traps = _read_traps()
    heads: dict[str, list[_Name]] = {}
    silent = {f"country:{code}" for code in _unscanned()}
    for text, places in table().names.items():
        kept = tuple(p for p in places if p.code not in silent)
        if len(text) < 2 or not kept:
            continue
        strength = _strength(text, kept, traps)
        if strength != "never":
            heads.setdefault(text[:2], []).append(_Name(text, kept, strength))
    for text in _WHOLE:
        name = _Name(text, (table().regions[CHINA],), "sure")
        heads.setdefault(text, []).append(name)
    ordered = {h: tuple(sorted(set(n), key=lambda x: -len(x.text))) for h, n in heads.items()}
    first, second = ({re.escape(head[at]) for head in ordered} for at in (0, 1))
    opens = re.compile(f"[{''.join(sorted(first))}](?=[{''.join(sorted(second))}])")
    return _Index(opens, ordered, traps)


def _unscanned() -> set[str]:
    return {row["code"] for row in read_csv("countries.csv") if row["scanned"] == "no"}


forget_on_configure(_index.cache_clear)


def _fits(text: str, start: int, name: _Name, traps: _Traps) -> bool:
    word, end = name.text, start + len(name.text)
    following = text[end : end + 1]
    if word[-1] + following in traps.compound and text[end : end + 2] not in traps.civic:
        return False
    is_bare = name.strength == "context" and word[-1] not in f"{_ENDINGS}州"
    if is_bare and following in traps.landscape:
        return False
    left = text[start - 1] if start else " "
    return left not in traps.before.get(word, "") and (
        not following or following not in traps.after.get(word, "")
    )


def _hits(text: str, index: _Index) -> Iterator[_Hit]:
    heads, reached = index.heads, 0
    for match in index.opens.finditer(text):
        start = match.start()
        if start < reached:
            continue
        for name in heads.get(text[start : start + 2], ()):
            if text.startswith(name.text, start) and _fits(text, start, name, index.traps):
                reached = start + len(name.text)
                yield _Hit(start, reached, name)
                break


def _choose(name: _Name, near: tuple[Region | None, ...]) -> Region | None:
    """The place meant, by the places near it, nearest first; None if it stays open."""
    if len(name.places) == 1:
        return name.places[0]
    for other in near:
        if other is None:
            continue
        for code in reversed(other.path.split("/")[1:]):
            inside = [p for p in name.places if code in p.path.split("/")]
            if len(inside) == 1:
                return inside[0]
    ranked = sorted(name.places, key=lambda p: len(p.path))
    return ranked[0] if len(ranked[0].path) < len(ranked[1].path) else None


def _is_far_district(place: Region, above: str) -> bool:
    """A district of a city, found by way of the province."""
    province = region(above)
    by_province = province is not None and province.level == "province"
    return by_province and place.name.endswith("区") and place.parent != above


def _below(name: _Name, above: Region) -> Region | None:
    inside = [p for p in name.places if p.code != above.code and covers(above.code, p.code)]
    return inside[0] if len(inside) == 1 else None


class _Reader:
    """Settles the hits of one text from left to right."""

    def __init__(self, text: str, home: Region | None, hits: list[_Hit]) -> None:
        self.text, self.home, self.hits = text, home, hits

    def _listed(self, left: int, right: int) -> bool:
        gap = self.text[self.hits[left].end : self.hits[right].start]
        return len(gap) <= 2 and bool(_LIST_MARK.fullmatch(gap))

    def _at_home(self, hit: _Hit) -> Region | None:
        """A bare county name within the document's own prefecture or province.

        Districts are called so in their own city alone: elsewhere 江海堤防 and 滨湖大道 are words.
        """
        if self.home is None or self.home.level not in {"province", "city", "county", "township"}:
            return None
        for code in reversed(self.home.path.split("/")[1:]):
            inside = [p for p in hit.name.places if code in p.path.split("/")]
            inside = [p for p in inside if p.level != "township" or code in (p.code, p.parent)]
            if inside:
                found = inside[0] if len(inside) == 1 else None
                return None if found and _is_far_district(found, code) else found
        return None

    def _alone(self, hit: _Hit) -> bool:
        """No Chinese character touches a two-character full name such as 和县 on the left."""
        return hit.start == 0 or not _CJK.match(self.text[hit.start - 1])

    def settle(self) -> None:
        """Give each hit its place where the context allows it; runs of a list help each other."""
        last: Region | None = None
        for number, hit in enumerate(self.hits):
            previous = self.hits[number - 1] if number else None
            if previous and previous.place and previous.end == hit.start:
                hit.place = _below(hit.name, previous.place)
            near = (last, self.home)
            settled = hit.place is not None
            own_only = hit.name.places[0].level == "township"
            sure = not own_only and (hit.name.strength == "sure" or self._in_list(number))
            if not settled and sure:
                hit.place = _choose(hit.name, near)
            elif not settled and (own_only or not self._trap(hit)):
                hit.place = self._at_home(hit)
            last = hit.place or last

    def _trap(self, hit: _Hit) -> bool:
        short = hit.name.text
        return hit.name.places[0].level != "county" or (len(short) == 2 and short[-1] in _ENDINGS)

    def _in_list(self, number: int) -> bool:
        """A list of places in which a neighbour is settled, or of three bare names."""
        hit = self.hits[number]
        if len(hit.name.text) == 2 and hit.name.text[-1] in _ENDINGS and not self._alone(hit):
            return False
        before = number > 0 and self._listed(number - 1, number)
        if before and self.hits[number - 1].place is not None:
            return True
        if number + 1 == len(self.hits) or not self._listed(number, number + 1):
            return False
        if self.hits[number + 1].name.strength == "sure":
            return True
        return number + 2 < len(self.hits) and self._listed(number + 1, number + 2)


def _merged(hits: list[_Hit]) -> Iterator[tuple[int, int, Region]]:
    """Chains such as 四川省巴中市平昌县 become one mention of the last place."""
    open_span: tuple[int, int, Region] | None = None
    for hit in hits:
        if hit.place is None:
            continue
        if open_span and open_span[1] == hit.start and covers(open_span[2].code, hit.place.code):
            open_span = (open_span[0], hit.end, hit.place)
            continue
        if open_span:
            yield open_span
        open_span = (hit.start, hit.end, hit.place)
    if open_span:
        yield open_span


def mentions(text: str, *, within: str | None = None) -> list[Mention]:
    """Every place named, in order; those that only begin an organ's name are flagged `agency`."""
    hits = list(_hits(text, _index()))
    if not hits:
        return []
    reader = _Reader(text, region(within) if within else None, hits)
    reader.settle()
    return [
        Mention(start, end, place, agency=organ_end(text, end) is not None)
        for start, end, place in _merged(reader.hits)
    ]


def may_begin(text: str) -> bool:
    """Whether a text begins like the name of a place: sooner told than whether it does."""
    return text[:2] in _index().heads


def scan(text: str, *, within: str | None = None) -> list[tuple[int, int, Region]]:
    """Places named in the text as (start, end, place), in order; agencies' names are left out.

    `within`: code of the document's own region, which settles bare and repeated names.
    全省, 全市, 我县 … are left to the caller.
    """
    return [(m.start, m.end, m.region) for m in mentions(text, within=within) if not m.agency]
