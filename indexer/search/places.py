"""Names of places and offices in queries, resolved by the vocabulary."""

from __future__ import annotations

from functools import lru_cache

from kb.vocab import forget_on_configure, issuers, regions

__all__ = ["codes_above", "codes_below", "codes_of", "find_place", "issuer_forms", "names_of"]

_MARKS = frozenset("省市州县区旗")  # what an office of an untold place begins with


def find_place(name: str) -> str | None:
    """The code of a place, None where the vocabulary does not know it."""
    found = regions.find(name)
    return found.code if found else None


def issuer_forms(name: str) -> tuple[str, ...]:
    """An office as typed and in full: 四川省发改委, and 省发改委 or 发改委 of whatever place."""
    mark, rest = (name[:1], name[1:]) if name[:1] in _MARKS else ("", name)
    local = mark + issuers.short_names()[1].get(rest, rest)
    return tuple(dict.fromkeys((name, issuers.resolve(name), local)))


@lru_cache(maxsize=1)
def _areas() -> dict[str, tuple[str, ...]]:
    """For each place that wholly belongs to named areas, the codes of these."""
    areas: dict[str, list[str]] = {}
    for place in regions.all_regions():
        for member in () if place.partial else regions.wholly_in(place.code):
            areas.setdefault(member, []).append(place.code)
    return {code: tuple(above) for code, above in areas.items()}


@lru_cache(maxsize=4096)
def codes_above(path: str) -> tuple[str, ...]:
    """The codes a place counts under: its path, and the named areas one of these belongs to."""
    codes = path.split("/")
    areas = [area for code in codes for area in _areas().get(code, ())]
    return tuple(dict.fromkeys((*codes, *areas)))


@lru_cache(maxsize=4096)
def codes_of(code: str) -> tuple[str, ...]:
    """The codes that something of this place counts under; a place nobody knows is on its own."""
    place = regions.region(code)
    return codes_above(place.path) if place else (code,)


@lru_cache(maxsize=1)
def _below() -> dict[str, tuple[str, ...]]:
    below: dict[str, list[str]] = {}
    for place in regions.all_regions():
        for code in codes_above(place.path):
            below.setdefault(code, []).append(place.code)
    return {code: tuple(codes) for code, codes in below.items()}


def codes_below(code: str) -> tuple[str, ...]:
    """The codes of all places that count under a place or area, itself included."""
    return _below().get(code, (code,))


@lru_cache(maxsize=4096)
def names_of(path: str) -> tuple[str, ...]:
    """Names of a place and of the provinces and cities above it, the country left out."""
    places = [regions.region(code) for code in path.split("/") if code != regions.CHINA]
    return tuple(place.name for place in places if place)


forget_on_configure(_areas.cache_clear)
forget_on_configure(codes_above.cache_clear)
forget_on_configure(codes_of.cache_clear)
forget_on_configure(_below.cache_clear)
forget_on_configure(names_of.cache_clear)
