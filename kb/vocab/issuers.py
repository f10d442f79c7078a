"""Organs that issue documents: from the short name to the full one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.regions import Region, covers, longest_by_head, named, region

__all__ = [
    "national_names",
    "place_of",
    "place_prefix",
    "resolve",
    "same_organ",
    "short_names",
    "split",
    "validate",
]

_WE = re.compile(r"^(?:我|本|全)?(省|市|县|区|自治区|自治州|州)(?=.)")
_ENDINGS = {
    "省": ("省", "自治区", "市"),
    "自治区": ("自治区",),
    "市": ("市",),
    "州": ("州",),
    "自治州": ("州",),
    "县": ("县", "旗"),
    "区": ("区",),
}
_PARTY = re.compile(r"^(?:省|市|县|区|州|盟|旗)委(?!员)")
_COMMITTEE = re.compile(r"委(?!员会?$|员$|托)")
_JOINT = re.compile(r"[、,，；;]|\s{2,}|\n")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    national: dict[str, str] = {}
    local: dict[str, str] = {}
    for document in read_yaml("issuers.yaml"):
        national.update(document.get("national", {}))
        local.update(document.get("local", {}))
    return national, local


@lru_cache(maxsize=1)
def _vertical() -> re.Pattern[str]:
    words = [
        word for document in read_yaml("issuers.yaml") for word in document.get("vertical", ())
    ]
    return re.compile("|".join(map(re.escape, words)) + "|监管局$")


forget_on_configure(_tables.cache_clear)
forget_on_configure(_vertical.cache_clear)


_ALONE = frozenset({"province", "city", "county"})  # townships only behind their county


def _place(name: str, levels: frozenset[str] = _ALONE) -> tuple[Region, int] | None:
    """The place at the beginning of a name and where it ends, the longest possible."""
    found: tuple[Region, int] | None = None
    size = 2
    most = min(len(name), longest_by_head().get(name[:2], 0))
    while size <= most:
        for place in named(name[:size]):
            bare = place.level == "county" and name[:size] == place.short
            if place.level in levels and not bare:
                found = (place, size)
                break
        size += 1
    if found:
        below = _place(name[found[1] :], _ALONE | {"township"})
        if below and covers(found[0].code, below[0].code):
            return below[0], found[1] + below[1]
    return found


def place_prefix(name: str) -> tuple[Region | None, int]:
    """The place that a name begins with (the last of a chain) and its length, 0 without one."""
    found = _place(name)
    return found if found else (None, 0)


def _above(code: str, mark: str) -> Region | None:
    """The document's own place, or the one above it, that 省 / 市 / 县 speaks of."""
    home = region(code)
    for step in reversed(home.path.split("/")) if home else ():
        place = region(step)
        if place is None or not place.name.endswith(_ENDINGS[mark]):
            continue
        if (mark != "省" or place.level == "province") and place.level != "country":
            return place
    return None


def national_names() -> tuple[str, ...]:
    """The known names of national organs, short ones included."""
    return tuple(_tables()[0])


def short_names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Short names with the full ones, of national organs and of local ones without their place."""
    return _tables()


def place_of(name: str) -> Region | None:
    """The place whose organ this is; None for a national organ or an unknown place."""
    name = name.removeprefix("中共")
    found = _place(name)
    return found[0] if found else None


def _local(rest: str) -> str:
    local = _tables()[1]
    return local.get(rest, rest)


def resolve(name: str, *, within: str | None = None) -> str:
    """The full name of an organ: 四川省发改委 → 四川省发展和改革委员会, 国办 → 国务院办公厅.

    `within`: code of the document's region, for names without a place (省发改委). A name that is
    full already or not known comes back as it is, without blanks.
    """
    name = re.sub(r"^中华人民共和国(?=国家|国务院|[^国]{2,10}部$)", "", "".join(name.split()))
    name = re.sub(r"^人民银行(?=.)", "中国人民银行", name)
    party = "中共" if name.startswith("中共") and not name.startswith("中共中央") else ""
    body = name.removeprefix("中共") if party else name
    found = _place(body)
    if found is None and within and (we := _WE.match(body)):
        home = _above(within, we.group(1))
        found = (home, 0) if home else None
        body = (home.name if home else "") + body[we.end() :] if found else body
        found = (home, len(home.name)) if home else None
    if found is None:
        return name if party else _tables()[0].get(name, name)
    place, end = found
    rest = body[end:]
    if not rest:
        return name
    if body[:end] == place.short and rest[:1] == place.name[-1:] and not rest.startswith("区域"):
        rest = rest[1:]
    if _PARTY.match(rest) or _COMMITTEE.match(rest):
        return f"中共{place.name}{rest[1:] if _PARTY.match(rest) else rest}"
    if party or (_vertical().search(rest) and body[:end] == place.short):
        return name
    return (
        place.name + _local(rest) if _chain_free(body[:end], place) else body[:end] + _local(rest)
    )


def _chain_free(prefix: str, place: Region) -> bool:
    """False where the prefix names the place above as well (成都市金牛区)."""
    return prefix in {place.name, place.short} or len(prefix) <= len(place.name)


def same_organ(one: str, other: str, *, within: str | None = None) -> bool:
    """Whether two names, perhaps shortened, mean the same organ."""
    return resolve(one, within=within) == resolve(other, within=within)


def split(names: str) -> list[str]:
    """The single organs of a joint letterhead or signature: “甲局、乙局” → [甲局, 乙局]."""
    return [part.strip() for part in _JOINT.split(names) if part.strip()]


def validate() -> list[str]:
    """What is wrong with the vocabulary, in words; an empty list if nothing is."""
    national, local = _tables()
    empty = [key for key, value in {**national, **local}.items() if not value]
    chained = [
        key
        for key, value in national.items()
        if value != key and national.get(value, value) != value
    ]
    return [f"{key} 没有全称" for key in empty] + [f"{key} 的全称本身又是简称" for key in chained]
