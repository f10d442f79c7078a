"""Through the plans: a later document's reported base value against the earlier target.

A base year set by convention is never used as if stated: such a value is listed as unusable.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kb.compare.cells import line_of, stated
from kb.compare.facts import Fact
from kb.compare.gather import facts_about
from kb.compare.holdings import Holdings, holdings
from kb.compare.judging import Outcome, outcome
from kb.compare.rates import NotDerived, change_between
from kb.compare.signature import shape_of
from kb.compare.wording import scope_of
from kb.store import Store
from kb.vocab import periods, units

__all__ = ["Chain", "Link", "Reported", "build_chain"]


@dataclass(frozen=True)
class Reported:
    """A later text's value for the target year: an actual, or the base of a new target."""

    fact: Fact
    value: Decimal
    unit: str
    as_base: bool


@dataclass(frozen=True)
class Link:
    """One target with what later texts report for its year."""

    period: str
    target: Fact
    reported: tuple[Reported, ...]
    outcome: Outcome
    reason: str
    agree: bool


@dataclass(frozen=True)
class Chain:
    """All targets of a metric in a region for the last years of planning periods, oldest first."""

    metric: str
    region: str
    links: tuple[Link, ...]
    unusable: tuple[Fact, ...]


def build_chain(store: Store, concept: str, region: str) -> Chain:
    """The chain of one metric in one region."""
    facts = facts_of_region(store, concept, region)
    held = holdings(store)
    ends = {last: name for name, (_, last) in periods.all_periods().items()}
    reported, unusable = _reported(facts)
    links: list[Link] = []
    seen: set[tuple[object, ...]] = set()
    for target in facts:
        name = ends.get(target.year or 0)
        if name is None or target.status != "target" or target.canonical_value is None:
            continue
        if held.by_id.get(target.document_id) is None:
            continue
        key = (target.document_id, line_of(target), stated(target))
        if key not in seen:  # a table and the prose of one document say one target twice
            seen.add(key)
            links.append(_link(name, target, reported, held))
    links.sort(key=lambda link: (link.target.year or 0, link.target.document_id, link.target.start))
    return Chain(concept, region, tuple(links), tuple(unusable))


def facts_of_region(store: Store, concept: str, region: str) -> list[Fact]:
    """All facts of a metric in a region."""
    return facts_about(store, concept, regions=(region,))


def _reported(facts: list[Fact]) -> tuple[dict[int, list[Reported]], list[Fact]]:
    found: dict[int, list[Reported]] = {}
    unusable: list[Fact] = []
    for fact in facts:
        if _is_dated_actual(fact) and fact.canonical_value is not None:
            unit = fact.canonical_unit or ""
            value = Reported(fact, fact.canonical_value, unit, as_base=False)
            found.setdefault(fact.year or 0, []).append(value)
        if fact.base_value is None or fact.base_year is None or fact.change != "level":
            continue
        if not fact.base_is_known:
            unusable.append(fact)
            continue
        base = units.canonical(fact.base_value, fact.unit or "")
        if base is not None:
            found.setdefault(fact.base_year, []).append(Reported(fact, *base, as_base=True))
    return found, unusable


def _is_dated_actual(fact: Fact) -> bool:
    known = fact.year is not None and fact.origin("year") != "convention"
    return fact.status == "actual" and known and fact.canonical_max is None


def _date(fact: Fact, held: Holdings) -> str:
    document = held.by_id.get(fact.document_id)
    return (document.written_on or "") if document else ""


def _is_later(candidate: Fact, target: Fact, held: Holdings) -> bool:
    """Whether a text can know how a target came out: written in its year or after."""
    date = _date(candidate, held)
    return bool(date) and int(date[:4]) >= (target.year or 0)


def _fits(reported: Reported, target: Fact) -> bool:
    fact = reported.fact
    same = scope_of(fact) == scope_of(target) and reported.unit == target.canonical_unit
    shape = "level" if reported.as_base else shape_of(fact)
    if shape != shape_of(target) or not same:
        return False
    return target.change == "level" or (
        fact.change == target.change and fact.base_year == target.base_year and fact.base_is_known
    )


def _link(
    name: str,
    target: Fact,
    reported: dict[int, list[Reported]],
    held: Holdings,
) -> Link:
    later = [r for r in reported.get(target.year or 0, []) if _is_later(r.fact, target, held)]
    usable = tuple(r for r in later if _fits(r, target))
    if not usable:
        derived = _from_levels(target, later, reported)
        if derived is not None:
            value, why, sources = derived
            verdict, rule = outcome(target, value)
            return Link(name, target, sources, verdict, f"{why}；{rule}", agree=True)
        reason = "库中没有目标年以后写成、载有该年数值的文件"
        if later:
            reason = "后来的数值范围、数值形式或单位与目标不同"
        return Link(name, target, (), "unknown", reason, agree=True)
    outcomes = {outcome(target, r.value)[0] for r in usable}
    verdict, rule = outcome(target, usable[0].value)
    if len(outcomes) > 1:
        return Link(name, target, usable, "unknown", "各来源的数值结论不一", agree=False)
    if target.origin("year") == "convention":
        return Link(name, target, usable, "unknown", "目标年是按惯例推定的", agree=True)
    return Link(name, target, usable, verdict, rule, agree=True)


def _from_levels(
    target: Fact, later: list[Reported], reported: dict[int, list[Reported]]
) -> tuple[Decimal, str, tuple[Reported, ...]] | None:
    """A relative target judged by two reported levels: that of its base year and of its year."""
    if shape_of(target) != "relative_change" or not target.base_is_known:
        return None
    scope = scope_of(target)
    for last in later:
        for first in reported.get(target.base_year or 0, []):
            levels = (shape_of(last.fact), shape_of(first.fact)) == ("level", "level")
            same = scope_of(last.fact) == scope_of(first.fact) == scope
            if not levels or not same or first.as_base or last.as_base:
                continue
            change = change_between(first.fact, last.fact)
            if isinstance(change, NotDerived):
                continue
            value = -change.value if target.change == "decrease" else change.value
            return value, f"由两年水平算得：{change.formula}", (first, last)
    return None
