"""Places: the GB/T 2260 table to county level, names of the past, named areas and countries.

Codes: six digits of GB/T 2260 (nine for the townships that a library adds), "000000" for 全国,
"area:qinba" for a named area, "country:NL" for a country and "world" for 全球. `path` leads from
the top down to the place itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from kb.errors import VocabularyError
from kb.models import RegionRef
from kb.vocab.files import forget_on_configure, read_csv, read_yaml

__all__ = [
    "CHINA",
    "Region",
    "RegionLevel",
    "all_regions",
    "areas",
    "children",
    "covers",
    "find",
    "named",
    "preset",
    "ref",
    "region",
    "validate",
    "wholly_in",
]

RegionLevel = Literal[
    "country", "province", "city", "county", "township", "area", "foreign", "world"
]
CHINA = "000000"
_RANK = {"country": 0, "world": 0, "province": 1, "area": 1, "city": 2, "county": 3, "township": 4}


@dataclass(frozen=True, slots=True)
class Region:
    """A place. `short` is "" where a name without its suffix would be one character.

    `parent` is the code above, None at the top; `members` the codes of a named area's places,
    `partial` tells that these lie in the area only in part.
    """

    code: str
    name: str
    short: str
    level: RegionLevel
    parent: str | None
    path: str
    members: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class RegionTable:
    """Everything read from the vocabulary files. `names` maps each way to write a place to it."""

    regions: dict[str, Region]
    names: dict[str, tuple[Region, ...]]
    former: dict[str, tuple[str, ...]]


def _rank(place: Region) -> int:
    """How high a place stands, 0 for the country; foreign ones come last."""
    return _RANK.get(place.level, len(_RANK))


def _line(parent: str, code: str, made: dict[str, Region]) -> str:
    above = made.get(parent)
    return f"{above.path}/{code}" if above else code


def _read_divisions(made: dict[str, Region]) -> None:
    made[CHINA] = Region(CHINA, "全国", "", "country", None, CHINA)
    for row in read_csv("regions.csv", columns=("code", "name", "short", "level", "parent")):
        code, parent = row["code"], row["parent"]
        level: Any = row["level"]
        path = _line(parent, code, made)
        made[code] = Region(code, row["name"], row["short"], level, parent, path)


def _read_foreign(made: dict[str, Region]) -> dict[str, list[Region]]:
    made["world"] = Region("world", "全球", "", "world", None, "world")
    names: dict[str, list[Region]] = {}
    for row in sorted(
        read_csv("countries.csv", columns=("code", "name", "aliases", "scanned")),
        key=lambda row: len(row["code"]),
    ):
        code = f"country:{row['code']}"
        parent = f"country:{row['code'][:2]}" if "-" in row["code"] else "world"
        path = _line(parent, code, made)
        made[code] = Region(code, row["name"], "", "foreign", parent, path)
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            names.setdefault(name, []).append(made[code])
    return names


def _area_members(entry: Any, by_name: dict[str, list[Region]]) -> tuple[str, ...]:
    codes: list[str] = []
    for member in entry["members"]:
        groups = member.items() if isinstance(member, dict) else [(member, None)]
        for province, places in groups:
            top = by_name.get(province, [])
            if not top:
                raise VocabularyError("regions_areas.yaml", f"{entry['id']} 中没有“{province}”")
            for place in places or [province]:
                hits = [r for r in by_name.get(place, []) if r.path.startswith(top[0].path)]
                if len(hits) != 1:
                    raise VocabularyError(
                        "regions_areas.yaml", f"{entry['id']} 的成员“{province}{place}”无法确定"
                    )
                codes.append(hits[0].code)
    return tuple(codes)


def _read_areas(made: dict[str, Region]) -> dict[str, list[Region]]:
    by_name: dict[str, list[Region]] = {}
    for place in made.values():
        by_name.setdefault(place.name, []).append(place)
    names: dict[str, list[Region]] = {}
    for document in read_yaml("regions_areas.yaml"):
        for entry in document:
            code, members = f"area:{entry['id']}", _area_members(entry, by_name)
            part = bool(entry.get("part", False))
            first = entry["names"][0]
            made[code] = Region(code, first, "", "area", CHINA, f"{CHINA}/{code}", members, part)
            for name in entry["names"]:
                names.setdefault(name, []).append(made[code])
    return names


def _aliases(place: Region) -> set[str]:
    """Other ways to write a division: 凉山州, 湘西自治州, 北川县, 广西自治区, 内蒙."""
    stem, name = place.short, place.name
    if not stem or stem == name:
        return set()
    found: set[str] = set()
    if name.endswith("自治州"):
        found = {stem + "州", stem + "自治州"}
    elif name.endswith("自治县"):
        found = {stem + "县", stem + "自治县"}
    elif name.endswith("自治区"):
        found = {stem + "自治区"} | ({"内蒙"} if stem == "内蒙古" else set())
    elif name.endswith("特别行政区"):
        found = {stem + "特区"}
    elif name.endswith("林区"):
        found = {stem + "林区"}
    return found - {name, stem}


def _read_former(made: dict[str, Region]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_csv("regions_former.csv", columns=("name", "code", "became")):
        if row["became"]:
            found.setdefault(row["name"], []).append(row["became"])
    for document in read_yaml("regions_renamed.yaml"):
        for name, code in document.items():
            found[name] = [code]
    unknown = [name for name, codes in found.items() if not all(code in made for code in codes)]
    if unknown:
        raise VocabularyError("regions_renamed.yaml", f"“{unknown[0]}”指向不存在的代码")
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@lru_cache(maxsize=1)
def table() -> RegionTable:
    """The vocabulary, read once per process and again after `kb.vocab.configure`."""
    made: dict[str, Region] = {}
    _read_divisions(made)
    divisions = list(made.values())
    names: dict[str, list[Region]] = {"中国": [made[CHINA]]}
    for extra in (_read_foreign(made), _read_areas(made)):
        for name, places in extra.items():
            names.setdefault(name, []).extend(places)
    for place in [made["world"], *divisions]:
        for name in filter(None, {place.name, place.short, *_aliases(place)}):
            names.setdefault(name, []).append(place)
    former = _read_former(made)
    for name, codes in former.items():
        names.setdefault(name, [made[code] for code in codes])
    ordered = {n: tuple(sorted(p, key=_rank)) for n, p in names.items()}
    return RegionTable(made, ordered, former)


forget_on_configure(table.cache_clear)


def region(code: str) -> Region | None:
    """The place with this code, None if there is none."""
    return table().regions.get(code)


def all_regions() -> tuple[Region, ...]:
    """Every place, divisions first in the order of their codes."""
    return tuple(table().regions.values())


def named(name: str) -> tuple[Region, ...]:
    """All places written so, the higher level first; former names lead to today's places."""
    return table().names.get(name, ())


@lru_cache(maxsize=1)
def longest_by_head() -> dict[str, int]:
    """For the first two characters of all names, how long the longest name is."""
    longest: dict[str, int] = {}
    for name in table().names:
        longest[name[:2]] = max(longest.get(name[:2], 0), len(name))
    return longest


forget_on_configure(longest_by_head.cache_clear)


def find(name: str, *, within: str | None = None) -> Region | None:
    """The one place written so; a repeated name is told apart by `within`, a code above or near.

    Names may be chained (四川省巴中市平昌县, “四川省 广元市”). None where it stays ambiguous.
    """
    name = "".join(name.split())
    best = _one(named(name), within)
    if best:
        return best
    for cut in range(len(name) - 2, 1, -1):
        for top in named(name[:cut]):
            below = find(name[cut:], within=top.code)
            if below and below.path.startswith(top.path + "/"):
                return below
    return None


def _one(places: tuple[Region, ...], within: str | None) -> Region | None:
    if len(places) < 2:
        return places[0] if places else None
    if within and (near := region(within)):
        for code in reversed(near.path.split("/")):
            inside = [place for place in places if code in place.path.split("/")]
            if inside and code != CHINA:
                return inside[0] if _distinct(inside) else None
    return places[0] if _distinct(list(places)) else None


def _distinct(places: list[Region]) -> bool:
    """True where the first place stands above the others (吉林省 before 吉林市)."""
    return len(places) == 1 or _rank(places[0]) < _rank(places[1])


def areas() -> tuple[Region, ...]:
    """Every named area, in the order of the vocabulary file."""
    return tuple(place for place in table().regions.values() if place.level == "area")


@lru_cache(maxsize=4096)
def children(code: str) -> tuple[Region, ...]:
    """The places one level below, in the order of their codes; an area's members."""
    above = region(code)
    if above and above.members:
        return tuple(table().regions[member] for member in above.members)
    return tuple(place for place in table().regions.values() if place.parent == code)


forget_on_configure(children.cache_clear)


@lru_cache(maxsize=256)
def wholly_in(area: str) -> frozenset[str]:
    """The members of a named area, and the cities all of whose counties are among them."""
    above = region(area)
    members = frozenset(above.members if above else ())
    cities = {place.parent for code in members if (place := region(code)) and place.parent != CHINA}
    whole = (city for city in cities if city and members.issuperset(p.code for p in children(city)))
    return members.union(whole)


forget_on_configure(wholly_in.cache_clear)


def covers(outer: str, inner: str) -> bool:
    """Whether `inner` lies in `outer` (or is it); an area covers what its members cover."""
    above, below = region(outer), region(inner)
    if above is None or below is None:
        return False
    codes = below.path.split("/")
    return outer in codes or not wholly_in(above.code).isdisjoint(codes)


def preset(name: str) -> Region | None:
    """A named area by its id ("qinba", "area:qinba") or by one of its names."""
    found = region(name if name.startswith("area:") else f"area:{name}")
    return found or next((place for place in named(name) if place.level == "area"), None)


def ref(place: Region) -> RegionRef:
    """The place as a document carries it."""
    return RegionRef(code=place.code, name=place.name, path=place.path)


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    try:
        known = table().regions
    except VocabularyError as exc:
        return [str(exc)]
    orphans = [p.code for p in known.values() if p.parent is not None and p.parent not in known]
    levels = [p for p in known.values() if p.level not in _RANK and p.level != "foreign"]
    return [f"代码 {code} 的上级不存在" for code in orphans] + [
        f"代码 {place.code} 的层级“{place.level}”不是 province、city、county 或 township"
        for place in levels
    ]
