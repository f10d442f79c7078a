"""Places as they are typed and as addresses name them: names, codes, and sets of places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kb.compare.suggest import full_name, near_regions
from kb.errors import UserError
from kb.vocab import forget_on_configure, regions

__all__ = ["below", "cities_of", "region_codes", "spec_words", "specs", "the_place"]

CITIES = ("的市州", "的市", "各市州", "各地市", "各市")
PARTS = ("的县", "各县", "各区县", "的成员", "各成员")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
AROUND = ("周边", "及其上级和同级", "及上级、同级")
SETS = {"children": "各市州", "members": "各成员", "cities": "各市", "around": "周边"}
FEWEST = 3  # fewer places are named one by one


def region_codes(spec: str) -> tuple[str, ...]:
    """The codes a typed name, a code or a preset stands for.

    Presets: “四川省的市州” or `children:510000`; `members:area:qinba`; `cities:area:qinba`, the
    cities its members lie in; “巴中市周边” or `around:511900` (a place, its parents and siblings);
    “各省” or `provinces`.
    """
    word, _, rest = spec.strip().partition(":")
    if word == "provinces" or spec in ("各省", "各省份", "各省区市", "全国各省"):
        return below(regions.CHINA)
    if word == "children":
        return below(the_place(rest).code)
    if word == "members":
        return _members(the_place(rest))
    if word == "cities":
        return cities_of(the_place(rest))
    if word == "around":
        return _around(the_place(rest))
    for ending in (*CITIES, *PARTS):
        if spec.endswith(ending) and (above := regions.find(spec.removesuffix(ending))):
            return cities_of(above) if ending in CITIES else _members(above)
    for ending in AROUND:
        if spec.endswith(ending) and (middle := regions.find(spec.removesuffix(ending))):
            return _around(middle)
    return (the_place(spec).code,)


def below(code: str) -> tuple[str, ...]:
    """The divisions one level below a place, or the members of a named area; no areas."""
    found = regions.children(code)
    return tuple(place.code for place in found if place.level != "area")


def the_place(name: str) -> regions.Region:
    """The one place of a name or code; what it may have been is said where there is none."""
    found = regions.region(name) or regions.find(name) or regions.preset(name)
    if found is not None:
        return found
    if several := regions.named("".join(name.split())):
        listed = "、".join(f"{full_name(place.code)}（{place.code}）" for place in several[:12])
        raise UserError(f"叫“{name[:40]}”的地区有 {len(several)} 个：{listed}。请写全称或代码。")
    near = near_regions(name)
    guess = f"是不是：{'、'.join(near)}？" if near else ""
    raise UserError(
        f"不认识地区“{name[:40]}”。{guess}请写全称（如“四川省巴中市”）或六位代码；"
        "词表中没有的地区，先用 policykb vocab add-region 加进本库。"
    )


def _members(place: regions.Region) -> tuple[str, ...]:
    return place.members or below(place.code) or (place.code,)


def cities_of(place: regions.Region) -> tuple[str, ...]:
    """The members of a named area at the level of cities; one level below any other place."""
    found: dict[str, None] = {}
    for code in _members(place):
        member = regions.region(code)
        above = regions.region(member.parent) if member and member.parent else None
        if member is None or not place.members:
            found[code] = None
        elif member.level == "province" and code not in MUNICIPALITIES:
            found |= dict.fromkeys(below(code))
        elif above is not None and (above.level == "city" or above.code in MUNICIPALITIES):
            found[above.code] = None
        else:
            found[code] = None
    return tuple(found)


def _around(place: regions.Region) -> tuple[str, ...]:
    above = [code for code in place.path.split("/") if code != place.code]
    siblings = below(place.parent) if place.parent else ()
    return tuple(dict.fromkeys([*above, place.code, *siblings]))


@lru_cache(maxsize=1024)
def _expanded(spec: str) -> tuple[str, ...]:
    return region_codes(spec)


forget_on_configure(_expanded.cache_clear)


def _sets_beginning(codes: Sequence[str], at: int) -> Iterable[str]:
    """The sets of places that may begin with the place at `at`."""
    place = regions.region(codes[at])
    if place is not None and place.parent:
        yield "provinces" if place.parent == regions.CHINA else f"children:{place.parent}"
    for area in regions.areas():
        yield f"members:{area.code}"
        yield f"cities:{area.code}"
    if codes[at] == regions.CHINA:
        for code in codes[at + 1 : at + 4]:
            yield f"around:{code}"


def specs(codes: Sequence[str]) -> list[str]:
    """Codes with whole sets written as one: what `region_codes` reads back to the same codes."""
    found: list[str] = []
    at = 0
    while at < len(codes):
        fits = [
            (len(many), spec)
            for spec in _sets_beginning(codes, at)
            if len(many := _expanded(spec)) >= FEWEST and tuple(codes[at : at + len(many)]) == many
        ]
        size, spec = max(fits, key=lambda fit: fit[0], default=(1, codes[at]))
        found.append(spec)
        at += size
    return found


def spec_words(spec: str) -> str:
    """A code or a set of places in words that `region_codes` understands."""
    kind, _, code = spec.partition(":")
    if kind == "provinces":
        return "各省"
    place = regions.region(code if kind in SETS else spec)
    if place is None:
        return spec
    if kind not in SETS:
        found = regions.find(place.name)
        return place.name if found is not None and found.code == spec else spec
    words = SETS[kind]
    if kind == "children" and place.level != "province":
        words = "各区县"
    spoken = f"{place.name}{words}"
    return spoken if _reads_as(spoken, spec) else spec


def _reads_as(words: str, spec: str) -> bool:
    try:
        return region_codes(words) == _expanded(spec)
    except UserError:
        return False
