"""Metrics: which concept of the vocabulary a surface name means.

`match` is exact after `name_key`: it never guesses by likeness, because a wrong id is worse than
none. A unit of another dimension refuses a match; %, 倍 and 番 fit every metric, because changes
are stated in them; 个百分点 fit shares only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from kb.errors import NotFoundError, VocabularyError
from kb.vocab import scopes
from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.metric_names import expand, name_key, without_change_words
from kb.vocab.units import dimension_keys, lookup

__all__ = ["Better", "Metric", "all_metrics", "match", "metric", "sectors", "validate"]

FILE = "metrics.yaml"
DEFINITIONS = "definitions.yaml"
Better = Literal["higher", "lower", "none"]
CHANGES = frozenset({"ratio", "percentage_point", "multiple", "doubling"})
KEYS = {
    "id", "name", "synonyms", "bare", "unit", "also", "counted", "better", "sector", "parent",
    "additive", "definition",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metric:
    """One concept. `unit` is the one it is shown in; `dimension` the unit's; `also` further ones.

    `better`: which direction is an improvement. `additive`: the parts of a region add up to it.
    `counted`: the only words it is counted in, where others count another thing (户, not 个).
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    bare: tuple[str, ...]
    unit: str
    dimension: str
    also: tuple[str, ...]
    better: Better
    sector: str
    parent: str | None
    additive: bool
    definition: str = ""
    counted: tuple[str, ...] = ()

    @property
    def dimensions(self) -> frozenset[str]:
        """All dimensions a level of this metric is stated in."""
        return frozenset({self.dimension, *self.also})


@dataclass(frozen=True)
class _Table:
    metrics: dict[str, Metric]
    names: dict[str, Metric]
    bare: dict[tuple[str, str], Metric]
    sectors: tuple[str, ...]


def _read(entry: dict[str, Any], sectors: tuple[str, ...], meaning: dict[str, str]) -> Metric:
    label = entry.get("id", "?")
    if extra := set(entry) - KEYS:
        raise VocabularyError(FILE, f"指标“{label}”有未知的键 {sorted(extra)}")
    if missing := {"id", "name", "unit", "better", "sector", "additive"} - set(entry):
        raise VocabularyError(FILE, f"指标“{label}”缺少 {sorted(missing)}")
    unit = lookup(str(entry["unit"]))
    if unit is None:
        raise VocabularyError(FILE, f"指标“{label}”的单位“{entry['unit']}”不在单位表中")
    if entry["better"] not in get_args(Better):
        raise VocabularyError(FILE, f"指标“{label}”的 better 应为 higher、lower 或 none")
    if entry["sector"] not in sectors:
        raise VocabularyError(FILE, f"指标“{label}”的部门“{entry['sector']}”没有列出")
    return Metric(
        id=str(label),
        name=str(entry["name"]),
        synonyms=tuple(entry.get("synonyms", [])),
        bare=tuple(entry.get("bare", [])),
        unit=str(entry["unit"]),
        dimension=unit.dimension,
        also=tuple(entry.get("also", [])),
        better=cast(Better, entry["better"]),
        sector=str(entry["sector"]),
        parent=entry.get("parent"),
        additive=bool(entry["additive"]),
        definition=str(entry.get("definition", meaning.get(str(label), ""))),
        counted=tuple(entry.get("counted", [])),
    )


def _claim(table: dict[str, Metric], pattern: str, owner: Metric, *, strict: bool) -> None:
    for name in expand(pattern):
        key = name_key(name)
        other = table.setdefault(key, owner)
        if strict and other.id != owner.id:
            raise VocabularyError(
                FILE, f"“{name}”同时是“{other.id}”和“{owner.id}”的名称，请只留一处"
            )


def _claim_bare(table: dict[tuple[str, str], Metric], pattern: str, owner: Metric) -> None:
    """风电 is 风电装机 beside kilowatts and 风电发电量 beside kilowatt-hours."""
    for name in expand(pattern):
        for dimension in owner.dimensions:
            other = table.setdefault((name_key(name), dimension), owner)
            if other.id != owner.id:
                raise VocabularyError(
                    FILE, f"“{name}”同时是“{other.id}”和“{owner.id}”的简称，量纲又相同"
                )


@lru_cache(maxsize=1)
def _table() -> _Table:
    parts = read_yaml(FILE)
    known_sectors = tuple(s for part in parts for s in part.get("sectors", []))
    meaning = {k: str(v) for part in read_yaml(DEFINITIONS) for k, v in part.items()}
    metrics: dict[str, Metric] = {}
    for index, part in enumerate(parts):
        for entry in part.get("metrics", []):
            read = _read(entry, known_sectors, meaning)
            if index == 0 and read.id in metrics:
                raise VocabularyError(FILE, f"指标“{read.id}”出现两次")
            metrics[read.id] = _merged(metrics.get(read.id), read)
    if strangers := sorted(meaning.keys() - metrics.keys()):
        raise VocabularyError(DEFINITIONS, f"有未定义的指标 {strangers}")
    names: dict[str, Metric] = {}
    bare: dict[tuple[str, str], Metric] = {}
    for owner in metrics.values():
        if owner.parent is not None and owner.parent not in metrics:
            raise VocabularyError(FILE, f"指标“{owner.id}”的上级“{owner.parent}”没有定义")
        for pattern in (owner.name, *owner.synonyms):
            _claim(names, pattern, owner, strict=True)
        for pattern in owner.bare:
            _claim_bare(bare, pattern, owner)
    return _Table(metrics, names, bare, known_sectors)


def _merged(old: Metric | None, new: Metric) -> Metric:
    """An overlay entry of a known id adds its synonyms and replaces the rest."""
    if old is None:
        return new
    values = {name: getattr(new, name) for name in Metric.__slots__}
    values["synonyms"] = tuple(dict.fromkeys((*old.synonyms, old.name, *new.synonyms)))
    values["bare"] = tuple(dict.fromkeys((*old.bare, *new.bare)))
    return Metric(**values)


def _fits(found: Metric, unit: str | None) -> bool:
    if unit is None:
        return True
    known = lookup(unit)
    if known is not None and known.dimension == "percentage_point":
        return found.dimension in {"ratio", "number"}  # an amount does not change by points
    if known is None or known.dimension in CHANGES:
        return True
    if found.counted and not unit.lstrip(_MULTIPLIERS).startswith(found.counted):
        return False
    if known.dimension == "number" and found.dimension in {"ratio", "count", "people", "number"}:
        return True
    return known.dimension in found.dimensions


_MULTIPLIERS = "十百千万亿"


@lru_cache(maxsize=65536)
def match(surface: str, *, unit: str | None = None) -> Metric | None:
    """The metric a surface name means beside `unit`; None: not in the vocabulary, or unclear.

    A scope in front (中心城区公共绿地面积) is no part of the concept, unless the vocabulary has a
    metric of that scope.
    """
    found = _meant(surface)
    if found is not None:
        return found if _fits(found, unit) else None
    if unit is None or (known := lookup(unit)) is None:
        return None
    table, key = _table(), name_key(surface)
    counted = table.names.get(key + "数")
    if counted is not None and known.dimension not in counted.dimensions:
        counted = None
    return table.bare.get((key, known.dimension), counted)


@lru_cache(maxsize=65536)
def _meant(surface: str) -> Metric | None:
    """The metric of a name, whatever the unit."""
    return _named(surface) or _scoped(surface) or _counted(surface) or _named_twice(surface)


def _scoped(surface: str) -> Metric | None:
    """绿地率 for 城区绿地率; but 新建铁路里程 is no 铁路里程: the new is added to what there is."""
    inner = scopes.without(surface)
    found = _named(inner) if inner != surface else None
    if found is not None and found.additive and surface.startswith("新"):
        return None
    return found


def _counted(surface: str) -> Metric | None:
    """办理政协提案 for 办理政协提案数, 危桥改造 for 危桥改造任务数: what is counted, without 数."""
    if not surface.endswith("数"):
        return None
    endings = ("数", "任务数", "户数")
    named = (_named(surface.removesuffix(ending)) for ending in endings if surface.endswith(ending))
    found = next((metric for metric in named if metric is not None), None)
    return found if found is not None and found.dimension in _COUNTS else None


def _named_twice(surface: str) -> Metric | None:
    """单位GDP碳排放（碳强度）: both names mean one metric, or only that in brackets is known."""
    both = _NAMED_TWICE.fullmatch(surface)
    if both is None:
        return None
    outer, inner = _named(both["outer"]), _named(both["inner"])
    return inner if outer in (inner, None) else None


_NAMED_TWICE = re.compile(r"(?P<outer>[^（(]+)[（(](?P<inner>[^（）()]{3,})[）)]")
_COUNTS = frozenset(["count", "people"])


def _named(surface: str) -> Metric | None:
    names, key = _table().names, name_key(surface)
    return names.get(key) or names.get(without_change_words(key))


def metric(metric_id: str) -> Metric:
    """The metric of this id; `NotFoundError` where the vocabulary has none."""
    try:
        return _table().metrics[metric_id]
    except KeyError:
        raise NotFoundError("指标", metric_id) from None


def all_metrics() -> tuple[Metric, ...]:
    """Every metric, in the order of the vocabulary file."""
    return tuple(_table().metrics.values())


def sectors() -> tuple[str, ...]:
    """The sectors, in the order in which pages list them."""
    return _table().sectors


def validate() -> list[str]:
    """What is wrong with the metrics, beyond what reading refuses. Empty when sound."""
    table = _table()
    problems: list[str] = []
    for found in table.metrics.values():
        if unknown := [d for d in found.also if any(p not in dimension_keys() for p in _parts(d))]:
            problems.append(f"指标“{found.id}”的 also 有未知量纲 {unknown}")
        if "" in found.synonyms:
            problems.append(f"指标“{found.id}”有空的别名")
        if found.additive and found.dimension in CHANGES:
            problems.append(f"指标“{found.id}”是比率，不能相加（additive）")
        if match(found.name) != found:
            problems.append(f"指标“{found.id}”的名称“{found.name}”匹配不到它自己")
    problems += [f"名称“{key}”太短，容易误认" for key in table.names if len(key) < 2]
    problems += [
        f"“{key}”既是“{owner.id}”的简称，又是“{table.names[key].id}”的名称"
        for (key, _), owner in table.bare.items()
        if table.names.get(key, owner) != owner
    ]
    return problems


def _parts(dimension: str) -> list[str]:
    return re.split(r"[/·]", dimension)


for _cache in (_table, _meant, match):
    forget_on_configure(_cache.cache_clear)
