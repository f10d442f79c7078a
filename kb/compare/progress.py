"""Plan against actual: how far, at which pace, on the straight line from base to target or not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kb.compare.chain import facts_of_region
from kb.compare.facts import Fact
from kb.compare.judging import direction, outcome
from kb.compare.rates import Derived, fixed, pace, significant
from kb.compare.signature import shape_of
from kb.compare.wording import scope_of
from kb.store import Store
from kb.vocab import units

__all__ = ["Progress", "Standpoint", "build_progress"]

State = Literal["reached", "missed", "ahead", "behind", "on_path", "unknown"]
STATE_WORDS = {
    "reached": "已达到",
    "missed": "未达到",
    "ahead": "快于直线进度",
    "behind": "慢于直线进度",
    "on_path": "正在直线进度上",
    "unknown": "无法判断",
}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A known level in a year, with the measure that states it."""

    year: int
    value: Decimal
    fact: Fact
    as_base: bool = False


@dataclass(frozen=True)
class Progress:
    """One target with its base, the actuals since, and the judgement with its inputs.

    `expected`: the straight line's value in the year of the last actual; `required`: what each
    remaining year must bring; `made`: what each year brought so far.
    """

    target: Fact
    unit: str
    base: Standpoint | None
    actuals: tuple[Standpoint, ...]
    expected: Derived | None
    required: Derived | None
    made: Derived | None
    state: State
    reason: str

    @property
    def words(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state]


def build_progress(store: Store, concept: str, region: str) -> tuple[Progress, ...]:
    """Every level target of a metric in a region against the actuals held."""
    facts = facts_of_region(store, concept, region)
    targets = [
        f
        for f in facts
        if f.status == "target"
        and shape_of(f) == "level"
        and f.canonical_value is not None
        and f.year is not None
        and f.origin("year") != "convention"
    ]
    return tuple(_progress(target, facts) for target in targets)


def _standpoints(facts: list[Fact], target: Fact) -> list[Standpoint]:
    """Actual levels of the same scope and unit, and base values stated beside targets."""
    found: dict[int, Standpoint] = {}
    for fact in facts:
        if scope_of(fact) != scope_of(target) or fact.canonical_unit != target.canonical_unit:
            continue
        if fact.status == "actual" and shape_of(fact) == "level" and fact.canonical_max is None:
            known = fact.year is not None and fact.origin("year") != "convention"
            if known and fact.canonical_value is not None:
                point = Standpoint(fact.year or 0, fact.canonical_value, fact)
                found[point.year] = point
        elif fact.base_value is not None and fact.base_is_known and fact.change == "level":
            base = units.canonical(fact.base_value, fact.unit or "")
            if base is not None:
                point = Standpoint(fact.base_year or 0, base[0], fact, as_base=True)
                found.setdefault(point.year, point)
    return [found[year] for year in sorted(found)]


def _base(target: Fact, points: list[Standpoint]) -> Standpoint | None:
    if target.base_value is not None and target.base_is_known:
        own = units.canonical(target.base_value, target.unit or "")
        if own is not None:
            return Standpoint(target.base_year or 0, own[0], target, as_base=True)
    earlier = [p for p in points if target.base_is_known and p.year == target.base_year]
    if earlier:
        return earlier[0]
    start = (target.year or 0) - 5
    return next((p for p in points if p.year == start), None)


def _progress(target: Fact, facts: list[Fact]) -> Progress:
    unit, goal, year = target.canonical_unit or "", target.canonical_value, target.year or 0
    points = _standpoints(facts, target)
    base = _base(target, points)
    first = base.year if base else 0
    actuals = tuple(p for p in points if first < p.year and not p.as_base)
    blank = (unit, base, actuals, None, None, None)
    if not actuals:
        return Progress(target, *blank, "unknown", "库中没有基期以后的现状值")
    last = actuals[-1]
    if last.year >= year:
        at_end = next((p for p in actuals if p.year == year), None)
        if at_end is None:
            return Progress(target, *blank, "unknown", f"没有 {year} 年的现状值")
        met, rule = outcome(target, at_end.value)
        return Progress(target, *blank, met, rule)
    if base is None or goal is None:
        return Progress(target, *blank, "unknown", "没有载明的基期值，不能画直线进度")
    return _on_the_way(target, base, actuals, unit, goal)


def _on_the_way(
    target: Fact, base: Standpoint, actuals: tuple[Standpoint, ...], unit: str, goal: Decimal
) -> Progress:
    last, year = actuals[-1], target.year or 0
    done, all_years = last.year - base.year, year - base.year
    line = significant(base.value + (goal - base.value) * done / all_years)
    formula = (
        f"{fixed(base.value)} + ({fixed(goal)} - {fixed(base.value)}) × {done}/{all_years}"
        f" = {fixed(line)}（{last.year} 年）"
    )
    inputs = tuple(dict.fromkeys((base.fact.id, target.id)))
    expected = Derived("path", line, unit, formula, "保留 6 位有效数字", inputs)
    required = pace(last.value, goal, year - last.year, unit, (last.fact.id, target.id))
    made = pace(base.value, last.value, done, unit, (base.fact.id, last.fact.id))
    state, reason = _state(target, base.value, last.value, line, goal)
    if base.year != target.base_year:
        reason += f"；目标未载明基期，以 {base.year} 年的现状值为起点"
    return Progress(target, unit, base, actuals, expected, required, made, state, reason)


def _state(
    target: Fact, base: Decimal, last: Decimal, line: Decimal, goal: Decimal
) -> tuple[State, str]:
    towards = direction(target.concept)
    if towards == "none":
        towards = "higher" if goal > base else "lower"
    if last == line:
        return "on_path", "与直线进度相等"
    ahead = (last > line) == (towards == "higher")
    gap = fixed(abs(significant(last - line)))
    return ("ahead" if ahead else "behind"), f"与直线进度相差 {gap}"
