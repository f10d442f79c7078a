"""What was probably meant: metrics and regions near a name that nothing is known by."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from kb.compare.kept import once_for_each_state
from kb.store import MeasureFilter, Store
from kb.vocab import forget_on_configure, metrics, regions
from kb.vocab.metric_names import expand, name_key

__all__ = [
    "UnknownMetric",
    "metric_begun",
    "near_metrics",
    "near_regions",
    "surface_names",
    "unknown_metrics",
]

MOST = 5
NEAR = 0.6
SHORTEST_BEGINNING = 3  # characters of a name that may stand for the whole


class UnknownMetric(NamedTuple):
    """A metric asked for that neither the vocabulary nor the library knows; what is near it."""

    asked: str
    near: tuple[str, ...]

    @property
    def words(self) -> str:
        """The whole in words."""
        guess = f"是不是：{'、'.join(self.near)}？" if self.near else "没有名称相近的指标。"
        return f"不认识指标“{self.asked[:40]}”：词表和库中的文件都没有这个名称。{guess}"


@once_for_each_state
def surface_names(store: Store) -> dict[str, set[str]]:
    """Names outside the vocabulary by their concept ("=" and the unified name), as written."""
    found: dict[str, set[str]] = {}
    for metric_id, name in set(store.measure_rows(MeasureFilter(), ("metric_id", "metric"))):
        if metric_id is None:
            found.setdefault("=" + name_key(name), set()).add(name)
    return found


def unknown_metrics(store: Store, concepts: tuple[str, ...]) -> tuple[UnknownMetric, ...]:
    """Those of the concepts that nothing is known by."""
    asked = [c for c in concepts if c.startswith("=")]
    held = surface_names(store) if asked else {}
    return tuple(
        UnknownMetric(c[1:], near_metrics(c[1:], held))
        for c in asked
        if c not in held and "=" + name_key(c[1:]) not in held
    )


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, str]:
    """Every way to write a metric of the vocabulary, with the metric's name."""
    return {
        written: known.name
        for known in metrics.all_metrics()
        for pattern in (known.id, known.name, *known.synonyms)
        for written in expand(pattern)
    }


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    """Every unified name of the vocabulary, with the metric's name."""
    return {name_key(written): name for written, name in _vocabulary().items()}


forget_on_configure(_vocabulary.cache_clear)
forget_on_configure(_keys.cache_clear)


def metric_begun(asked: str) -> metrics.Metric | None:
    """The only metric whose names begin so: 单位GDP二氧化碳 for 单位GDP二氧化碳排放."""
    begun = name_key(asked)
    if len(begun) < SHORTEST_BEGINNING:
        return None
    names = {name for key, name in _keys().items() if key.startswith(begun)}
    return metrics.match(names.pop()) if len(names) == 1 else None


def near_metrics(asked: str, held: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Names of the vocabulary, and of those `held` besides, that are written nearly so."""
    said = {name: name for names in held.values() for name in names}
    written = {**said, **_keys(), **_vocabulary()}
    scores: dict[str, float] = {}
    for name, means in written.items():
        score = _likeness(asked, name)
        if score >= NEAR:
            scores[means] = max(score, scores.get(means, 0))
    return tuple(sorted(scores, key=lambda name: (-scores[name], len(name), name))[:MOST])


def _likeness(asked: str, name: str) -> float:
    if len(asked) > 1 and asked in name:
        return 0.8 + 0.2 * len(asked) / len(name)
    matcher = SequenceMatcher(None, asked, name, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0
    return matcher.ratio()


def near_regions(asked: str) -> tuple[str, ...]:
    """Full names of places written nearly so."""
    scores = {
        place.code: _likeness(asked[:40], place.name)
        for place in regions.all_regions()
        if place.level != "foreign"
    }
    best = sorted((c for c in scores if scores[c] >= NEAR), key=lambda c: (-scores[c], c))
    return tuple(full_name(code) for code in best[:MOST])


def full_name(code: str) -> str:
    """A place with the places it lies in: 吉林省长春市朝阳区."""
    place = regions.region(code)
    if place is None:
        return code
    above = [regions.region(c) for c in place.path.split("/") if c != regions.CHINA]
    return "".join(p.name for p in above if p is not None) or place.name
