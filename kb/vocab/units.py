"""Units: what a surface such as 万吨标准煤 means, and exact conversion by Decimal factors.

`lookup` understands listed units, multipliers before them (万, 亿, 百万 …) and rates
composed of them (吨/万元, 毫克每升, 元/人·月). Dimensions that only look alike stay apart:
a percentage point is no percent, 吨标准煤 is no 吨, 标台 is no 台.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

from kb.errors import VocabularyError
from kb.vocab.files import forget_on_configure, read_yaml

__all__ = [
    "Unit",
    "canonical",
    "common_rates",
    "convert",
    "dimension_keys",
    "dimension_name",
    "lookup",
    "multipliers",
    "surfaces",
    "validate",
]

FILE = "units.yaml"
EXACT = Context(prec=40)
KEPT = Context(prec=15)  # canonical values keep 15 significant digits: 15 亩 is exactly 1 公顷


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: one `symbol` is `factor` times `unit`, the canonical unit of its `dimension`."""

    symbol: str
    dimension: str
    factor: Decimal
    unit: str


@dataclass(frozen=True)
class _Table:
    units: dict[str, Unit]
    denominators: dict[str, Unit]
    multipliers: dict[str, Decimal]
    refuse_prefix: frozenset[str]
    rate_units: tuple[str, ...]
    common_rates: tuple[str, ...]
    dimensions: dict[str, str]
    rate_aliases: dict[str, str]


def _number(value: object) -> Decimal:
    above, _, below = str(value).partition("/")
    return EXACT.divide(Decimal(above), Decimal(below)) if below else Decimal(above)


def fold(surface: str) -> str:
    """A surface as it is looked up: no white space, half-width signs, one kind of middle dot."""
    text = "".join(surface.split())
    for old, new in (("％", "%"), ("／", "/"), ("∕", "/"), ("•", "·"), ("㎞", "km"), ("㎏", "kg")):
        text = text.replace(old, new)
    return text


def _checked(entry: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    allowed = {"symbol", "dimension", "factor", "aliases", "prefix", "denominator"}
    if extra := set(entry) - allowed:
        raise VocabularyError(FILE, f"单位“{entry.get('symbol')}”有未知的键 {sorted(extra)}")
    if entry.get("dimension") not in known:
        raise VocabularyError(
            FILE, f"单位“{entry.get('symbol')}”的量纲“{entry.get('dimension')}”没有定义"
        )
    return entry


@lru_cache(maxsize=1)
def _table() -> _Table:
    parts = read_yaml(FILE)
    dimensions = {k: v for part in parts for k, v in part.get("dimensions", {}).items()}
    canonical_units = {key: value["canonical"] for key, value in dimensions.items()}
    units: dict[str, Unit] = {}
    denominators: dict[str, Unit] = {}
    refuse: set[str] = set()
    for part in parts:
        for raw in part.get("units", []):
            entry = _checked(raw, canonical_units)
            dimension = entry["dimension"]
            factor = _number(entry.get("factor", 1))
            unit = Unit(entry["symbol"], dimension, factor, canonical_units[dimension])
            for surface in [entry["symbol"], *entry.get("aliases", [])]:
                units[fold(surface)] = unit
                if entry.get("prefix") is False:
                    refuse.add(fold(surface))
            denominators.update({fold(s): unit for s in entry.get("denominator", [])})
    return _Table(
        units,
        denominators,
        {k: Decimal(v) for part in parts for k, v in part.get("multipliers", {}).items()},
        frozenset(refuse),
        tuple(s for part in parts for s in part.get("canonical_rates", [])),
        tuple(s for part in parts for s in part.get("common_rates", [])),
        {key: value["name"] for key, value in dimensions.items()},
        {
            fold(surface): rate["of"]
            for part in parts
            for rate in part.get("rates", [])
            for surface in [rate["symbol"], *rate.get("aliases", [])]
        },
    )


def _simple(surface: str, *, below: bool = False) -> Unit | None:
    """A unit without a slash, perhaps with a multiplier before it."""
    table = _table()
    if below and (unit := table.denominators.get(surface)):
        return unit
    if unit := table.units.get(surface):
        return unit
    for length in range(min(3, len(surface)), 0, -1):
        if (times := table.multipliers.get(surface[:length])) is None:
            continue
        rest = surface[length:]
        if rest in table.refuse_prefix:
            return None
        unit = table.units.get(rest) or (table.denominators.get(rest) if below else None)
        if unit:
            factor = EXACT.multiply(times, unit.factor)
            return Unit(surface, unit.dimension, factor, unit.unit)
    return None


_COUNTED = re.compile(r"(\d+)(.*)", re.DOTALL)


def _denominator(surface: str) -> Unit | None:
    """A part below the slash: 百公里, 10万人, 日."""
    if found := _COUNTED.fullmatch(surface):
        unit = _simple(found[2], below=True)
        if unit is None:
            return None
        factor = EXACT.multiply(Decimal(found[1]), unit.factor)
        return Unit(surface, unit.dimension, factor, unit.unit)
    return _simple(surface, below=True)


def _split_rate(surface: str) -> tuple[str, list[str]] | None:
    """The part above the slash and those below it, for 吨/万元, 毫克每升, 元/(人·月)."""
    if surface.startswith("每"):
        return None
    above, *below = re.split(r"[/每]", surface)
    parts = [part for piece in below for part in piece.strip("()（）").split("·") if part]
    return (above, parts) if above and parts else None


def _composed(surface: str, *, plain: bool = False) -> Unit | None:
    split = _split_rate(surface)
    if split is None:
        return None
    above = _simple(split[0])
    below = sorted(
        (unit for part in split[1] if (unit := _denominator(part)) is not None),
        key=lambda unit: unit.dimension,
    )
    if above is None or len(below) != len(split[1]):
        return None
    factor = above.factor
    for unit in below:
        factor = EXACT.divide(factor, unit.factor)
    dimension = f"{above.dimension}/{'·'.join(unit.dimension for unit in below)}"
    name = f"{above.unit}/{'·'.join(unit.unit for unit in below)}"
    target = None if plain else _rate_units().get(dimension)
    if target is not None:
        factor, name = EXACT.divide(factor, target.factor), target.symbol
    return Unit(surface, dimension, factor, name)


@lru_cache(maxsize=1)
def _rate_units() -> dict[str, Unit]:
    """Composed dimension -> the unit its values are converted to."""
    found: dict[str, Unit] = {}
    for surface in _table().rate_units:
        unit = _composed(fold(surface), plain=True)
        if unit is None:
            raise VocabularyError(FILE, f"canonical_rates 中的“{surface}”无法分解为已知单位")
        found.setdefault(unit.dimension, unit)
    return found


@lru_cache(maxsize=8192)
def lookup(surface: str) -> Unit | None:
    """The unit a surface names; None: not in the table. "" is a plain number."""
    folded = fold(surface)
    table = _table()
    if alias := table.rate_aliases.get(folded):
        folded = fold(alias)
    if unit := _simple(folded):
        return unit
    return _composed(folded)


def _kept(value: Decimal) -> Decimal:
    """Rounded to 15 significant digits, without trailing zeros and without exponent."""
    kept = KEPT.normalize(KEPT.plus(value))
    whole = kept == kept.to_integral_value() and kept.adjusted() < EXACT.prec
    return EXACT.quantize(kept, Decimal(1)) if whole else kept


def canonical(value: Decimal, surface: str) -> tuple[Decimal, str] | None:
    """`value` in the canonical unit of its dimension, and that unit; None: unknown unit."""
    unit = lookup(surface)
    if unit is None:
        return None
    return _kept(EXACT.multiply(value, unit.factor)), unit.unit


def convert(value: Decimal, surface: str, target: str) -> Decimal | None:
    """`value` of one unit in another; None: one is unknown or they measure different things."""
    from_unit, to_unit = lookup(surface), lookup(target)
    if from_unit is None or to_unit is None or from_unit.dimension != to_unit.dimension:
        return None
    return _kept(EXACT.divide(EXACT.multiply(value, from_unit.factor), to_unit.factor))


@lru_cache(maxsize=1)
def surfaces() -> tuple[str, ...]:
    """Every surface listed, longest first, multipliers and composed rates not included."""
    return tuple(sorted((s for s in _table().units if s), key=lambda s: (-len(s), s)))


def common_rates() -> tuple[str, ...]:
    """Rate units often met, as written; `lookup` understands many more."""
    return _table().common_rates


def multipliers() -> dict[str, Decimal]:
    """The multipliers that may stand before a unit."""
    return dict(_table().multipliers)


def dimension_keys() -> frozenset[str]:
    """The keys of the simple dimensions."""
    return frozenset(_table().dimensions)


def dimension_name(dimension: str) -> str:
    """The Chinese name of a dimension, composed ones included (质量/体积)."""
    names = _table().dimensions
    above, _, below = dimension.partition("/")
    parts = [names.get(part, part) for part in below.split("·") if part]
    return names.get(above, above) + ("/" + "·".join(parts) if parts else "")


def validate() -> list[str]:
    """What is wrong with the unit table: clashing surfaces, unknown parts. Empty when sound."""
    problems: list[str] = []
    owners: dict[str, str] = {}
    for part in read_yaml(FILE):
        for entry in part.get("units", []):
            for surface in [entry["symbol"], *entry.get("aliases", [])]:
                key = fold(surface)
                owner = owners.setdefault(key, entry["symbol"])
                if owner != entry["symbol"]:
                    problems.append(f"单位“{surface}”同时属于“{owner}”和“{entry['symbol']}”")
    for surface in (*_table().rate_units, *_table().common_rates, *_table().rate_aliases):
        if lookup(surface) is None:
            problems.append(f"复合单位“{surface}”无法分解为已知单位")
    for key, name in _table().dimensions.items():
        if not any(unit.dimension == key for unit in _table().units.values()):
            problems.append(f"量纲“{name}”（{key}）没有单位")
    return problems


for _cache in (_table, _rate_units, lookup, surfaces):
    forget_on_configure(_cache.cache_clear)
