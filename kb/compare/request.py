"""What is compared: a request, its short form in an address, and regions by tree or preset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from kb.compare.suggest import full_name, near_regions
from kb.errors import UnknownFieldError, UserError
from kb.vocab import metrics, periods, regions
from kb.vocab.metric_names import name_key

__all__ = [
    "MAX_CELLS",
    "Request",
    "below",
    "parse_request",
    "region_codes",
    "request_facts",
    "with_children",
]

MAX_CELLS = 60_000  # cells of one matrix; more would be no table any more
CITIES = ("的市州", "的市", "各市州", "各市")
PARTS = ("的县", "各县", "各区县", "的成员", "各成员")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
STATUSES = ("target", "actual", "forecast")
LISTS = ("metrics", "regions", "years", "statuses", "bindings", "periods", "kinds", "documents")


@dataclass(frozen=True, slots=True)
class Request:
    """Which cells. Empty `regions` or `years`: all that the library holds for the metrics.

    `metrics` are ids, or "=" and a surface name outside the vocabulary; `regions` codes;
    `superseded` lets replaced documents in; `ours` is the region others are compared with.
    """

    metrics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ("target",)
    bindings: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    superseded: bool = False
    ours: str | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """The request as parameters of an address; defaults are left out."""
        found: list[tuple[str, str]] = []
        for name in LISTS:
            if getattr(self, name) != getattr(DEFAULT, name):
                found += [(SHORT[name], str(value)) for value in getattr(self, name)]
        found += [("superseded", "1")] if self.superseded else []
        found += [("ours", self.ours)] if self.ours else []
        return found

    def with_years(self, years: Iterable[int]) -> Request:
        """The same for other years."""
        return replace(self, years=tuple(sorted(set(years))))


DEFAULT = Request()
SHORT = {
    "metrics": "metric",
    "regions": "region",
    "years": "year",
    "statuses": "status",
    "bindings": "binding",
    "periods": "period",
    "kinds": "kind",
    "documents": "document",
}


def request_facts(request: Request) -> dict[str, Any]:
    """The request as plain values, for files and JSON."""
    found = {field.name: getattr(request, field.name) for field in fields(request)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


def _metric_id(name: str) -> str:
    if any(name == known.id for known in metrics.all_metrics()):
        return name
    found = None if name.startswith("=") else metrics.match(name)
    return found.id if found else "=" + name_key(name.removeprefix("="))


def region_codes(spec: str) -> tuple[str, ...]:
    """The codes a typed name, a code or a preset stands for.

    Presets: “四川省的市州” or `children:510000`; `members:area:qinba`; `cities:area:qinba`, the
    cities its members lie in; `around:511900` (a place, its parents and siblings); `provinces`.
    """
    word, _, rest = spec.strip().partition(":")
    if word == "provinces" or spec in ("各省", "各省区市", "全国各省"):
        return below(regions.CHINA)
    if word == "children":
        return below(_one(rest).code)
    if word == "members":
        return _members(_one(rest))
    if word == "cities":
        return _cities(_one(rest))
    if word == "around":
        return _around(_one(rest))
    for ending in (*CITIES, *PARTS):
        if spec.endswith(ending) and (above := regions.find(spec.removesuffix(ending))):
            return _cities(above) if ending in CITIES else _members(above)
    return (_one(spec).code,)


def below(code: str) -> tuple[str, ...]:
    """The divisions one level below a place, or the members of a named area; no areas."""
    found = regions.children(code)
    return tuple(place.code for place in found if place.level != "area")


def with_children(request: Request) -> Request:
    """The same with the places one level below each region, or a named area's cities."""
    if not request.regions:
        raise UserError("要列出下级，请先用 --region 指明地区。")
    codes = [c for code in request.regions for c in (code, *_cities(_one(code)))]
    return replace(request, regions=tuple(dict.fromkeys(codes)))


def _one(name: str) -> regions.Region:
    found = regions.region(name) or regions.find(name) or regions.preset(name)
    if found is not None:
        return found
    if several := regions.named("".join(name.split())):
        listed = "、".join(f"{full_name(place.code)}（{place.code}）" for place in several[:12])
        raise UserError(f"叫“{name[:40]}”的地区有 {len(several)} 个：{listed}。请写全称或代码。")
    near = near_regions(name)
    guess = f"是不是：{'、'.join(near)}？" if near else ""
    raise UserError(f"不认识地区“{name[:40]}”。{guess}请写全称（如“四川省巴中市”）或六位代码。")


def _members(place: regions.Region) -> tuple[str, ...]:
    return place.members or below(place.code) or (place.code,)


def _cities(place: regions.Region) -> tuple[str, ...]:
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


def _years(texts: Iterable[str]) -> tuple[int, ...]:
    found: set[int] = set()
    for text in texts:
        for part in text.replace("，", ",").replace("、", ",").split(","):
            first, dash, last = part.strip().partition("-")
            if not first:
                continue
            if not (first.isdigit() and (not dash or last.isdigit())):
                raise UserError(f"年份应写作 2025 或 2020-2025，而不是“{part.strip()[:20]}”。")
            low, high = int(first), int(last or first)
            if not 1900 <= low <= high <= 2200 or high - low > 100:
                raise UserError(f"年份“{part.strip()[:20]}”不在可比较的范围内。")
            found.update(range(low, high + 1))
    return tuple(sorted(found))


def _checked(name: str, values: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise UserError(f"{name} 可用的值：{'、'.join(allowed)}；而不是“{value[:40]}”。")
    return tuple(dict.fromkeys(values))


def parse_request(given: Mapping[str, Sequence[str]]) -> Request:
    """A request from repeated parameters (`metric=…&region=…&year=2020-2025`)."""
    known = {*SHORT.values(), "superseded", "ours"}
    if unknown := set(given) - known:
        raise UnknownFieldError(sorted(unknown)[0], known=known)
    lists = {name: [v.strip() for v in given.get(SHORT[name], ()) if v.strip()] for name in LISTS}
    ours = next(iter(given.get("ours", ())), "").strip()
    known_periods = tuple(periods.all_periods())
    codes = [code for spec in lists["regions"] for code in region_codes(spec)]
    return Request(
        metrics=tuple(dict.fromkeys(_metric_id(name) for name in lists["metrics"])),
        regions=tuple(dict.fromkeys(codes)),
        years=_years(lists["years"]),
        statuses=_checked("status", lists["statuses"], STATUSES) or DEFAULT.statuses,
        bindings=_checked("binding", lists["bindings"], ("约束性", "预期性")),
        periods=_checked("period", lists["periods"], known_periods),
        kinds=tuple(dict.fromkeys(lists["kinds"])),
        documents=tuple(dict.fromkeys(lists["documents"])),
        superseded=next(iter(given.get("superseded", ())), "") in ("1", "true", "on"),
        ours=_one(ours).code if ours else None,
    )
