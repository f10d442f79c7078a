"""Same region, metric, scope and year, different value: found, classed, never resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from kb.compare.facts import Fact, load_facts
from kb.compare.holdings import Holding, Holdings, holdings
from kb.compare.matrix import Line, line_of, metric_of, stated
from kb.compare.rates import annual_rate, fixed, rounded, signed
from kb.compare.request import below
from kb.compare.verdict import shape_of
from kb.compare.wording import price_basis, scope_of
from kb.store import MeasureFilter, Store
from kb.vocab.regions_scan import scan

__all__ = ["Conflict", "ConflictClass", "ConflictKind", "find_conflicts"]

ConflictClass = Literal["revision", "rounding", "scope", "likely"]
ConflictKind = Literal["value", "average", "parts"]
CLASS_WORDS = {
    "revision": "修订",
    "rounding": "取舍",
    "scope": "范围不同",
    "likely": "可能冲突",
}
KIND_WORDS = {"value": "数值不一", "average": "年均与起止值不符", "parts": "分项与总数不符"}
NEAR = Decimal("0.05")  # “约” agrees with what differs by no more than this share
FULL_NAME = 6  # characters from which a name outside the vocabulary is taken to be whole
SCOPE_WORDS = ("市区", "城区", "中心城区", "市辖区", "农村", "规模以上", "国考", "省考", "主城区",
               "高技术", "一带一路", "沿线国家")  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """Two or more facts that cannot all hold as they stand.

    `within`: all in one document. `explanation`: why it was put in its class, with the figures.
    """

    kind: ConflictKind
    cls: ConflictClass
    concept: str
    region: str
    year: int
    facts: tuple[Fact, ...]
    within: bool
    explanation: str

    @property
    def words(self) -> str:
        """Class and kind in words."""
        return f"{CLASS_WORDS[self.cls]}：{KIND_WORDS[self.kind]}"


def find_conflicts(store: Store, wanted: MeasureFilter | None = None) -> list[Conflict]:
    """All conflicts among the wanted measures, likely ones first."""
    held = holdings(store)
    facts = [
        fact
        for fact in load_facts(store, wanted or MeasureFilter())
        if fact.region_code is not None
        and fact.year is not None
        and fact.value is not None
        and fact.origin("year") != "convention"
        and not fact.origin("metric").startswith("inherited")  # its clause does not name it
        and fact.document_id in held.by_id
    ]
    found = [*_values(facts, held), *_averages(facts), *_parts(facts)]
    order = {"likely": 0, "scope": 1, "revision": 2, "rounding": 3}
    found.sort(key=lambda c: (order[c.cls], not c.within, c.concept, c.region, c.year, _ids(c)))
    return found


def _ids(conflict: Conflict) -> tuple[str, ...]:
    return tuple(fact.id for fact in conflict.facts)


# --- different values ---------------------------------------------------------------------------


def _values(facts: Iterable[Fact], held: Holdings) -> Iterator[Conflict]:
    groups: dict[tuple[str, str | None, int | None, Line], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.canonical_value is None:
            continue
        if fact.change != "level" and not fact.base_is_known and not _yearly(fact):
            continue
        groups[fact.concept, fact.region_code, fact.year, line_of(fact)].append(fact)
    for (concept, region, year, _), members in groups.items():
        kinds: dict[tuple[str, Decimal | None, Decimal | None], Fact] = {}
        for fact in sorted(members, key=lambda fact: not _speaks_for_itself(fact, held)):
            kinds.setdefault(stated(fact), fact)
        for one, other in combinations(kinds.values(), 2):
            if _can_both_hold(one, other) or not _are_about_one_thing(one, other):
                continue
            cls, why = _class(one, other, held)
            within = one.document_id == other.document_id
            yield Conflict(
                "value", cls, concept, region or "", year or 0, (one, other), within, why
            )


def _speaks_for_itself(fact: Fact, held: Holdings) -> bool:
    """Whether the document is of the very place its statement is about."""
    return fact.region_code in held.by_id[fact.document_id].regions[:1]


def _yearly(fact: Fact) -> bool:
    return fact.year is not None and fact.base_year == fact.year - 1


def _is_row(fact: Fact) -> bool:
    return " | " in fact.evidence


def _are_about_one_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts of one name may be held against each other.

    One sentence that names two figures tells them apart itself (a goal and what was reached).
    Outside the vocabulary a name alone (在校生, 医院数) does not say what it counts, so within a
    document only a table against the text counts, and between documents only a full name.
    """
    if one.document_id == other.document_id and one.start == other.start:
        return False
    if metric_of(one.concept) is not None:
        return True
    if one.document_id == other.document_id:
        return _is_row(one) != _is_row(other) and len(one.metric) >= FULL_NAME
    return len(one.metric) >= FULL_NAME and not one.metric.startswith(("占", "比", "其中"))


def _bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    low = fact.canonical_value if fact.canonical_value is not None else Decimal(0)
    high = fact.canonical_max if fact.canonical_max is not None else low
    far = Decimal("1e30")
    if fact.op in (">=", ">"):
        return low, far
    if fact.op in ("<=", "<"):
        return -far, high
    if fact.op == "~":
        return low - abs(low) * NEAR, high + abs(high) * NEAR
    return low, high


def _can_both_hold(one: Fact, other: Fact) -> bool:
    """Whether some value satisfies both, their comparators taken at their word."""
    if one.op in (">=", ">", "<=", "<") and one.op == other.op:
        return False  # two different thresholds of one goal are two different goals
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return max(low, least) <= min(high, most)


def _class(one: Fact, other: Fact, held: Holdings) -> tuple[ConflictClass, str]:
    if (why := _rounding(one, other)) is not None:
        return "rounding", why
    if (why := _scope(one, other)) is not None:
        return "scope", why
    if (why := _revision(one, other, held)) is not None:
        return "revision", why
    if (one.reported_from is None) != (other.reported_from is None):
        return "scope", f"一处是转述（{one.reported_from or other.reported_from}）"
    return "likely", f"{_figure(one)} 与 {_figure(other)}，范围、基期、年份都相同"


def _figure(fact: Fact) -> str:
    value = fixed(fact.value) if fact.value is not None else ""
    upper = f"～{fixed(fact.value_max)}" if fact.value_max is not None else ""
    return f"{value}{upper}{fact.unit or ''}"


def _step(fact: Fact) -> Decimal:
    """Half a unit of the last printed digit, in canonical units."""
    if fact.value is None or fact.canonical_value is None or fact.value == 0:
        return Decimal(0)
    exponent = fact.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(fact.canonical_value / fact.value) * last / 2


def _rounding(one: Fact, other: Fact) -> str | None:
    if one.canonical_max is not None or other.canonical_max is not None:
        return None
    a, b = one.canonical_value, other.canonical_value
    if a is None or b is None or abs(a - b) > max(_step(one), _step(other)):
        return None
    if _step(one) == _step(other):
        return None  # equally precise figures differ, nothing was rounded
    return f"{_figure(one)} 与 {_figure(other)} 按较粗的一个取舍后相等"


def _scope(one: Fact, other: Fact) -> str | None:
    words = [{w for w in SCOPE_WORDS if w in _around(fact)} for fact in (one, other)]
    if words[0] != words[1]:
        only = "、".join(sorted(words[0] ^ words[1]))
        return f"只有一处写到“{only}”，可能不是同一范围"
    if (one_places := _places(one)) != (other_places := _places(other)):
        names = "、".join(sorted(one_places ^ other_places))
        return f"只有一处的句子写到{names}，可能说的不是同一地区"
    if _is_part(one) or _is_part(other):
        return "有“其中”的分项，所属的总数可能不同"
    if price_basis(one) != price_basis(other):
        return "价格基准不同"
    return None


def _is_part(fact: Fact) -> bool:
    """Whether the value follows “其中” in its own part of the sentence, or all of it does."""
    if fact.evidence.startswith("其中"):
        return True
    at = 2 if fact.value_start is None else fact.value_start - fact.start
    before = re.split(r"[。；;]", fact.evidence[:at])[-1]
    return "其中" in before


def _places(fact: Fact) -> frozenset[str]:
    """Other places the sentence names before the value."""
    at = len(fact.evidence) if fact.value_start is None else fact.value_start - fact.start
    found = scan(fact.evidence[:at], within=fact.region_code)
    return frozenset(place.name for _, _, place in found if place.code != fact.region_code)


def _around(fact: Fact) -> str:
    if fact.value_start is None:
        return fact.metric
    at = fact.value_start - fact.start
    return fact.metric + fact.evidence[max(0, at - 40) : at]


def _revision(one: Fact, other: Fact, held: Holdings) -> str | None:
    if one.document_id == other.document_id:
        return None
    a, b = held.by_id[one.document_id], held.by_id[other.document_id]
    if a.outdated != b.outdated:
        return f"《{(a if a.outdated else b).title}》已被替代"
    if a.written_on is None or b.written_on is None or a.written_on[:7] == b.written_on[:7]:
        return None
    later = a if a.written_on > b.written_on else b
    if one.region_code not in later.regions[:1]:
        return None  # the later text speaks of another place's figure, it cannot revise it
    return f"先后发布（{_dated(a)}，{_dated(b)}），后者可能修订了前者"


def _dated(held: Holding) -> str:
    return f"{held.written_on}《{held.title}》"


def _inside(
    kind: ConflictKind,
    concept: str,
    region: str | None,
    year: int | None,
    facts: tuple[Fact, ...],
    why: str,
) -> Conflict:
    """A contradiction inside one document."""
    return Conflict(
        kind, "likely", concept, region or "", year or 0, facts, within=True, explanation=why
    )


# --- printed average against computed -------------------------------------------------------------


def _averages(facts: Iterable[Fact]) -> Iterator[Conflict]:
    """An average annual rate printed beside the base and target it should follow from."""
    groups: dict[tuple[str, str, str | None, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.document_id, fact.concept, fact.region_code, scope_of(fact)].append(fact)
    for (_, concept, region, _), members in groups.items():
        rates = [f for f in members if shape_of(f) == "annual_rate" and f.canonical_max is None]
        levels = [f for f in members if shape_of(f) == "level" and f.base_value and f.base_is_known]
        for rate in rates:
            for level in levels:
                if rate.year != level.year or (why := _disagree(rate, level)) is None:
                    continue
                pair = (rate, level)
                yield _inside("average", concept, region, rate.year, pair, why)


def _disagree(rate: Fact, level: Fact) -> str | None:
    printed, base, last = signed(rate), level.base_value, level.value
    years = (level.year or 0) - (level.base_year or 0)
    if printed is None or not base or not last or years < 2 or base <= 0 or last <= 0:
        return None
    if level.canonical_unit in ("%", "个百分点"):
        return None
    computed = annual_rate((last / base - 1) * 100, years)
    tolerance = max(_step(rate) * 2, Decimal("0.1"))
    if rate.op in (">=", ">"):
        agrees = computed >= printed - tolerance
    else:
        agrees = abs(computed - printed) <= tolerance
    if agrees:
        return None
    formula = f"({fixed(last)}/{fixed(base)})^(1/{years})-1 = {fixed(rounded(computed))}%"
    return f"文中年均 {fixed(printed)}%，由起止值算得 {formula}"


# --- parts against total --------------------------------------------------------------------------


def _parts(facts: Iterable[Fact]) -> Iterator[Conflict]:
    """All places below a region add up to something else than the region, in one document."""
    groups: dict[tuple[str, str, int | None, Line], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        known = metric_of(fact.concept)
        if known is None or not known.additive or fact.canonical_max is not None:
            continue
        if shape_of(fact) in ("level", "absolute_change", "cumulative"):
            key = (fact.document_id, fact.concept, fact.year, line_of(fact))
            groups[key].setdefault(fact.region_code or "", fact)
    for (_, concept, year, _), by_region in groups.items():
        for code, whole in by_region.items():
            children = below(code)
            if len(children) < 2 or any(child not in by_region for child in children):
                continue
            parts = [by_region[child] for child in children]
            total = sum((p.canonical_value or Decimal(0) for p in parts), Decimal(0))
            slack = sum((_step(p) for p in parts), _step(whole))
            if whole.canonical_value is None or abs(total - whole.canonical_value) <= slack:
                continue
            held = f"{fixed(whole.canonical_value)}{whole.canonical_unit}"
            why = f"各部分之和 {fixed(total)}，总数 {held}"
            yield _inside("parts", concept, code, year, (whole, *parts), why)
