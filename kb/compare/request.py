"""What is compared: a request, its short form in an address, and regions by tree or preset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from kb.coded import known_code
from kb.compare.places import below, cities_of, region_codes, specs, the_place
from kb.compare.suggest import metric_begun
from kb.errors import UnknownFieldError, UserError
from kb.vocab import metrics, periods
from kb.vocab.metric_names import name_key
from kb.words import KINDS, STATUSES

__all__ = [
    "MAX_CELLS",
    "Request",
    "below",
    "metric_named",
    "parse_request",
    "region_codes",
    "request_facts",
    "with_children",
]

MAX_CELLS = 60_000  # cells of one matrix; more would be no table any more
AS_TYPED = str.maketrans({"，": ",", "、": ",", "年": "", **dict.fromkeys("—–－~～至到", "-")})
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
            values = getattr(self, name)
            if values != getattr(DEFAULT, name):
                values = specs(values) if name == "regions" else values
                found += [(SHORT[name], str(value)) for value in values]
        found += [("superseded", "1")] if self.superseded else []
        found += [("ours", self.ours)] if self.ours else []
        return found


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
    found = None if name.startswith("=") else metric_named(name)
    return found.id if found else "=" + name_key(name.removeprefix("="))


def metric_named(name: str) -> metrics.Metric | None:
    """The metric somebody means who types this, short names such as PM2.5 and 氨氮 included."""
    if (found := metrics.match(name)) is not None:
        return found
    with_short = (known for known in metrics.all_metrics() if known.bare)
    short = next((k for k in with_short if metrics.match(name, unit=k.unit) == k), None)
    return short or metric_begun(name)


def with_children(request: Request) -> Request:
    """The same with the places one level below each region, or a named area's cities."""
    if not request.regions:
        raise UserError("要列出下级，请先用 --region 指明地区。")
    codes = [c for code in request.regions for c in (code, *cities_of(the_place(code)))]
    return replace(request, regions=tuple(dict.fromkeys(codes)))


def _years(texts: Iterable[str]) -> tuple[int, ...]:
    found: set[int] = set()
    for text in texts:
        for part in text.translate(AS_TYPED).split(","):
            first, dash, last = (each.strip() for each in part.partition("-"))
            if not first:
                continue
            if not (first.isdigit() and (not dash or last.isdigit())):
                raise UserError(f"年份应写作 2025 或 2020-2025，而不是“{part.strip()[:20]}”。")
            low, high = int(first), int(last or first)
            if not 1900 <= low <= high <= 2200 or high - low > 100:
                raise UserError(f"年份“{part.strip()[:20]}”不在可比较的范围内。")
            found.update(range(low, high + 1))
    return tuple(sorted(found))


def _coded(what: str, words: Mapping[str, str], values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known_code(what, words, value) for value in values))


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
        statuses=_coded("性质", STATUSES, lists["statuses"]) or DEFAULT.statuses,
        bindings=_checked("binding", lists["bindings"], ("约束性", "预期性")),
        periods=_checked("period", lists["periods"], known_periods),
        kinds=_coded("类型", KINDS, lists["kinds"]),
        documents=tuple(dict.fromkeys(lists["documents"])),
        superseded=next(iter(given.get("superseded", ())), "") in ("1", "true", "on"),
        ours=the_place(ours).code if ours else None,
    )
